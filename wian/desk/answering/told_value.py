"""How does a page show the values of an answer that was given?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wian.desk.app.words import Language
from wian.letters.answer_form.form import (
    AnswerForm,
    AnyField,
    ChoiceField,
    DateField,
    DecimalField,
    FileField,
    IntegerField,
    TableField,
    YesNoField,
)
from wian.letters.answer_form.values import Values
from wian.letters.enclosed_file import KeptFile


@dataclass(frozen=True, slots=True)
class ToldValue:
    """A value as a page shows it.

    Attributes:
        label: What its field is called.
        kind: How it is written: ``figure``, ``day``, ``words`` or ``table``.
        shown: The value: a figure as English writes it, a day, or words.
        unit: What is counted.
        columns: A table's headings.
        rows: A table's rows.
    """

    label: str
    kind: str
    shown: Any
    unit: str | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[ToldValue | None, ...], ...] = ()


def told_values(
    form: AnswerForm | None, values: Values, language: Language, files: Iterable[KeptFile] = ()
) -> tuple[ToldValue, ...]:
    """The values of an answer, in the order of the form; those that are missing left out."""
    return tuple(_told(form, values, language, files)) if form else ()


def _told(
    form: AnswerForm, values: Values, language: Language, files: Iterable[KeptFile]
) -> Iterator[ToldValue]:
    names = {each.sha256: each.name for each in files}
    for field in form.fields:
        if field.id in values:
            yield _one(field, values[field.id], language, names)


def _one(field: AnyField, value: Any, language: Language, names: dict[str, str]) -> ToldValue:
    label, unit = field.named(language.tag), None
    kind, shown = "words", value
    if isinstance(field, IntegerField | DecimalField):
        kind, unit = "figure", field.unit
        whole, point, parts = str(value).partition(".")
        shown = f"{int(whole):,}{point}{parts}" if whole != "-0" else str(value)
    elif isinstance(field, DateField):
        kind, shown = "day", date.fromisoformat(value)
    elif isinstance(field, ChoiceField):
        chosen = value if isinstance(value, list) else [value]
        shown = ", ".join(field.choice(each).named(language.tag) for each in chosen)
    elif isinstance(field, YesNoField):
        said = field.yes if value else field.no
        shown = said or language.words.say(f"answer.form.{'yes' if value else 'no'}")
    elif isinstance(field, FileField):
        shown = names.get(value, value)
    elif isinstance(field, TableField):
        return _table(field, value, language)
    return ToldValue(label, kind, shown, unit)


def _table(field: TableField, rows: Any, language: Language) -> ToldValue:
    return ToldValue(
        field.named(language.tag),
        "table",
        len(rows),
        columns=tuple(each.named(language.tag) for each in field.columns),
        rows=tuple(told_row(field, row, language) for row in rows),
    )


def told_row(
    table: TableField, row: Mapping[str, Any], language: Language
) -> tuple[ToldValue | None, ...]:
    """One row of a table, a cell for each of its columns."""
    return tuple(
        _one(each, row[each.id], language, {}) if each.id in row else None for each in table.columns
    )
