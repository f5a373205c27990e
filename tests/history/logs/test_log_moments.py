"""Moments as logs write them: with and without zone, in either era, in Thai or by a format."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from wian.history.logs.log_moments import MomentReader
from wian.history.logs.log_moments import moment_reader as reader_of
from wian.jurisdictions.countries import jurisdiction

_BANGKOK = ZoneInfo("Asia/Bangkok")


def moment_reader(zone: ZoneInfo, form: str | None) -> MomentReader:
    return reader_of(zone, form, jurisdiction("thailand").dates)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2021-01-20T13:18:59.999+07:00", "2021-01-20T13:18+07:00"),
        ("2021-01-20T06:18:00Z", "2021-01-20T13:18+07:00"),
        ("2021-01-20 13:18", "2021-01-20T13:18+07:00"),
        ("2021-01-20T00:00:00", "2021-01-20T00:00+07:00"),
        ("2563-02-29T13:18:00", "2020-02-29T13:18+07:00"),
        ("2021-01-20", "2021-01-20"),
        ("20/1/2564 13:18", "2021-01-20T13:18+07:00"),
        ("๒๐ ม.ค. ๒๕๖๔ เวลา ๑๓.๑๘ น.", "2021-01-20T13:18+07:00"),
        ("20 มกราคม 2564", "2021-01-20"),
    ],
)
def test_a_moment_is_read_as_it_is_meant(text: str, meant: str) -> None:
    """Seconds are dropped; without a time of day it is a day; the day stands before the month."""
    assert moment_reader(_BANGKOK, None)(text).isoformat(_BANGKOK) == meant


def test_a_format_decides_where_it_is_given() -> None:
    """American dates, and clocks of twelve hours; a format without a clock makes days."""
    read = moment_reader(ZoneInfo("America/New_York"), "%m/%d/%Y %I:%M %p")
    assert read("01/20/2021 1:18 AM").isoformat(_BANGKOK) == "2021-01-20T13:18+07:00"
    assert moment_reader(_BANGKOK, "%Y%m%d")("20210120").isoformat(_BANGKOK) == "2021-01-20"
    with pytest.raises(ValueError, match="is not of the form"):
        read("20.01.2021")


@pytest.mark.parametrize("text", ["yesterday", "2021-13-01T00:00", "13/13/2564", "9" * 5000])
def test_what_is_no_moment_says_why(text: str) -> None:
    """A clause for the line's fault, and never another exception."""
    with pytest.raises(ValueError, match=r"is no |calendar|has the year"):
        moment_reader(_BANGKOK, None)(text)
