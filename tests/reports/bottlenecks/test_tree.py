"""Stories of who waits for whom: a tree of hops whose times add up, whatever its stamps show."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wian.delays.working_time import working_time
from wian.reports.bottlenecks.tree import PARTS, Waiting
from wian.reports.stages import HopStage

_ZONE = ZoneInfo("Asia/Bangkok")
_INSTANTS = ("issued", "received", "ready", "forwarded")
_WORKING = working_time("thailand")


def _waiting(frame):
    return Waiting(frame, _WORKING)


@st.composite
def _plans(draw):
    """Parents, minutes of the parts, and which instants bear only a date."""
    count = draw(st.integers(1, 12))
    parents = [draw(st.integers(-1, each - 1)) for each in range(count)]
    length = st.integers(0, 9 * 1440)
    return [
        (parent, [draw(length) for _ in range(3)], [draw(st.booleans()) for _ in range(4)])
        for parent in parents
    ]


def _planted(trees, plan):
    """The rows of a plan; letters and stamps with a date stand at its midnight."""
    rows, wrote = [], {}
    forwarders = {parent for parent, _, _ in plan if parent >= 0}
    for number, (parent, lengths, dated) in enumerate(plan):
        start = wrote.get(parent, (0, dated[0] and parent < 0))
        minutes = np.cumsum([start[0], *lengths]).tolist()
        flags = [start[1], *dated[1:]]
        shown = [_shown(trees, *each) for each in zip(minutes, flags, strict=True)]
        forwards = number in forwarders
        wrote[number] = (minutes[3], flags[3])
        row = trees.hop(f"o{parent}", f"o{number}", *(shown if forwards else shown[:3]))
        kept = zip(_INSTANTS[: 4 if forwards else 3], flags, strict=False)
        rows.append({**row, "forwards": forwards, **{f"{n}_dated": f for n, f in kept}})
    return rows


def _shown(trees, minute, dated):
    if not dated:
        return minute
    local = trees.monday + minute + 7 * 60
    return minute - local % 1440


def _day(trees, minute):
    return datetime.fromtimestamp((trees.monday + minute) * 60, _ZONE).date().toordinal()


def _arrival(trees, plan, rows, office):
    """The arrival of an office by the definition: whole days down to below the last date."""
    chain = [office]
    while plan[chain[0]][0] >= 0:
        chain.insert(0, plan[chain[0]][0])
    minutes, days = [], []
    for place, hop in enumerate(chain):
        last = place == len(chain) - 1
        for i in range(3 if last else 4):
            if place and i == 0:
                continue
            minutes.append(rows[hop][f"{_INSTANTS[i]}_minute"] - trees.monday)
            days.append(_dated_below(plan, rows, hop, i))
    if not any(days):
        return minutes[-1] - minutes[0]
    turn = min(len(days) - 1 - days[::-1].index(True) + 1, len(days) - 1)
    whole = (_day(trees, minutes[turn]) - _day(trees, minutes[0])) * 1440
    return whole + minutes[-1] - minutes[turn]


def _dated_below(plan, rows, hop, instant):
    own = any(rows[hop].get(f"{_INSTANTS[i]}_dated") for i in range(instant, 4))
    below = [each for each, (parent, _, _) in enumerate(plan) if parent == hop]
    return own or any(_dated_below(plan, rows, each, 0) for each in below)


@given(plan=_plans())
def test_parts_add_up_to_every_arrival_exactly(trees, plan):
    """On any tree, with any mixture of dates and minutes, the parts are the whole."""
    rows = _planted(trees, plan)
    waiting = _waiting(trees.frame(rows, as_of=400 * trees.day))
    for office in range(len(plan)):
        chain = waiting.chain(office)
        lengths = [waiting.part(stage).causes.whole for stage in PARTS]
        parts = sum(int(lengths[0][hop] + lengths[1][hop]) for hop in chain)
        parts += sum(int(lengths[2][hop]) for hop in chain[:-1])
        assert parts == waiting.arrival[office] == _arrival(trees, plan, rows, office)


@given(plan=_plans())
def test_everything_below_a_hop_stands_right_behind_it(trees, plan):
    """The places number the tree so that each hop's descendants are one unbroken stretch."""
    waiting = _waiting(trees.frame(_planted(trees, plan), as_of=400 * trees.day))
    assert sorted(waiting.place) == list(range(len(plan)))
    for hop in range(len(plan)):
        below = {each for each in range(len(plan)) if hop in waiting.chain(each)}
        places = range(waiting.place[hop], waiting.place[hop] + waiting.size[hop])
        assert {int(waiting.place[each]) for each in below} == set(places)


def test_a_missing_stamp_leaves_its_time_to_the_part_before(trees):
    """A province whose desk forgot to stamp: its time is not lost, and is called doubtful."""
    frame = trees.frame(
        [trees.hop("a", "b", 0, None, None, 900), trees.hop("b", "c", 900, 950, 960)]
    )
    waiting = _waiting(frame)
    assert waiting.part(HopStage.TRANSIT).causes.whole.tolist() == [900, 50]
    assert waiting.part(HopStage.TRANSIT).doubtful.tolist() == [True, False]
    assert waiting.part(HopStage.TRANSIT).through.tolist() == [2, 0]
    assert waiting.arrival.tolist() == [900, 960]


def test_what_is_open_is_counted_so_far(trees):
    """A district that has not written on: its handling runs until the moment of the report."""
    rows = [
        {**trees.hop("a", "b", 0, 60, 60), "forwards": True},
        {**trees.hop("b", "c"), "forwards": False},
        trees.hop("a", "d", 0),
    ]
    waiting = _waiting(trees.frame(rows, as_of=1000))
    assert waiting.part(HopStage.HANDLING).open.tolist() == [True, False, False]
    assert waiting.part(HopStage.HANDLING).causes.whole.tolist() == [940, 0, 0]
    assert waiting.part(HopStage.TRANSIT).open.tolist() == [False, False, True]
    assert waiting.waits.tolist() == [False, True, True]
    assert waiting.behind.tolist() == [0, 1, 1]
    assert waiting.arrival.tolist() == [60, 1000, 1000]


def test_a_case_that_is_sent_back_begins_at_its_earliest_hop(trees):
    """The registry sent it to two offices, and one of them sent it back."""
    frame = trees.frame(
        [trees.hop("b", "a", 900), trees.hop("a", "b", 0, 900, 900), trees.hop("a", "c", 500)]
    )
    assert _waiting(frame).parent.tolist() == [1, -1, -1]


def test_of_offices_that_wrote_to_each_other_at_one_moment_the_first_row_is_first(trees):
    """A stranger's file in which no time says who wrote first."""
    frame = trees.frame([trees.hop("a", "b", 0, 1, 2, 0), trees.hop("b", "a", 0, 1, 2, 0)])
    assert _waiting(frame).parent.tolist() == [-1, 0]


def test_a_letter_that_is_not_what_its_sender_wrote_begins_a_chain_of_its_own(trees):
    """A register holds a letter older than what its sender received: nobody waited for that."""
    frame = trees.frame(
        [trees.hop("a", "b", 500, 600, 600, 900), trees.hop("b", "c", 100, 150, 150)]
    )
    waiting = _waiting(frame)
    assert waiting.parent.tolist() == [-1, -1]
    assert waiting.arrival.tolist() == [100, 50]
