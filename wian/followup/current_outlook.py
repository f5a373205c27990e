"""Who will have a live directive in time, as it stands now, for pages that are shown often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wian.delays.working_time import OutsideCalendarError
from wian.jurisdictions.instant import Instant
from wian.kit.cache import Remembered
from wian.ledger.database import Ledger
from wian.ledger.read.quiet_propagations import change_mark
from wian.ledger.read.recorded import hop_records
from wian.ledger.records import Clock
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import days_in_force
from wian.reports.outlook.branch_futures import BranchFutures, BranchOutlook
from wian.reports.outlook.outlook import Outlook, outlook
from wian.reports.outlook.outset import Outset
from wian.reports.outlook.telephone_list import reminder_gains
from wian.reports.progress.snapshot import last_moment

_HOUR = 60
_MOST = 100_000
"""Addressees whose outlooks are kept, all directives together."""


@dataclass(frozen=True, slots=True)
class CurrentOutlook:
    """An outlook that is kept until something happens.

    Attributes:
        told: The outlook: ``in_time`` (``expected``, ``p05``, ``p95``; ``None`` without a
            deadline), ``last``, ``telephone`` (every call that helps, the most useful one first),
            ``offices``, ``addressees``, ``received``.
        chances: The probability of being in time of each addressee that has not received; empty
            without a deadline.
        below: What is expected of the branch of each office that forwards, the origin included.
        calls: What a call to each silent office gains, where it gains anything.
        reminders: What a reminder to each of them gains.
        mark: Letters, receptions and acts that it was worked out from.
    """

    told: Outlook
    chances: Mapping[str, float]
    below: Mapping[str, BranchOutlook]
    calls: Mapping[str, float]
    reminders: Mapping[str, float]
    mark: tuple[int, int, int]

    @property
    def share(self) -> float | None:
        """The share of all addressees that is expected in time; ``None`` without a deadline."""
        found = self.told.in_time
        return None if found is None else found.expected / max(self.told.addressees, 1)


_kept: Remembered[tuple[str, str], CurrentOutlook | None] = Remembered(
    _MOST, lambda each: len(each.told.offices) if each else 1
)
"""Under the ledger's URL and the propagation's id."""


def current_outlook(
    ledger: Ledger, plan: Plan, *, now: Instant, minutes_old: int = 0
) -> CurrentOutlook | None:
    """The outlook of a propagation from how it stands now.

    Call it as often as you like, from any thread, with the plan that ``restore`` gives::

        found = current_outlook(ledger, plan, now=now, minutes_old=10)
        if found:
            found.share, found.chances.get(office), found.told.telephone[:5]

    It is kept in this process and made again when a letter, stamp or act came, and once an hour.
    At 8,800 offices making it takes about a second of processor time, and to find that it still
    holds three counts (about 1 ms). A page that has to be quick takes one that is ``minutes_old``,
    so that it is made once in that time however much happens.

    Args:
        ledger: Where it is recorded.
        plan: The propagation.
        now: When this is; a rehearsal is looked at from the last moment that it knows.
        minutes_old: An outlook up to so many minutes old will do though more has happened.

    Returns:
        The outlook; ``None`` where the directive has ended, or no calendar reaches so far.

    Raises:
        LedgerError: The ledger cannot be used.
    """

    def holds(known: CurrentOutlook | None) -> bool:
        if known is None:
            return False
        age = now.minute - known.told.outset.now.minute
        if plan.clock is Clock.LIVE and not 0 <= age < _HOUR:
            return False
        return 0 <= age <= minutes_old or known.mark == change_mark(ledger, plan.id)

    return _kept.get((ledger.url, plan.id), lambda: _made(ledger, plan, now), holds)


def _made(ledger: Ledger, plan: Plan, now: Instant) -> CurrentOutlook | None:
    """The outlook of what stands in the ledger at least since its mark was read."""
    mark, days = change_mark(ledger, plan.id), days_in_force(ledger, plan)
    if days.life.ending is not None:
        return None
    records, window = hop_records(ledger, plan.id), days.window
    try:
        outset = Outset.of(
            plan.route,
            plan.hierarchy,
            records,
            plan.profile,
            plan.working,
            now=now if plan.clock is Clock.LIVE else last_moment(records, now),
            closes=window.closes if window else None,
        )
        watched = BranchFutures(outset)
        found = outset.futures(watch=watched.watch)
        told = outlook(outset, len(outset.tree), found)
        reminders = reminder_gains(outset, found)
    except OutsideCalendarError:
        return None
    waiting = (each for each in told.offices if each.received is None)
    chances = {each.office: each.in_time for each in waiting if each.in_time is not None}
    calls = {each.office: each.gain for each in told.telephone}
    return CurrentOutlook(told, chances, watched.branches(found), calls, reminders, mark)
