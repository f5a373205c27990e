"""The page of a report that came to the office, or that it wrote: what it says, and its stamps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.convertors import Convertor, register_url_convertor

from wian.desk.app.access import Clerk, CurrentAccount, Officer, account_here
from wian.desk.app.form_inputs import Line, Place
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page, told
from wian.desk.app.sessions import flash
from wian.desk.app.shown_names import name_now, naming
from wian.desk.held_report import HeldReport, held_report, received_report
from wian.desk.office_letters import NoSuchLetter
from wian.desk.pages.account_letters import letters_of, succeeded_by
from wian.desk.pages.page_refusal import refusal
from wian.desk.views.sheets import paper, report_part, stamping_link
from wian.kit.errors import InputFaults, WianError
from wian.ledger.access.permissions import Role
from wian.ledger.read.live_letters import State
from wian.letters.pages.bundle_pdf import bundle_pdf
from wian.letters.pages.tables.table_workbook import table_workbook
from wian.office.answer_workbook import MEDIA_TYPE
from wian.office.gathering.report_return import return_report
from wian.office.gathering.report_stamp import stamp_report
from wian.office.refusals import Refusal


class _ReportConvertor(Convertor[str]):
    """The address of a report as a part of a path; that of a letter is none."""

    regex = "[^/~]+~[^/~]+~[0-9]+(?:@[^/~]+)?"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("report", _ReportConvertor())
router = APIRouter(route_class=PageRoute)


@router.get("/letters/{address:report}")
def show_report(
    request: Request, account: CurrentAccount, address: str, was: State | None = None
) -> Response:
    """A report that came to the office; ``was``: what was just done with it."""
    return report_page(request, _came(request, account, address), was=was)


@router.get("/outgoing/{address:report}")
def show_own_report(request: Request, account: CurrentAccount, address: str) -> Response:
    """A report that the office wrote."""
    held = held_report(letters_of(request, account), address)
    if held.came:
        return RedirectResponse(f"/letters/{held.address}", 303)
    return report_page(request, held)


@router.get("/s/{address:report}/{sender}")
def open_report_code(
    request: Request, account: CurrentAccount, address: str, sender: str
) -> Response:
    """Where the code on a report leads: to the report at the desk of whoever scans it."""
    letters = letters_of(request, account)
    for each in (letters, *letters.kept):
        try:
            held = held_report(letters, each.address(address))
        except NoSuchLetter:
            continue
        if held.report.at.sender == sender:
            part = "letters" if held.came else "outgoing"
            return RedirectResponse(f"/{part}/{held.address}", 303)
    name = name_now(request, account.office)
    return page(request, "elsewhere.html.j2", status=404, office_name=name)


@router.post("/letters/{address:report}/stamp")
def stamp_one(request: Request, account: Clerk, address: str, position: Place) -> Response:
    """Stamp a report at one of the office's desks; a desk that has stamped stamps nothing again."""
    held = _came(request, account, address)
    at = held.report.at
    try:
        acting = held.letters.acting(held.plan)
        done = stamp_report(acting, at.sender, at.key, position)
    except (Refusal, InputFaults) as error:
        return report_page(request, _came(request, account, address), error=error)
    key = "told.stamped" if done.new else "told.stamped_before"
    flash(request, key, desk=done.body.desk, number=told(request, done.act.entry.number))
    return RedirectResponse(f"/letters/{address}?was={State.TO_STAMP.value}", 303)


@router.post("/letters/{address:report}/return")
def return_one(request: Request, account: Officer, address: str, reason: Line = "") -> Response:
    """Return a report that is wrong to the office that wrote it."""
    held = _came(request, account, address)
    at = held.report.at
    try:
        done = return_report(held.letters.acting(held.plan), at.sender, reason, at.key)
    except (Refusal, InputFaults) as error:
        return report_page(request, _came(request, account, address), error=error, reason=reason)
    flash(request, "told.returned", number=told(request, done.body.letter.number))
    return RedirectResponse(f"/letters/{address}", 303)


@router.get("/letters/{address:report}/letter.pdf")
def came_pdf(request: Request, account: CurrentAccount, address: str) -> Response:
    """The report that came, with the stamps of the office's desks, and what it encloses."""
    return _pdf(_came(request, account, address))


@router.get("/outgoing/{address:report}/letter.pdf")
def own_pdf(request: Request, account: CurrentAccount, address: str) -> Response:
    """The report that the office wrote, and what it encloses."""
    return _pdf(held_report(letters_of(request, account), address))


@router.get("/letters/{address:report}/tables.xlsx")
def came_tables(request: Request, account: CurrentAccount, address: str) -> Response:
    """The tables of a report that came, as a workbook."""
    return _workbook(_came(request, account, address))


@router.get("/outgoing/{address:report}/tables.xlsx")
def own_tables(request: Request, account: CurrentAccount, address: str) -> Response:
    """The tables of a report that the office wrote, as a workbook."""
    return _workbook(held_report(letters_of(request, account), address))


def report_page(
    request: Request,
    held: HeldReport,
    *,
    error: WianError | None = None,
    was: State | None = None,
    reason: str | None = None,
) -> Response:
    """The page of a report.

    Args:
        request: The request.
        held: The report.
        error: Why what was just entered cannot be done.
        was: What was just done with it: the next letter is one to be done the same with.
        reason: What was entered as the reason for returning it.
    """
    at, letters = held.report.at, held.letters
    names = naming(request, held.plan)
    link = stamping_link(letters.desk.settings.address, at.text, at.sender)
    shown = paper(letters.desk.ledger, held.plan, held.letter, link) if held.readable else None
    return page(
        request,
        "report-letter.html.j2",
        section="/" if held.came else "/outgoing",
        office_name=name_now(request, letters.own_office),
        report=held,
        propagation=held.address,
        table=letters.address(at.propagation),
        letter=held.letter,
        sender_name=names(at.sender),
        to_name=names(held.report.body.to),
        paper=shown,
        was=was or held.state,
        reason=reason,
        **_doing(request, held),
        **refusal(request, error),
    )


def _doing(request: Request, held: HeldReport) -> Mapping[str, Any]:
    """What can be done with it."""
    account = account_here(request)
    roles = account.roles if account and not succeeded_by(held.letters) else ()
    stamps = held.came and held.next_desk is not None and Role.CLERK in roles
    return {"stamps_now": stamps, "returns": held.may_go_back and Role.OFFICER in roles}


def _came(request: Request, account: CurrentAccount, address: str) -> HeldReport:
    """A report that came to the office.

    Raises:
        NoSuchLetter: There is none, or it came to others.
    """
    return received_report(letters_of(request, account), address)


def _pdf(held: HeldReport) -> Response:
    held.letters.refuse_secret(held.report.directive)
    document = bundle_pdf([report_part(held)], held.plan.jurisdiction)
    return _file(held, document, "application/pdf", "pdf")


def _workbook(held: HeldReport) -> Response:
    held.letters.refuse_secret(held.report.directive)
    return _file(held, table_workbook(held.letter.tables), MEDIA_TYPE, "xlsx")


def _file(held: HeldReport, content: bytes, media_type: str, ending: str) -> Response:
    at = held.report.at
    name = f"{at.propagation}-{at.sender}-report-{int(at.key) + 1}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
