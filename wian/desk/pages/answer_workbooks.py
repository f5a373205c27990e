"""The form of an answer as a workbook: downloaded, and uploaded to fill in the page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import Response

from wian.desk.app.access import CurrentAccount, Officer
from wian.desk.app.errors import PageRefused
from wian.desk.app.form_inputs import Written
from wian.desk.app.page_route import PageRoute
from wian.desk.app.reader_language import language_of
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.letter import letter_page
from wian.kit.errors import Fault, InputFaults
from wian.kit.text_file import shown_name
from wian.ledger.acts import Answered
from wian.letters.answer_form.form import AnswerForm
from wian.letters.answer_form.notation import Notation
from wian.letters.answer_form.values import checked_values
from wian.office.answer_workbook import (
    MEDIA_TYPE,
    MOST_BYTES,
    WorkbookWords,
    filled_workbook,
    form_workbook,
)

router = APIRouter(route_class=PageRoute)


@router.get("/letters/{propagation}/answer.xlsx")
def download_form(request: Request, account: CurrentAccount, propagation: str) -> Response:
    """The form to fill in, with what the office has answered so far."""
    at = letters_of(request, account).received(propagation)
    at.letters.refuse_secret(at.item.directive)
    form, language = _form(at.item.directive.answer), language_of(request)
    say, act = language.words.say, at.item.answer
    words = WorkbookWords(
        language.tag, say("answer.form.yes"), say("answer.form.no"), say("answer.text")
    )
    values = act.body.values if act and isinstance(act.body, Answered) else {}
    book = form_workbook(form, at.item.directive.subject, words, values)
    headers = {"Content-Disposition": f'attachment; filename="{at.plan.directive.id}-answer.xlsx"'}
    return Response(book, media_type=MEDIA_TYPE, headers=headers)


@router.post("/letters/{propagation}/answer/workbook")
def fill_in(
    request: Request,
    account: Officer,
    propagation: str,
    file: Annotated[UploadFile, File()],
) -> Response:
    """The letter's page, its form filled in from a workbook; nothing is recorded."""
    at = letters_of(request, account).meant(propagation)
    form = _form(at.item.directive.answer)
    name = shown_name(Path(file.filename or "answer.xlsx"))
    today = at.plan.clock_of(at.office).date(at.desk.now())
    written = Written("now", today.day, today.month, today.year)
    typed = {"form": "answer", "text": "", "written": written}
    try:
        given = filled_workbook(form, file.file.read(MOST_BYTES + 1), name)
    except InputFaults as error:
        return letter_page(request, at, error=error, typed=typed)
    found = checked_values(form, given, Notation.of(at.plan.jurisdiction), draft=True)
    shown = {**given, **found.values}
    wrong = InputFaults("The workbook", _entered(found.faults)) if found.faults else None
    typed |= {"given": shown, "workbook": name}
    return letter_page(request, at, error=wrong, typed=typed)


def _entered(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(each for each in faults if each.kind != "answer_file")


def _form(form: AnswerForm | None) -> AnswerForm:
    """The directive's form.

    Raises:
        PageRefused: It has none.
    """
    if form is None:
        raise PageRefused(404, "404")
    return form
