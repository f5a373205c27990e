"""Days and times in numbers, as any register may have them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from wian.jurisdictions.entry_dates import PlainDates
from wian.kit.errors import Unfit

DATES = PlainDates()
at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-01-19", date(2021, 1, 19)),
        ("19/1/2021", date(2021, 1, 19)),
        ("19.01.2021 15.29", at("2021-01-19T15:29")),
        ("2021-01-19T15:29:59", at("2021-01-19T15:29")),
        ("2021-01-19T15:29:59Z", datetime(2021, 1, 19, 15, 29, tzinfo=UTC)),
        ("١٩/١/٢٠٢١", date(2021, 1, 19)),
    ],
)
def test_a_moment_in_numbers_is_read(text: str, moment: date) -> None:
    """The day stands before the month; digits of any script."""
    assert DATES.certain(text) == DATES.moment(text) == moment


@pytest.mark.parametrize(
    "text", ["", "yesterday", "19/1/21", "31/2/2021", "1/13/2021", "2564-01-19", "9" * 5000,
             "2021-01-19 25:00", "2021-13-19T10:00Z"],
)  # fmt: skip
def test_what_is_no_moment_says_why(text: str) -> None:
    """A clause that follows the text, and never another exception."""
    with pytest.raises(Unfit, match=r"^is no "):
        DATES.certain(text)


def test_years_and_times_stand_alone() -> None:
    """Beside a running number, and in a column of their own."""
    assert (DATES.year("2021"), DATES.leading_year(2021)) == (2021, 2021)
    assert (DATES.clock("10.30"), DATES.clock("9:05")) == (time(10, 30), time(9, 5))
    with pytest.raises(Unfit, match="write four digits"):
        DATES.year("21")
    with pytest.raises(Unfit, match="is no time of day"):
        DATES.clock("25:00")
