"""What the clocks of offices showed, in frames of hops."""

from __future__ import annotations

import polars as pl

from wian.delays.hop_arrays import UNKNOWN
from wian.delays.working_time import working_time
from wian.reports.scope.own_minutes import months, own_minutes, with_zones

WORKING = working_time("indonesia")
MIDNIGHT = 29_713_950
"""Half past eleven of 30 June 2026 in Jakarta is past midnight in Makassar and Jayapura."""
HOPS = pl.DataFrame(
    {
        "sender": ["a", "m", "m", "m"],
        "recipient": ["m", "a", "a", "a"],
        "issued_minute": [MIDNIGHT, MIDNIGHT, MIDNIGHT, None],
        "issued_dated": [False, False, True, False],
        "received_minute": [MIDNIGHT] * 4,
    }
)


def test_where_all_have_the_usual_clock_nothing_is_moved():
    assert with_zones(HOPS, {}) is HOPS
    assert own_minutes(HOPS, "issued", WORKING).tolist() == [MIDNIGHT] * 3 + [0]


def test_an_issue_is_the_senders_and_all_else_the_recipients():
    """A day alone stays, and so does what is unknown."""
    zoned = with_zones(HOPS, {"m": "Asia/Makassar"})
    assert zoned["recipient_time_zone"].to_list() == ["Asia/Makassar", None, None, None]
    ahead = MIDNIGHT + 60
    assert own_minutes(zoned, "issued", WORKING).tolist() == [MIDNIGHT, ahead, MIDNIGHT, 0]
    assert own_minutes(zoned, "received", WORKING).tolist() == [ahead, *[MIDNIGHT] * 3]
    assert UNKNOWN not in own_minutes(zoned, "issued", WORKING)


def test_a_month_is_that_of_the_senders_clock():
    shown = months(with_zones(HOPS, {"m": "Asia/Makassar"}), WORKING)
    assert shown.to_list() == ["2026-06", "2026-07", "2026-06", None]
