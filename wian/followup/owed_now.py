"""What do offices owe in a live propagation as the ledger stands now?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

from wian.delays.hop_record import HopRecord
from wian.delays.hop_table import HopTable
from wian.followup.due import Debt, KnownHop, Overdue, debts, late_among
from wian.followup.glance import quiet_still
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Owed
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import answered_in, reported_in
from wian.ledger.read.recorded import stream_hop_records
from wian.letters.directive import FollowUpKind
from wian.office.amendment_order import kept_back
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import DaysInForce, days_in_force

_AT_ONCE = 20_000
"""Hops that are held at a time."""


@dataclass(frozen=True, slots=True)
class Owing:
    """What is owed in a propagation, of which little is held.

    Attributes:
        late: What is overdue.
        records: The hops of those that owe it, or of everybody where others were added.
        coming: The last minute in which the next thing is in time; ``None``: nothing is owed.
    """

    late: list[Debt]
    records: list[HopRecord]
    coming: int | None


def owing_at(
    ledger: Ledger, days: DaysInForce, minute: int, known: Sequence[HopRecord] | None = None
) -> Owing:
    """What offices owe at a minute, from hops that are read a few at a time.

    Args:
        ledger: Where the propagation stands.
        days: The days that hold for it.
        minute: The minute.
        known: Its hops, where the caller has read them just now.
    """
    answered = answered_by(ledger, days)
    late, found, coming = list[Debt](), list[HopRecord](), list[int]()
    whole = bool(days.plan.growth)  # who was added, and reached, shows in all hops alone
    hops = stream_hop_records(ledger, days.plan.id) if known is None else iter(known)
    while records := list(islice(hops, None if whole else _AT_ONCE)):
        owing = owed_now(ledger, days, records, answered)
        overdue = [debt for debt in owing if debt[2] < minute]
        those = {office for office, *_ in overdue}
        found += records if whole else [each for each in records if each.recipient in those]
        late += overdue
        coming += [min((due for *_, due in owing))] if owing else []
    return Owing(late, found, min(coming, default=None))


def overdue_now(ledger: Ledger, plan: Plan, hops: HopTable, *, now: Instant) -> tuple[Overdue, ...]:
    """What is overdue in a live propagation; nothing once it has ended.

    Args:
        ledger: Where it stands.
        plan: The propagation.
        hops: Its hops, which the caller has read just now.
        now: When this is.
    """
    days = days_in_force(ledger, plan)
    if days.life.ending or not _anybody_owes(ledger, days, hops):
        return ()
    if quiet_still(ledger, plan, now=now) is not None:
        return ()
    return late_among(plan, owing_at(ledger, days, now.minute).late, now)


def _anybody_owes(ledger: Ledger, days: DaysInForce, hops: HopTable) -> bool:
    """Whether a stamp, a letter or an answer may be owed, be it in time or not."""
    times = hops.times
    if days.plan.growth or not times.received.known.all():
        return True
    if (times.forwards & ~times.forwarded.known).any():
        return True
    owing = days.answers_by.keys() | days.plan.report_days.keys()
    return bool(owing - answered_by(ledger, days))


def answered_by(ledger: Ledger, days: DaysInForce) -> frozenset[str]:
    """The offices that have answered; nobody is asked who has where nobody has to."""
    if not any(ask.answer_days for ask in days.plan.directive.asks):
        return frozenset()
    answered = answered_in(ledger, days.plan.id)
    return answered | reported_in(ledger, days.plan.id) if days.plan.report_days else answered


def owed_now(
    ledger: Ledger,
    days: DaysInForce,
    records: Sequence[KnownHop],
    answered: Collection[str] | None = None,
) -> list[Debt]:
    """What offices owe, and the last minute in which each is in time.

    An office that has not forwarded the first letters, or an earlier amendment, sends an amendment
    with those: it is reminded of what it has to forward first. An office that gave its letter back
    owes nothing, unless the sender insists.

    Args:
        ledger: Where the propagation stands.
        days: The days that hold for it.
        records: Its hops, as corrected.
        answered: Who has answered, where that was asked.
    """
    if answered is None:
        answered = answered_by(ledger, days)
    returned = days.life.returned
    owing = [debt for debt in debts(days, records, answered) if debt[0] not in returned]
    follows = days.plan.directive.follows
    if follows is None or follows.kind is not FollowUpKind.AMENDMENT:
        return owing
    forwarding = {debt[0] for debt in owing if debt[1] is Owed.FORWARDING}
    waiting = kept_back(ledger, days.plan, forwarding)
    return [debt for debt in owing if debt[1] is not Owed.FORWARDING or debt[0] not in waiting]
