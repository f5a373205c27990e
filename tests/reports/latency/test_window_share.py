"""Stories of the window: which share of it a stage ate."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from wian.delays.hop_arrays import InstantColumn
from wian.delays.working_time import working_time
from wian.reports.latency.spans import Spans
from wian.reports.latency.window_share import MILLION, Windows
from wian.reports.stages import Time

WORKING = working_time("thailand")
YES = np.array([True])


def shares(start: str, end: str, time: Time = Time.CALENDAR, *, open_: bool = False):
    """Of a window of the first twenty days of January; the 1st and weekends are not worked."""
    frame = pl.DataFrame({"window_opens": [date(2021, 1, 1)], "window_closes": [date(2021, 1, 20)]})
    return Windows(frame, WORKING).shares(span(start, end, open_=open_), time)


def span(start: str, end: str, *, open_: bool = False) -> Spans:
    moments = WORKING.midnight(np.array([start, end], dtype="datetime64[D]")) + 600
    first, last = (InstantColumn(moments[at : at + 1], ~YES) for at in (0, 1))
    return Spans(first, last, YES, np.array([open_]), ~YES, moments[1:] - moments[:1])


@pytest.mark.parametrize(
    ("start", "end", "calendar", "working"),
    [
        ("2021-01-11", "2021-01-13", 2, 2),
        ("2021-01-08", "2021-01-11", 3, 1),
        ("2020-12-01", "2021-01-01", 0, 0),
        ("2020-12-01", "2021-01-05", 4, 1),
        ("2021-01-18", "2021-03-01", 3, 3),
        ("2021-02-01", "2021-03-01", 0, 0),
    ],
)
def test_only_days_of_the_window_that_passed_are_eaten(start, end, calendar, working):
    """Before it opens and after it closes nothing is; nor by days that nobody works."""
    assert shares(start, end).share[0] == round(calendar / 20 * MILLION)
    days = WORKING.days_between("2020-12-31", "2021-01-20")
    found = shares(start, end, Time.WORKING).share[0]
    assert found == round(working / int(days) * MILLION)


def test_an_open_hop_will_eat_more_until_the_window_has_closed():
    """Once it has, the share is known, however long the letter still lies there."""
    assert shares("2021-01-11", "2021-01-13", open_=True).open[0]
    assert not shares("2021-01-11", "2021-02-13", open_=True).open[0]


def test_a_window_outside_the_calendar_has_a_share_of_calendar_days_only():
    """Its working days are unknown, and the report says the rest."""
    frame = pl.DataFrame({"window_opens": [date(2021, 1, 1)], "window_closes": [date(2050, 1, 1)]})
    windows, spent = Windows(frame, WORKING), span("2021-01-11", "2021-01-13")
    assert windows.shares(spent, Time.CALENDAR).share[0] > 0
    assert not windows.shares(spent, Time.WORKING).counted[0]


def test_without_a_window_there_is_no_share():
    """A directive may have none."""
    frame = pl.DataFrame(
        {"window_opens": [None], "window_closes": [None]},
        schema={"window_opens": pl.Date, "window_closes": pl.Date},
    )
    windows = Windows(frame, WORKING)
    assert not windows.any
    assert not windows.shares(span("2021-01-11", "2021-01-13"), Time.CALENDAR).counted.any()
