"""Do the values of an answer fit its form? All faults at once, each at its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from wian.kit.errors import Fault, InputFaults, Unfit
from wian.kit.folded_text import folded
from wian.kit.pydantic_faults import shown
from wian.kit.text import KEPT, LongText, ShortText
from wian.letters.answer_form.form import (
    LARGEST_NUMBER,
    AnswerForm,
    AnyField,
    ChoiceField,
    DateField,
    DecimalField,
    FileField,
    IntegerField,
    TableField,
    TextField,
    YesNoField,
)
from wian.letters.answer_form.notation import Notation
from wian.letters.answer_form.value_place import ValuePlace

Value = Any
"""What JSON holds: a whole number, a decimal as text with all its places, the id of a choice or
a list of them, true or false, a day in ISO 8601, text, the SHA-256 of a file, or a list of rows,
each a mapping from columns to such values."""
Values = Mapping[str, Value]
"""Values by the ids of their fields; a field without any is not there."""

_LINE: TypeAdapter[str] = TypeAdapter(ShortText)
_LINES: TypeAdapter[str] = TypeAdapter(LongText)


class UnsavedFormula(str):
    """The value of a spreadsheet's cell with a formula whose result was not saved."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class CheckedValues:
    """What was made of the values that somebody gave.

    Attributes:
        values: Those that fit, as they are kept, in the order of the form.
        faults: What is wrong with the others; ``values`` of each has ``at``, its place as ``id``
            or ``id.row.column`` with rows from 0; ``label`` and ``labels``, what the form calls
            the field in its own and other languages; inside a table also ``row``, from 1,
            ``inner`` and ``inner_labels``: those of the column.
    """

    values: Values
    faults: tuple[Fault, ...]

    def sound(self) -> Values:
        """The values, where none is at fault.

        Raises:
            InputFaults: All faults.
        """
        if self.faults:
            raise InputFaults("The answer", self.faults)
        return self.values


@dataclass(frozen=True, slots=True)
class _Reading:
    """How values are read, and what is found wrong on the way."""

    notation: Notation
    files: Mapping[str, str]
    whole: bool
    kept: bool = False
    faults: list[Fault] = field(default_factory=list)


def checked_values(
    form: AnswerForm,
    given: Mapping[str, Any],
    notation: Notation | None = None,
    *,
    files: Mapping[str, str] | None = None,
    draft: bool = False,
) -> CheckedValues:
    """Hold what somebody gave against a form, whether typed by a person or sent by a program.

    Args:
        form: The form.
        given: Values by the ids of their fields: text as a person writes it, or what JSON, YAML
            and spreadsheets hold. Blank text and ``None`` are no value.
        notation: How the person writes; ISO days and English signs where none is given.
        files: SHA-256 of each file that goes with the answer, by its name.
        draft: Required fields may still be empty.
    """
    return _checked(form, given, _Reading(notation or Notation(), files or {}, not draft))


def checked_figure(each: IntegerField | DecimalField, given: str, where: str) -> Decimal:
    """Hold one number against its field, as that of an answer.

    Args:
        each: The field.
        given: The number as it was entered.
        where: Where it was entered, for the fault.

    Raises:
        InputFaults: The number is none that the field takes, or there is none.
    """
    reading = _Reading(Notation(), {}, whole=True)
    asked = each.model_copy(update={"required": True})
    value = _value(asked, given, ValuePlace(each), reading)
    faults = (replace(fault, where=where) for fault in reading.faults)
    if value is None:
        raise InputFaults("The correction", faults)
    return Decimal(value)


def kept_faults(form: AnswerForm, values: Values, files: Mapping[str, str]) -> tuple[str, ...]:
    """Why values that the ledger keeps are none that it would have kept; empty if they are."""
    reading = _Reading(Notation(), files, whole=True, kept=True)
    found = _checked(form, values, reading)
    if not found.faults and found.values != values:
        return ("are not written as they are kept",)
    return tuple(str(fault) for fault in found.faults)


def _checked(form: AnswerForm, given: Mapping[str, Any], reading: _Reading) -> CheckedValues:
    values: dict[str, Value] = {}
    for each in form.fields:
        place = ValuePlace(each)
        if (value := _value(each, given.get(each.id), place, reading)) is not None:
            values[each.id] = value
    for name in given.keys() - {each.id for each in form.fields}:
        reading.faults.append(_unknown(name, (each.id for each in form.fields)))
    return CheckedValues(values, tuple(reading.faults))


def _unknown(name: object, known: Iterator[str]) -> Fault:
    what = f"{shown(name)} is no field of the form"
    remedy = f"use {', '.join(known)}"
    return Fault("", what, remedy, "answer_unknown", {"at": "", "value": shown(name)})


def _value(each: AnyField, given: Any, place: ValuePlace, reading: _Reading) -> Value:
    """A field's value as it is kept; ``None`` where there is none, or where it is at fault."""
    if isinstance(given, UnsavedFormula):
        said = "holds a formula whose result was not saved; write the value, or save the workbook"
        unfit = Unfit(f"{said} in a spreadsheet program", "answer_formula")
        reading.faults.append(_fault(place, unfit, None))
        return None
    if isinstance(given, str):
        given = given.strip() or None
    if given is None or given in ([], ()):
        if each.required and reading.whole:
            said = "is missing; fill it in"
            reading.faults.append(_fault(place, Unfit(said, "answer_missing"), None))
        return None
    if isinstance(each, TableField):
        return _rows(each, given, place, reading)
    try:
        return _READERS[type(each)](each, given, reading)
    except Unfit as unfit:
        reading.faults.append(_fault(place, unfit, given))
        return None


def _fault(place: ValuePlace, unfit: Unfit, given: Any) -> Fault:
    what, _, remedy = str(unfit).partition("; ")
    values = {**place.values, "value": shown(given), **unfit.values}
    return Fault(place.where, what, remedy, unfit.kind, values)


def _rows(table: TableField, given: Any, place: ValuePlace, reading: _Reading) -> Value:
    """A table's rows, those without any value left out."""
    if not isinstance(given, list | tuple) or not all(isinstance(row, Mapping) for row in given):
        said = f"is {shown(given)}, which is no list of rows; write rows, each with its columns"
        reading.faults.append(_fault(place, Unfit(said, "answer_rows"), given))
        return None
    rows = [row for row in given if not all(map(_is_blank, row.values()))]
    if not table.least <= len(rows) <= table.most and (reading.whole or len(rows) > table.most):
        said = f"has {len(rows)} rows; write from {table.least} to {table.most}"
        counts = {"count": len(rows), "least": table.least, "most": table.most}
        reading.faults.append(_fault(place, Unfit(said, "answer_row_count", **counts), None))
        return None
    read = [_row(table, row, place, at, reading) for at, row in enumerate(rows)]
    return read or None


def _row(
    table: TableField, row: Mapping[str, Any], place: ValuePlace, at: int, reading: _Reading
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for column in table.columns:
        value = _value(column, row.get(column.id), place.within(at, column), reading)
        if value is not None:
            found[column.id] = value
    for name in row.keys() - {column.id for column in table.columns}:
        fault = _unknown(name, (column.id for column in table.columns))
        values = {**fault.values, **place.values}
        reading.faults.append(replace(fault, where=place.where, values=values))
    return found


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _decimal(given: Any, reading: _Reading, unit: str | None) -> Decimal:
    """A number exactly as it was written, whether its unit stands behind it or not.

    Raises:
        Unfit: It is none, or too large.
    """
    found: Decimal | None = None
    if isinstance(given, str):
        found = reading.notation.read_number(given.strip().removesuffix(unit or ""))
    elif isinstance(given, int | float | Decimal) and not isinstance(given, bool):
        found = given if isinstance(given, Decimal) else Decimal(repr(given))
    if found is None or not found.is_finite():
        said = f"is {shown(given)}, which is no number; write digits such as 12"
        raise Unfit(said, "answer_number")
    if abs(found) >= LARGEST_NUMBER:
        said = f"is {shown(given)}, which is too large; write less than {LARGEST_NUMBER:,}"
        raise Unfit(said, "answer_huge", bound=LARGEST_NUMBER)
    return found


def _within(value: Any, low: Any, high: Any, told: Callable[[Any], object] = str) -> None:
    """Refuse what is outside bounds.

    Raises:
        Unfit: It is.
    """
    if low is not None and value < low:
        said = f"is {told(value)}; write at least {told(low)}"
        raise Unfit(said, "answer_small", bound=told(low))
    if high is not None and value > high:
        said = f"is {told(value)}; write at most {told(high)}"
        raise Unfit(said, "answer_big", bound=told(high))


def _integer(each: IntegerField, given: Any, reading: _Reading) -> int:
    found = _decimal(given, reading, each.unit)
    if found != found.to_integral_value():
        said = f"is {shown(given)}, which is no whole number; write it without decimals"
        raise Unfit(said, "answer_whole")
    _within(int(found), each.least, each.most)
    return int(found)


def _with_places(each: DecimalField, given: Any, reading: _Reading) -> str:
    found = _decimal(given, reading, each.unit)
    if found != round(found, each.places):
        said = f"is {shown(given)}; write at most {each.places} decimals"
        raise Unfit(said, "answer_places", places=each.places)
    _within(found, each.least, each.most)
    return f"{found:.{each.places}f}" if found else f"{0:.{each.places}f}"


def _choice(each: ChoiceField, given: Any, _: _Reading) -> Value:
    if not each.several:
        return _one_choice(each, given)
    many = given if isinstance(given, list | tuple) else _divided(each, given)
    chosen = {_one_choice(each, one) for one in many if not _is_blank(one)}
    return [choice.id for choice in each.choices if choice.id in chosen] or None


def _divided(each: ChoiceField, given: Any) -> Sequence[Any]:
    """The choices that one text names, divided by commas or semicolons; whole where it is one."""
    if not isinstance(given, str) or any(folded(given) in _names(one) for one in each.choices):
        return [given]
    return given.replace(";", ",").split(",")


def _names(choice: Any) -> set[str]:
    return {folded(name) for name in choice.names}


def _one_choice(each: ChoiceField, given: Any) -> str:
    """The id of the choice that somebody named by its id or by any of its labels."""
    for choice in each.choices if isinstance(given, str) else ():
        if given.strip() == choice.id:
            return choice.id
    said = folded(given) if isinstance(given, str) else None
    for choice in each.choices:
        if said in _names(choice):
            return choice.id
    known = ", ".join(choice.label for choice in each.choices[:20])
    raise Unfit(f"is {shown(given)}, which is none of the choices; use {known}", "answer_choice")


def _yes_no(each: YesNoField, given: Any, reading: _Reading) -> bool:
    if isinstance(given, bool):
        return given
    if isinstance(given, str | int):
        found = reading.notation.read_yes(str(given), each.yes, each.no)
        if found is not None:
            return found
    yes, no = each.yes or "yes", each.no or "no"
    raise Unfit(f"is {shown(given)}; write {yes} or {no}", "answer_yes_no", yes=yes, no=no)


def _day(each: DateField, given: Any, reading: _Reading) -> str:
    if isinstance(given, date):  # a cell may hold a year of another era, as a text may
        given = f"{given:%Y-%m-%d}"
    if not isinstance(given, str):
        raise Unfit(f"is {shown(given)}, which is no day; write 2027-01-19", "answer_date")
    try:
        found = reading.notation.read_day(given)
    except Unfit as unfit:
        raise Unfit(f"{shown(given)} {unfit}", unfit.kind, **unfit.values) from None
    _within(found, each.earliest, each.latest)
    return found.isoformat()


def _text(each: TextField, given: Any, reading: _Reading) -> str:
    if isinstance(given, int | float | Decimal) and not isinstance(given, bool):
        given = str(given)  # a cell of a spreadsheet that holds a code
    if not isinstance(given, str):
        raise Unfit(f"is {shown(given)}, which is no text; write words", "answer_text")
    if len(given) > each.longest:
        said = f"has {len(given)} characters; write at most {each.longest}"
        raise Unfit(said, "answer_long", most=each.longest)
    context = KEPT if reading.kept else None
    try:
        if each.lines:
            return _LINES.validate_python(given.replace("\r\n", "\n"), context=context)
        return _LINE.validate_python(" ".join(given.split()), context=context)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        raised = detail.get("ctx", {}).get("error")
        if isinstance(raised, Unfit):
            raise raised from None
        raise Unfit("is too long; shorten it", "answer_long", most=each.longest) from None


def _file(_: FileField, given: Any, reading: _Reading) -> str:
    """The digest of a file, named by that or by its name."""
    if isinstance(given, str):
        if given in reading.files.values():
            return given
        if (found := reading.files.get(given)) is not None:
            return found
    said = f"names {shown(given)}, which does not go with the answer; attach that file"
    raise Unfit(said, "answer_file")


_READERS: Mapping[type, Callable[[Any, Any, _Reading], Value]] = {
    IntegerField: _integer,
    DecimalField: _with_places,
    ChoiceField: _choice,
    YesNoField: _yes_no,
    DateField: _day,
    TextField: _text,
    FileField: _file,
}
