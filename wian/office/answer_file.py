"""The values of one answer in a file: YAML, JSON, CSV, or the workbook of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from hierarchy.load.csv_file import read_table
from wian.history.registers.headings import plain_heading
from wian.kit.errors import Fault, InputFaults
from wian.kit.text_file import read_bytes, refused, shown_path
from wian.kit.yaml_nodes import read_yaml
from wian.letters.answer_form.answer_cells import cell_value
from wian.letters.answer_form.form import AnswerForm
from wian.letters.answer_form.notation import Notation
from wian.letters.answer_form.values import Values
from wian.office.answer_workbook import (
    MOST_BYTES,
    WorkbookWords,
    filled_workbook,
    form_workbook,
)
from wian.office.filled_form import FilledForm
from wian.propagation.plan import Plan


def filled_file(plan: Plan, path: Path) -> FilledForm:
    """What a file fills in of the directive's form, by the ids or labels of its fields.

    In JSON, which programs write, numbers and days are in no country's writing.

    Args:
        plan: The propagation.
        path: The file; its name says of which kind it is.

    Raises:
        InputFaults: It cannot be read, or the directive has no form.
    """
    form, country = _form(plan, path), plan.jurisdiction
    ending = path.suffix.lower()
    if ending == ".xlsx":
        found = filled_workbook(form, read_bytes(path, MOST_BYTES), path.name)
        return FilledForm(found, Notation.of(country))
    if ending == ".csv":
        return FilledForm(_row(form, path), Notation.of(country))
    if ending not in {".yaml", ".yml", ".json"}:
        remedy = "name a file that ends in .yaml, .json, .csv or .xlsx"
        raise refused(path, "is of no kind that can be read", remedy)
    data, _ = read_yaml(path, country.encodings)
    if not isinstance(data, dict):
        raise refused(path, "is no set of fields", "write a value for each field of the form")
    named = _ids(form)
    given = {named.get(plain_heading(str(name)), str(name)): each for name, each in data.items()}
    if len(given) < len(data):
        raise refused(path, "fills in a field twice", "write each by its id or by one label")
    return FilledForm(given, None if ending == ".json" else Notation.of(country))


def blank_workbook(plan: Plan, office: str, path: Path, values: Values | None = None) -> bytes:
    """The directive's form as a workbook in which an office fills it in, in its own language.

    Args:
        plan: The propagation.
        office: The office.
        path: Where it is to be written, for messages.
        values: What stands in it already.

    Raises:
        InputFaults: The directive has no form.
    """
    form, headings = _form(plan, path), plan.jurisdiction.headings
    usual = WorkbookWords()
    words = replace(usual, language="", yes=next(iter(headings.yes), usual.yes))
    words = replace(words, no=next(iter(headings.no), usual.no))
    subject = f"{plan.directive.subject} ({plan.office(office).name})"
    return form_workbook(form, subject, words, values)


def _form(plan: Plan, path: Path) -> AnswerForm:
    if plan.directive.answer is None:
        what = f"{plan.id} has no form to fill in"
        raise InputFaults(shown_path(path), [Fault("", what, "write the answer with --text")])
    return plan.directive.answer


def _ids(form: AnswerForm) -> dict[str, str]:
    """The fields by all that they are called."""
    return {plain_heading(name): each.id for each in form.fields for name in reversed(each.names)}


def _row(form: AnswerForm, path: Path) -> Mapping[str, Any]:
    """The one row of a CSV file, whose columns are headed by ids or labels of fields."""
    named = _ids(form)
    known = tuple(each.id for each in form.fields)
    table = read_table(path, (), known, lambda heading: named.get(plain_heading(heading), heading))
    if table.faults:
        raise InputFaults(shown_path(path), table.faults)
    if len(table.rows) != 1:
        remedy = "write one row; wian answers --import takes a list"
        raise refused(path, f"has {len(table.rows)} rows", remedy)
    cells = table.rows[0].cells
    return {name: cell_value(form.field(name), text) for name, text in cells.items()}
