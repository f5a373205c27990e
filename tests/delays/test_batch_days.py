"""Offices that send on some days of the week only: which rows they are."""

from __future__ import annotations

from wian.delays.batch_days import BatchDays
from wian.delays.working_time import working_time


def test_rows_are_in_the_order_of_the_offices():
    """Offices of the same days share a pattern, and who sends every day has none."""
    days = {"a": (2,), "b": (5, 2), "d": (2, 5)}
    found = BatchDays.of(days, ["c", "a", "b", "", "d"], working_time("thailand"))
    assert found is not None
    assert found.pattern.tolist() == [-1, 0, 1, -1, 1]


def test_nobody_waits_where_all_send_every_day():
    """Days of an office that is none of these change nothing."""
    assert BatchDays.of({"a": (2,)}, ["b", ""], working_time("thailand")) is None
