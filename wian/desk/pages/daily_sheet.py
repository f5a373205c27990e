"""The office's daily sheet: to be printed, so that paper bears witness to the ledger."""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BeforeValidator

from wian.desk.app.access import CurrentAccount
from wian.desk.app.context import Desk, desk_of, office_clock
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page
from wian.desk.app.shown_names import name_now
from wian.desk.views.daily_sheet import Witnessed, day_lines, witnessed
from wian.kit.errors import WianError
from wian.kit.settings import Settings
from wian.ledger.checkpoints.checkpoint_files import latest_checkpoint

router = APIRouter(route_class=PageRoute)
_log = logging.getLogger("wian.desk")


def _day_or_none(text: object) -> object:
    """A day as forms send it; an emptied field is none, and a number is no day."""
    if text == "":
        return None
    if isinstance(text, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError("no day such as 2021-01-31")
    return text


@router.get("/day")
def show_day(
    request: Request,
    account: CurrentAccount,
    of: Annotated[date | None, BeforeValidator(_day_or_none)] = None,
) -> Response:
    """What the office received and issued on a day (today), and the latest checkpoint.

    A day that has not come shows today, and one before the calendar its first day.
    """
    desk = desk_of(request)
    clock = office_clock(desk, account.office)
    today = clock.date(desk.now())
    day = min(max(of or today, desk.country.calendar.first), today)
    received, issued = day_lines(desk.ledger, account.office, day, clock)
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
