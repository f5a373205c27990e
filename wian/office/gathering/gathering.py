"""What an office has of the answers below it: asked as it stands, or within a transaction."""

from __future__ import annotations

from wian.ledger.acts import Act, ActKind
from wian.ledger.database import Ledger
from wian.ledger.life.cohort_view import CohortView
from wian.ledger.read.live_letters import acts_among
from wian.office.gathering.refusals import GathersNothing, NoForm
from wian.office.held_letter import refuse_unless_live
from wian.propagation.plan import Plan
from wian.propagation.upward.gathered_answers import GatheredAnswers, gathered_answers

KINDS = (
    ActKind.ANSWERED,
    ActKind.RETRACTED,
    ActKind.REPORTED,
    ActKind.ADJUSTED,
    ActKind.REPORT_RETURNED,
)
"""Acts that say what an office has gathered."""


def gathering(ledger: Ledger, plan: Plan, office: str) -> GatheredAnswers:
    """What an office has gathered, as the ledger stands.

    Raises:
        Refusal: The propagation is not live, asks for no answers in a form, or nobody below the
            office is asked.
        UnknownOffice: There is no such office.
    """
    offices = _offices(plan, office)
    return gathered_answers(plan, office, acts_among(ledger, plan.id, offices, KINDS))


def gathering_within(writer: CohortView, plan: Plan, office: str) -> GatheredAnswers:
    """The same, as a transaction sees it."""
    offices, found = _offices(plan, office), list[Act]()
    for kind in KINDS:
        found += writer.acts_among(offices, kind)
    return gathered_answers(plan, office, sorted(found, key=_entered))


def _entered(act: Act) -> tuple[str, int, int, int]:
    """The order in which an office entered its acts; a report has a number of another register."""
    return act.office, act.entry.year, act.at.minute, act.entry.number


def _offices(plan: Plan, office: str) -> list[str]:
    refuse_unless_live(plan)
    plan.office(office)
    if plan.way_up is None:
        raise NoForm(plan.id)
    if not plan.way_up.gathers(office):
        raise GathersNothing(office)
    above = plan.route.parent(office)  # which may have returned the office's report
    return [office, *plan.way_up.children[office], *([above] if above else [])]
