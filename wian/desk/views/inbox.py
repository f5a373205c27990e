"""The inbox as a list: what is to be done with which letter, since when, and until when."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from wian.delays.working_time import WorkingTime
from wian.desk.views.deadline import Deadline, deadline, waits_since, working_days
from wian.desk.views.life import mark
from wian.jurisdictions.handling import Urgency
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.ledger.acts import ActKind
from wian.ledger.life.life import Life
from wian.ledger.read.live_letters import Incoming, State

A_PAGE = 50
"""Letters on one page of a list."""
_URGENCIES = tuple(Urgency)
_ORDER = {state: place for place, state in enumerate(State)}
_LAST = date.max.toordinal()


class Sort(StrEnum):
    """In which order letters stand with which the same is to be done."""

    WORK = "work"
    DEADLINE = "deadline"
    NEWEST = "newest"
    OLDEST = "oldest"
    SENDER = "sender"


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A letter as the inbox lists it.

    Attributes:
        propagation: Its address: the id of its propagation, mostly.
        sender: Name of the office that wrote it.
        number, dated: Its number and date, as printed.
        subject: What it is about; ``None`` where the reader may not know.
        urgency, secrecy: Its marks, if any.
        state: What is to be done with it.
        waits: Working days for which that has waited; ``None`` where nothing is to be done.
        deadline: Until when.
        about: What it says of an earlier letter: ``withdrawal``, ``amendment``; empty: of none.
        ended: What became of its propagation: ``withdrawn``, ``closed``, ``amended``; empty where
            it is as it was.
        rank: How urgent it is: the greater, the more.
        issued_minute: When the letter was issued.
        next_desk: Position of the desk whose stamp is next; ``None`` where all have stamped.
        waits_for: Id of the office for which the office's clock rests; empty where it has none.
        rests_since: Since when; ``None`` while the clock runs.
        directive: Id of its directive.
        replaces: Id of the directive that it takes the place of; empty where it takes none.
        replaced_by: Number of the letter that takes its place, where the office has that.
        taken: Number of the letter whose place it takes, where the office has that.
    """

    propagation: str
    sender: str
    number: str
    dated: date
    subject: str | None
    urgency: str | None
    secrecy: str | None
    state: State
    waits: int | None
    deadline: Deadline | None
    rank: int
    issued_minute: int
    next_desk: int | None
    about: str = ""
    ended: str = ""
    waits_for: str = ""
    rests_since: date | None = None
    directive: str = ""
    replaces: str = ""
    replaced_by: str = ""
    taken: str = ""

    @property
    def id(self) -> str:
        """Id of its propagation."""
        return self.propagation.partition("@")[0]

    @property
    def over(self) -> bool:
        """Whether its directive has ended: nothing of it is forwarded any more."""
        return self.ended in {ActKind.WITHDRAWN, ActKind.CLOSED}

    @property
    def overdue(self) -> bool:
        """Whether its last day is over."""
        return self.deadline is not None and self.deadline.left <= 0


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of a list.

    Attributes:
        groups: What is to be done -> the letters with which it is, in the order of the work.
        number: Of the page, from 1.
        last: Number of the last page.
        total: Letters on all pages.
    """

    groups: tuple[tuple[State, tuple[InboxRow, ...]], ...]
    number: int
    last: int
    total: int


def in_order(rows: Iterable[InboxRow]) -> list[InboxRow]:
    """Rows in the order of the work: by what is to be done, and of that the most pressing first.

    Overdue letters come before others, urgent ones before ordinary ones, and those that have waited
    longest before newer ones. Those that are done stand newest first.
    """
    return sorted(rows, key=_place)


def _place(row: InboxRow) -> tuple[int, bool, int, int, str]:
    done = row.state is State.DONE
    pressing = (False, 0) if done else (not row.overdue, -row.rank)
    age = -row.issued_minute if done else row.issued_minute
    return (_ORDER[row.state], *pressing, age, row.propagation)


def chosen_order(rows: Sequence[InboxRow], sort: Sort) -> list[InboxRow]:
    """Rows in the order that a reader chose; what is to be done still comes first.

    Args:
        rows: Rows in the order of the work.
        sort: The order; rows that are alike in it stay in that of the work.
    """
    return sorted(rows, key=lambda row: (_ORDER[row.state], *_sorted_by(row, sort)))


def _sorted_by(row: InboxRow, sort: Sort) -> tuple[int | str, ...]:
    if sort is Sort.DEADLINE:
        return (row.deadline.day.toordinal() if row.deadline else _LAST,)
    if sort is Sort.SENDER:
        return (row.sender,)
    newer = {Sort.NEWEST: -1, Sort.OLDEST: 1}.get(sort, 0)
    return (newer * row.issued_minute,)


def next_after(rows: Sequence[InboxRow], propagation: str, state: State | None) -> InboxRow | None:
    """The letter to take up after another one: of its kind of work, else of any; ``None``: none.

    Args:
        rows: The inbox in its order.
        propagation: That of the letter before; it may be done by now.
        state: What was done with that one.
    """
    open_ = [row for row in rows if row.state is not State.DONE]
    alike = [row for row in open_ if state in (None, row.state)] or open_
    places = [place for place, row in enumerate(alike) if row.propagation == propagation]
    behind = alike[places[0] + 1 :] + alike[: places[0]] if places else alike
    return next((row for row in behind if row.propagation != propagation), None)


def counted(rows: Iterable[InboxRow]) -> Mapping[State, int]:
    """How many letters there are to do each thing with."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in State}


def searched(rows: Iterable[InboxRow], query: str) -> list[InboxRow]:
    """The letters whose number, subject or sender holds every word asked for, in any digits."""
    words = [folded(word) for word in query.split()]
    return [row for row in rows if all(word in _text(row) for word in words)]


def sheet(rows: Sequence[InboxRow], number: int) -> InboxPage:
    """A page of a list; one that there is not is the nearest one."""
    last = max(-(-len(rows) // A_PAGE), 1)
    number = min(max(number, 1), last)
    shown = rows[(number - 1) * A_PAGE : number * A_PAGE]
    states = dict.fromkeys(row.state for row in shown)
    groups = tuple((state, tuple(row for row in shown if row.state is state)) for state in states)
    return InboxPage(groups, number, last, len(rows))


def with_endings(page: InboxPage, lives: Mapping[str, Life]) -> InboxPage:
    """A page whose letters say how their propagations ended.

    Args:
        page: The page.
        lives: What became of those propagations whose life has changed.
    """
    groups = tuple(
        (state, tuple(replace(row, ended=mark(lives.get(row.id, Life()))) for row in rows))
        for state, rows in page.groups
    )
    return replace(page, groups=groups)


def with_replacements(page: InboxPage, rows: Iterable[InboxRow]) -> InboxPage:
    """A page whose letters say which other one of the office takes their place, or they take.

    Args:
        page: The page.
        rows: All letters of the office.
    """
    known = list(rows)
    by = {row.replaces: row.number for row in known if row.replaces}
    if not by:
        return page
    of = {row.directive: row.number for row in known}
    groups = tuple(
        (
            state,
            tuple(
                replace(
                    row,
                    replaced_by=by.get(row.directive, ""),
                    taken=of.get(row.replaces, "") if row.replaces else "",
                )
                for row in rows
            ),
        )
        for state, rows in page.groups
    )
    return replace(page, groups=groups)


def folded(text: str) -> str:
    """Text as it is compared: no blanks, small letters, digits of any script as 0 to 9."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    digits = (str(unicodedata.decimal(sign, sign)) for sign in plain)
    return "".join("".join(digits).split())


def inbox_row(
    item: Incoming,
    answer_by: date | None,
    now: Instant,
    clocks: tuple[WorkingTime, OfficeClock],
) -> InboxRow:
    """A letter as the inbox lists it to who may read everything.

    Args:
        item: The letter.
        answer_by: The day by which the office is to answer, if it is.
        now: When this is.
        clocks: Working days, and the office's clock, which tells days.
    """
    working, clock = clocks
    state = item.state(asked=answer_by is not None)
    since, letter = waits_since(item, state), item.letter.letter
    rest = item.suspension
    window, today = item.life.window(item.directive.window), clock.date(now)
    ended = item.life.ending is not None
    until = deadline(window, answer_by, today, answered=item.answered, ended=ended)
    return InboxRow(
        item.propagation,
        letter.issuer,
        letter.number,
        letter.dated,
        letter.subject,
        letter.urgency,
        letter.secrecy,
        state,
        working_days(since, now, working, clock) if since else None,
        None if state is State.DONE else until,
        _URGENCIES.index(item.directive.urgency),
        item.letter.issued.minute,
        item.next_desk,
        about=str(item.directive.follows.kind) if item.directive.follows else "",
        waits_for=(rest.body.waits_for or "") if rest else "",
        rests_since=clock.date(rest.begun.at) if rest else None,
        directive=item.directive.id,
        replaces=item.directive.replaces or "",
    )


def _text(row: InboxRow) -> str:
    return folded(f"{row.number}\n{row.subject or ''}\n{row.sender}")
