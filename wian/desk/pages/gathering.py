"""What an office does with the answers below it: it corrects, reports, and stamps reports."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from wian.desk.app.access import Clerk, Officer
from wian.desk.app.form_inputs import Line, Text
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import told
from wian.desk.app.sessions import flash
from wian.desk.office_letters import OfficeLetters
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.answer_totals import table_page
from wian.kit.errors import InputFaults
from wian.letters.answer_form.notation import Notation
from wian.office.gathering.adjust import adjust
from wian.office.gathering.report import report
from wian.office.gathering.report_stamp import stamp_report
from wian.office.refusals import Refusal
from wian.propagation.plan import Plan

router = APIRouter(route_class=PageRoute)
_Office = Annotated[str, Form(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
_Field = Annotated[str, Form(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]


@router.post("/outgoing/{propagation}/adjust")
def correct_figure(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: Officer,
    propagation: str,
    below: _Office,
    field: _Field,
    value: Line = "",
    reason: Line = "",
) -> Response:
    """Say that a figure from below means another number; the one that was given stays."""
    letters = letters_of(request, account)
    own, plan = _sent(letters, propagation)
    number = Notation.of(plan.jurisdiction).read_number(value)
    written = f"{number.normalize():f}" if number is not None else value
    try:
        adjust(own.acting(plan), below, field, written, reason)
    except (Refusal, InputFaults) as error:
        typed = {"form": "adjust", "below": below, "field": field}
        typed |= {"value": value, "reason": reason}
        return table_page(request, letters, propagation, error=error, typed=typed)
    flash(request, "told.adjusted")
    return _back(own, plan)


@router.post("/outgoing/{propagation}/report")
def send_report(
    request: Request, account: Officer, propagation: str, remark: Text = ""
) -> Response:
    """Report what is there to the office that asked, by a letter."""
    letters = letters_of(request, account)
    own, plan = _sent(letters, propagation)
    said = remark.replace("\r\n", "\n").strip() or None
    try:
        done = report(own.acting(plan), said)
    except (Refusal, InputFaults) as error:
        typed = {"form": "report", "remark": remark}
        return table_page(request, letters, propagation, error=error, typed=typed)
    key = "told.reported" if done.new else "told.reported_before"
    flash(request, key, number=told(request, done.body.letter.number))
    return _back(own, plan)


@router.post("/outgoing/{propagation}/report-stamp")
def stamp_one(request: Request, account: Clerk, propagation: str, sender: _Office) -> Response:
    """Stamp a report that came from below."""
    letters = letters_of(request, account)
    own, plan = _sent(letters, propagation)
    try:
        done = stamp_report(own.acting(plan), sender)
    except Refusal as error:
        return table_page(request, letters, propagation, error=error, typed={"form": "stamp"})
    number = told(request, done.act.entry.number)
    flash(request, "told.stamped", desk=done.body.desk, number=number)
    return _back(own, plan)


def _sent(letters: OfficeLetters, propagation: str) -> tuple[OfficeLetters, Plan]:
    """The office in whose place it acts, and the propagation of a letter that it sent.

    Raises:
        NoSuchLetter: It sent none.
    """
    own, name = letters.placed(propagation)
    own.sent(name)
    return own, own.plan(name)


def _back(letters: OfficeLetters, plan: Plan) -> Response:
    return RedirectResponse(f"/outgoing/{letters.address(plan.id)}/table#report", 303)
