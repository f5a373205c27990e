"""What ``wian status`` shows of letters that go by e-mail: how they stand, and who needs a desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wian.cli.terminal.console import heading, say
from wian.kit.counted import agreeing, counted, number
from wian.ledger.access.desk_settings import offices_forwarding_alone
from wian.ledger.database import Ledger
from wian.ledger.outbox.mail_book import MailProgress
from wian.ledger.outbox.mail_queue import mail_progress
from wian.ledger.read.recorded import issuers
from wian.propagation.plan import Plan

_SHOWN = 20
_STANDS = {
    "waiting": "waiting",
    "handed-over": "handed over",
    "opened": "opened",
    "acknowledged": "acknowledged",
    "bounced": "bounced",
    "refused": "refused",
    "by-hand": "to be brought by hand",
    "at-desk": "at the desk instead",
}


@dataclass(frozen=True)
class MailStatus:
    """How the e-mail of a propagation stands.

    Attributes:
        counts: How many messages stand how; empty where nothing goes by e-mail.
        need_desks: Offices that have the letter by e-mail and must forward it, which they cannot
            do that way.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    need_desks: tuple[str, ...] = ()


def mail_status(ledger: Ledger, plan: Plan) -> MailStatus:
    """How the e-mail of a live propagation stands now."""
    mails = mail_progress(ledger, plan.id)
    counts = Counter(each.stands for each in mails)
    return MailStatus(dict(sorted(counts.items())), _need_desks(ledger, plan, mails))


def _need_desks(ledger: Ledger, plan: Plan, mails: Sequence[MailProgress]) -> tuple[str, ...]:
    holding = {each.mail.office for each in mails if each.acknowledged}
    forwards = {office for office in holding if plan.sending(office)[1]}
    if not forwards:
        return ()
    done = issuers(ledger, plan.id) | offices_forwarding_alone(ledger)
    return tuple(sorted(forwards - done))


def show_mail(status: MailStatus) -> None:
    """Print it, where anything goes by e-mail."""
    if not status.counts:
        return
    counts = ", ".join(f"{number(count)} {_STANDS[how]}" for how, count in status.counts.items())
    heading(f"{counted(sum(status.counts.values()), 'message')} by e-mail: {counts}")
    say("wian mail list names each.")
    if status.need_desks:
        verb = agreeing(len(status.need_desks), "needs a desk", "need desks")
        more = " ..." if len(status.need_desks) > _SHOWN else ""
        named = ", ".join(status.need_desks[:_SHOWN])
        offices = counted(len(status.need_desks), "office")
        say(f"{offices} reached by e-mail {verb} to forward the letter: {named}{more}")
