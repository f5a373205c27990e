"""How a recorded propagation stands now, and the words that it is shown with."""

from __future__ import annotations

from wian.delays.hop_record import HopRecord
from wian.delays.working_time import OutsideCalendarError
from wian.followup.current_outlook import current_outlook
from wian.followup.due import late_among
from wian.followup.owed_now import owed_now
from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import open_propagations
from wian.ledger.read.recorded import hop_records
from wian.ledger.records import Clock
from wian.letters.secrecy import public_subject
from wian.notices.prefect_address import desk_address
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import DaysInForce, days_in_force
from wian.propagation.upward.answers_so_far import answers_now, rehearsal_end
from wian.reports.outlook.at_risk import AtRisk, Usual, at_risk
from wian.reports.progress.directive_day import DirectiveDay, directive_day
from wian.reports.progress.pages.own_words import OwnWords
from wian.reports.progress.pages.setting import Setting
from wian.reports.progress.snapshot import Situation, last_moment, situation

_OUTLOOK_MINUTES = 10
"""How old what is to be expected may be; who has it is as the ledger says now."""


def situate(ledger: Ledger, plan: Plan, *, now: Instant) -> Situation:
    """A propagation as it stands: a live one now, a rehearsal at the last moment it knows.

    One that was withdrawn or closed stands as it did then: nobody is late any more.

    Raises:
        LedgerError: The ledger cannot be used.
    """
    records = hop_records(ledger, plan.id)
    live, days = plan.clock is Clock.LIVE, days_in_force(ledger, plan)
    ended = days.life.ending
    moment = (ended.at if ended else now) if live else last_moment(records, now)
    return situation(
        plan.route,
        records,
        plan.working,
        days.window,
        now=moment,
        live=live,
        overdue=_overdue(ledger, days, records, now) if live and not ended else {},
        risk=None if ended else _risk(days, records, moment),
        back=answers_now(ledger, days, moment if live else rehearsal_end(ledger, plan, moment)),
    )


def setting(plan: Plan) -> Setting:
    """What the situation of a propagation is told with; no subject of a secret directive."""
    directive = plan.directive
    return Setting(
        propagation=plan.id,
        directive=directive.id,
        subject=public_subject(directive),
        route=plan.route,
        hierarchy=plan.hierarchy,
        namer=plan.namer,
        clocks=plan.clocks,
        desk=desk_address() if plan.clock is Clock.LIVE else None,
        own=OwnWords(plan.jurisdiction),
    )


def day_of(ledger: Ledger, plan: Plan, found: Situation) -> DirectiveDay:
    """How one directive stands today, with what is to be expected of it.

    Args:
        ledger: Where it is recorded.
        plan: The propagation.
        found: How it stands.
    """
    ahead = current_outlook(ledger, plan, now=found.as_of, minutes_old=_OUTLOOK_MINUTES)
    today = plan.clock_of(plan.route.origin).date(found.as_of)
    return directive_day(found, setting(plan), ahead.told if ahead else None, today)


def directive_days(ledger: Ledger, now: Instant) -> list[DirectiveDay]:
    """How every live directive stands, as the ledger says now."""
    plans = [runtime.recorded_plan(name, ledger) for name, _ in open_propagations(ledger)]
    return [day_of(ledger, plan, situate(ledger, plan, now=now)) for plan in plans]


def _overdue(
    ledger: Ledger, days: DaysInForce, records: list[HopRecord], now: Instant
) -> dict[str, int]:
    """Office minutes since the first thing that each office owes was due."""
    found: dict[str, int] = {}
    for each in late_among(days.plan, owed_now(ledger, days, records), now):
        found.setdefault(each.office, each.since_working_minutes)
    return found


def _risk(days: DaysInForce, records: list[HopRecord], now: Instant) -> AtRisk | None:
    """Who will miss the closing day; ``None`` without one, or where no calendar reaches so far."""
    plan, window = days.plan, days.window
    if window is None:
        return None
    usual = Usual(plan.hierarchy, plan.profile, plan.working.minutes_a_day)
    try:
        return at_risk(plan.route, records, usual, plan.working, closes=window.closes, now=now)
    except OutsideCalendarError:
        return None
