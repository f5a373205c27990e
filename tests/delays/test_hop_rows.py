"""Flat rows of hops: what analysts get, column by column."""

# ruff: noqa: DTZ001 - naive times are local ones, as stamps and directive files have them
from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.delays.hop_record import HopRecord, Source
from wian.delays.hop_rows import hop_rows
from wian.jurisdictions.instant import Instant, Precision

GECC = SimpleNamespace(opens=date(2021, 1, 1), closes=date(2021, 2, 28))
CONTRACT = [
    "propagation",
    "directive",
    "wave",
    "sender",
    "recipient",
    "letter_number",
    "source",
    "issued_at",
    "received_at",
    "ready_at",
    "forwarded_at",
    "transit_days",
    "routing_days",
    "handling_days",
    "transit_working_days",
    "routing_working_days",
    "handling_working_days",
    "window_days_used",
    "window_days_left",
    "open",
    "receipt_number",
    "recognised",
    "suspended_days",
    "suspended_working_days",
]


def record(*instants, forwards=True, number="ว 1"):
    return HopRecord("p", "d", 2, "moi", "dla", number, Source.OBSERVED, *instants, forwards)


def test_a_row_of_the_case_is_what_the_contract_says(thai):
    """Dates stay dates, minutes carry their offset, whole days are whole numbers."""
    at = (
        date(2020, 12, 29),
        datetime(2020, 12, 29, 15, 29),
        datetime(2020, 12, 29, 16, 22),
        date(2021, 1, 11),
    )
    row = hop_rows([record(*(Instant.of(each, thai.zone) for each in at))], thai, GECC)[0]
    assert list(row) == CONTRACT
    assert list(row.values()) == [
        "p",
        "d",
        2,
        "moi",
        "dla",
        "ว 1",
        "observed",
        "2020-12-29",
        "2020-12-29T15:29+07:00",
        "2020-12-29T16:22+07:00",
        "2021-01-11",
        0,
        0.036806,
        13,
        0,
        0.110417,
        7,
        10,
        49,
        False,
        None,
        False,
        0,
        0,
    ]
    assert [type(row[name]) for name in ("transit_days", "handling_days")] == [int, int]


def test_unknown_is_empty_and_an_open_hop_says_so(thai):
    """A letter that nobody has stamped yet: no figure, no zero."""
    row = hop_rows([record(Instant.of(date(2021, 1, 11), thai.zone), None, None, None)], thai, GECC)
    assert row[0]["issued_at"] == "2021-01-11"
    assert row[0]["open"] is True
    assert {row[0][name] for name in CONTRACT[8:19]} == {None}


def test_nothing_gives_nothing(thai):
    """A propagation without hops has no rows."""
    assert hop_rows([], thai, GECC) == []


INSTANTS = st.builds(
    lambda moment, day: moment.date() if day else moment,
    st.datetimes(datetime(2020, 1, 2), datetime(2022, 12, 30)),
    st.booleans(),
)


@pytest.mark.parametrize("place", ["thai", "berlin"])
@given(moments=st.lists(st.none() | INSTANTS, min_size=4, max_size=4))
def test_instants_read_as_each_one_writes_itself(place, moments, request):
    """The column writer and the single instant agree, winter and summer."""
    working = request.getfixturevalue(place)
    instants = [None if m is None else Instant.of(m, working.zone) for m in moments]
    row = hop_rows([record(*instants)], working, None)[0]
    names = ("issued_at", "received_at", "ready_at", "forwarded_at")
    assert [row[name] for name in names] == [
        None if instant is None else instant.isoformat(working.zone) for instant in instants
    ]


@given(start=st.integers(26_900_000, 27_000_000), length=st.integers(0, 600_000))
def test_minutes_can_be_had_back_from_the_decimals(thai, start, length):
    """Six decimals lose no minute, in calendar nor in working days."""
    end = Instant(start + length, Precision.MINUTE)
    row = hop_rows([record(Instant(start, Precision.MINUTE), end, end, end)], thai, None)[0]
    assert round(row["transit_days"] * 1440) == length
    assert round(row["transit_working_days"] * 480) == thai.between(start, start + length)
