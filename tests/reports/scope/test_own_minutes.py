"""What the clocks of offices showed, in frames of hops."""

from __future__ import annotations

import polars as pl
import pytest

from wian.delays.hop_arrays import UNKNOWN
from wian.delays.working_time import working_time
from wian.kit.errors import InputFaults
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


def test_a_strangers_zones_are_refused_with_all_that_are_none():
    """A file of hops may hold anything there, a folder of zones among it."""
    zones = pl.Series(["false", "Asia", None, None])
    strange = HOPS.with_columns(sender_time_zone=zones)
    with pytest.raises(InputFaults) as refused:
        own_minutes(strange, "issued", WORKING)
    assert [each.what for each in refused.value.faults] == [
        "'Asia' is no time zone",
        "'false' is no time zone",
    ]
