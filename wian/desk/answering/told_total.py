"""How does a page show what answers come to: a column for each field, a row for each office?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wian.desk.app.words import Language
from wian.letters.answer_form.form import (
    AnswerForm,
    AnyField,
    ChoiceField,
    DecimalField,
    TableField,
    TotalKind,
    YesNoField,
)
from wian.letters.answer_form.totals import FieldTotal, Totals


@dataclass(frozen=True, slots=True)
class TotalColumn:
    """A column of totals.

    Attributes:
        label: What it is called.
        unit: What is counted or measured.
        path: Its field, and a table's column.
        value: Which value is counted; ``None``: it is a sum, or how many gave one.
    """

    label: str
    unit: str | None
    path: tuple[str, ...]
    value: str | None = None
    places: int = 0

    def of(self, totals: Totals) -> str:
        """Its figure, as English writes it; a sum that nobody gave a number for is none."""
        held: Mapping[str, FieldTotal] = totals.fields
        for name in self.path[:-1]:
            held = held[name].columns
        total = held[self.path[-1]]
        if self.value is not None:
            return f"{total.counts.get(self.value, 0):,}"
        if total.kind is TotalKind.SUM and not total.columns:
            return f"{total.sum:,.{self.places}f}" if total.given else "–"
        return f"{total.given:,}"


def total_columns(form: AnswerForm, language: Language) -> tuple[TotalColumn, ...]:
    """The columns of a form's totals, in its order."""
    return tuple(column for field in form.fields for column in _of(field, language, ()))


def _of(field: AnyField, language: Language, above: tuple[str, ...]) -> Iterator[TotalColumn]:
    label, path = field.named(language.tag), (*above, field.id)
    if field.totalled is TotalKind.NONE:
        return
    if isinstance(field, TableField):
        yield TotalColumn(label, None, path)
        if field.totalled is TotalKind.SUM:
            for column in field.columns:
                yield from _of(column, language, path)
    elif field.totalled is TotalKind.COUNT and isinstance(field, ChoiceField | YesNoField):
        for value, name in _values(field, language):
            yield TotalColumn(f"{label}: {name}", None, path, value)
    else:
        summed = field.totalled is TotalKind.SUM
        unit = getattr(field, "unit", None) if summed else None
        places = field.places if isinstance(field, DecimalField) else 0
        yield TotalColumn(label, unit, path, None, places)


def _values(field: ChoiceField | YesNoField, language: Language) -> Iterator[tuple[str, str]]:
    if isinstance(field, ChoiceField):
        yield from ((each.id, each.named(language.tag)) for each in field.choices)
        return
    say = language.words.say
    yield "true", field.yes or say("answer.form.yes")
    yield "false", field.no or say("answer.form.no")
