"""An office gives a letter back that is not for it; its sender insists."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from hierarchy.graph import UnknownOffice
from hierarchy.route.selector import select
from hierarchy.route.wanted_offices import wanted_offices
from wian.desk.app.access import Officer
from wian.desk.app.form_inputs import Line
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import told
from wian.desk.app.sessions import flash
from wian.desk.app.uploads import Uploads, uploaded
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.acts import CANNOT, back
from wian.desk.pages.letter import letter_page
from wian.desk.pages.outgoing import followed_page
from wian.letters.enclosed_file import EnclosedFile
from wian.lifecycle.letter_return import GivenBack, give_back, insist
from wian.office.actor import Acting

router = APIRouter(route_class=PageRoute)


@router.post("/letters/{propagation}/return")
def return_letter(  # noqa: PLR0913, PLR0917 - the fields of the form
    request: Request,
    account: Officer,
    propagation: str,
    reason: Line = "",
    meant_for: Line = "",
    files: Uploads = [],  # noqa: B006 - copied
) -> Response:
    """Give the letter back to its sender."""
    at = letters_of(request, account).meant(propagation)
    try:
        done = returned(at.acting, reason, meant_for, uploaded(files))
    except (*CANNOT, UnknownOffice) as error:
        typed = {"form": "return", "said": reason, "meant_for": meant_for}
        return letter_page(request, at.again(), error=error, typed=typed)
    flash(request, "told.returned", number=told(request, done.body.letter.number))
    return back(propagation)


def returned(
    acting: Acting, reason: str, meant_for: str, files: Sequence[EnclosedFile] = ()
) -> GivenBack:
    """Give a letter back as a form says.

    Args:
        acting: The office that gives it back.
        reason: Why.
        meant_for: Name or id of the office that it is for; empty where nobody knows.
        files: What goes with the letter that says so.

    Raises:
        UnknownOffice: There is no office that it is for.
        InputFaults: The reason is no plain line of text, or the office's name is not the only one.
        Refusal: The letter cannot go back.
    """
    office = None
    if meant_for.strip():
        wanted = wanted_offices(acting.plan.hierarchy, [meant_for])
        office = select(acting.plan.hierarchy, wanted)[0]
    return give_back(acting, reason, office, files)


@router.post("/outgoing/{propagation}/insist")
def insist_on_letter(
    request: Request, account: Officer, propagation: str, office: Line = "", reason: Line = ""
) -> Response:
    """Insist that an office deal with the letter that it gave back."""
    letters, name = letters_of(request, account).placed(propagation)
    letters.sent(name)
    try:
        insist(letters.acting(letters.plan(name)), office, reason)
    except CANNOT as error:
        typed = {"form": "insist", "office": office, "reason": reason}
        return followed_page(request, letters, name, error=error, typed=typed)
    flash(request, "told.insisted")
    return RedirectResponse(f"/outgoing/{propagation}", 303)
