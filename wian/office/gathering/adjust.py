"""Corrects a figure of an answer from below: the correction stands beside it, never over it."""

from __future__ import annotations

from wian.ledger.acts import Act, ActKind
from wian.ledger.life.upward.gathering_acts import Adjusted
from wian.ledger.life.upward.reported_sums import meant
from wian.letters.answer_form.form import AnswerForm, DecimalField, IntegerField, TotalKind
from wian.office.actor import Acting
from wian.office.gathering.gathering import gathering_within
from wian.office.gathering.refusals import NoAnswerBelow, NoForm, NotAFigure
from wian.office.held_letter import note_first, refuse_ended
from wian.office.inputs import FigureCorrection, checked
from wian.office.trusted_clock import refuse_wrong_clock


def adjust(acting: Acting, below: str, field: str, value: str, reason: str) -> Act:
    """Say that a figure of an office below means another number; the same again says it once.

    Args:
        acting: The office that gathers, and who corrects when.
        below: The office whose answer or report it is.
        field: Id of the field.
        value: The number that is meant; of a report, its whole total.
        reason: Why.

    Raises:
        Refusal: There is no such answer, the field has no figure, or the directive has ended.
        InputFaults: The value is no number, or the reason no plain text.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    said = checked(FigureCorrection, value=value, reason=reason)
    form, office = acting.plan.directive.answer, acting.office
    if form is None:
        raise NoForm(acting.plan.id)
    _refuse_no_figure(form, field)
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.share_life()
        writer.hold(office)
        found = gathering_within(writer, acting.plan, office)
        answer = next((each for each in found.below if each.office == below), None)
        if answer is None or answer.act is None:
            raise NoAnswerBelow(office, below)
        if (there := answer.adjusted.get(field)) is not None and _says(there, said):
            return there
        was = meant(answer.sums.get(field))
        made = writer.acts_among([office], ActKind.ADJUSTED)
        refuse_ended(writer)
        refuse_wrong_clock(writer, acting)
        body = Adjusted(of=answer.ref, field=field, was=was, value=said.value, reason=said.reason)
        return note_first(writer, acting, body, f"{below}|{field}|{len(made)}")


def _says(act: Act, said: FigureCorrection) -> bool:
    body = act.body
    return isinstance(body, Adjusted) and (body.value, body.reason) == (said.value, said.reason)


def _refuse_no_figure(form: AnswerForm, field: str) -> None:
    figures = tuple(
        each.id
        for each in form.fields
        if isinstance(each, IntegerField | DecimalField) and each.totalled is TotalKind.SUM
    )
    if field not in figures:
        raise NotAFigure(field, figures)
