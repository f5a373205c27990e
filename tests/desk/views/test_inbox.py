"""Stories of the inbox as a list: its pages, and their groups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from wian.desk.views.inbox import A_PAGE, InboxRow, sheet
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
    next_desk=0,
)


def test_a_long_list_comes_in_pages_and_groups():
    """Fifty a page, a group of each state."""
    states = [State.TO_STAMP] * 30 + [State.TO_ISSUE] * 30 + [State.DONE] * 41
    rows = [replace(ROW, propagation=str(at), state=state) for at, state in enumerate(states)]
    first, last = sheet(rows[:A_PAGE], 1, len(rows)), sheet(rows[2 * A_PAGE :], 3, len(rows))
    assert [(state, len(group)) for state, group in first.groups] == [
        (State.TO_STAMP, 30),
        (State.TO_ISSUE, A_PAGE - 30),
    ]
    assert (last.total, last.last, len(last.groups[0][1])) == (101, 3, 1)
    assert sheet([], 1, 0).groups == ()
