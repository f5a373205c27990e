"""What answers and reports come to: exactly the sum of what was given, corrections beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal
from functools import reduce

from wian.ledger.acts import Act, Answered
from wian.ledger.life.upward.gathering_acts import Adjusted, ReportedTotal, ReportedUp
from wian.letters.answer_form.form import AnswerForm
from wian.letters.answer_form.totals import FieldTotal, Totals, totals

_EXACT = Context(prec=60)
Sums = Mapping[str, ReportedTotal]
"""What the fields of a form come to."""


def sums_of(form: AnswerForm, act: Act) -> Sums:
    """What an answer or a report comes to, as it was given."""
    if isinstance(act.body, ReportedUp):
        return act.body.totals
    if not isinstance(act.body, Answered):
        raise TypeError(f"{act.kind} is no answer")
    return kept_sums(totals(form, [(act.office, act.body.values)]))


def kept_sums(found: Totals) -> Sums:
    """Totals as a report keeps them."""
    return {name: _kept(total) for name, total in found.fields.items()}


def corrected(sums: Sums, corrections: Mapping[str, Act]) -> Sums:
    """The same with corrections beside it.

    Args:
        sums: What an answer comes to.
        corrections: The corrections of it that hold, by field.
    """
    if not corrections:
        return sums
    return {name: _changed(total, corrections.get(name)) for name, total in sums.items()}


def added_sums(parts: Iterable[Sums]) -> Sums:
    """What the answers of different offices come to together, in whichever order."""
    return reduce(_added, parts, {})


def meant(total: ReportedTotal | None) -> Decimal:
    """The sum with what corrections change of it."""
    return Decimal(0) if total is None else _EXACT.add(total.sum, total.change)


def _kept(total: FieldTotal) -> ReportedTotal:
    """A total as a report keeps it: the values of a list stay in their answers."""
    return ReportedTotal.model_construct(
        given=total.given,
        sum=total.sum,
        counts=dict(total.counts),
        change=Decimal(0),
        columns={name: _kept(each) for name, each in total.columns.items()},
    )


def _changed(total: ReportedTotal, act: Act | None) -> ReportedTotal:
    if act is None or not isinstance(act.body, Adjusted):
        return total
    more = _EXACT.subtract(act.body.value, act.body.was)
    return total.model_copy(update={"change": _EXACT.add(total.change, more)})


def _added(one: Sums, other: Sums) -> Sums:
    names = dict.fromkeys((*one, *other))
    return {
        name: _together(one[name], other[name])
        if name in one and name in other
        else (one.get(name) or other[name])
        for name in names
    }


def _together(one: ReportedTotal, other: ReportedTotal) -> ReportedTotal:
    counts = {
        name: one.counts.get(name, 0) + other.counts.get(name, 0)
        for name in sorted({*one.counts, *other.counts})
    }
    return ReportedTotal.model_construct(
        given=one.given + other.given,
        sum=_EXACT.add(one.sum, other.sum),
        counts=counts,
        change=_EXACT.add(one.change, other.change),
        columns=_added(one.columns, other.columns),
    )
