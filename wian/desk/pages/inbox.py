"""The first page: the letters of the office, by what is to be done with them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from wian.desk.app.access import CurrentAccount
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import listing, page
from wian.desk.app.shown_names import name_now
from wian.desk.pages.account_letters import letters_of
from wian.desk.settled_rows import inbox_rows
from wian.desk.views import inbox as views
from wian.ledger.life.lives import lives
from wian.ledger.read.live_letters import State

router = APIRouter(route_class=PageRoute)


@router.get("/")
def show_inbox(
    request: Request,
    account: CurrentAccount,
    show: State | None = None,
    q: Annotated[str, Query(max_length=200)] = "",
    page_number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """The office's letters, those with which something is to be done first."""
    letters = letters_of(request, account)
    rows = inbox_rows(letters)
    found = views.searched(rows, q)
    counts = views.counted(found)
    shown = [row for row in found if show in (None, row.state)]
    sheet = views.sheet(shown, page_number)
    named = [row.propagation for _, rows in sheet.groups for row in rows]
    return page(
        request,
        "inbox.html.j2",
        office_name=name_now(request, account.office),
        sheet=views.with_endings(sheet, lives(letters.desk.ledger, named)),
        listed=listing(request, "inbox-row.html.j2"),
        counts=counts,
        all=len(found),
        letters=len(rows),
        show=show,
        query=q,
    )
