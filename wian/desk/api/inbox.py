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
from wian.ledger.read import live_letters
from wian.ledger.read.live_letters import Incoming, Outgoing, State

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
    items = live_letters.inbox(letters.desk.ledger, caller.office)
    if state is not None:
        items = [item for item in items if letters.state(item) is state]
    return page_of(items, _place, lambda item: letter_models.received(letters, item), cursor, limit)


@router.get("/outgoing", responses=described())
def list_outgoing(
    request: Request, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Page[Sent]:
    """The letters that the office issued, the newest first."""
    letters = letters_of(request, caller)
    items = live_letters.outgoing(letters.desk.ledger, caller.office)
    return page_of(items, _place, lambda item: letter_models.sent(letters, item), cursor, limit)


def _place(item: Incoming | Outgoing) -> Place:
    part = item.letter.part if isinstance(item, Outgoing) else 0
    which = f"{item.propagation}#{part}" if part else item.propagation
    return -item.letter.issued.minute, which
