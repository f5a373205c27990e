"""The Indonesian working calendar: holidays, days of leave taken together, hours, and Ramadan."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from wian.delays.working_time import WorkingTime
from wian.jurisdictions.indonesia.government_calendar import RAMADAN, government_calendar
from wian.jurisdictions.instant import Instant

WRITTEN = yaml.safe_load(
    (Path(__file__).parent / "government_holidays.yaml").read_text(encoding="utf-8")
)
SATURDAY = 5


@pytest.fixture(scope="module")
def calendar():
    return government_calendar()


@pytest.mark.parametrize("year", range(2018, 2027))
def test_every_weekday_is_open_or_closed_as_decreed(year, calendar):
    """By the joint decrees, with the days that their changes moved, cut or added."""
    decreed = [day for day, _ in WRITTEN["holidays"] if day.year == year]
    days = (date(year, 1, 1) + timedelta(at) for at in range(366))
    weekdays = [day for day in days if day.year == year and day.weekday() < SATURDAY]
    assert [day for day in weekdays if day in calendar.holidays] == decreed


def test_each_decreed_year_has_its_source():
    """And each day is a weekday, once."""
    days = [day for day, _ in WRITTEN["holidays"]]
    assert days == sorted(set(days))
    assert {day.year for day in days} == set(WRITTEN["sources"])


def test_a_week_has_its_hours(calendar):
    """37 hours and 30 minutes, in Ramadan 32 and 30 (Presidential Regulation 21 of 2023)."""
    working, zone = WorkingTime(calendar), calendar.zone
    usual, fasting = date(2026, 7, 6), date(2026, 3, 2)
    for first, hours in ((usual, 37.5), (fasting, 32.5)):
        start = Instant.of(first, zone).minute
        end = Instant.of(first + timedelta(days=7), zone).minute
        assert int(working.between(start, end)) == hours * 60


def test_fridays_rest_longer_and_close_later(calendar):
    """90 minutes of rest, and half an hour more at the end."""
    assert calendar.spans(date(2026, 7, 9)) == ((450, 720), (780, 960))
    assert calendar.spans(date(2026, 7, 10)) == ((450, 690), (780, 990))
    assert calendar.spans(date(2026, 3, 5)) == ((480, 720), (750, 900))
    assert calendar.spans(date(2026, 3, 6)) == ((480, 690), (750, 930))


def test_the_fast_begins_on_the_day_that_was_declared():
    """By the minister's declarations, whatever the calculation was."""
    assert {year: RAMADAN[year].isoformat()[5:] for year in (2018, 2022, 2024, 2026)} == {
        2018: "05-17",
        2022: "04-03",
        2024: "03-12",
        2026: "02-19",
    }


@pytest.mark.parametrize("year", sorted(RAMADAN))
def test_a_fast_lasts_a_month(year, calendar):
    """29 or 30 days, from the day that was declared to the day before its feast."""
    fasting = [day for day in calendar.by_day if day.year == year]
    assert min(fasting) == RAMADAN[year]
    assert len(fasting) in {29, 30}
    feast = calendar.holidays[max(fasting) + timedelta(days=1)]
    assert feast.startswith("Hari Raya Idul Fitri")
