"""Spans out of hops: exact, of days alone, open, rested, and of several desks."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from wian.delays.profile import Stage
from wian.delays.working_time import working_time
from wian.reports.outlook.learned.hop_history import COLUMNS, hop_history

WORKING = working_time("thailand")
MONDAY = int(WORKING.opens_at(np.array(["2021-03-01"], dtype="datetime64[D]"))[0])
DAY = 24 * 60


def hop(*known_at, dated=False, desks=1, rest=None):
    """A hop by minutes after Monday's opening, looked at on the Friday."""
    names = ("issued", "received", "ready", "forwarded")
    known = dict(zip(names, (*known_at, None, None), strict=False))
    row = dict.fromkeys(COLUMNS)
    row |= {f"{name}_minute": at if at is None else MONDAY + at for name, at in known.items()}
    row |= {f"{name}_dated": dated for name in known}
    row |= {"as_of_minute": MONDAY + 4 * DAY, "as_of_dated": False}
    row |= {"propagation": "p", "sender": "a", "recipient": "b", "kind": "k", "source": "live"}
    return row | {"desks": desks, "forwards": True, "suspensions": rest}


@pytest.fixture
def spans():
    """The spans of some hops."""

    def made(*hops):
        frame = pl.DataFrame(list(hops), infer_schema_length=None).with_columns(
            pl.col("sender_time_zone", "recipient_time_zone", "suspensions").cast(pl.String),
            pl.col("^.*_minute$").cast(pl.Int64),
        )
        return hop_history(frame, WORKING)

    return made


def test_exact_stages_are_as_long_as_their_office_minutes(spans):
    """A day of the calendar is one of office minutes."""
    found = spans(hop(0, 60, 60, DAY))
    day = WORKING.minutes_a_day
    transit, handling = found[Stage.TRANSIT], found[Stage.HANDLING]
    assert (transit.least[0], transit.most[0]) == (60, 60)
    assert (handling.least[0], handling.most[0]) == (day - 60, day - 60)
    assert handling.weekday.tolist() == [2]


def test_an_open_stage_has_lasted_until_it_was_looked_at(spans):
    """And has no upper bound."""
    transit = spans(hop(0, None))[Stage.TRANSIT]
    assert transit.least[0] == 4 * WORKING.minutes_a_day
    assert np.isinf(transit.most[0])
    assert len(spans(hop(0, None))[Stage.HANDLING]) == 0


def test_days_alone_bound_a_stage_by_their_office_hours(spans):
    """From Monday to Tuesday: at least from close to opening, at most two whole days."""
    midnight = int(WORKING.midnight(np.array(["2021-03-01"], dtype="datetime64[D]"))[0]) - MONDAY
    transit = spans(hop(midnight, midnight + DAY, dated=True))[Stage.TRANSIT]
    assert (transit.least[0], transit.most[0]) == (0, 2 * WORKING.minutes_a_day)


def test_rests_count_for_nothing(spans):
    """The clock rested an hour of Monday."""
    rest = f"{MONDAY + 60}/{MONDAY + 120}"
    handling = spans(hop(0, 30, 30, 180, rest=rest))[Stage.HANDLING]
    assert handling.least[0] == 150 - 60


def test_routing_is_counted_from_desk_to_desk(spans):
    """Three desks have two steps between them; one desk has none."""
    routing = spans(hop(0, 0, 120, desks=3), hop(0, 0, 120))[Stage.ROUTING]
    assert routing.least.tolist() == [60]
