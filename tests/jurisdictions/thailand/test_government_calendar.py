"""The Thai working calendar: weekends, holidays and their substitutes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.thailand.government_calendar import CORRECTIONS, government_calendar

WRITTEN = Path(__file__).parent / "government_holidays.yaml"
SATURDAY = 5


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return government_calendar()


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    return yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))


def weekdays(first: date, last: date) -> list[date]:
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < SATURDAY]


def working_days(calendar: WorkingCalendar, first: date, after_last: date) -> int:
    closed = np.array(list(calendar.holidays), dtype="datetime64[D]")
    return int(np.busday_count(first, after_last, weekmask=calendar.weekmask, holidays=closed))


def working_days_from_to(calendar: WorkingCalendar, start: date, end: date) -> int:
    """Start exclusive, end inclusive, as the case counts."""
    return working_days(calendar, start + timedelta(1), end + timedelta(1))


@pytest.mark.parametrize("year", range(2015, 2027))
def test_every_weekday_is_open_or_closed_as_announced(
    year: int, calendar: WorkingCalendar, written: dict[str, Any]
):
    """A clerk's figure is wrong by a day wherever the calendar and the announcements differ."""
    announced = {day for day, *_ in written["holidays"]}
    days = weekdays(date(year, 1, 1), date(year, 12, 31))
    assert [d for d in days if d in calendar.holidays] == [d for d in days if d in announced]


def test_each_written_holiday_has_its_source(written: dict[str, Any]):
    """The list is only as good as its sources: each day is a weekday, named, and leads to one."""
    days = [day for day, *_ in written["holidays"]]
    assert days == sorted(set(days))
    assert all(day.weekday() < SATURDAY for day in days)
    cited = {source for *_, source in written["holidays"]}
    assert cited == set(written["sources"])
    assert all(thai and english for _, thai, english, _ in written["holidays"])


def test_the_case_counts_as_it_was_counted(calendar: WorkingCalendar):
    """The working days of the directive of 2564, window and hops, come out as its table says."""
    opens, closes = date(2021, 1, 1), date(2021, 2, 28)
    dla_stamp, dla, province_stamp, province = (
        date(2020, 12, 29),
        date(2021, 1, 11),
        date(2021, 1, 13),
        date(2021, 1, 19),
    )
    assert (closes - opens).days + 1 == 59
    assert working_days(calendar, opens, closes + timedelta(1)) == 38
    assert working_days_from_to(calendar, dla_stamp, dla) == 7
    assert working_days_from_to(calendar, dla, province_stamp) == 2
    assert working_days_from_to(calendar, province_stamp, province) == 4
    assert working_days_from_to(calendar, dla_stamp, province) == 13
    assert working_days(calendar, province, closes + timedelta(1)) == 27


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 12, 31), "วันสิ้นปี"),
        (date(2021, 1, 1), "วันขึ้นปีใหม่"),
        (date(2021, 2, 26), "วันมาฆบูชา"),
        (date(2021, 5, 10), "วันพืชมงคล"),
        (date(2021, 10, 22), "ชดเชยวันปิยมหาราช"),
    ],
)
def test_a_closed_day_says_why(day: date, name: str, calendar: WorkingCalendar):
    """Whoever asks why a day did not count is told the holiday in Thai."""
    assert calendar.holidays[day] == name


def test_officials_work_on_labour_day_and_its_day_in_lieu(calendar: WorkingCalendar):
    """Banks and factories close on 1 May; a letter can still be stamped."""
    labour_days = [date(year, 5, 1) for year in range(2005, 2036)]
    assert not [day for day in labour_days if "แรงงาน" in calendar.holidays.get(day, "")]
    assert date(2021, 5, 3) not in calendar.holidays
    assert date(2022, 5, 2) not in calendar.holidays


def test_childrens_day_closes_nothing(calendar: WorkingCalendar):
    """The second Saturday of January is a feast, not a holiday, and brings no day in lieu."""
    assert date(2021, 1, 9) not in calendar.holidays
    assert not [name for name in calendar.holidays.values() if "วันเด็ก" in name]


def test_each_correction_is_needed_and_sourced(calendar: WorkingCalendar):
    """A correction holds in the calendar and names who decided; none is kept out of habit."""
    for correction in CORRECTIONS:
        assert calendar.holidays.get(correction.day) == correction.name
        assert correction.source
    assert len({correction.day for correction in CORRECTIONS}) == len(CORRECTIONS)


def test_the_calendar_says_how_far_it_is_sure(calendar: WorkingCalendar):
    """Days after the announced ones are projections; the range is closed at both ends."""
    assert (calendar.first, calendar.last) == (date(2005, 1, 1), date(2035, 12, 31))
    assert calendar.first < calendar.announced_to < calendar.last
    assert all(calendar.first <= day <= calendar.last for day in calendar.holidays)
    ploughing = [day for day, name in calendar.holidays.items() if "วันพืชมงคล" in name]
    assert max(ploughing).year == calendar.announced_to.year


def test_offices_keep_eight_hours_in_bangkok(calendar: WorkingCalendar):
    """Half past eight to half past four, Monday to Friday, on Bangkok's clock."""
    assert (calendar.opens, calendar.closes) == (8 * 60 + 30, 16 * 60 + 30)
    assert calendar.minutes_a_day == 480
    assert calendar.weekmask == "1111100"
    assert calendar.zone.key == "Asia/Bangkok"


def test_the_calendar_is_built_once(calendar: WorkingCalendar):
    """Every office of a national propagation shares it; thousands of builds would cost minutes."""
    assert government_calendar() is calendar
