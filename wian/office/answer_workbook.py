"""The form of an answer as an XLSX workbook: made to be filled in, and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wian.history.registers.cells import Cell
from wian.history.registers.workbooks import WorkbookSheet, workbook_sheets
from wian.kit.errors import Fault, InputFaults
from wian.letters.answer_form.form import (
    LONGEST_TEXT,
    AnswerForm,
    AnyField,
    ChoiceField,
    DecimalField,
    FileField,
    IntegerField,
    TableField,
    TextField,
    YesNoField,
)
from wian.letters.answer_form.values import UnsavedFormula, Value, Values

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES = 1024 * 1024
"""Largest workbook that is read: the form, filled in."""
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LABEL, _VALUE, _HELP, _ID = range(1, 5)
_NAME, _PROMPT, _LIST = 31, 250, 250
"""Longest name of a sheet, prompt beside a cell, and list of choices inside a rule."""
_CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class WorkbookWords:
    """The words of a workbook that are not the directive's.

    Attributes:
        language: Of the labels.
        yes: What a field says for yes that does not say so itself.
        no: The same for no.
        sheet: Name of the first sheet.
    """

    language: str = "en"
    yes: str = "Yes"
    no: str = "No"
    sheet: str = "Answer"


class UnreadableAnswer(InputFaults):
    """A workbook is none, or none of this form.

    Args:
        name: Its name.
        what: What is wrong with it.
        kind: Of the fault.
        values: What else its words name.
    """

    def __init__(self, name: str, what: str, kind: str, **values: str) -> None:
        remedy = "download the form again and fill that in"
        super().__init__("The workbook", [Fault("", what, remedy, kind, {"name": name, **values})])


def form_workbook(
    form: AnswerForm, subject: str, words: WorkbookWords, values: Values | None = None
) -> bytes:
    """A workbook in which an office fills in the form: a row a field, a sheet a table.

    Args:
        form: The form.
        subject: Of the directive.
        words: In which language.
        values: What stands in it already.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - 0.2 s that few need

    book = Workbook()
    sheet = book.active
    sheet.title = words.sheet[:_NAME]
    _write(sheet.cell(1, _LABEL), subject)
    if noted := form.noted(words.language):
        _write(sheet.cell(2, _LABEL), noted)
    filled = _Filled(book, words, values or {})
    for row, field in enumerate(form.fields, start=4):
        filled.field(sheet, row, field)
    for column, width in (("A", 40), ("B", 40), ("C", 60)):
        sheet.column_dimensions[column].width = width
    sheet.column_dimensions["D"].hidden = True
    sheet.freeze_panes = "A4"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


@dataclass(frozen=True, slots=True)
class _Filled:
    book: Workbook
    words: WorkbookWords
    values: Values

    def field(self, sheet: Worksheet, row: int, field: AnyField) -> None:
        """One row: the field's name, where its value goes, what helps, and its id."""
        label = field.named(self.words.language) + (" *" if field.required else "")
        _write(sheet.cell(row, _LABEL), label)
        _write(sheet.cell(row, _ID), field.id)
        unit = getattr(field, "unit", None)
        said = " ".join(
            filter(None, (f"({unit})" if unit else "", field.helped(self.words.language)))
        )
        _write(sheet.cell(row, _HELP), said)
        if isinstance(field, TableField):
            _write(sheet.cell(row, _VALUE), f"→ {field.id[:_NAME]}")
            self.table(field)
            return
        if isinstance(field, FileField):
            return
        cell = sheet.cell(row, _VALUE)
        _fill(cell, self._shown(field, self.values.get(field.id)))
        if (rule := self._rule(field, said)) is not None:
            sheet.add_data_validation(rule)
            rule.add(cell)

    def table(self, field: TableField) -> None:
        """A table's own sheet: ids in a hidden row, labels below, then its rows."""
        sheet = self.book.create_sheet(field.id[:_NAME])
        sheet.row_dimensions[1].hidden = True
        for place, column in enumerate(field.columns, start=1):
            _write(sheet.cell(1, place), column.id)
            _write(sheet.cell(2, place), column.named(self.words.language))
            sheet.column_dimensions[sheet.cell(1, place).column_letter].width = 28
            rule = self._rule(column, column.helped(self.words.language) or "")
            if rule is not None:
                sheet.add_data_validation(rule)
                letter = sheet.cell(1, place).column_letter
                rule.add(f"{letter}3:{letter}{field.most + 2}")
        for at, held in enumerate(self.values.get(field.id, ()), start=3):
            for place, column in enumerate(field.columns, start=1):
                _fill(sheet.cell(at, place), self._shown(column, held.get(column.id)))
        sheet.freeze_panes = "A3"

    def _shown(self, field: AnyField, value: Value) -> Any:
        """A value as a cell holds it: numbers as such, choices by their labels."""
        if value is None:
            return None
        if isinstance(field, DecimalField):
            return str(value)
        if isinstance(field, YesNoField):
            return self._yes(field) if value else self._no(field)
        if isinstance(field, ChoiceField):
            chosen = value if isinstance(value, list) else [value]
            return ", ".join(field.choice(each).named(self.words.language) for each in chosen)
        return value

    def _yes(self, field: YesNoField) -> str:
        return field.yes or self.words.yes

    def _no(self, field: YesNoField) -> str:
        return field.no or self.words.no

    def _rule(self, field: AnyField, said: str) -> DataValidation | None:
        """What a spreadsheet lets stand in a cell, and what it says beside it."""
        from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

        made: dict[str, Any] = {}
        if isinstance(field, IntegerField | DecimalField):
            made = _between(field)
        elif isinstance(field, YesNoField):
            made = self._list([self._yes(field), self._no(field)])
        elif isinstance(field, ChoiceField) and not field.several:
            made = self._list([each.named(self.words.language) for each in field.choices])
        elif isinstance(field, TextField) and field.longest < LONGEST_TEXT:
            made = {"type": "textLength", "operator": "lessThanOrEqual", "formula1": field.longest}
        if not made and not said:
            return None
        rule = DataValidation(allow_blank=True, **made)
        if said:
            rule.prompt, rule.showInputMessage = said[:_PROMPT], True
        rule.showErrorMessage = bool(made)
        return rule

    def _list(self, labels: Sequence[str]) -> dict[str, Any]:
        """A list of choices: inside the rule where it fits, else on a sheet of its own."""
        joined = ",".join(labels)
        if len(joined) <= _LIST and not any('"' in each or "," in each for each in labels):
            return {"type": "list", "formula1": f'"{joined}"'}
        known = _CHOICES in self.book.sheetnames
        sheet = self.book[_CHOICES] if known else self.book.create_sheet(_CHOICES)
        sheet.sheet_state = "hidden"
        column = sheet.max_column + 1 if known else 1
        for row, label in enumerate(labels, start=1):
            _write(sheet.cell(row, column), label)
        letter = sheet.cell(1, column).column_letter
        return {"type": "list", "formula1": f"{_CHOICES}!${letter}$1:${letter}${len(labels)}"}


def _between(field: IntegerField | DecimalField) -> dict[str, Any]:
    kind = "whole" if isinstance(field, IntegerField) else "decimal"
    least, most = field.least, field.most
    if least is not None and most is not None:
        return {"type": kind, "operator": "between", "formula1": str(least), "formula2": str(most)}
    if least is not None:
        return {"type": kind, "operator": "greaterThanOrEqual", "formula1": str(least)}
    if most is not None:
        return {"type": kind, "operator": "lessThanOrEqual", "formula1": str(most)}
    return {}


def _write(cell: SheetCell, text: str) -> None:
    """Write a text that no spreadsheet takes for a formula."""
    cell.value = text
    cell.data_type = "s"


def _fill(cell: SheetCell, value: Any) -> None:
    if isinstance(value, str):
        _write(cell, value)
    elif value is not None:
        cell.value = value


def filled_workbook(form: AnswerForm, data: bytes, name: str) -> Mapping[str, Any]:
    """What somebody filled in, by field, to be held against the form.

    Args:
        form: The form.
        data: The workbook.
        name: Its name, for messages.

    Raises:
        UnreadableAnswer: It cannot be read, or is none of this form.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableAnswer(name, f"{name} is larger than 1 MiB", "answer_workbook_large")
    try:
        sheets = workbook_sheets(Path(name), BytesIO(data), unsaved=UnsavedFormula("="))
        found = _once(name, _given(form, sheets))
    except UnreadableAnswer:
        raise
    except InputFaults as error:
        what = error.faults[0].what.removeprefix("is ")
        raise UnreadableAnswer(name, f"{name} is {what}", "answer_workbook") from None
    if not found:
        what = f"{name} holds no field of this form"
        raise UnreadableAnswer(name, what, "answer_workbook_other")
    return found


def _once(name: str, given: Iterator[tuple[str, Any]]) -> dict[str, Any]:
    """What was filled in, by field.

    Raises:
        UnreadableAnswer: Two sheets say different things of a field: nobody knows which holds.
    """
    found: dict[str, Any] = {}
    for field, value in given:
        if found.setdefault(field, value) != value:
            what = f"{name} fills in {field} twice, and differently"
            raise UnreadableAnswer(name, what, "answer_workbook_twice", field=field)
    return found


def _given(form: AnswerForm, sheets: Iterator[WorkbookSheet]) -> Iterator[tuple[str, Any]]:
    tables = {each.id[:_NAME]: each for each in form.fields if isinstance(each, TableField)}
    plain = {each.id for each in form.fields} - {each.id for each in tables.values()}
    for sheet in sheets:
        if sheet.name == _CHOICES:
            continue
        if (table := tables.get(sheet.name)) is not None:
            yield table.id, _rows(table, sheet)
            continue
        for row in sheet.rows:
            cells = dict(enumerate(row.cells, start=1))
            named = str(cells.get(_ID) or "").strip()
            if named in plain:
                yield named, _typed(cells.get(_VALUE))


def _rows(table: TableField, sheet: WorkbookSheet) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    ids: list[str] = []
    known = {each.id for each in table.columns}
    for row in sheet.rows:
        if not ids:
            ids = [str(cell or "").strip() for cell in row.cells]
        elif row.number > 2:
            pairs = zip(ids, row.cells, strict=False)
            found.append({name: _typed(cell) for name, cell in pairs if name in known})
            if len(found) > table.most:
                break
    return found


def _typed(cell: Cell) -> Any:
    """A cell's value as a form takes it; times are none of them."""
    return str(cell) if isinstance(cell, time | timedelta) else cell
