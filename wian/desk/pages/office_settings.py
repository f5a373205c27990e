"""The settings of the office: whether its letters go on alone, on reception."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from wian.desk.app.access import CurrentAccount, Officer
from wian.desk.app.context import desk_of
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page
from wian.desk.app.sessions import flash
from wian.desk.app.shown_names import name_now
from wian.desk.pages.account_letters import post_of
from wian.ledger.access.desk_settings import office_setting
from wian.office.relay import set_forwarding

router = APIRouter(route_class=PageRoute)


@router.get("/office")
def show_office(request: Request, account: CurrentAccount) -> Response:
    """How the office wants its desk to work, and who said so when."""
    desk = desk_of(request)
    return page(
        request,
        "office.html.j2",
        office_name=name_now(request, account.office),
        setting=office_setting(desk.ledger, account.office),
    )


@router.post("/office")
def set_office(request: Request, account: Officer, alone: Annotated[bool, Form()]) -> Response:
    """Let letters go on alone, or not any more."""
    desk = desk_of(request)
    set_forwarding(desk.ledger, (account.office,), alone, by=post_of(account), now=desk.now())
    flash(request, "told.alone_on" if alone else "told.alone_off")
    return RedirectResponse("/office", 303)
