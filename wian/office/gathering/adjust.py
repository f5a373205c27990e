"""Corrects a figure of an answer from below: the correction stands beside it, never over it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from wian.ledger.acts import Act, ActKind
from wian.ledger.life.upward.gathering_acts import Adjusted, ReportedUp
from wian.ledger.life.upward.reported_sums import meant
from wian.letters.answer_form.form import AnswerForm, DecimalField, IntegerField, TotalKind
from wian.letters.answer_form.values import checked_figure
from wian.office.actor import Acting
from wian.office.gathering.gathering import gathering_within
from wian.office.gathering.refusals import NoAnswerBelow, NoForm, NotAFigure
from wian.office.held_letter import note_first, refuse_ended
from wian.office.inputs import GivenReason, checked
from wian.office.trusted_clock import refuse_wrong_clock
from wian.propagation.upward.gathered_answers import BelowAnswer

Figure = IntegerField | DecimalField
"""A field whose numbers are added up."""


class NotedFigure(NamedTuple):
    """A correction that stands in the ledger.

    Attributes:
        act: The act.
        new: This call noted it.
    """

    act: Act
    new: bool


def adjust(acting: Acting, below: str, field: str, value: str, reason: str) -> Act:
    """Say that a figure of an office below means another number; see ``correction``."""
    return correction(acting, below, field, value, reason).act


def correction(  # noqa: PLR0913 - what a correction says
    acting: Acting, below: str, field: str, value: str, reason: str, *, request: str | None = None
) -> NotedFigure:
    """Say that a figure of an office below means another number; the same again says it once.

    Args:
        acting: The office that gathers, and who corrects when.
        below: The office whose answer or report it is.
        field: Id of the field.
        value: The number that is meant; of a report, its whole total.
        reason: Why.
        request: Key of a program's request; the same one again corrects once.

    Raises:
        Refusal: There is no such answer, the field has no figure, or the directive has ended.
        InputFaults: The field takes no such number, or the reason is no plain text.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    why = checked(GivenReason, reason=reason).reason
    form, office = acting.plan.directive.answer, acting.office
    if form is None:
        raise NoForm(acting.plan.id)
    figure = _figure(form, field)
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.share_life()
        writer.hold(office)
        made = writer.acts_among([office], ActKind.ADJUSTED)
        if request and (done := _requested(made, request)):
            return NotedFigure(done, new=False)
        found = gathering_within(writer, acting.plan, office)
        answer = next((each for each in found.below if each.office == below), None)
        if answer is None or answer.act is None:
            raise NoAnswerBelow(office, below)
        number = checked_figure(_asked_of(figure, answer), value, f"{below}, {field}")
        if (there := answer.adjusted.get(field)) is not None and _says(there, number, why):
            return NotedFigure(there, new=False)
        was = meant(answer.sums.get(field))
        refuse_ended(writer)
        refuse_wrong_clock(writer, acting)
        body = Adjusted(
            of=answer.ref, field=field, was=was, value=number, reason=why, request=request
        )
        act = note_first(writer, acting, body, f"{below}|{field}|{len(made)}")
        return NotedFigure(act, new=True)


def _requested(made: Iterable[Act], request: str) -> Act | None:
    """The correction that a request has noted."""
    found = (act for act in made if isinstance(act.body, Adjusted) and act.body.request == request)
    return next(found, None)


def _says(act: Act, number: Decimal, why: str) -> bool:
    body = act.body
    return isinstance(body, Adjusted) and (body.value, body.reason) == (number, why)


def _figure(form: AnswerForm, field: str) -> Figure:
    """The field whose number is corrected.

    Raises:
        NotAFigure: Its numbers are not added up.
    """
    figures = {
        each.id: each
        for each in form.fields
        if isinstance(each, IntegerField | DecimalField) and each.totalled is TotalKind.SUM
    }
    if field not in figures:
        raise NotAFigure(field, tuple(figures))
    return figures[field]


def _asked_of(figure: Figure, answer: BelowAnswer) -> Figure:
    """The field as an answer has it; of a report, as the total of all answers in it."""
    if answer.act is None or not isinstance(answer.act.body, ReportedUp):
        return figure
    total = answer.act.body.totals.get(figure.id)
    return bounded(figure, total.given if total else 0, answer.answered)


def bounded(figure: Figure, given: int, answered: int) -> Figure:
    """A field with the bounds of a sum.

    Args:
        figure: The field, as one answer has it.
        given: How many answers give it.
        answered: How many answers there are; each might give it.
    """
    low, high = figure.least, figure.most
    bounds = {
        "least": None if low is None else min(low * given, low * answered),
        "most": None if high is None else max(high * given, high * answered),
    }
    return figure.model_copy(update=bounds)
