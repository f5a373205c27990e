"""What programs send to correct and report answers, and what they get of sums."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from wian.desk.api.models import Asked, Given, Line, Moment, OfficeName
from wian.letters.answer_form.form import LONGEST_TEXT

_EXACT = "Exact, as text; null where the field is not added up."


class FieldSum(Given):
    """What a field of the form comes to."""

    given: Annotated[int, Field(description="How many answers give it.")]
    sum: Annotated[str | None, Field(description=_EXACT)]
    corrected: Annotated[
        str | None, Field(description="The sum as offices on the way corrected it; null: as it is.")
    ]
    counts: Annotated[dict[str, int], Field(description="How many gave each value.")]
    columns: Annotated[
        dict[str, dict[str, str | int | None]],
        Field(description="Of a table: each column's given and sum."),
    ]


FieldSums = Annotated[dict[str, FieldSum], Field(description="By the id of the field.")]


class GatheredRow(Given):
    """An office below, and its answer or report as the office has it."""

    office: OfficeName
    answered: Annotated[int, Field(description="Of how many offices answers are in it.")]
    asked: Annotated[int, Field(description="How many are asked there, itself among them.")]
    report: Annotated[
        str | None, Field(description="Address of its last report, where it gathers itself.")
    ]
    fields: FieldSums


class CorrectionHeld(Given):
    """A correction that stands beside a figure."""

    office: Annotated[str, Field(description="Id of the office whose figure it is.")]
    field: str
    was: Annotated[str, Field(description="The number as it was given.")]
    value: Annotated[str, Field(description="The number that is meant.")]
    by: str
    reason: str


class ReportSent(Given):
    """A report that the office sent."""

    address: Annotated[str, Field(description="Its address among the letters.")]
    number: Annotated[str, Field(description="Of its letter.")]
    to: str
    at: Moment
    answered: int
    bodies: int
    remark: str | None


class Gathering(Given):
    """What an office has gathered from those below it."""

    propagation: str
    office: OfficeName
    to: Annotated[OfficeName | None, Field(description="Whom it reports to; null: the origin.")]
    answered: int
    asked: int
    silent: Annotated[list[str], Field(description="Ids of those below whose answers are missing.")]
    rows: list[GatheredRow]
    fields: FieldSums
    corrections: list[CorrectionHeld]
    reports: Annotated[list[ReportSent], Field(description="The first one first.")]


class FigureAsked(Asked):
    """That a figure from below means another number."""

    office: Annotated[str, Field(max_length=64, description="Id of the office whose figure it is.")]
    field: Annotated[str, Field(max_length=40)]
    value: Annotated[str, Field(max_length=30, description="The number that is meant, as text.")]
    reason: Line


class FigureCorrected(CorrectionHeld):
    """A correction that stands in the ledger."""

    number: Annotated[int, Field(description="In the office's journal.")]
    new: Annotated[bool, Field(description="This request entered it.")]


class ReportAsked(Asked):
    """That the office reports what it has gathered."""

    remark: Annotated[
        str | None, Field(max_length=LONGEST_TEXT, description="What the office says besides.")
    ] = None


class ReportMade(ReportSent):
    """A report that is out."""

    new: Annotated[bool, Field(description="This request sent it; false: nothing was new.")]


class TotalsRow(Given):
    """An office, and what the answers below it come to, its own among them."""

    office: OfficeName
    answered: int
    bodies: Annotated[int, Field(description="How many are asked there.")]
    leads: Annotated[bool, Field(description="Others below it are asked: `under` shows them.")]
    fields: FieldSums


class AnswerBehind(Given):
    """The answer that a figure came from."""

    number: Annotated[int, Field(description="In that office's journal.")]
    answered: Moment
    by: str
    text: str
    values: dict[str, Any]
    files: Annotated[dict[str, str], Field(description="Names of its files -> their SHA-256.")]


class CorrectionBelow(CorrectionHeld):
    """A correction, and the office that noted it."""

    corrector: Annotated[str, Field(description="Id of the office that noted it.")]


class TotalsShown(Given):
    """What the answers below an office come to."""

    propagation: str
    office: OfficeName
    answered: int
    bodies: int
    fields: FieldSums
    rows: list[TotalsRow]
    answer: Annotated[
        AnswerBehind | None, Field(description="The office's own; null where it has given none.")
    ]
    corrections: list[CorrectionBelow]


def field_sums(fields: Mapping[str, Any], *, summed: frozenset[str]) -> dict[str, FieldSum]:
    """Totals as programs get them.

    Args:
        fields: By the id of the field: how many gave it, the sum, counts, and what was corrected.
        summed: Fields that are added up.
    """
    return {name: _sum(name in summed, total) for name, total in fields.items()}


def _sum(added_up: bool, total: Any) -> FieldSum:  # noqa: FBT001 - what it says
    change = getattr(total, "change", Decimal(0))
    return FieldSum(
        given=total.given,
        sum=str(total.sum) if added_up and total.given else None,
        corrected=str(total.sum + change) if added_up and change else None,
        counts=dict(total.counts),
        columns={
            name: {"given": each.given, "sum": str(each.sum) if each.given else None}
            for name, each in total.columns.items()
        },
    )
