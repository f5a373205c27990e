"""Offices that send on some days of the week only: which rows they are."""

from __future__ import annotations

import numpy as np
import pytest

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


@pytest.fixture(scope="module")
def office():
    """One that sends on Tuesdays at ten, and one that sends on Tuesdays all day."""
    working = working_time("thailand")
    of = (["van", "all-day"], working, {"van": "10:00"})
    days = BatchDays.of({"van": (2,), "all-day": (2,)}, *of)
    assert days is not None

    def at(text):
        utc = np.datetime64(text, "m").astype(np.int64) - 7 * 60
        return float(working.position(np.array([utc]))[0])

    return days, at


def test_what_is_done_by_ten_goes_with_the_van_and_the_rest_a_week_later(office):
    """Of an office that sends all day only what is done on other days waits."""
    days, at = office
    tuesday, next_week = at("2026-11-24T10:00"), at("2026-12-01T10:00")
    done = np.array([[at("2026-11-23T15:00"), tuesday, at("2026-11-24T10:01")]])
    sent = days.sent(np.array([0, 1]), np.repeat(done, 2, axis=0))
    assert sent[0].tolist() == [tuesday, tuesday, next_week]
    assert sent[1].tolist() == [at("2026-11-24T08:30"), *done[0, 1:]]


def test_what_is_not_sent_was_not_done_when_the_van_last_left(office):
    """Before ten that was last week; what left today may have been done since then."""
    days, at = office
    van = np.array([0, 0])
    now = np.array([at("2026-12-01T09:30"), at("2026-12-01T10:30")])
    left = [at("2026-11-24T10:00"), at("2026-12-01T10:00")]
    assert days.last_chance(van, now).tolist() == left
    assert days.chance_before(van, now).tolist() == [left[0]] * 2
