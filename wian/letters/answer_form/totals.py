"""What do the answers of many offices come to? Exact, whatever the order of adding up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
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
_Held = tuple[str, int, Values]
"""Who gave some values, in which row of a table (else 0), and the values."""


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
    held = [(office, 0, values) for office, values in known]
    fields = {each.id: _total(each, held) for each in form.fields}
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


def _total(each: AnyField, held: Sequence[_Held]) -> FieldTotal:
    """The total of a field over what offices gave, each with who gave it and its row."""
    kind, name = each.totalled, each.id
    if kind is TotalKind.LIST:
        listed = [ListedValue(who, row, of[name]) for who, row, of in held if name in of]
        return FieldTotal(kind, len(listed), listed=tuple(sorted(listed, key=_place)))
    if isinstance(each, TableField):
        return _of_table(each, held)
    values = [of[name] for _, _, of in held if name in of]
    if kind is TotalKind.SUM:
        return FieldTotal(kind, len(values), _sum(each, values))
    counts = _counts(each, values) if kind is TotalKind.COUNT else {}
    return FieldTotal(kind, len(values), counts=counts)


def _place(listed: ListedValue) -> tuple[str, int]:
    return listed.office, listed.row


def _of_table(table: TableField, held: Sequence[_Held]) -> FieldTotal:
    found = [(who, of[table.id]) for who, _, of in held if table.id in of]
    if table.totalled is TotalKind.NONE:
        return FieldTotal(TotalKind.NONE, len(found))
    rows = [(who, at, row) for who, rows in found for at, row in enumerate(rows)]
    columns = {each.id: _total(each, rows) for each in table.columns}
    return FieldTotal(table.totalled, len(found), columns=columns)


def _sum(each: AnyField, values: Sequence[Value]) -> Decimal:
    if not isinstance(each, DecimalField):
        return Decimal(sum(values))
    with localcontext(_EXACT):
        return sum(map(Decimal, values), Decimal(0).scaleb(-each.places))


def _counts(each: AnyField, values: Sequence[Value]) -> dict[str, int]:
    if isinstance(each, YesNoField):
        yes = sum(values)
        return _seen({"true": yes, "false": len(values) - yes})
    if isinstance(each, ChoiceField):
        found = Counter(chain.from_iterable(values) if each.several else values)
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
        tuple(sorted(chain.from_iterable(each.listed for each in parts), key=_place)),
        {name: _added([each.columns[name] for each in parts]) for name in names},
    )
