"""The rows of an office's lists: those of letters that nothing is done with any more are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar

from wian.delays.working_time import working_time
from wian.desk.app.context import office_clock
from wian.desk.office_letters import OfficeLetters
from wian.desk.views.inbox import InboxRow, in_order, inbox_row
from wian.desk.views.outgoing import SentRow, sent_row
from wian.kit.cache import Remembered
from wian.ledger.database import Ledger
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


_done: Remembered[tuple[str, str], dict[str, _Kept | None]] = Remembered(_MOST, len)
"""By ledger and office: the letters that are done, and the rehearsals; nothing undoes them."""
_arrived: Remembered[tuple[str, str], dict[tuple[str, int], _KeptSent]] = Remembered(_MOST, len)
"""The letters that everyone has received to whom they went."""
_clocks: Remembered[str, dict[str, bool]] = Remembered(4)
"""By ledger: whether a propagation is live, which it is for good."""


def inbox_rows(letters: OfficeLetters) -> list[InboxRow]:
    """The letters of an office, and of those whose place it took, in the order of the work."""
    found = _inbox_rows(letters)
    for each in letters.kept:
        found += [
            replace(row, propagation=each.address(row.propagation)) for row in _inbox_rows(each)
        ]
    return in_order(found)


def _inbox_rows(letters: OfficeLetters) -> list[InboxRow]:
    """Those of one office: only what is open is read; what is done was read once."""
    ledger, office = letters.desk.ledger, letters.office
    names = live_letters.sent_to(ledger, office)
    done = _done.get((ledger.url, office), dict)
    fresh = [name for name in names if name not in done]
    found = list(_read(letters, fresh))
    settled = {each.row.propagation: each for each in found if each.row.state is State.DONE}
    live = {each.row.propagation for each in found}
    done.update(settled)
    done.update((name, None) for name in fresh if name not in live)
    if fresh:
        _done.keep((ledger.url, office), done)
    open_ = [each for each in found if each.row.state is not State.DONE]
    kept = [each for name in names if (each := done.get(name)) is not None]
    return [_shown(each.row, each.secret, letters) for each in (*open_, *kept)]


def sent_rows(letters: OfficeLetters, first: int, end: int) -> tuple[list[SentRow], int]:
    """Some of the letters that an office issued, the newest first, and how many there are.

    Those of offices whose place it took follow its own.

    Args:
        letters: Those of the office.
        first: Place of the first of them, from 0.
        end: Place behind the last.
    """
    issued = [(at, letter) for at in (letters, *letters.kept) for letter in _issued(at)]
    rows: list[SentRow] = []
    for at, wanted in groupby(issued[first:end], key=itemgetter(0)):
        found = _sent_rows(at, [letter for _, letter in wanted])
        rows += [replace(row, propagation=at.address(row.propagation)) for row in found]
    return rows, len(issued)


def _issued(letters: OfficeLetters) -> list[tuple[str, int]]:
    """Propagation and part of the live letters that an office issued, the newest first."""
    ledger = letters.desk.ledger
    issued = own_letters.issued_by(ledger, letters.office)
    known = set(_live(ledger, list(dict.fromkeys(name for name, _ in issued))))
    return [letter for letter in issued if letter[0] in known]


def _sent_rows(letters: OfficeLetters, wanted: Sequence[tuple[str, int]]) -> list[SentRow]:
    """The rows of letters of one office."""
    ledger, office = letters.desk.ledger, letters.office
    arrived = _arrived.get((ledger.url, office), dict)
    fresh = {name for name, part in wanted if (name, part) not in arrived}
    rows = {
        (each.propagation, each.letter.part): _KeptSent(
            sent_row(each), is_secret(each.directive, each.letter.letter)
        )
        for each in (own_letters.outgoing(ledger, office, fresh) if fresh else ())
    }
    whole = {letter: each for letter, each in rows.items() if not each.row.silent}
    if whole:
        arrived.update(whole)
        _arrived.keep((ledger.url, office), arrived)
    found = [rows.get(letter) or arrived[letter] for letter in wanted]
    return [_shown(each.row, each.secret, letters) for each in found]


def _read(letters: OfficeLetters, propagations: list[str]) -> Iterator[_Kept]:
    if not propagations:
        return
    desk = letters.desk
    now, working = desk.now(), working_time(desk.country.id)
    clock = office_clock(desk, letters.office)
    for item in live_letters.inbox(desk.ledger, letters.office, propagations):
        row = _named(letters, inbox_row(item, letters.answer_by(item), now, (working, clock)))
        secret = is_secret(item.directive, item.letter.letter)
        yield _Kept(row, secret)


def _named(letters: OfficeLetters, row: InboxRow) -> InboxRow:
    """A row with the name of the office that is waited for, which few wait for."""
    if not row.waits_for:
        return row
    known = letters.plan(row.propagation).hierarchy.office(row.waits_for)
    return replace(row, waits_for=known.name)


def _live(ledger: Ledger, names: list[str]) -> list[str]:
    """Those of some propagations that are live."""
    known = _clocks.get(ledger.url, dict)
    if fresh := [name for name in names if name not in known]:
        live = live_letters.live_among(ledger, fresh)
        known.update((name, name in live) for name in fresh)
    return [name for name in names if known[name]]


def _shown(row: _Row, secret: bool, letters: OfficeLetters) -> _Row:  # noqa: FBT001 - what it says
    return replace(row, subject=None) if secret and not letters.sees_secrets else row
