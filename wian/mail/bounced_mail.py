"""Enters what came back: messages in mailboxes are read, and bounces become acts of the sender."""

from __future__ import annotations

import email
import mailbox
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from email.message import Message
from pathlib import Path

from wian.jurisdictions.instant import Instant
from wian.kit.errors import Fault, InputFaults
from wian.kit.text_file import shown_path
from wian.ledger.database import Ledger
from wian.ledger.outbox.mail_book import MailState
from wian.ledger.outbox.mail_queue import find_mail
from wian.mail.bounce import Bounce, read_bounce
from wian.mail.hand_over import BY, bounced_body
from wian.office.actor import Acting
from wian.office.held_letter import note
from wian.propagation.runtime import recorded_plan

LARGEST = 20 * 2**20
"""Bytes of a message that is looked at: what comes back may enclose what we sent."""
_FLAGS, _SEEN = ":2,", "S"
"""Marks of a message in a Maildir, behind its file's name."""
_FROM = b"From "
"""What every message in an mbox file begins with."""


@dataclass(frozen=True, slots=True)
class BouncesRead:
    """What reading mailboxes brought.

    Attributes:
        bounced: Messages that came back, entered now.
        before: Notifications of what was entered before, or was sent anew since.
        late: Notifications that a message is late, or has arrived.
        unknown: Notifications of messages that are not in this ledger.
        other: Messages that are no notification, such as those of answering machines.
    """

    bounced: int = 0
    before: int = 0
    late: int = 0
    unknown: int = 0
    other: int = 0


def read_bounces(ledger: Ledger, places: Sequence[Path], *, now: Instant) -> BouncesRead:
    """Read mailboxes, and enter what came back; reading them again changes nothing.

    Args:
        ledger: Where the messages stand.
        places: Maildirs, whose messages are marked as seen once they are entered; mbox files; or
            files with one message each, which stay as they are.
        now: When this is.

    Raises:
        InputFaults: Some of them cannot be read: all that cannot.
        LedgerError: The ledger cannot be used; what was entered stays.
    """
    if faults := [fault for place in places for fault in _unusable(place)]:
        raise InputFaults("The list of mailboxes", faults)
    found = Counter(_entered(ledger, each, now) for place in places for each in _messages(place))
    return BouncesRead(**found)


def note_bounce(ledger: Ledger, bounce: Bounce, *, now: Instant) -> str:
    """Enter that a message came back, once.

    Args:
        ledger: Where it stands.
        bounce: What the mail system said.
        now: When this is.

    Returns:
        Which field of :class:`BouncesRead` it counts for.
    """
    mail = find_mail(ledger, bounce.mail)
    if mail is None:
        return "unknown"
    if not bounce.failed:
        return "late"
    plan = recorded_plan(mail.propagation, ledger)
    with ledger.cohort(plan.id, plan.clock) as writer:
        writer.hold(mail.sender)
        known = writer.mail.find(mail.id) or mail
        meant = bounce.round in {None, known.round}
        if not meant or known.state is not MailState.HANDED_OVER:
            return "before"
        acting = Acting(ledger, plan, mail.sender, BY, now)
        note(writer, acting, bounced_body(known, bounce.reason, refused=False), known.act_key)
        changed = replace(
            known,
            state=MailState.BOUNCED,
            last_error=bounce.reason,
            changed_minute=now.minute,
        )
        writer.mail.change([changed])
    return "bounced"


def _entered(ledger: Ledger, message: Message, now: Instant) -> str:
    bounce = read_bounce(message)
    return "other" if bounce is None else note_bounce(ledger, bounce, now=now)


def _unusable(place: Path) -> Iterator[Fault]:
    if place.is_dir():
        if not all((place / each).is_dir() for each in ("cur", "new", "tmp")):
            remedy = "name a Maildir, which has the folders cur, new and tmp"
            yield Fault(shown_path(place), "is a folder, and no Maildir", remedy)
    elif not place.is_file():
        yield Fault(shown_path(place), "is not there", "check the path")


def _messages(place: Path) -> Iterator[Message]:
    """The messages of a mailbox; those of a Maildir that nobody has seen."""
    if place.is_dir():
        yield from _unseen(place)
        return
    with place.open("rb") as file:
        if file.read(len(_FROM)) != _FROM:
            file.seek(0)
            yield email.message_from_bytes(file.read(LARGEST))
            return
    with closing(mailbox.mbox(place, create=False)) as box:
        for key in box.iterkeys():
            yield email.message_from_bytes(box.get_bytes(key)[:LARGEST])


def _unseen(place: Path) -> Iterator[Message]:
    """Messages of a Maildir; each is marked as seen once it was dealt with.

    Files are renamed and never written: other programs may work on the same mailbox.
    """
    for path in sorted([*(place / "new").iterdir(), *(place / "cur").iterdir()]):
        base, _, flags = path.name.partition(_FLAGS)
        if _SEEN in flags or path.name.startswith("."):
            continue
        with suppress(FileNotFoundError):
            with path.open("rb") as file:
                content = file.read(LARGEST)
            yield email.message_from_bytes(content)
            seen = "".join(sorted({*flags, _SEEN}))
            path.rename(place / "cur" / f"{base}{_FLAGS}{seen}")
