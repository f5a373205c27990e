"""The lists of the API: what an office was sent, and what it sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request

from wian.desk.api import letter_models
from wian.desk.api.authentication import Reader
from wian.desk.api.caller_letters import letters_of
from wian.desk.api.cursors import Cursor, Limit, following, place_of
from wian.desk.api.held_reports import came as report_came
from wian.desk.api.held_reports import wrote as report_wrote
from wian.desk.api.models import Page, Received, Sent
from wian.desk.api.problems import described
from wian.desk.held_report import held_reports
from wian.desk.list_rows import inbox_list
from wian.desk.office_letters import OfficeLetters
from wian.ledger.lists.inbox_list import Listed
from wian.ledger.lists.sent_list import SentLetter, newest_sent
from wian.ledger.read import live_letters
from wian.ledger.read.live_letters import State
from wian.ledger.read.offices import own_letters

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
    found = inbox_list(letters).newest(limit + 1, state=state, behind=place_of(cursor))
    at = [letters.of(each.office) for each in found]
    places = [
        (-each.issued_minute, whose.address(each.propagation))
        for each, whose in zip(found, at, strict=True)
    ]
    items = _received(letters, found[:limit])
    return Page[Received](items=items, next=following(places, limit))


@router.get("/outgoing", responses=described())
def list_outgoing(
    request: Request, caller: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Page[Sent]:
    """The letters that the office issued, the newest first."""
    letters = letters_of(request, caller)
    offices = [each.office for each in (letters, *letters.kept)]
    behind = place_of(cursor)
    found = newest_sent(letters.desk.ledger, offices, limit + 1, behind)
    places = [(-each.issued_minute, each.place) for each in found]
    return Page[Sent](items=_sent(letters, found[:limit]), next=following(places, limit))


def _received(letters: OfficeLetters, found: Sequence[Listed]) -> list[Received]:
    """Letters as programs see them, in the order of a list; each office is asked once for all."""
    items: dict[tuple[str, str], Received] = {}
    for at in (letters, *letters.kept):
        names = [each.propagation for each in found if each.office == at.office]
        for name, held in held_reports(at, names).items():
            items[at.office, name] = report_came(held)
        for item in live_letters.inbox(at.desk.ledger, at.office, names) if names else ():
            items[at.office, item.propagation] = letter_models.received(at, item)
    return [items[each.office, each.propagation] for each in found]


def _sent(letters: OfficeLetters, found: Sequence[SentLetter]) -> list[Sent]:
    """The same of letters that offices issued."""
    items: dict[tuple[str, str, int], Sent] = {}
    for at in (letters, *letters.kept):
        names = {each.propagation for each in found if each.office == at.office}
        for name, held in held_reports(at, names).items():
            items[at.office, name, 0] = report_wrote(held)
        for item in own_letters.outgoing(at.desk.ledger, at.office, names) if names else ():
            items[at.office, item.propagation, item.letter.part] = letter_models.sent(at, item)
    return [items[each.office, each.propagation, each.part] for each in found]
