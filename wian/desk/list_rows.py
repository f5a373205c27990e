"""The rows of a page of an office's lists: those of letters that are done are read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from wian.delays.working_time import working_time
from wian.desk.answering.report_row import came_row, wrote_row
from wian.desk.app.context import office_clock
from wian.desk.held_report import held_reports
from wian.desk.office_letters import OfficeLetters
from wian.desk.views.inbox import InboxRow, inbox_row
from wian.desk.views.outgoing import SentRow, sent_row
from wian.kit.cache import Remembered
from wian.ledger.lists.inbox_list import InboxList, Listed
from wian.ledger.lists.sent_list import SentLetter, count_sent, sent_page
from wian.ledger.read import live_letters
from wian.ledger.read.live_letters import State
from wian.ledger.read.offices import own_letters
from wian.letters.secrecy import is_secret

_MOST = 40_000
"""Rows that are kept at a time, some 25 MB of them."""
_Row = TypeVar("_Row", InboxRow, SentRow)


class _Kept(NamedTuple):
    """A row as who may read everything sees it.

    Attributes:
        row: The row.
        secret: Others do not see what the letter is about.
    """

    row: InboxRow
    secret: bool


class _KeptSent(NamedTuple):
    """The same of a letter that was issued."""

    row: SentRow
    secret: bool


_done: Remembered[tuple[str, str], dict[str, _Kept]] = Remembered(_MOST, len)
"""By ledger and office: rows of letters that were done when they were read."""
_arrived: Remembered[tuple[str, str], dict[tuple[str, int], _KeptSent]] = Remembered(_MOST, len)
"""The letters that everyone has received to whom they went."""


def inbox_list(letters: OfficeLetters, query: str = "") -> InboxList:
    """The inbox of an office, and of those whose place it took; those that hold some words."""
    desk = letters.desk
    days = {
        each.office: office_clock(desk, each.office).date(desk.now())
        for each in (letters, *letters.kept)
    }
    return InboxList(desk.ledger, days, sees_secrets=letters.sees_secrets, query=query)


def inbox_rows(letters: OfficeLetters, found: Sequence[Listed]) -> list[InboxRow]:
    """The rows of letters on a page of an office's inbox, in their order.

    Args:
        letters: Those of the office.
        found: The letters.
    """
    made: dict[tuple[str, str], InboxRow] = {}
    for at in (letters, *letters.kept):
        for row in _rows(at, [each for each in found if each.office == at.office]):
            made[at.office, row.id] = (
                replace(row, propagation=at.address(row.id)) if at.home else row
            )
    return [made[each.office, each.propagation] for each in found]


def _rows(letters: OfficeLetters, found: Sequence[Listed]) -> list[InboxRow]:
    """Those of one office: what is not done is read, and of what is done what nobody has seen."""
    if not found:
        return []
    place = (letters.desk.ledger.url, letters.office)
    done = _done.get(place, dict)
    fresh = [each for each in found if each.state is not State.DONE or each.propagation not in done]
    read = _read(letters, fresh)
    if settled := {name: each for name, each in read.items() if each.row.state is State.DONE}:
        done.update(settled)
        _done.keep(place, done)
    shown = (read.get(each.propagation) or done[each.propagation] for each in found)
    return [_shown(each.row, each.secret, letters) for each in shown]


def sent_rows(letters: OfficeLetters, first: int, size: int) -> tuple[list[SentRow], int]:
    """Some of the letters that an office issued, the newest first, and how many there are.

    Those of offices whose place it took follow its own.

    Args:
        letters: Those of the office.
        first: Place of the first of them, from 0.
        size: How many.
    """
    all_ = (letters, *letters.kept)
    counts = count_sent(letters.desk.ledger, [each.office for each in all_])
    rows: list[SentRow] = []
    before = 0
    for at in all_:
        skipped, count = max(first - before, 0), counts[at.office]
        left = min(first + size, before + count) - before - skipped
        before += count
        if left > 0:
            rows += _sent_rows(at, sent_page(at.desk.ledger, at.office, skipped, left))
    return rows, before


def _sent_rows(letters: OfficeLetters, wanted: Sequence[SentLetter]) -> list[SentRow]:
    """The rows of letters of one office."""
    ledger, office = letters.desk.ledger, letters.office
    arrived = _arrived.get((ledger.url, office), dict)
    places = [(each.propagation, each.part) for each in wanted]
    fresh = {name for name, part in places if (name, part) not in arrived}
    reports = held_reports(letters, fresh)
    rows = {
        (each.propagation, each.letter.part): _KeptSent(
            sent_row(each), is_secret(each.directive, each.letter.letter)
        )
        for each in (own_letters.outgoing(ledger, office, fresh) if fresh else ())
    }
    rows |= {
        (name, 0): _KeptSent(wrote_row(each), is_secret(each.report.directive, each.letter))
        for name, each in reports.items()
    }
    whole = {letter: each for letter, each in rows.items() if not each.row.silent}
    if whole:
        arrived.update(whole)
        _arrived.keep((ledger.url, office), arrived)
    kept = (rows.get(place) or arrived[place] for place in places)
    found = [_shown(each.row, each.secret, letters) for each in kept]
    if not letters.home:
        return found
    return [replace(row, propagation=letters.address(row.propagation)) for row in found]


def _read(letters: OfficeLetters, found: Iterable[Listed]) -> dict[str, _Kept]:
    days = {each.propagation: each.answer_by for each in found}
    if not days:
        return {}
    desk = letters.desk
    now, working = desk.now(), working_time(desk.country.id)
    clock, made = office_clock(desk, letters.office), dict[str, _Kept]()
    for name, held in held_reports(letters, days).items():
        secret = is_secret(held.report.directive, held.letter)
        made[name] = _Kept(came_row(held, now, (working, clock)), secret)
    for item in live_letters.inbox(desk.ledger, letters.office, days):
        row = inbox_row(item, days[item.propagation], now, (working, clock))
        made[item.propagation] = _Kept(row, is_secret(item.directive, item.letter.letter))
    return made


def _shown(row: _Row, secret: bool, letters: OfficeLetters) -> _Row:  # noqa: FBT001 - what it says
    return replace(row, subject=None) if secret and not letters.sees_secrets else row
