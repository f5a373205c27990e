"""The help page: how to work at the desk, in the reader's language."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from wian.desk.app.access import account_of, page_before
from wian.desk.app.context import desk_of
from wian.desk.app.help_guide import HELP, guide_of
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page
from wian.desk.app.reader_language import language_of
from wian.desk.app.shown_names import name_now

router = APIRouter(route_class=PageRoute)


@router.get(HELP)
def show_help(request: Request) -> Response:
    """The guide; anybody may read it, as the sign-in needs help too."""
    request.state.account = account = account_of(request)
    named: dict[str, Any] = {"office_name": name_now(request, account.office)} if account else {}
    guide = guide_of(language_of(request), desk_of(request).country)
    return page(request, "help.html.j2", guide=guide, before=page_before(request), **named)
