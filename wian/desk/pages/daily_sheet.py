"""The office's daily sheet: to be printed, so that paper bears witness to the ledger."""

from __future__ import annotations

import logging
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from wian.desk.app.access import CurrentAccount
from wian.desk.app.context import Desk, desk_of
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page
from wian.desk.app.shown_names import name_now
from wian.desk.views.daily_sheet import Witnessed, day_lines, witnessed
from wian.kit.errors import WianError
from wian.kit.settings import Settings
from wian.ledger.checkpoints.checkpoint_files import latest_checkpoint

router = APIRouter(route_class=PageRoute)
_log = logging.getLogger("wian.desk")


@router.get("/day")
def show_day(request: Request, account: CurrentAccount, of: date | None = None) -> Response:
    """What the office received and issued on a day (today), and the latest checkpoint."""
    desk = desk_of(request)
    today = desk.now().date(desk.country.calendar.zone)
    day = min(of or today, today)
    received, issued = day_lines(desk.ledger, account.office, day, desk.country)
    checkpoint = _checkpoint(desk)
    return page(
        request,
        "day.html.j2",
        office_name=name_now(request, account.office),
        section="/day",
        day=day,
        today=today,
        received=received,
        issued=issued,
        checkpoint=checkpoint,
        lacking=checkpoint is not None and checkpoint.may_lack([*received, *issued]),
    )


def _checkpoint(desk: Desk) -> Witnessed | None:
    """The latest checkpoint that lies in this desk's home; ``None`` where none can be shown."""
    home = Settings().home.expanduser().absolute()
    try:
        found = latest_checkpoint(desk.ledger, home)
    except WianError as error:
        _log.warning("The daily sheet shows no checkpoint: %s", error)
        return None
    return witnessed(found) if found else None
