"""Stories of the inbox as a list: its order, its pages, and how it is searched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wian.desk.views.deadline import Deadline
from wian.desk.views.inbox import (
    A_PAGE,
    InboxRow,
    Sort,
    chosen_order,
    counted,
    folded,
    in_order,
    next_after,
    searched,
    sheet,
)
from wian.ledger.read.live_letters import State

ROW = InboxRow(
    "p",
    "กรมส่งเสริมการปกครองท้องถิ่น",
    "มท ๐๘๑๐.๗/ว ๕๑",
    date(2021, 1, 11),
    "การรับสมัคร (GECC)",
    "ด่วน",
    None,
    State.TO_STAMP,
    3,
    None,
    rank=1,
    issued_minute=100,
    next_desk=0,
)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.WORK, "bac"),
        (Sort.NEWEST, "cab"),
        (Sort.OLDEST, "bac"),
        (Sort.SENDER, "cba"),
        (Sort.DEADLINE, "abc"),
    ],
)
def test_a_reader_chooses_the_order(sort, order):
    """Within what is to be done: that order stays above all others."""
    day = Deadline("window", date(2021, 2, 28), 30)
    rows = [
        replace(ROW, propagation="b", sender="ข", issued_minute=1),
        replace(ROW, propagation="a", sender="ค", issued_minute=2, deadline=day),
        replace(ROW, propagation="c", sender="ก", issued_minute=3),
        replace(ROW, propagation="z", sender="ก", issued_minute=9, state=State.DONE),
    ]
    assert "".join(row.propagation for row in chosen_order(rows, sort)) == f"{order}z"


@pytest.mark.parametrize(
    "query",
    ["", "ว 51", "ว๕๑", "0810.7", "gecc", "รับสมัคร ส่งเสริม", "มท ๐๘๑๐.๗/ว ๕๑", "(GECC)"],
)
def test_a_letter_is_found_however_it_is_written(query):
    """Any digits, any case, any blanks, every word."""
    assert searched([ROW], query) == [ROW]


@pytest.mark.parametrize("query", ["ว 52", "gecc ประปา", "<script>"])
def test_a_letter_is_not_found_by_what_it_does_not_say(query):
    """Each word must be there."""
    assert searched([ROW], query) == []


def test_a_hidden_subject_is_not_found():
    """It would tell that it holds the word."""
    assert searched([replace(ROW, subject=None)], "gecc") == []


def _named(name, **changes):
    return replace(ROW, propagation=name, **changes)


def test_what_presses_most_comes_first():
    """To stamp before to issue; overdue, urgent, the oldest; of what is done the newest."""
    over = Deadline("window", date(2021, 2, 28), 0)
    rows = [
        _named("done-old", state=State.DONE, issued_minute=1),
        _named("new"),
        _named("to-issue", state=State.TO_ISSUE, rank=3),
        _named("old", issued_minute=50),
        _named("done-new", state=State.DONE, issued_minute=2),
        _named("most-urgent", rank=3, issued_minute=300),
        _named("overdue", rank=0, issued_minute=400, deadline=over),
        _named("last-day", rank=0, deadline=replace(over, left=1)),
    ]
    assert [row.propagation for row in in_order(rows)] == [
        "overdue", "most-urgent", "old", "new", "last-day", "to-issue", "done-new", "done-old",
    ]  # fmt: skip


def test_the_next_letter_is_one_of_the_same_work():
    """The one behind, round to the first; then other work; ``None`` where all is done."""
    rows = [
        _named("a"),
        _named("b"),
        _named("c", state=State.TO_ISSUE),
        _named("d", state=State.DONE),
    ]

    def after(name, was):
        found = next_after(rows, name, was)
        return found and found.propagation

    assert after("a", State.TO_STAMP) == "b"
    assert after("b", State.TO_STAMP) == "a"
    assert after("d", State.TO_STAMP) == "a"  # it was just stamped, and is done
    assert after("a", State.TO_ANSWER) == "b"
    assert after("b", None) == "c"
    assert next_after(rows[2:], "c", State.TO_ISSUE) is None


def test_a_long_list_comes_in_pages_and_groups():
    """Fifty a page, a group of each state; a page that there is not is the nearest."""
    states = [State.TO_STAMP] * 30 + [State.TO_ISSUE] * 30 + [State.DONE] * 41
    rows = [replace(ROW, propagation=str(at), state=state) for at, state in enumerate(states)]
    first, last, beyond = (sheet(rows, number) for number in (1, 3, 99))
    assert [(state, len(group)) for state, group in first.groups] == [
        (State.TO_STAMP, 30),
        (State.TO_ISSUE, A_PAGE - 30),
    ]
    assert (last.total, last.last, len(last.groups[0][1])) == (101, 3, 1)
    assert beyond == last
    assert sheet([], 5).groups == ()


def test_states_without_letters_count_nought():
    """Every tab has a number."""
    assert counted([ROW]) == {
        State.TO_STAMP: 1, State.TO_ISSUE: 0, State.TO_ANSWER: 0, State.DONE: 0,
    }  # fmt: skip


def test_text_is_compared_by_what_it_means():
    """Composed and decomposed vowels, digits of any script."""
    assert folded("อ\u0e4d\u0e32เภอ ๑ Ａ") == folded("อำเภอ1a")
