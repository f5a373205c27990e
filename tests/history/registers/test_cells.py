"""Cells of registers: whatever a clerk or a spreadsheet makes of a number, a day or a time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wian.history.registers.cells import Cell, CellReader, text_of
from wian.history.registers.headings import register_vocabulary
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.thailand import dates
from wian.jurisdictions.thailand.numerals import to_thai_digits

THAILAND = jurisdiction("thailand")
CELLS = CellReader(THAILAND.dates)
DAY = date(2021, 1, 13)
at = datetime.fromisoformat
WAYS = (
    "{d}/{m}/{be}",
    "{d:02}-{m:02}-{be}",
    "{d}.{m}.{be2:02}",
    "{ce}-{m:02}-{d:02}",
    "{be}-{m:02}-{d:02}",
    "{d} {long} {be}",
    "{d} {short} {be2:02}",
    "{d}{short}{be}",
    "{d} {short} {ce}",
    "วันที่ {d} เดือน {long} พ.ศ. {be}",
    "ลงวันที่ {d} {long} พ.ศ.{be}",
    "{d} {english} {ce}",
    "{english} {d}, {ce}",
    "วันพุธที่ {d} {long} {be}",
)


@given(st.dates(date(1984, 1, 1), date(2055, 12, 31)), st.sampled_from(WAYS), st.booleans())
@example(date(2024, 2, 29), "{d}/{m}/{be}", True)
def test_a_day_is_read_however_it_is_written(day: date, way: str, thai: bool) -> None:  # noqa: FBT001
    """Either era, either digits, months in full or short, numbers or words: the same day."""
    text = way.format(
        d=day.day,
        m=day.month,
        ce=day.year,
        be=day.year + 543,
        be2=(day.year + 543) % 100,
        long=dates.LONG_MONTHS[day.month - 1],
        short=dates.SHORT_MONTHS[day.month - 1],
        english=day.strftime("%B"),
    )
    assert CELLS.moment(to_thai_digits(text) if thai else text) == day


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("13/1/2564 10.30 น.", at("2021-01-13T10:30")),
        ("๑๓ ม.ค. ๒๕๖๔ เวลา ๑๐.๓๐ น.", at("2021-01-13T10:30")),
        ("2021-01-13T10:30:59", at("2021-01-13T10:30")),
        ("2021-01-13 00:00:00", DAY),
        (at("2564-01-13T00:00"), DAY),
        (at("2021-01-13T10:30:05"), at("2021-01-13T10:30")),
        (DAY, DAY),
    ],
)
def test_a_cell_may_hold_the_time_too(cell: Cell, moment: date) -> None:
    """A spreadsheet's date keeps its time; midnight is how it writes a day alone. A year that a
    clerk typed in the Buddhist era is one, though the spreadsheet took it for another.
    """
    assert CELLS.moment(cell) == moment


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("31/2/2564", "there is no day 31 in month 2 of 2564"),
        ("1/13/2021", "there is no day 1 in month 13"),
        ("13/1/21", "of no certain era; write four digits"),
        ("13/1/1964", "registers of this form began in 2526"),
        (at("1964-01-13T00:00"), "registers of this form began in 2526"),
        ("13 มกรคม 2564", "'มกรคม' is no month"),
        (44207, "is no date"),
        ("13/1/2564 25.10", "is no time of day"),
        ("13/1-2564", "is no date"),
        ("9" * 5000, "is no date"),
    ],
)
def test_what_is_no_day_says_why(cell: Cell, why: str) -> None:
    """Nothing is guessed: a doubtful year or an impossible day is refused."""
    with pytest.raises(ValueError, match=why):
        CELLS.moment(cell)


@pytest.mark.parametrize(
    ("cell", "clock"),
    [
        ("10.30", time(10, 30)),
        ("๑๐.๓๐ น.", time(10, 30)),
        ("เวลา 9:05", time(9, 5)),
        ("16:22:59", time(16, 22)),
        (10.3, time(10, 30)),
        (9, time(9, 0)),
        (0.4375, time(10, 30)),
        (time(9, 5, 40), time(9, 5)),
        (timedelta(hours=9, minutes=5), time(9, 5)),
        (at("1900-01-01T09:05"), time(9, 5)),
    ],
)
def test_a_time_is_read_however_it_is_written(cell: Cell, clock: time) -> None:
    """A dot or a colon; and 10.30, which a spreadsheet takes for the number 10.3."""
    assert CELLS.clock(cell) == clock


@pytest.mark.parametrize("cell", ["25.00", "9", "10.3", 10.75, 0.5, -1, timedelta(days=2), "เช้า"])
def test_what_is_no_time_is_refused(cell: Cell) -> None:
    """A time that could be two is none."""
    with pytest.raises(ValueError, match=r"write 10\.30"):
        CELLS.clock(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("๕๔๔", (544, None)),
        ("0544", (544, None)),
        ("67,230", (67230, None)),
        ("544/2564", (544, 2021)),
        ("๕๔๔ / ๖๔", (544, 2021)),
        (544.0, (544, None)),
        (544, (544, None)),
    ],
)
def test_a_running_number_is_read(cell: Cell, number: tuple[int, int | None]) -> None:
    """Either digits, thousands apart, with its year or without."""
    assert CELLS.running_number(cell)[:2] == number


@pytest.mark.parametrize("cell", ["0", "12ก", "-1", "9" * 10, "1,23", "=1+1", "", 1.5, "²"])
def test_what_is_no_running_number_is_refused(cell: Cell) -> None:
    """A formula is text, never evaluated."""
    with pytest.raises(ValueError, match="is no running number"):
        CELLS.running_number(cell)


def test_text_stands_on_one_line() -> None:
    """Line breaks and runs of spaces fold; a dash alone is nothing."""
    assert text_of(" มท ๐๘๑๐.๗/\n ว ๕๑ ") == "มท ๐๘๑๐.๗/ ว ๕๑"
    assert [text_of(cell) for cell in ("-", "–", None, 5.0)] == ["", "", "", "5"]


def test_a_page_names_its_day() -> None:
    """Form 13 has the day above the rows."""
    words = register_vocabulary(THAILAND.headings.registers)
    title = "ทะเบียนหนังสือรับ วันที่ ๑๓ เดือน มกราคม พ.ศ. ๒๕๖๔"
    assert words.day_in(title, CELLS.moment) == DAY
    assert words.day_in(title, CELLS.moment, marked=True) is None
    assert words.day_in("ทะเบียนหนังสือรับ ปี ๒๕๖๔", CELLS.moment) is None
