"""What an office downloads of a report: its letter with what it encloses, and its tables."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from wian.desk.app.access import CurrentAccount
from wian.desk.app.errors import PageRefused
from wian.desk.app.page_route import PageRoute
from wian.desk.pages.account_letters import letters_of
from wian.ledger.acts import ActKind
from wian.ledger.life.upward.gathering_acts import ReportedUp
from wian.ledger.read.live_letters import acts
from wian.letters.letter import Letter
from wian.letters.pages.letter_pdf import letter_pdf
from wian.letters.pages.tables.table_workbook import table_workbook
from wian.office.answer_workbook import MEDIA_TYPE
from wian.propagation.plan import Plan

router = APIRouter(route_class=PageRoute)


@router.get("/outgoing/{propagation}/reports/{sender}/{key}/letter.pdf")
def report_pdf(
    request: Request, account: CurrentAccount, propagation: str, sender: str, key: str
) -> Response:
    """The letter of a report that the office sent or was sent, and behind it what it encloses."""
    plan, letter = _report(request, account, propagation, sender, key)
    name = f"{plan.id}-{sender}-{key}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    page = letter_pdf(letter, plan.jurisdiction)
    return Response(page, media_type="application/pdf", headers=headers)


@router.get("/outgoing/{propagation}/reports/{sender}/{key}/tables.xlsx")
def report_workbook(
    request: Request, account: CurrentAccount, propagation: str, sender: str, key: str
) -> Response:
    """The tables that it encloses, as a workbook."""
    plan, letter = _report(request, account, propagation, sender, key)
    headers = {"Content-Disposition": f'attachment; filename="{plan.id}-{sender}-{key}.xlsx"'}
    return Response(table_workbook(letter.tables), media_type=MEDIA_TYPE, headers=headers)


def _report(
    request: Request, account: CurrentAccount, propagation: str, sender: str, key: str
) -> tuple[Plan, Letter]:
    """The letter of a report of that office: of this one, or one that came to it.

    Raises:
        PageRefused: There is no such report, or it went between others.
    """
    letters, name = letters_of(request, account).placed(propagation)
    letters.refuse_secret(letters.sent(name).directive)
    plan = letters.plan(name)
    for act in acts(letters.desk.ledger, plan.id, office=sender, kind=ActKind.REPORTED):
        body = act.body
        if isinstance(body, ReportedUp) and act.key == key and letters.office in {sender, body.to}:
            return plan, body.letter
    raise PageRefused(404, "404")
