"""Moments as people write them: one reader for commands, lists and registers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wian.jurisdictions.thailand.dates import LONG_MONTHS, SHORT_MONTHS
from wian.jurisdictions.thailand.numerals import to_thai_digits
from wian.jurisdictions.thailand.written_moments import read_moment, read_time
from wian.kit.errors import Unfit

at = datetime.fromisoformat
WAYS = (
    "{ce:04}-{m:02}-{d:02}",
    "{d}/{m}/{be}",
    "{d:02}-{m:02}-{ce}",
    "{d}.{m}.{be}",
    "{d} {long} {be}",
    "{d} {short} {be}",
    "{d}{short}{be}",
    "วันที่ {d} เดือน {long} พ.ศ. {be}",
    "ลงวันที่ {d} {long} {ce}",
    "{d} {english} {ce}",
)
CLOCKS = ("{h}:{min:02}", "{h:02}.{min:02}", "{h}.{min:02} น.", "เวลา {h}.{min:02} น.")


@given(
    st.datetimes(at("1941-01-01"), at("2400-12-31")),
    st.sampled_from(WAYS),
    st.sampled_from((None, *CLOCKS)),
    st.booleans(),
)
@example(at("2026-11-28T08:56"), "{d} {short} {be}", "{h}.{min:02} น.", True)
def test_a_moment_is_read_however_it_is_written(
    moment: datetime,
    way: str,
    clock: str | None,
    thai: bool,  # noqa: FBT001
) -> None:
    """Either era, either digits, numbers or words, a dot or a colon: the same moment."""
    text = f"{way} {clock or ''}".format(
        d=moment.day,
        m=moment.month,
        ce=moment.year,
        be=moment.year + 543,
        long=LONG_MONTHS[moment.month - 1],
        short=SHORT_MONTHS[moment.month - 1],
        english=moment.strftime("%B"),
        h=moment.hour,
        min=moment.minute,
    )
    meant = moment.replace(second=0, microsecond=0) if clock else moment.date()
    assert read_moment(to_thai_digits(text) if thai else text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("28/11/2569", date(2026, 11, 28)),
        ("๒๘ พ.ย. ๖๙", date(2026, 11, 28)),
        ("2026-11-28T08:56:59.9", at("2026-11-28T08:56")),
        ("2026-11-28 08:56", at("2026-11-28T08:56")),
        ("2026-11-28 00:00", at("2026-11-28T00:00")),
        ("2026-11-28T01:56Z", datetime(2026, 11, 28, 1, 56, tzinfo=UTC)),
        ("2026-11-28T08:56+0700", datetime(2026, 11, 28, 1, 56, tzinfo=UTC)),
    ],
)
def test_a_short_year_a_zone_and_midnight_are_as_precise_as_they_are_written(
    text: str, meant: date
) -> None:
    """Midnight is a minute here, where no spreadsheet wrote it; a zone is not lost."""
    assert read_moment(text) == meant


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("2564-01-19", "era", "2564, which looks like a year of the Buddhist era; write 2021"),
        ("๒๕๖๓-๐๒-๒๙ 10:30", "era", "Buddhist era; write 2020"),
        ("13/1/21", "uncertain_year", "has the year 21, of no certain era"),
        ("13/1/56", "uncertain_year", "has the year 56, of no certain era"),
        ("13/1/2450", "uncertain_year", "has the year 2450, of no certain era"),
        ("13 ม.ค. 1900", "too_old", "is too long ago; write a day from 1941 .2484. on"),
        ("31/2/2564", "date", "there is no day 31 in month 2 of 2564"),
        ("1/13/2021", "date", "there is no day 1 in month 13 of 2021"),
        ("13 มกรคม 2564", "date", "'มกรคม' is no month"),
        ("13/1-2564", "date", "is no date; write 2021-01-19, 19/1/2564 or 19 ม.ค. 2564"),
        ("20210113", "date", "is no date"),
        ("13/1/2564 10.30+07:00", "date", "is no date"),
        ("2021-01-13T10:30+99:99", "date", "is no date"),
        ("13/1/2564" + " " * 1_000_000, "date", "is no date"),
        ("13/1/2564 24.10", "time", "is no time of day"),
        ("2021-01-13T10:60", "time", "is no time of day"),
    ],
)
def test_what_is_no_moment_says_why(text: str, kind: str, why: str) -> None:
    """Nothing is guessed: a doubtful year or an impossible day is refused, with its kind."""
    with pytest.raises(Unfit, match=why) as refused:
        read_moment(text)
    assert refused.value.kind == kind


@given(st.text(max_size=120))
def test_no_text_is_more_than_unfit(text: str) -> None:
    """A stranger's text is a moment, or refused in a clause; nothing else can happen."""
    for read in (read_moment, read_time):
        found = _outcome(read, text)
        assert found is not None
        assert not isinstance(found, Unfit) or (found.kind and "\n" not in str(found))


def _outcome(read: Callable[[str], object], text: str) -> object:
    """What is read, or the refusal."""
    try:
        return read(text)
    except Unfit as refused:
        return refused
