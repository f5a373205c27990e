"""Which letters has an office issued, on which page of its list, and how many are there?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    TextClause,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from wian.ledger.acts import ActKind
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, listed
from wian.ledger.life.upward.report_address import MARK
from wian.ledger.lists.listed_row import LIVE, REPORT_ACTS
from wian.ledger.records import PLACE
from wian.ledger.tables import ActRow, LetterRow

_REPORTS = and_(REPORT_ACTS, ActRow.kind == ActKind.REPORTED.value)
PART = "#"
"""Stands in the place of a letter before its part, of all but an office's first."""


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A live letter that an office issued, a report that it wrote among them.

    Attributes:
        office: Its id.
        propagation: Id of the propagation; of a report, its address.
        part: Which of the office's letters there it is, from 0.
        issued_minute: When it was issued.
        place: Its address, and its part behind that.
    """

    office: str
    propagation: str
    part: int
    issued_minute: int
    place: str


def count_sent(ledger: Ledger, offices: Sequence[str]) -> Mapping[str, int]:
    """How many live letters each of some offices has issued."""
    with ledger.reading() as connection:
        bound = {"offices": listed(connection, offices)}
        rows = connection.execute(_counts(connection.dialect.name), bound)
        return Counter({row[0]: int(row[1]) for row in rows})


def sent_page(ledger: Ledger, office: str, first: int, size: int) -> list[SentLetter]:
    """Some of the live letters of an office, the newest first.

    Args:
        ledger: Where they stand.
        office: Its id.
        first: Place of the first of them, from 0.
        size: How many.
    """
    bound = {"office0": office, "offset": first, "limit": size, "end": first + size}
    with ledger.reading() as connection:
        return [SentLetter(*row) for row in connection.execute(_page(), bound)]


def newest_sent(
    ledger: Ledger, offices: Sequence[str], limit: int, behind: tuple[int, str] | None = None
) -> list[SentLetter]:
    """The live letters of some offices, the newest first, then by place.

    Args:
        ledger: Where they stand.
        offices: Their ids, the reader's own first: the addresses of its letters name no office.
        limit: How many.
        behind: Minute and place of the letter that they follow; from the newest where ``None``.
    """
    bound: dict[str, Any] = {f"office{at}": office for at, office in enumerate(offices)}
    bound["limit"] = limit
    if behind is not None:
        bound |= {"minute": behind[0], "place": behind[1]}
    statement = _newest(len(offices), behind is not None)
    with ledger.reading() as connection:
        return [SentLetter(*row) for row in connection.execute(statement, bound)]


# Statements are built once: that costs more than asking.


@cache
def _counts(dialect: str) -> Select[Any]:
    letter, act = LetterRow.office, ActRow.office
    letters = select(letter, func.count().label("count")).where(
        among(dialect, letter, "offices"), LIVE
    )
    reports = select(act, func.count().label("count")).where(
        among(dialect, act, "offices"), _REPORTS
    )
    found = union_all(letters.group_by(letter), reports.group_by(act)).subquery()
    office, count = found.c
    return select(office, func.sum(count)).group_by(office)


@cache
def _page() -> Select[Any]:
    letters = select(*_shown(1)).where(LetterRow.office == bindparam("office0"), LIVE)
    reports = select(*_reported(1)).where(ActRow.office == bindparam("office0"), _REPORTS)
    parts = [
        letters.order_by(LetterRow.issued_minute.desc(), LetterRow.propagation, LetterRow.part),
        reports.order_by(ActRow.at_minute.desc()),
    ]
    limited = (select(each.limit(bindparam("end")).subquery()) for each in parts)
    found = union_all(*limited).subquery().c
    order = (found.issued_minute.desc(), found.propagation, found.part)
    return select(*found).order_by(*order).limit(bindparam("limit")).offset(bindparam("offset"))


@lru_cache(64)
def _newest(offices: int, behind: bool) -> Select[Any]:  # noqa: FBT001 - of a cache
    parts = [
        _newest_of(_shown(offices), LetterRow.office, LIVE, offices, behind=behind),
        _newest_of(_reported(offices), ActRow.office, _REPORTS, offices, behind=behind),
    ]
    found = union_all(*(select(part.subquery()) for part in parts)).subquery().c
    order = (found.issued_minute.desc(), found.place)
    return select(*found).order_by(*order).limit(bindparam("limit"))


def _newest_of(
    shown: tuple[ColumnElement[Any], ...],
    office: InstrumentedAttribute[str],
    which: ColumnElement[bool] | TextClause,
    offices: int,
    *,
    behind: bool,
) -> Select[Any]:
    *_, minute, place = shown
    mine = (office == bindparam(f"office{at}") for at in range(offices))
    found = select(*shown).where(or_(*mine), which).order_by(minute.desc(), place)
    if behind:
        same = and_(minute == bindparam("minute"), place > bindparam("place"))
        found = found.where(minute <= bindparam("minute"), or_(minute < bindparam("minute"), same))
    return found.limit(bindparam("limit"))


def _reported(offices: int) -> tuple[ColumnElement[Any], ...]:
    """The same columns of reports: each has an address of its own, and is its office's only one
    there.
    """
    office, minute = ActRow.office, ActRow.at_minute.label("issued_minute")
    name = ActRow.propagation + literal(MARK) + office + literal(MARK) + ActRow.key
    place: ColumnElement[str] = name
    if offices > 1:
        place += case((office == bindparam("office0"), ""), else_=PLACE + office)
    part = literal(0).label("part")
    return (
        office.expression,
        name.label("propagation"),
        part,
        minute,
        place.label("place"),
    )


def _shown(offices: int) -> tuple[ColumnElement[Any], ...]:
    office, name, part = LetterRow.office, LetterRow.propagation, LetterRow.part
    place: ColumnElement[str] = name.expression
    if offices > 1:
        place += case((office == bindparam("office0"), ""), else_=PLACE + office)
    place += case((part == 0, ""), else_=PART + cast(part, String))
    columns = (office, name, part, LetterRow.issued_minute)
    return (*(each.expression for each in columns), place.label("place"))
