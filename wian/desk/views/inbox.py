"""The inbox as a list: what is to be done with which letter, since when, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wian.delays.working_time import WorkingTime
from wian.desk.views.deadline import Deadline, deadline, waits_since, working_days
from wian.desk.views.life import mark
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.ledger.acts import ActKind
from wian.ledger.life.life import Life
from wian.ledger.read.live_letters import Incoming, State
from wian.ledger.records import PLACE

A_PAGE = 50
"""Letters on one page of a list."""


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A letter as the inbox lists it.

    Attributes:
        propagation: Its address: the id of its propagation, mostly.
        sender: Name of the office that wrote it, as the letter says it.
        number, dated: Its number and date, as printed.
        subject: What it is about; ``None`` where the reader may not know.
        urgency, secrecy: Its marks, if any.
        state: What is to be done with it.
        waits: Working days for which that has waited; ``None`` where nothing is to be done.
        deadline: Until when.
        about: What it says of an earlier letter: ``withdrawal``, ``amendment``; empty: of none.
        ended: What became of its propagation: ``withdrawn``, ``closed``, ``amended``; empty where
            it is as it was.
        next_desk: Position of the desk whose stamp is next; ``None`` where all have stamped.
        waits_for: Id of the office for which the office's clock rests; empty where it has none.
        rests_since: Since when; ``None`` while the clock runs.
        directive: Id of its directive.
        replaces: Id of the directive that it takes the place of; empty where it takes none.
        replaced_by: Number of the letter that takes its place, where the office has that.
        taken: Number of the letter whose place it takes, where the office has that.
        sender_id: Id of the office that wrote it.
        sent_to: Name of the office that it was sent to, whose place this one took; else empty.
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
    next_desk: int | None
    about: str = ""
    ended: str = ""
    waits_for: str = ""
    rests_since: date | None = None
    directive: str = ""
    replaces: str = ""
    replaced_by: str = ""
    taken: str = ""
    sender_id: str = ""
    sent_to: str = ""

    @property
    def id(self) -> str:
        """Id of its propagation."""
        return self.propagation.partition(PLACE)[0]

    @property
    def kept_for(self) -> str:
        """Id of the office that it was sent to, whose place the reader's took; else empty."""
        return self.propagation.partition(PLACE)[2]

    @property
    def over(self) -> bool:
        """Whether its directive has ended: nothing of it is forwarded any more."""
        return self.ended in {ActKind.WITHDRAWN, ActKind.CLOSED}


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


def sheet(rows: Sequence[InboxRow], number: int, total: int) -> InboxPage:
    """A page of a list, by its rows in their order.

    Args:
        rows: The letters of the page.
        number: Of the page, from 1.
        total: Letters on all pages.
    """
    states = dict.fromkeys(row.state for row in rows)
    groups = tuple((state, tuple(row for row in rows if row.state is state)) for state in states)
    return InboxPage(groups, number, last_page(total), total)


def last_page(total: int) -> int:
    """Number of the last page of a list."""
    return max(-(-total // A_PAGE), 1)


def marked(
    rows: Sequence[InboxRow],
    lives: Mapping[str, Life],
    replaced_by: Mapping[str, str],
    taken: Mapping[str, str],
) -> list[InboxRow]:
    """Rows that say what became of their propagations, and whose place which letter takes.

    Args:
        rows: The letters.
        lives: What became of those propagations whose life has changed.
        replaced_by: Numbers of letters that take the place of others, by the directive that they
            replace.
        taken: Numbers of letters whose place others take, by their own directive.
    """
    found = []
    for row in rows:
        ended = mark(lives[row.id]) if row.id in lives else ""
        other, before = replaced_by.get(row.directive, ""), taken.get(row.replaces, "")
        if (ended, other, before) != (row.ended, row.replaced_by, row.taken):
            row = replace(row, ended=ended, replaced_by=other, taken=before)  # noqa: PLW2901 - the same row
        found.append(row)
    return found


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
        item.next_desk,
        about=str(item.directive.follows.kind) if item.directive.follows else "",
        waits_for=(rest.body.waits_for or "") if rest else "",
        rests_since=clock.date(rest.begun.at) if rest else None,
        directive=item.directive.id,
        replaces=item.directive.replaces or "",
        sender_id=item.hop.sender,
    )
