"""What an office has gathered as a file: a row for each office below, corrections, tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from wian.kit.formulas import harmless
from wian.ledger.acts import Act
from wian.ledger.life.upward.gathering_acts import Adjusted
from wian.ledger.life.upward.reported_sums import Sums, meant
from wian.letters.answer_form.form import CORRECTED, AnyField, TotalKind
from wian.office.gathering.letter_tables import letter_tables
from wian.propagation.plan import Plan
from wian.propagation.upward.gathered_answers import BelowAnswer, GatheredAnswers

Cell = str | int | Decimal | None
TOTAL = "total"
_FIRST = ("office", "name", "answered", "asked")


def answer_columns(plan: Plan) -> tuple[str, ...]:
    """The columns: who, of how many, then the fields by their ids, a correction after each sum."""
    found = list(_FIRST)
    for each in _fields(plan):
        found.append(each.id)
        if each.totalled is TotalKind.SUM:
            found.append(f"{each.id}{CORRECTED}")
    return tuple(found)


def answer_rows(plan: Plan, found: GatheredAnswers) -> list[tuple[Cell, ...]]:
    """A row for each office below, the office's own, and the total last.

    Args:
        plan: The propagation.
        found: What the office has gathered.
    """
    parts = [*found.below, *([found.own] if found.own else [])]
    rows = [_row(plan, each) for each in parts]
    total = _cells(plan, found.sums)
    return [*rows, (TOTAL, None, found.answered, found.asked, *total)]


def correction_rows(found: GatheredAnswers) -> list[tuple[Cell, ...]]:
    """A row for each correction that holds: office, field, given, meant, by whom and why."""
    acts = (act for each in found.parts for _, act in sorted(each.adjusted.items()))
    return [row for act in acts for row in _correction(act)]


CORRECTIONS = ("office", "field", "given", "meant", "by", "reason")
"""Columns of the corrections."""


def as_csv(plan: Plan, found: GatheredAnswers) -> str:
    """The table as CSV for a spreadsheet, with the corrections below it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer_columns(plan))
    writer.writerows(map(_harmless, answer_rows(plan, found)))
    if corrections := correction_rows(found):
        writer.writerow(())
        writer.writerow(CORRECTIONS)
        writer.writerows(map(_harmless, corrections))
    for _, heads, rows in _form_tables(plan, found):
        writer.writerow(())
        writer.writerow(heads)
        writer.writerows(map(_harmless, rows))
    return "\ufeff" + out.getvalue()


def as_xlsx(plan: Plan, found: GatheredAnswers) -> bytes:
    """The table as an Excel workbook, with the corrections on a sheet of their own."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load, and few need it

    book = Workbook(write_only=True)
    for title, columns, rows in (
        ("answers", answer_columns(plan), answer_rows(plan, found)),
        ("corrections", CORRECTIONS, correction_rows(found)),
        *_form_tables(plan, found),
    ):
        sheet = book.create_sheet(title)
        for row in (columns, *rows):
            sheet.append(list(_harmless(row)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _form_tables(
    plan: Plan, found: GatheredAnswers
) -> Iterator[tuple[str, tuple[str, ...], list[tuple[Cell, ...]]]]:
    """The tables of the form: id, columns, and the rows of all that were gathered."""
    for each in letter_tables(plan, found)[1:]:
        name = f"{each.field[:29]}_" if each.field in {"answers", "corrections"} else each.field
        heads = ("name", *(f"{each.field}.{head.field}" for head in each.heads[1:]))
        figures = [head.figure for head in each.heads]
        rows = [tuple(map(_typed, row, figures)) for row in each.rows]
        yield name[:30], heads, rows


def _typed(cell: str | None, figure: bool) -> Cell:  # noqa: FBT001 - of its column
    return Decimal(cell) if figure and cell else cell


def _harmless(row: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(harmless(cell) if isinstance(cell, str) else cell for cell in row)


def _row(plan: Plan, each: BelowAnswer) -> tuple[Cell, ...]:
    name = plan.hierarchy.office(each.office).name
    return (each.office, name, each.answered, each.asked, *_cells(plan, each.corrected))


def _cells(plan: Plan, sums: Sums) -> Iterator[Cell]:
    for field in _fields(plan):
        total = sums.get(field.id)
        if field.totalled is TotalKind.SUM:
            yield total.sum if total and total.given else None
            yield meant(total) if total and total.change else None
        elif total and field.totalled is TotalKind.COUNT:
            yield ", ".join(f"{name}: {count}" for name, count in total.counts.items())
        else:
            yield total.given if total else None


def _fields(plan: Plan) -> tuple[AnyField, ...]:
    form = plan.directive.answer
    if form is None:
        raise KeyError(plan.id)
    return tuple(each for each in form.fields if each.kind != "table")


def _correction(act: Act) -> Iterator[tuple[Cell, ...]]:
    body = act.body
    if isinstance(body, Adjusted):
        yield (body.of.office, body.field, body.was, body.value, act.by, body.reason)
