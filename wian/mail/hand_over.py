"""Hands over what waits in the outbox to the mail server, and enters what became of it."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.acts import Bounced, Mailed
from wian.ledger.database import Ledger
from wian.ledger.life.upward.report_address import ReportAddress
from wian.ledger.outbox.deliveries import BACKOFF_SECONDS
from wian.ledger.outbox.mail_book import Mail, MailKind, MailState
from wian.ledger.outbox.mail_queue import claim_mail, put_off
from wian.ledger.read.upward.report_letters import report_letter
from wian.ledger.write.cohort import CohortWriter
from wian.letters.pages.bundle_part import BundlePart
from wian.mail.letter_message import LetterMessages
from wian.mail.signed_link import LetterLinks, letter_links
from wian.notices.mail_settings import MailSettings, mail_settings
from wian.notices.smtp_out import MailRefused, MailServerAway, SmtpOut
from wian.office.actor import Acting
from wian.office.held_letter import note
from wian.office.mail_out import is_unseen
from wian.propagation.plan import Plan
from wian.propagation.runtime import recorded_plan

_log = logging.getLogger("wian.mail")
BY = "wian"
"""Who hands over."""
MOST = 50
"""Messages in one go."""
PATIENCE_SECONDS = 240.0
"""How long one go may take: what is left then waits for the next, well before its lease ends."""
_AWAY_SECONDS = 5 * 60
"""How long the mail server is left alone that cannot be used."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What became of the messages that were due.

    Attributes:
        sent: How many the mail server took.
        refused: How many it refuses for good.
        put_off: How many are tried again later.
        not_needed: How many need not go, as the office has stamped the letter.
        away: Why the mail server cannot be used; ``None`` where it can.
    """

    sent: int = 0
    refused: int = 0
    put_off: int = 0
    not_needed: int = 0
    away: str | None = None


def hand_over_due(ledger: Ledger, *, now: Instant, limit: int = MOST) -> HandedOver:
    """Hand over the messages that are due, in one connection; nothing where no server is named.

    A message is one carrier's. One that dies between the server's answer and its entry in the
    ledger leaves the message to the next, which sends it once more with the same Message-ID.

    Args:
        ledger: Where they wait.
        now: When this is.
        limit: How many at the most.

    Raises:
        InputFaults: The settings of e-mail make no sense.
        UnusableKey: The key that signs links can be neither read nor made.
        LedgerError: The ledger cannot be used; what was handed over meanwhile is sent once more.
    """
    settings = mail_settings()
    if settings is None:
        return HandedOver()
    claimed = claim_mail(ledger, now_second=60 * now.minute, limit=limit)
    if not claimed:
        return HandedOver()
    return _Round(ledger, settings, letter_links(), now).carry(claimed)


@dataclass
class _Round:
    """One go through the messages that are due."""

    ledger: Ledger
    settings: MailSettings
    links: LetterLinks
    now: Instant
    tally: Counter[str] = field(default_factory=Counter)
    away: str | None = None
    _pages: dict[tuple[str, ...], tuple[Sequence[BundlePart], bytes]] = field(default_factory=dict)

    def carry(self, mails: Sequence[Mail]) -> HandedOver:
        began = time.monotonic()
        with SmtpOut(self.settings) as out:
            for at, mail in enumerate(mails):
                if time.monotonic() - began > PATIENCE_SECONDS:
                    self._put_off(mails[at:], 0, mail.last_error)
                    break
                try:
                    self._carry(out, mail)
                except MailServerAway as away:
                    self.away = str(away)
                    self._put_off(mails[at:], _AWAY_SECONDS, str(away))
                    _log.warning("%s %d messages wait.", away, len(mails) - at)
                    break
        return HandedOver(**self.tally, away=self.away)

    def _carry(self, out: SmtpOut, mail: Mail) -> None:
        """Hand over one message, unless who acts now has stamped the letter meanwhile."""
        plan = recorded_plan(mail.propagation, self.ledger)
        try:
            if self._stamped(plan, mail):
                self._settle(plan, mail, MailState.AT_DESK, "")
                self.tally["not_needed"] += 1
                return
            message = self._message(plan, mail)
            out.send(str(self.settings.sender), mail.address, message, mail.act_key)
        except MailServerAway:
            raise
        except MailRefused as refused:
            self._refused(plan, mail, refused)
        except WianError as error:  # such as a letter that cannot be set as a page
            _log.warning("Message %s waits: %s", mail.id, error)
            self._put_off([mail], BACKOFF_SECONDS[2], str(error))
        else:
            self._settle(plan, mail, MailState.HANDED_OVER, "")
            self.tally["sent"] += 1

    def _stamped(self, plan: Plan, mail: Mail) -> bool:
        if mail.kind is MailKind.REPORT:
            found = report_letter(self.ledger, ReportAddress(plan.id, mail.sender, mail.key))
            return found is not None and bool(found.stamps)
        if mail.kind is not MailKind.LETTER:
            return False
        with self.ledger.looking(plan.id, plan.clock) as reader:
            return not is_unseen(reader.successions, mail.office, reader.stamps(mail.office))

    def _message(self, plan: Plan, mail: Mail) -> bytes:
        """A message; the pages of a letter are set once for all its recipients."""
        messages = LetterMessages(self.ledger, plan, self.settings, self.links)
        key = (mail.propagation, mail.sender, mail.kind, mail.key)
        if key not in self._pages:
            self._pages.clear()  # those of one letter mostly come one after the other
            parts = messages.parts(mail)
            self._pages[key] = parts, messages.pages(parts)
        return messages.written(mail, *self._pages[key])

    def _refused(self, plan: Plan, mail: Mail, refused: MailRefused) -> None:
        if refused.lasting or mail.attempts >= len(BACKOFF_SECONDS):
            self._settle(plan, mail, MailState.REFUSED, str(refused))
            self.tally["refused"] += 1
            return
        later = self._after(BACKOFF_SECONDS[mail.attempts])
        tried = replace(mail, attempts=mail.attempts + 1, due_second=later, last_error=str(refused))
        with self.ledger.cohort(plan.id, plan.clock) as writer:
            change_waiting(writer, mail, tried)
        self.tally["put_off"] += 1

    def _put_off(self, mails: Sequence[Mail], seconds: int, error: str) -> None:
        put_off(self.ledger, mails, self._after(seconds) if seconds else 0, error)
        self.tally["put_off"] += len(mails)

    def _after(self, seconds: int) -> int:
        """So many seconds after the end of this minute: the ledger's clock shows minutes."""
        return 60 * (self.now.minute + 1) + seconds

    def _settle(self, plan: Plan, mail: Mail, state: MailState, error: str) -> None:
        settled = replace(
            mail,
            state=state,
            attempts=mail.attempts + 1,
            due_second=0,
            last_error=error,
            changed_minute=self.now.minute,
        )
        acting = Acting(self.ledger, plan, mail.sender, BY, self.now)
        with self.ledger.cohort(plan.id, plan.clock) as writer:
            writer.hold(mail.sender)
            if state is MailState.HANDED_OVER:
                note(writer, acting, _mailed(mail), mail.act_key)
            elif state is MailState.REFUSED:
                note(writer, acting, bounced_body(mail, error, refused=True), mail.act_key)
            change_waiting(writer, mail, settled)


def change_waiting(writer: CohortWriter, mail: Mail, changed: Mail) -> None:
    """Write what became of a message, unless it was sent anew elsewhere meanwhile."""
    now = writer.mail.find(mail.id)
    if now is not None and (now.state, now.round) == (mail.state, mail.round):
        writer.mail.change([changed])


def bounced_body(mail: Mail, reason: str, *, refused: bool) -> Bounced:
    """The act that says that a message did not reach its office."""
    return Bounced(recipient=mail.office, address=mail.address, reason=reason, refused=refused)


def _mailed(mail: Mail) -> Mailed:
    reminder = mail.key if mail.kind is MailKind.REMINDER else None
    return Mailed(recipient=mail.office, address=mail.address, part=mail.part, reminder=reminder)
