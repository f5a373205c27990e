"""Moments as logs write them: to the second, in many forms, in either era, or by a format."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wian.history.logs.date_order import DateOrder
from wian.history.logs.log_moments import LogMoment, MomentReader
from wian.jurisdictions.countries import jurisdiction

_BANGKOK = ZoneInfo("Asia/Bangkok")


def _reader(
    zone: ZoneInfo = _BANGKOK, form: str | None = None, order: DateOrder | None = None
) -> MomentReader:
    return MomentReader(zone, form, jurisdiction("thailand").dates, order)


def _said(found: LogMoment) -> str:
    """A moment on the clock of Bangkok, as precisely as it is known."""
    passed = timedelta(minutes=found.minute, seconds=found.second or 0)
    local = (datetime(1970, 1, 1, tzinfo=UTC) + passed).astimezone(_BANGKOK).replace(tzinfo=None)
    if found.dated:
        return local.date().isoformat()
    if found.second is None:
        return local.isoformat(" ", "minutes")
    return local.isoformat(" ", "milliseconds" if found.second % 1 else "seconds")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2021-01-20T13:18:59.999+07:00", "2021-01-20 13:18:59.999"),
        ("2021-01-20T06:18:00Z", "2021-01-20 13:18:00"),
        ("2021-01-20 13:18", "2021-01-20 13:18"),
        ("2021-01-20 06:18:07 UTC", "2021-01-20 13:18:07"),
        ("2021-01-20T00:00:00", "2021-01-20 00:00:00"),
        ("2563-02-29T13:18:00", "2020-02-29 13:18:00"),
        ("2021-01-20", "2021-01-20"),
        ("2021/01/04 09:00:05", "2021-01-04 09:00:05"),
        ("2021/1/4", "2021-01-04"),
        ("20/1/2564 13:18", "2021-01-20 13:18"),
        ("3/4/2564 9:05:10.25 PM", "2021-04-03 21:05:10.250"),
        ("3/4/2021 12:05 am", "2021-04-03 00:05"),
        ("3/4/2021 0:30 PM", "2021-04-03 12:30"),
        ("20/1/1975 13:18", "1975-01-20 13:18"),
        ("4-ม.ค.-64 9:05", "2021-01-04 09:05"),
        ("04.01.2021 09:00:05", "2021-01-04 09:00:05"),
        ("4/1/2021 00:00:00", "2021-01-04"),
        ("4-Jan-21 09:00", "2021-01-04 09:00"),
        ("4-Jan-99", "1999-01-04"),
        ("Mon, 4 Jan 2021 02:00:00 GMT", "2021-01-04 09:00:00"),
        ("January 4, 2021 9:00 AM", "2021-01-04 09:00"),
        ("๒๐ ม.ค. ๒๕๖๔ เวลา ๑๓.๑๘ น.", "2021-01-20 13:18"),
        ("20 มกราคม 2564", "2021-01-20"),
        ("44200.375", "2021-01-04 09:00"),
        ("44200.375011574074", "2021-01-04 09:00:01"),
        ("44200.39583", "2021-01-04 09:30"),
        ("44200.395833", "2021-01-04 09:30"),
        ("44200.395845", "2021-01-04 09:30:01"),
        ("44200.39584502", "2021-01-04 09:30:01.010"),
        ("44204", "2021-01-08"),
        ("1609725600", "2021-01-04 09:00"),
        ("1609725605", "2021-01-04 09:00:05"),
        ("1609725605123", "2021-01-04 09:00:05.123"),
        ("20210104", "2021-01-04"),
        ("20210104090005", "2021-01-04 09:00:05"),
    ],
)
def test_a_moment_is_read_as_it_is_meant(text: str, meant: str) -> None:
    """Seconds are kept where they are shown; without a time of day it is a day."""
    assert _said(_reader()(text)) == meant


def test_a_format_decides_where_it_is_given() -> None:
    """American dates, and clocks of twelve hours; a format without a clock makes days."""
    read = _reader(ZoneInfo("America/New_York"), "%m/%d/%Y %I:%M %p")
    assert _said(read("01/20/2021 1:18 AM")) == "2021-01-20 13:18"
    assert _said(_reader(form="%Y%m%d")("20210120")) == "2021-01-20"
    assert _said(_reader(form="%d.%m.%Y %H:%M:%S")("20.01.2021 09:00:07")) == "2021-01-20 09:00:07"
    with pytest.raises(ValueError, match="is not of the form"):
        read("20.01.2021")


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2021-13-01T00:00",
        "13/13/2564",
        "9" * 5000,
        "2021-02-30",
        "12:00",
        "3/4/2021 13:05 AM",
    ],
)
def test_what_is_no_moment_says_why(text: str) -> None:
    """A clause for the line's fault, and never another exception."""
    with pytest.raises(ValueError, match=r"is no |calendar|has the year|an hour 13 before noon"):
        _reader()(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "2021-02-30 09:00",
            "is no moment: there is no day 30 in month 2 of 2021; mend it",
        ),
        (
            "31/4/2564",
            "is no date: there is no day 31 in month 4 of 2564; mend it",
        ),
        ("30 February 2021", "is no date: there is no day 30 in month 2 of 2021; mend it"),
    ],
)
def test_a_day_that_does_not_exist_is_said_not_to(text: str, said: str) -> None:
    """The form was right: whoever wrote it looks for the slip in the day."""
    with pytest.raises(ValueError, match="is no") as refused:
        _reader()(text)
    assert str(refused.value).removesuffix(", or give its --timestamp-format") == said


def test_days_that_could_be_months_are_counted_until_another_date_proves_the_order() -> None:
    """Years of the Buddhist era and days with points are written day first by everybody."""
    read = _reader()
    for text in (
        "3/4/2021",
        "5/4/2021 10:00",
        "3/4/2021",
        "4/4/2021",
        "3/4/2564",
        "3.4.2021",
        "3-4-2021",
    ):
        read(text)
    assert (read.uncertain, read.example, read.proven) == (4, "3/4/2021", False)
    read("13/4/2021")
    assert read.proven


def test_an_order_that_is_given_is_kept_and_what_does_not_fit_it_names_the_other() -> None:
    """Nothing is uncertain then; a month 13 is a fault whichever way."""
    read = _reader(order=DateOrder.MONTH_DAY)
    assert _said(read("3/4/2021 10:00")) == "2021-03-04 10:00"
    assert read.uncertain == 0
    with pytest.raises(ValueError, match="month 13; set --date-order day-month"):
        read("13/4/2021")
    with pytest.raises(ValueError, match="month 13; set --date-order month-day"):
        _reader()("4/13/2021")
