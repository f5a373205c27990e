"""Owns the settings of the office: whether its letters go on alone, on reception."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from desk.access import CurrentAccount, Officer
from desk.context import desk_of
from desk.holding import named
from desk.pages.acting import who
from desk.rendering import page
from desk.sessions import flash
from ledger.desk_settings import office_setting, set_forwards_alone

router = APIRouter()


@router.get("/office")
def show_office(request: Request, account: CurrentAccount) -> Response:
    """How the office wants its desk to work, and who said so when."""
    desk = desk_of(request)
    return page(
        request,
        "office.html.j2",
        office_name=named(desk, account.office),
        setting=office_setting(desk.ledger, account.office),
    )


@router.post("/office")
def set_office(request: Request, account: Officer, alone: Annotated[bool, Form()]) -> Response:
    """Let letters go on alone, or not any more."""
    desk = desk_of(request)
    set_forwards_alone(desk.ledger, (account.office,), alone, by=who(account), now=desk.now())
    flash(request, "told.alone_on" if alone else "told.alone_off")
    return RedirectResponse("/office", 303)
