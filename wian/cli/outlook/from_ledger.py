"""From where a command looks ahead: a recorded propagation, a moment, a delay profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wian.cli.recorded import Recorded, recorded
from wian.cli.terminal.typed_moment import moment, past_moment
from wian.delays.profile import load_profile
from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.records import Clock
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.upward.answers_so_far import answers_outset, rehearsal_end
from wian.reports.outlook.outset import Outset
from wian.reports.outlook.upward.answers_outlook import AnswersOutlook, answers_outlook
from wian.reports.progress.snapshot import last_moment


class NothingToCome(WianError):
    """A directive has ended, so that nothing of it is to be expected.

    Args:
        propagation: Its id.
    """

    def __init__(self, propagation: str) -> None:
        super().__init__(
            f"Propagation {propagation} was withdrawn or closed: nothing more is to come. "
            "Look back at it with --as-of, a day before its end."
        )


def outset_of(
    propagation: str | None, as_of: str | None, draws: int, seed: int, profile: Path | None
) -> tuple[Recorded, Outset]:
    """A recorded propagation, and from where it is looked ahead.

    Raises:
        NothingToCome: It has ended.
        WianError: It is not recorded, or a moment of it lies outside the working calendar.
    """
    found, now = looked_at(propagation, as_of)
    plan = found.plan
    if (ending := found.life.ending) is not None and ending.at.minute <= now.minute:
        raise NothingToCome(plan.id)
    window = found.days.window
    used = load_profile(profile).for_urgency(plan.directive.urgency) if profile else plan.profile
    outset = Outset.of(
        plan.route,
        plan.hierarchy,
        found.hops,
        used,
        plan.working,
        now=now,
        closes=window.closes if window else None,
    )
    return found, replace(outset, draws=draws, seed=seed)


def looked_at(propagation: str | None, as_of: str | None) -> tuple[Recorded, Instant]:
    """A recorded propagation, and the moment from which it is looked at.

    Raises:
        WianError: It is not recorded, or the moment is none that can be looked at.
    """
    found = recorded(propagation)
    return found, _given(as_of, found.plan) if as_of else _usual_moment(found)


def _given(as_of: str, plan: Plan) -> Instant:
    """The moment asked for; of what is live none that is yet to come."""
    if plan.clock is Clock.LIVE:
        return past_moment(as_of, plan.jurisdiction, runtime.now())
    return moment(as_of, plan.jurisdiction)


def _usual_moment(found: Recorded) -> Instant:
    """Now, of what is live; of anything else the last moment that is known of it."""
    now = runtime.now()
    if found.plan.clock is Clock.LIVE:
        return now
    return rehearsal_end(runtime.ledger(), found.plan, last_moment(found.hops, now))


def answers_of(found: Recorded, outset: Outset) -> AnswersOutlook | None:
    """The outlook of the answers that a propagation asks for in a form; ``None``: it asks none.

    Raises:
        WianError: A moment lies outside the working calendar, or the ledger cannot be read.
    """
    of = answers_outset(runtime.ledger(), found.plan, found.days, outset)
    return answers_outlook(of) if of else None
