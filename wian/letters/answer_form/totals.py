"""What do the answers of many offices come to? Exact, whatever the order of adding up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from heapq import merge
from itertools import chain
from typing import NamedTuple

from wian.letters.answer_form.form import (
    AnswerForm,
    AnyField,
    ChoiceField,
    DecimalField,
    TableField,
    TotalKind,
    YesNoField,
)
from wian.letters.answer_form.values import Value, Values

GIVEN = "given"
"""What is counted of a field whose values are no choices: how many gave one."""
_EXACT = Context(prec=60)
_ZERO = Decimal(0)


class ListedValue(NamedTuple):
    """A value of a list, and who gave it.

    Attributes:
        office: Whose answer it stands in.
        row: Its row, from 0, where it stands in a table; else 0.
        value: The value.
    """

    office: str
    row: int
    value: Value


@dataclass(frozen=True, slots=True)
class FieldTotal:
    """What a field comes to.

    Attributes:
        kind: What the total is.
        given: How many values there are: answers that give one; of a table's column, rows.
        sum: The numbers added up.
        counts: How many gave each value, by the value in text: an id, ``true`` or ``false``.
        listed: The values in the order of their offices.
        columns: The totals of a table's columns.
    """

    kind: TotalKind
    given: int = 0
    sum: Decimal = _ZERO
    counts: Mapping[str, int] = field(default_factory=dict)
    listed: tuple[ListedValue, ...] = ()
    columns: Mapping[str, FieldTotal] = field(default_factory=dict)

    def __add__(self, other: FieldTotal) -> FieldTotal:
        return _added([self, other])


@dataclass(frozen=True, slots=True)
class Totals:
    """What the answers of some offices come to; adding up is exact, and its order is all one.

    Attributes:
        answered: Offices whose answers are in it.
        bodies: Offices that are asked, those among them that are silent.
        fields: By field.
    """

    answered: int
    bodies: int
    fields: Mapping[str, FieldTotal]

    def __add__(self, other: Totals) -> Totals:
        return added([self, other])


def totals(
    form: AnswerForm, answers: Iterable[tuple[str, Values]], *, bodies: int | None = None
) -> Totals:
    """What answers come to.

    Args:
        form: Their form.
        answers: The answer of each office that has given one, as it is kept.
        bodies: How many are asked, where some are silent.
    """
    known = list(answers)
    fields = {each.id: _total(each, _of_field(each, known)) for each in form.fields}
    return Totals(len(known), len(known) if bodies is None else bodies, fields)


def added(parts: Iterable[Totals]) -> Totals:
    """What totals of different offices come to together."""
    known = list(parts)
    names = dict.fromkeys(chain.from_iterable(each.fields for each in known))
    fields = {
        name: _added([each.fields[name] for each in known if name in each.fields]) for name in names
    }
    answered, bodies = (sum(each.answered for each in known), sum(each.bodies for each in known))
    return Totals(answered, bodies, fields)


def _of_field(each: AnyField, answers: Iterable[tuple[str, Values]]) -> list[ListedValue]:
    name = each.id
    return [ListedValue(office, 0, held[name]) for office, held in answers if name in held]


def _total(each: AnyField, values: list[ListedValue]) -> FieldTotal:
    """The total of a field's values."""
    kind, given = each.totalled, len(values)
    if kind is TotalKind.NONE:
        return FieldTotal(kind, given)
    if kind is TotalKind.LIST:
        return FieldTotal(kind, given, listed=tuple(sorted(values, key=_place)))
    if isinstance(each, TableField):
        return FieldTotal(kind, given, columns=_columns(each, values))
    if kind is TotalKind.COUNT:
        return FieldTotal(kind, given, counts=_counts(each, values))
    return FieldTotal(kind, given, _sum(each, values))


def _place(listed: ListedValue) -> tuple[str, int]:
    return listed.office, listed.row


def _columns(table: TableField, values: list[ListedValue]) -> dict[str, FieldTotal]:
    rows = [(office, at, row) for office, _, rows in values for at, row in enumerate(rows)]
    return {
        each.id: _total(
            each,
            [ListedValue(office, at, row[each.id]) for office, at, row in rows if each.id in row],
        )
        for each in table.columns
    }


def _sum(each: AnyField, values: list[ListedValue]) -> Decimal:
    if not isinstance(each, DecimalField):
        return Decimal(sum(each.value for each in values))
    total = Decimal(0).scaleb(-each.places)
    for one in values:
        total = _EXACT.add(total, Decimal(one.value))
    return total


def _counts(each: AnyField, values: list[ListedValue]) -> dict[str, int]:
    if isinstance(each, YesNoField):
        yes = sum(one.value for one in values)
        return _seen({"true": yes, "false": len(values) - yes})
    if isinstance(each, ChoiceField):
        found = Counter(
            chain.from_iterable(one.value for one in values)
            if each.several
            else (one.value for one in values)
        )
        return _seen({choice.id: found[choice.id] for choice in each.choices})
    return _seen({GIVEN: len(values)})


def _seen(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts without those of nothing, in one order whichever values came first."""
    return {name: count for name, count in sorted(counts.items()) if count}


def _added(parts: list[FieldTotal]) -> FieldTotal:
    """What totals of one field come to together."""
    total = _ZERO
    counts: Counter[str] = Counter()
    for each in parts:
        total = _EXACT.add(total, each.sum)
        counts.update(each.counts)
    names = dict.fromkeys(chain.from_iterable(each.columns for each in parts))
    return FieldTotal(
        parts[0].kind,
        sum(each.given for each in parts),
        total,
        _seen(counts),
        tuple(merge(*(each.listed for each in parts), key=_place)),
        {name: _added([each.columns[name] for each in parts]) for name in names},
    )
