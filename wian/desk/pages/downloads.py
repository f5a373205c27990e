"""What an office downloads of its letters: the PDF as received or issued, and enclosed files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from wian.desk.app.access import CurrentAccount
from wian.desk.app.context import Desk
from wian.desk.app.downloaded_file import downloaded
from wian.desk.app.page_route import PageRoute
from wian.desk.kept_pdf import kept_pdf
from wian.desk.letter_files import came_with, goes_with
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.outgoing import Part
from wian.desk.views.sheets import received_part, stamping_link
from wian.letters.copies import Copy
from wian.letters.pages.bundle_part import BundlePart
from wian.office.letter_pages import Cabinet, Trimmings
from wian.propagation.plan import Plan

router = APIRouter(route_class=PageRoute)


@router.get("/letters/{propagation}/letter.pdf")
def received_pdf(request: Request, account: CurrentAccount, propagation: str) -> Response:
    """The letter that the office was sent, with the stamps of its desks."""
    at = letters_of(request, account).received(propagation)
    at.letters.refuse_secret(at.item.directive)
    part = received_part(at)
    return _pdf(at.plan, [part], Copy.RECEIVED)


@router.get("/outgoing/{propagation}/letter.pdf")
def issued_pdf(
    request: Request, account: CurrentAccount, propagation: str, part: Part = 0
) -> Response:
    """The letter that the office issued, with the letters that it encloses."""
    letters, propagation = letters_of(request, account).placed(propagation)
    letters.refuse_secret(letters.sent(propagation, part).directive)
    desk, plan = letters.desk, letters.plan(propagation)
    return _pdf(plan, _bundle(desk, plan, letters.office, part), Copy.BUNDLE)


@router.get("/letters/{propagation}/files/{sha256}")
def received_file(
    request: Request, account: CurrentAccount, propagation: str, sha256: str
) -> Response:
    """A file that came with a letter to the office, or that went with its answer or return."""
    at = letters_of(request, account).received(propagation)
    return downloaded(came_with(at, sha256))


@router.get("/outgoing/{propagation}/files/{sha256}")
def issued_file(
    request: Request, account: CurrentAccount, propagation: str, sha256: str
) -> Response:
    """A file that goes with a letter that the office issued, or with an answer or a return."""
    return downloaded(goes_with(letters_of(request, account), propagation, sha256))


def _bundle(desk: Desk, plan: Plan, office: str, which: int) -> list[BundlePart]:
    """A letter and those that it encloses; the code on each leads to its page at a desk."""
    cabinet = Cabinet(desk.ledger, plan, Trimmings(own_paper=True), plan.route.chain(office))
    return [
        replace(part, link=stamping_link(desk.settings.address, plan.id, part.letter.sender))
        for part in cabinet.parts(office, Copy.BUNDLE, which)
    ]


def _pdf(plan: Plan, parts: Sequence[BundlePart], copy: Copy) -> Response:
    """One document."""
    document = kept_pdf(parts, plan.jurisdiction)
    name = f"{plan.id}-{copy.value}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(document, media_type="application/pdf", headers=headers)
