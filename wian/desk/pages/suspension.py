"""An office waits for another: its clock rests, and runs again."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import Response

from hierarchy.graph import UnknownOffice
from wian.desk.app.access import Officer
from wian.desk.app.form_inputs import Line
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import told
from wian.desk.app.sessions import flash
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.acts import CANNOT, back
from wian.desk.pages.letter import letter_page
from wian.ledger.access.accounts import Account
from wian.lifecycle.suspension import resume, suspend
from wian.office.actor import Acting

router = APIRouter(route_class=PageRoute)


@router.post("/letters/{propagation}/suspend")
def suspend_letter(
    request: Request,
    account: Officer,
    propagation: str,
    reason: Line = "",
    waits_for: Line = "",
) -> Response:
    """Let the office's clock rest."""

    def act(acting: Acting) -> None:
        done = suspend(acting, reason, waits_for or None)
        flash(request, "told.suspended", number=told(request, done.suspension.begun.entry.number))

    typed = {"form": "suspend", "said": reason, "waits_for": waits_for}
    return _changed(request, account, propagation, act, typed)


@router.post("/letters/{propagation}/resume")
def resume_letter(request: Request, account: Officer, propagation: str) -> Response:
    """Have the office's clock run again."""

    def act(acting: Acting) -> None:
        done = resume(acting).suspension
        entered = done.ended or done.begun
        flash(request, "told.resumed", number=told(request, entered.entry.number))

    return _changed(request, account, propagation, act, {"form": "resume"})


def _changed(
    request: Request,
    account: Account,
    propagation: str,
    act: Callable[[Acting], None],
    typed: dict[str, str],
) -> Response:
    """The letter's page once that is done, or once more with why it cannot be."""
    at = letters_of(request, account).meant(propagation)
    try:
        act(at.acting)
    except (*CANNOT, UnknownOffice) as error:
        return letter_page(request, at.again(), error=error, typed=typed)
    return back(propagation)
