"""The answers below the office as a file: out as CSV, and in from one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from wian.desk.app.access import CurrentAccount, Officer
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import told
from wian.desk.app.sessions import flash
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.outgoing import followed_page
from wian.desk.views.answers_csv import answers_csv
from wian.kit.errors import InputFaults
from wian.kit.text_file import shown_name
from wian.office.answer_list import import_answers
from wian.propagation.standing.below_office import below_office

router = APIRouter(route_class=PageRoute)


@router.get("/outgoing/{propagation}/answers.csv")
def download_answers(request: Request, account: CurrentAccount, propagation: str) -> Response:
    """The answers of everyone below the office who is asked for one."""
    letters, propagation = letters_of(request, account).placed(propagation)
    letters.refuse_secret(letters.sent(propagation).directive)
    desk, plan = letters.desk, letters.plan(propagation)
    answers = below_office(desk.ledger, plan, letters.office, now=desk.now()).answers
    text = answers_csv(
        list(answers.values()),
        lambda office: plan.hierarchy.office(office).name,
        plan.clocks,
    )
    headers = {"Content-Disposition": f'attachment; filename="{plan.id}-answers.csv"'}
    return Response(text.encode("utf-8-sig"), media_type="text/csv", headers=headers)


@router.post("/outgoing/{propagation}/answers")
def upload_answers(
    request: Request,
    account: Officer,
    propagation: str,
    file: Annotated[UploadFile, File()],
) -> Response:
    """Record the answers that a file holds of offices below: all of them, or none."""
    letters, propagation = letters_of(request, account).placed(propagation)
    letters.sent(propagation)
    plan = letters.plan(propagation)
    name = file.filename or "answers.csv"
    try:
        done = import_answers(letters.acting(plan), file.file.read(), name)
    except InputFaults as error:
        shown = shown_name(Path(name))
        return followed_page(request, letters, propagation, error=error, file=shown)
    values = {"count": told(request, len(done.acts)), "known": told(request, done.known)}
    flash(request, "told.imported", **values)
    return RedirectResponse(f"/outgoing/{letters.address(propagation)}#answers", 303)
