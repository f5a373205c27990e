"""Which corrections hold below an office, and does its table say what its reports say?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from wian.ledger.acts import Act, ActKind
from wian.ledger.database import Ledger
from wian.ledger.life.upward.gathering_acts import Adjusted, ReportReturned
from wian.ledger.life.upward.reported_sums import Sums, kept_sums
from wian.ledger.read.live_letters import acts
from wian.ledger.read.upward.answer_values import held_answers
from wian.propagation.plan import Plan
from wian.propagation.standing.answer_board import AnswerBoard
from wian.propagation.standing.below_office import below
from wian.propagation.upward.gathered_answers import GatheredAnswers


@dataclass(frozen=True, slots=True)
class HeldCorrection:
    """A correction of an answer, or of a report, that still holds.

    Attributes:
        corrector: Id of the office that corrects.
        office: Id of the office whose figure it is.
        field: Id of the field.
        given: The number as it was given.
        meant: The number that is meant.
        by: Who says so.
        reason: Why.
    """

    corrector: str
    office: str
    field: str
    given: Decimal
    meant: Decimal
    by: str
    reason: str


def corrections_below(ledger: Ledger, plan: Plan, office: str) -> tuple[HeldCorrection, ...]:
    """The corrections that an office and those below it have noted, and that hold.

    The last one of each figure holds, as long as the answer or report that it corrects does.

    Args:
        ledger: Where the propagation is recorded.
        plan: The propagation.
        office: The origin, or an office between.
    """
    noted = acts(ledger, plan.id, kind=ActKind.ADJUSTED)
    if not noted:
        return ()
    known = None if office == plan.route.origin else {office, *below(plan, office)}
    return tuple(_held(ledger, plan, noted, known))


def _held(
    ledger: Ledger, plan: Plan, noted: list[Act], known: Collection[str] | None
) -> list[HeldCorrection]:
    last: dict[tuple[str, object, str], tuple[Act, Adjusted]] = {}
    for act in noted:
        if isinstance(act.body, Adjusted) and (known is None or act.office in known):
            last[act.office, act.body.of, act.body.field] = act, act.body
    held = held_answers(ledger, plan.id, {body.of.office for _, body in last.values()})
    held -= {
        (act.body.sender, ActKind.REPORTED.value, act.body.report)
        for act in acts(ledger, plan.id, kind=ActKind.REPORT_RETURNED)
        if isinstance(act.body, ReportReturned)
    }
    return [
        HeldCorrection(
            act.office, body.of.office, body.field, body.was, body.value, act.by, body.reason
        )
        for act, body in last.values()
        if tuple(body.of) in held
    ]


def same_sums(board: AnswerBoard, gathered: GatheredAnswers) -> bool:
    """Whether what an office has gathered comes to what the answers below it come to.

    It does not where answers came, changed or were taken back after the reports that it has.
    """
    if board.totals.answered != gathered.answered:
        return False
    return _as_given(kept_sums(board.totals)) == _as_given(gathered.sums)


def _as_given(sums: Sums) -> dict[str, tuple[object, ...]]:
    """What sums say without corrections, and without fields to which nobody gave anything."""
    return {
        name: (each.given, each.sum, dict(each.counts), _as_given(each.columns))
        for name, each in sums.items()
        if each.given
    }
