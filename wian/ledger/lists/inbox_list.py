"""Which letters stand on a page of an office's inbox, in which order, and how many are there?

What is to be done comes first, and of that what presses most: overdue letters before others, urgent
ones before ordinary ones, those that have waited longest before newer ones. Those that are done
stand newest first. The database counts, searches and orders; a page reads only its own rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased

from wian.kit.folded_text import folded
from wian.ledger.database import Ledger
from wian.ledger.lists.listed_row import ListedRow
from wian.ledger.read.live_letters import State
from wian.ledger.records import PLACE

_STATES = tuple(State)
_PLACES = {state: place for place, state in enumerate(_STATES)}
_DONE = _PLACES[State.DONE]
_WHOLE = -1
_NEVER = date.max.isoformat()


class Sort(StrEnum):
    """In which order letters stand with which the same is to be done."""

    WORK = "work"
    DEADLINE = "deadline"
    NEWEST = "newest"
    OLDEST = "oldest"
    SENDER = "sender"


@dataclass(frozen=True, slots=True)
class Listed:
    """A letter on a list.

    Attributes:
        office: Whom it was sent to.
        propagation: Id of its propagation.
        state: What is to be done with it.
        answer_by: By when the office is to answer; ``None`` where it is not asked to.
        issued_minute: When it was issued.
    """

    office: str
    propagation: str
    state: State
    answer_by: date | None
    issued_minute: int


class InboxList:
    """The inbox of an office, and of those whose place it took.

    Args:
        ledger: Where it stands.
        days: Their ids, the office's own first, and what day it is there.
        sees_secrets: Whether the reader may search the subjects of secret letters.
        query: Only letters whose number, subject or sender holds each of these words, in any
            digits.
    """

    def __init__(
        self,
        ledger: Ledger,
        days: Mapping[str, date],
        *,
        sees_secrets: bool = True,
        query: str = "",
    ) -> None:
        self._ledger = ledger
        words = [word for word in map(folded, query.split()) if word]
        self._shape = _Shape(len(days), len(words), sees_secrets, ledger.path is not None)
        self._bound: dict[str, Any] = {f"word{at}": word for at, word in enumerate(words)}
        for at, (office, day) in enumerate(days.items()):
            self._bound |= {f"office{at}": office, f"day{at}": day.isoformat()}

    def counts(self) -> dict[State, int]:
        """How many letters there are to do each thing with."""
        known: dict[int, int] = dict(map(tuple, self._ask(_counts(self._shape))))
        if (whole := known.pop(_WHOLE, None)) is not None:
            known[_DONE] = whole - sum(known.values())
        return {state: known.get(place, 0) for state, place in _PLACES.items()}

    def page(
        self,
        counts: Mapping[State, int],
        first: int,
        size: int,
        *,
        state: State | None = None,
        sort: Sort = Sort.WORK,
    ) -> list[Listed]:
        """The letters of a page, those first with which something is to be done.

        Args:
            counts: What :meth:`counts` has found.
            first: Place of the first of them in the whole list, from 0.
            size: How many.
            state: Only letters with which this is to be done.
            sort: In which order letters stand with which the same is to be done.
        """
        wanted = [each for each in _STATES if state in {None, each}]
        return [
            letter for part in self._parts(counts, wanted, (first, size), sort) for letter in part
        ]

    def after(self, address: str, state: State | None = None) -> Listed | None:
        """The letter to take up after another one: of its kind of work, else of any.

        Args:
            address: That of the letter before; it may be done by now.
            state: What was done with that one.

        Returns:
            The letter; ``None`` where nothing is left to be done but with that one.
        """
        counts = self.counts()
        open_ = [_PLACES[each] for each in _STATES[:_DONE] if counts[each]]
        alike = [place for place in open_ if state is None or _STATES[place] is state] or open_
        if not alike:
            return None
        bound = {"first": alike[0], "last": alike[-1], "address": address}
        here = next(iter(self._ask(_place(self._shape), bound)), None)
        if here is not None:
            bound |= {f"key{at}": value for at, value in enumerate(here)}
            if found := self._listed(_following(self._shape, behind=True), bound):
                return found[0]
        found = self._listed(_following(self._shape, behind=False), bound)
        return found[0] if found else None

    def newest(
        self, limit: int, *, state: State | None = None, behind: tuple[int, str] | None = None
    ) -> list[Listed]:
        """Letters by when they were issued, the newest first, then by address.

        Args:
            limit: How many.
            state: Only letters with which this is to be done.
            behind: Minute and address of the letter that they follow; from the newest where
                ``None``.
        """
        bound: dict[str, Any] = {"limit": limit}
        if state is not None:
            bound["state"] = _PLACES[state]
        if behind is not None:
            bound |= {"minute": behind[0], "address": behind[1]}
        statement = _newest(self._shape, state is not None, behind is not None)
        return self._listed(statement, bound)

    def _parts(
        self,
        counts: Mapping[State, int],
        wanted: Sequence[State],
        span: tuple[int, int],
        sort: Sort,
    ) -> Iterator[list[Listed]]:
        """The letters of each state that a page reaches into."""
        before, (first, size) = 0, span
        for state in wanted:
            skipped = max(first - before, 0)
            left = min(first + size, before + counts[state]) - before - skipped
            before += counts[state]
            if left > 0:
                bound = {"state": _PLACES[state], "limit": left, "offset": skipped}
                yield self._listed(_of_state(self._shape, sort, state is State.DONE), bound)

    def _listed(self, statement: Select[Any], bound: Mapping[str, Any]) -> list[Listed]:
        return [
            Listed(office, name, _STATES[state], date.fromisoformat(day) if day else None, minute)
            for office, name, state, day, minute in self._ask(statement, bound)
        ]

    def _ask(
        self,
        statement: Select[Any] | CompoundSelect[Any],
        bound: Mapping[str, Any] | None = None,
    ) -> list[Any]:
        with self._ledger.reading() as connection:
            return list(connection.execute(statement, {**self._bound, **(bound or {})}))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the statements of a list depend on: of how many offices, by how many words."""

    offices: int
    words: int
    sees_secrets: bool
    in_file: bool

    @property
    def held(self) -> ColumnElement[bool]:
        """Whether a letter is one of the list."""
        mine = [ListedRow.office == bindparam(f"office{at}") for at in range(self.offices)]
        find = func.instr if self.in_file else func.strpos
        bare = func.coalesce(_TEXT.bare_words, _TEXT.words)
        text = _TEXT.words if self.sees_secrets else bare
        found = (find(text, bindparam(f"word{at}")) > 0 for at in range(self.words))
        return and_(or_(*mine) if len(mine) > 1 else mine[0], *found)

    @property
    def address(self) -> ColumnElement[str]:
        """The address of a letter."""
        own = ListedRow.propagation
        if self.offices == 1:
            return own.expression
        elsewhere = case(
            (ListedRow.office == bindparam("office0"), ""), else_=literal(PLACE) + ListedRow.office
        )
        return own + elsewhere

    @property
    def later(self) -> ColumnElement[int]:
        """Whether a letter is not overdue: 0 comes before 1."""
        over = [
            ListedRow.last_day < bindparam(f"day{at}")
            if self.offices == 1
            else and_(
                ListedRow.office == bindparam(f"office{at}"),
                ListedRow.last_day < bindparam(f"day{at}"),
            )
            for at in range(self.offices)
        ]
        return case((or_(*over), 0), else_=1)

    @property
    def work(self) -> tuple[ColumnElement[Any], ...]:
        """The order of the work, of letters with which something is to be done."""
        return (
            self.later,
            -ListedRow.urgency,
            ListedRow.issued_minute.expression,
            self.address,
        )


_SHOWN = (
    ListedRow.office,
    ListedRow.propagation,
    ListedRow.state,
    ListedRow.answer_by,
    ListedRow.issued_minute,
)
_TEXT = aliased(ListedRow)
"""The row that has the words of a letter, of those of its recipients."""
_STATEMENTS = 256
"""Statements are built once: that costs more than asking."""


@lru_cache(_STATEMENTS)
def _counts(shape: _Shape) -> Select[Any] | CompoundSelect[Any]:
    """How many letters of each state; with all under ``_WHOLE`` where those done are the rest.

    SQLite takes a column that it works out itself, as the state, from the row alone, never from an
    index: so it is asked of open letters, and years of those that are done only cost an index.
    """
    by_state = _from(shape, ListedRow.state, func.count()).group_by(ListedRow.state)
    if shape.words:
        return by_state
    whole = _from(shape, literal(_WHOLE), func.count())
    return union_all(whole, by_state.where(ListedRow.state < _DONE))


@lru_cache(_STATEMENTS)
def _of_state(shape: _Shape, sort: Sort, done: bool) -> Select[Any]:  # noqa: FBT001 - of a cache
    newest = (ListedRow.issued_minute.desc(), shape.address)
    order = (*_sorted_by(sort, done), *(newest if done else shape.work))
    return (
        _from(shape, *_SHOWN, worded=sort is Sort.SENDER)
        .where(ListedRow.state == bindparam("state"))
        .order_by(*order)
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


def _sorted_by(sort: Sort, done: bool) -> tuple[ColumnElement[Any], ...]:  # noqa: FBT001 - the same
    """What a reader wants before the order of the work; nothing is left of a deadline once done."""
    if sort is Sort.DEADLINE:
        return () if done else (func.coalesce(ListedRow.last_day, _NEVER),)
    before: dict[Sort, ColumnElement[Any]] = {
        Sort.SENDER: _TEXT.sender.expression,
        Sort.NEWEST: ListedRow.issued_minute.desc(),
        Sort.OLDEST: ListedRow.issued_minute.expression,
    }
    return (before[sort],) if sort in before else ()


def _from(shape: _Shape, *columns: Any, worded: bool = False) -> Select[Any]:
    """Columns of the letters of a list, with their words where these are asked for."""
    found = select(*columns).select_from(ListedRow).where(shape.held)
    if not (worded or shape.words):
        return found
    here = _TEXT.propagation == ListedRow.propagation
    return found.join(_TEXT, and_(here, _TEXT.office == ListedRow.words_at))


def _open(shape: _Shape, *columns: Any) -> Select[Any]:
    """Columns of those letters with which something is to be done."""
    return _from(shape, *columns).where(
        ListedRow.state.between(bindparam("first"), bindparam("last"))
    )


@lru_cache(_STATEMENTS)
def _place(shape: _Shape) -> Select[Any]:
    """Where a letter stands in the order of the work."""
    here = shape.address == bindparam("address")
    return _open(shape, ListedRow.state, *shape.work).where(here)


@lru_cache(_STATEMENTS)
def _following(shape: _Shape, *, behind: bool) -> Select[Any]:
    """The first letter behind a place, or of all, other than that at an address."""
    order = (ListedRow.state.expression, *shape.work)
    other = shape.address != bindparam("address")
    found = _open(shape, *_SHOWN).where(other).order_by(*order).limit(1)
    keys = tuple_(*(bindparam(f"key{at}") for at in range(len(order))))
    return found.where(tuple_(*order) > keys) if behind else found


@lru_cache(_STATEMENTS)
def _newest(shape: _Shape, of_state: bool, behind: bool) -> Select[Any]:  # noqa: FBT001 - of a cache
    """The newest of one state, or of each, which an index has in that order, and of all these."""
    states = [bindparam("state")] if of_state else [literal(at) for at in range(len(_STATES))]
    parts = [_newest_of(shape, state, behind=behind).subquery() for state in states]
    found = union_all(*(select(part) for part in parts)).subquery()
    *shown, address = found.c
    return select(*shown).order_by(found.c.issued_minute.desc(), address).limit(bindparam("limit"))


def _newest_of(shape: _Shape, state: ColumnElement[int], *, behind: bool) -> Select[Any]:
    minute, address = ListedRow.issued_minute, shape.address
    found = (
        _from(shape, *_SHOWN, address.label("address"))
        .where(ListedRow.state == state)
        .order_by(minute.desc(), address)
        .limit(bindparam("limit"))
    )
    if behind:
        same = and_(minute == bindparam("minute"), address > bindparam("address"))
        found = found.where(minute <= bindparam("minute"), or_(minute < bindparam("minute"), same))
    return found
