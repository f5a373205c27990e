"""The answers below an office as a table: who has answered, what it comes to, followed down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from wian.desk.answering.gathering_part import gathering_part, shown_corrections
from wian.desk.answering.told_table import told_tables
from wian.desk.answering.told_total import total_columns
from wian.desk.answering.told_value import told_values
from wian.desk.app.access import CurrentAccount
from wian.desk.app.errors import PageRefused
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page
from wian.desk.app.reader_language import language_of
from wian.desk.app.shown_names import name_now, naming
from wian.desk.office_letters import OfficeLetters
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.page_refusal import refusal
from wian.kit.errors import WianError
from wian.kit.safe_csv import safe_csv
from wian.ledger.read.upward.answer_values import FilledAnswer, filled_answers
from wian.office.answer_workbook import MEDIA_TYPE
from wian.propagation.plan import Plan
from wian.propagation.standing.answer_board import AnswerBoard, answer_board
from wian.propagation.standing.answer_rows import body_rows, corrected_rows
from wian.propagation.standing.corrections_below import corrections_below
from wian.reports.upward.answer_frames import (
    BodyRow,
    body_frame,
    frame_parquet,
    frame_workbook,
    table_frames,
)

router = APIRouter(route_class=PageRoute)
_Under = Annotated[str, Query(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]


@router.get("/outgoing/{propagation}/table")
def show_table(
    request: Request, account: CurrentAccount, propagation: str, under: _Under | None = None
) -> Response:
    """What the answers below the office, or below one under it, come to; and that one's own."""
    return table_page(request, letters_of(request, account), propagation, under)


def table_page(  # noqa: PLR0913 - most of them by name
    request: Request,
    letters: OfficeLetters,
    propagation: str,
    under: str | None = None,
    *,
    error: WianError | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """The table of the answers below an office.

    Args:
        request: The request.
        letters: Those of the office.
        propagation: Of which letter.
        under: The office below it whose answers are looked at.
        error: Why what was just entered cannot be done.
        typed: What was entered, to be corrected: ``form`` and its fields.
    """
    letters, name = letters.placed(propagation)
    plan = _plan(letters, name)
    office = _below(letters, plan, under)
    board, language = _board(letters, plan, office), language_of(request)
    named = naming(request, plan)
    answer = board.answers.get(office) or _own(letters, plan, office)
    chain = plan.route.chain(office)
    return page(
        request,
        "answer-table.html.j2",
        section="/outgoing",
        office_name=name_now(request, letters.own_office),
        propagation=letters.address(plan.id),
        subject=plan.directive.subject,
        way=[(each, named(each)) for each in chain[chain.index(letters.office) :]],
        columns=total_columns(board.form, language),
        tables=told_tables(board, language, named),
        groups=[(group, named(group.office)) for group in board.groups],
        whole=board.totals,
        answer=answer,
        values=told_values(board.form, answer.values, language) if answer else (),
        files=answer.files if answer else {},
        corrections=shown_corrections(letters, board, language, named),
        gathers=gathering_part(letters, board, language, named) if under is None else None,
        typed=typed or {"form": ""},
        **refusal(request, error),
    )


@router.get("/outgoing/{propagation}/answers.xlsx")
def download_workbook(request: Request, account: CurrentAccount, propagation: str) -> Response:
    """Every answer below the office as a workbook: a row for each body, a sheet for each table."""
    letters, board = _whole(request, account, propagation)
    plan, rows = board.plan, _bodies(board)
    noted = corrected_rows(corrections_below(letters.desk.ledger, plan, letters.office))
    book = frame_workbook(body_frame(board.form, rows), noted, table_frames(board.form, rows))
    return _file(book, MEDIA_TYPE, f"{plan.id}-answers.xlsx")


@router.get("/outgoing/{propagation}/values.csv")
def download_csv(request: Request, account: CurrentAccount, propagation: str) -> Response:
    """The same as CSV."""
    _, board = _whole(request, account, propagation)
    text = safe_csv(body_frame(board.form, _bodies(board))).encode("utf-8-sig")
    return _file(text, "text/csv", f"{board.plan.id}-values.csv")


@router.get("/outgoing/{propagation}/values.parquet")
def download_parquet(request: Request, account: CurrentAccount, propagation: str) -> Response:
    """The same as Parquet, with exact numbers."""
    _, board = _whole(request, account, propagation)
    written = frame_parquet(body_frame(board.form, _bodies(board)))
    return _file(written, "application/vnd.apache.parquet", f"{board.plan.id}-values.parquet")


def _whole(
    request: Request, account: CurrentAccount, propagation: str
) -> tuple[OfficeLetters, AnswerBoard]:
    """Every answer below the office."""
    letters, name = letters_of(request, account).placed(propagation)
    return letters, _board(letters, _plan(letters, name), letters.office)


def _bodies(board: AnswerBoard) -> list[BodyRow]:
    return list(body_rows(board, lambda office: board.plan.hierarchy.office(office).name))


def _file(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


def _plan(letters: OfficeLetters, propagation: str) -> Plan:
    """The propagation of a letter of the office, whose directive has a form.

    Raises:
        PageRefused: It has none.
    """
    letters.refuse_secret(letters.sent(propagation).directive)
    plan = letters.plan(propagation)
    if plan.directive.answer is None:
        raise PageRefused(404, "404")
    return plan


def _below(letters: OfficeLetters, plan: Plan, under: str | None) -> str:
    """The office whose answers are looked at: this one, or one below it.

    Raises:
        PageRefused: It is neither.
    """
    if under is None or under == letters.office:
        return letters.office
    if not plan.route.reaches(under) or letters.office not in plan.route.chain(under):
        raise PageRefused(404, "404")
    return under


def _board(letters: OfficeLetters, plan: Plan, office: str) -> AnswerBoard:
    return answer_board(letters.desk.ledger, plan, office)


def _own(letters: OfficeLetters, plan: Plan, office: str) -> FilledAnswer | None:
    """The answer of an office below which nobody is asked."""
    return filled_answers(letters.desk.ledger, plan.id, [office]).answers.get(office)
