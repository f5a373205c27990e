"""Which columns has a list of answers, and what does a row say?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hierarchy.load.csv_file import CsvRow
from wian.history.registers.headings import plain_heading
from wian.kit.errors import Fault
from wian.kit.pydantic_faults import shown
from wian.letters.answer_form.answer_cells import cell_value
from wian.letters.answer_form.notation import Notation
from wian.office.filled_form import FilledForm
from wian.propagation.plan import Plan

COLUMNS = ("office", "answered", "answer", "reason")
"""All columns that a list may have where the directive has no form."""
_ENGLISH: Mapping[str, str] = {
    **{name: name for name in COLUMNS},
    "office id": "office",
}
"""Columns by their headings in English; a country's own come beside them."""


def required_columns(plan: Plan) -> tuple[str, ...]:
    """The columns that a list must have: an answer is a text, or the fields of the form."""
    form = plan.directive.answer
    if form is None:
        return ("office", "answer")
    return ("office", *(each.id for each in form.fields if each.required))


def known_columns(plan: Plan) -> tuple[str, ...]:
    """All columns that it may have."""
    form = plan.directive.answer
    return (*COLUMNS, *(each.id for each in form.fields)) if form else COLUMNS


def column_naming(plan: Plan) -> Callable[[str], str]:
    """The column that a heading names; the heading itself where it names none.

    A field of the form goes by any of its labels, and by its id.
    """
    named = {**_ENGLISH, **plan.jurisdiction.headings.answers}
    known = {plain_heading(heading): column for heading, column in named.items()}
    for each in plan.directive.answer.fields if plan.directive.answer else ():
        known |= {plain_heading(name): each.id for name in reversed(each.names)}
    return lambda heading: known.get(plain_heading(heading), heading)


def filled_row(plan: Plan, row: CsvRow) -> FilledForm | None:
    """What a row fills in of the form; ``None`` where the directive has none."""
    form = plan.directive.answer
    if form is None:
        return None
    given = {each.id: cell_value(each, row.cells.get(each.id, "")) for each in form.fields}
    return FilledForm(given, Notation.of(plan.jurisdiction))


def fault_place(row: CsvRow, column: str) -> dict[str, object]:
    """Where a fault stands, and the cell there."""
    return {
        "line": row.line,
        "column": row.heading(column),
        "value": shown(row.cells.get(column, "")),
    }


def fault_in_row(fault: Fault, column: str, row: CsvRow, where: str) -> Fault:
    """A fault of a field as one of the column that holds it."""
    if at := str(fault.values.get("at", "")):
        named, rest = at.partition(".")[0], fault.what
    else:
        field, _, rest = fault.what.partition(" ")
        named = "reason" if field == "reason" else column
    values = {**fault.values, **fault_place(row, named)}
    return replace(fault, where=where, what=f"{row.heading(named)} {rest}", values=values)
