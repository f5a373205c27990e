"""Stories of what held up whom, and of what would have been, had it taken half as long."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from wian.delays.rests import Rest, written
from wian.delays.working_time import working_time
from wian.reports.bottlenecks.report import costs, named
from wian.reports.bottlenecks.tree import PARTS, Waiting
from wian.reports.stages import HopStage

_WORKING = working_time("thailand")


def _made(frame):
    waiting = Waiting(frame, _WORKING)
    return named(costs(frame, waiting, _WORKING.minutes_a_day), frame), waiting


@st.composite
def _rows(draw):
    """Parents, and the minutes of the three parts of each hop."""
    count = draw(st.integers(1, 14))
    return [
        (draw(st.integers(-1, each - 1)), [draw(st.integers(0, 5 * 1440)) for _ in range(3)])
        for each in range(count)
    ]


def _frame(trees, plan):
    wrote, rows = {-1: 0}, []
    forwarders = {parent for parent, _ in plan}
    for number, (parent, (transit, routing, handling)) in enumerate(plan):
        start = wrote[parent]
        ready = start + transit + routing
        wrote[number] = ready + handling
        own = wrote[number] if number in forwarders else None
        rows.append(trees.hop(f"o{parent}", f"o{number}", start, start + transit, ready, own))
    return trees.frame(rows, as_of=400 * trees.day)


def _arrivals(plan, lengths):
    """Arrivals along the tree, office by office."""
    found = []
    for number, (parent, _) in enumerate(plan):
        before = found[parent] + lengths[parent][2] if parent >= 0 else 0
        found.append(before + lengths[number][0] + lengths[number][1])
    return found


@given(plan=_rows())
def test_office_minutes_add_up_to_the_arrivals(trees, plan):
    """What all parts held up together is what all offices waited, to the minute."""
    table, waiting = _made(_frame(trees, plan))
    assert table["office_minutes"].sum() == waiting.arrival.sum()
    parts = table.select(pl.sum_horizontal(pl.col("^(working|night|weekend|holiday)_minutes$")))
    assert parts.to_series().to_list() == table["minutes"].to_list()


@given(plan=_rows())
def test_halving_is_what_sending_it_again_would_show(trees, plan):
    """Every part is halved in turn, and every office's arrival worked out anew."""
    table, _ = _made(_frame(trees, plan))
    lengths = [list(each) for _, each in plan]
    before = _arrivals(plan, lengths)
    for row in table.iter_rows(named=True):
        hop, part = int(row["recipient"][1:]), PARTS.index(HopStage(row["stage"]))
        changed = [list(each) for each in lengths]
        changed[hop][part] -= changed[hop][part] // 2
        after = _arrivals(plan, changed)
        assert row["halving_last_minutes"] == max(before) - max(after)
        assert row["halving_office_minutes"] == sum(before) - sum(after)


def test_the_office_that_was_planted_slow_is_found_first(trees):
    """A province sat on a letter for ten days while three districts waited."""
    day = trees.day
    rows = [
        trees.hop("ministry", "slow", 0, 60, 60, 60 + 10 * day),
        trees.hop("ministry", "quick", 0, 60, 60, 120),
        *(
            trees.hop("slow", f"s{n}", 60 + 10 * day, 120 + 10 * day, 120 + 10 * day)
            for n in (1, 2, 3)
        ),
        *(trees.hop("quick", f"q{n}", 120, 180, 180) for n in (1, 2, 3)),
    ]
    table, _ = _made(trees.frame(rows))
    first = table.row(0, named=True)
    assert (first["recipient"], first["stage"], first["offices_held"]) == ("slow", "handling", 3)
    assert first["office_days"] == 30
    assert first["halving_last_days"] == 5
    assert first["halving_office_days"] == 15
    assert first["critical"]
    assert not table.filter(pl.col("recipient") == "quick")["critical"].any()


def test_a_part_says_how_long_the_clock_rested(trees):
    """Those below waited all the same: the part stays as long as it was."""
    day = trees.day
    frame = trees.frame([trees.hop("m", "slow", 0, 60, 60, 60 + 10 * day)])
    begun = int(frame["ready_minute"][0]) + day
    rest = written([Rest(begun, begun + 3 * day)])
    table, _ = _made(frame.with_columns(suspensions=pl.lit(rest)))
    shown = table.select("stage", "minutes", "suspended_minutes").rows()
    assert ("handling", 10 * day, 3 * day) in shown
    assert sum(row[2] for row in shown) == 3 * day


def test_halving_one_of_two_slow_ways_saves_little_of_the_last(trees):
    """Two provinces were equally slow: speeding one up leaves the other's districts last."""
    rows = [
        hop
        for name, days in (("a", 10), ("b", 9))
        for hop in (
            trees.hop("m", name, 0, 0, 0, days * trees.day),
            trees.hop(name, f"{name}1", days * trees.day, days * trees.day, days * trees.day),
        )
    ]
    table, _ = _made(trees.frame(rows))
    first = table.row(0, named=True)
    assert (first["recipient"], first["halving_last_days"]) == ("a", 1)


def test_an_open_part_is_said_to_be_open(trees):
    """Nobody reads a figure of an open part as if it were over."""
    rows = [{**trees.hop("a", "b", 0, 60, 60), "forwards": True}, trees.hop("b", "c")]
    table, _ = _made(trees.frame(rows, as_of=5 * trees.day))
    found = table.filter(pl.col("open")).select("recipient", "stage", "minutes", "offices_held")
    assert found.rows() == [("b", "handling", 5 * trees.day - 60, 1)]
