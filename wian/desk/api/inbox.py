"""The lists of the API: what an office was sent, and what it sent."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from wian.desk.api import letter_models
from wian.desk.api.authentication import Reader
from wian.desk.api.caller_letters import letters_of
from wian.desk.api.cursors import Cursor, Limit, Place, page_of
from wian.desk.api.models import Page, Received, Sent
from wian.desk.api.problems import described
from wian.desk.office_letters import OfficeLetters
from wian.ledger.read import live_letters
from wian.ledger.read.live_letters import Incoming, State
from wian.ledger.read.offices import own_letters
from wian.ledger.read.offices.own_letters import Outgoing

router = APIRouter(tags=["letters"])
_Wanted = Annotated[State | None, Query(description="Only letters with which this is to be done.")]


@router.get("/inbox", responses=described())
def list_inbox(
    request: Request,
    caller: Reader,
    state: _Wanted = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[Received]:
    """The letters that the office was sent, the newest first."""
    letters = letters_of(request, caller)
    items = [
        (at, item)
        for at in (letters, *letters.kept)
        for item in live_letters.inbox(at.desk.ledger, at.office)
        if state is None or at.state(item) is state
    ]
    return page_of(
        sorted(items, key=_place), _place, lambda each: letter_models.received(*each), cursor, limit
    )


@router.get("/outgoing", responses=described())
def list_outgoing(
    request: Request, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Page[Sent]:
    """The letters that the office issued, the newest first."""
    letters = letters_of(request, caller)
    items = [
        (at, item)
        for at in (letters, *letters.kept)
        for item in own_letters.outgoing(at.desk.ledger, at.office)
    ]
    return page_of(
        sorted(items, key=_place), _place, lambda each: letter_models.sent(*each), cursor, limit
    )


def _place(each: tuple[OfficeLetters, Incoming] | tuple[OfficeLetters, Outgoing]) -> Place:
    letters, item = each
    part = item.letter.part if isinstance(item, Outgoing) else 0
    address = letters.address(item.propagation)
    return -item.letter.issued.minute, f"{address}#{part}" if part else address
