"""Working time: minutes in which offices are open, between two moments."""

# ruff: noqa: DTZ001 - naive times are local ones, as stamps and directive files have them
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.delays.day_hours import DayHours
from wian.delays.local_clock import LocalClock
from wian.delays.working_time import OutsideCalendarError, WorkingTime, working_time
from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.countries import forget, jurisdiction, register
from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def office(zone: str, opens: int, closes: int, first: date) -> WorkingTime:
    return WorkingTime(
        WorkingCalendar(
            zone=ZoneInfo(zone),
            holidays={first + timedelta(days=9): "a holiday"},
            first=first,
            last=first + timedelta(days=20),
            announced_to=first,
            opens=opens,
            closes=closes,
        )
    )


OFFICES = [
    ("Asia/Bangkok", 510, 990, date(2021, 1, 1)),
    ("Europe/Berlin", 510, 990, date(2021, 3, 18)),
    ("Europe/Berlin", 95, 185, date(2021, 3, 18)),  # opens before, closes after the clock jumps
    ("Europe/Berlin", 150, 700, date(2021, 10, 20)),  # opens within the hour shown twice
    ("America/Sao_Paulo", 0, 1440, date(2018, 10, 25)),  # midnight is skipped; open all day
    ("Australia/Lord_Howe", 511, 978, date(2021, 3, 25)),  # half an hour, odd minutes
    ("Pacific/Apia", 510, 990, date(2011, 12, 20)),  # a whole day is skipped
]


def is_worked(working: WorkingTime, minute: int) -> bool:
    """By the clock on the wall, a minute at a time."""
    calendar = working.calendar
    local = (EPOCH + timedelta(minutes=minute)).astimezone(calendar.zone)
    day = local.date()
    hours = calendar.opens <= local.hour * 60 + local.minute < calendar.closes
    return (
        hours
        and calendar.first <= day <= calendar.last
        and calendar.weekmask[day.weekday()] == "1"
        and day not in calendar.holidays
    )


@cache
def wall_clock(spec: tuple[str, int, int, date]) -> tuple[int, list[int]]:
    """The first minute of the calendar, and the working minutes gone by each minute from it."""
    working = office(*spec)
    start = Instant.of(working.calendar.first, working.zone).minute
    end = Instant.of(working.calendar.last + timedelta(days=1), working.zone).minute
    gone = [0]
    for minute in range(start, end):
        gone.append(gone[-1] + is_worked(working, minute))
    return start, gone


@given(st.sampled_from(OFFICES), st.data())
def test_agrees_with_a_wall_clock(spec, data):
    """Somebody watching the clock on the wall counts the same minutes, also when it jumps."""
    start, gone = wall_clock(spec)
    moments = st.integers(0, len(gone) - 1)
    one, two = data.draw(moments), data.draw(moments)
    assert office(*spec).between(start + one, start + two) == gone[two] - gone[one]


@given(st.sampled_from(OFFICES), st.data())
def test_adding_is_the_inverse_of_measuring(spec, data):
    """What was added is what is measured afterwards, forwards and backwards."""
    working, (start, gone) = office(*spec), wall_clock(spec)
    moment = data.draw(st.integers(0, len(gone) - 1))
    minutes = data.draw(st.integers(-gone[moment], gone[-1] - gone[moment]))
    try:
        end = working.add(start + moment, minutes)
    except OutsideCalendarError:
        assert minutes == 0
        assert gone[moment] == gone[-1]
    else:
        assert working.between(start + moment, end) == minutes


@given(st.sampled_from(OFFICES), st.data())
def test_adding_in_steps_is_adding_at_once(spec, data):
    """Two delays one after the other end where their sum ends."""
    working, (start, gone) = office(*spec), wall_clock(spec)
    moment = data.draw(st.integers(0, len(gone) - 1).filter(lambda m: gone[m] < gone[-1]))
    left = gone[-1] - gone[moment]
    first = data.draw(st.integers(0, left))
    second = data.draw(st.integers(0, left - first))
    by_steps = working.add(working.add(start + moment, first), second)
    assert by_steps == working.add(start + moment, first + second)


@given(st.sampled_from(OFFICES), st.data())
def test_later_starts_and_longer_delays_end_no_earlier(spec, data):
    """Nobody overtakes: a letter that sets out later or takes longer is not there sooner."""
    working, (start, gone) = office(*spec), wall_clock(spec)
    moments = st.integers(0, len(gone) - 1).filter(lambda m: gone[m] < gone[-1])
    early, late = sorted((data.draw(moments), data.draw(moments)))
    short, long = sorted(data.draw(st.tuples(*[st.integers(0, gone[-1] - gone[late])] * 2)))
    assert start + early <= working.add(start + early, short) <= working.add(start + late, long)


def moment(text: str, working: WorkingTime) -> int:
    return Instant.of(datetime.fromisoformat(text), working.zone).minute


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2021-01-11 15:30", 60, "2021-01-11 16:30"),
        ("2021-01-11 15:30", 61, "2021-01-12 08:31"),
        ("2021-01-11 06:00", 30, "2021-01-11 09:00"),
        ("2021-01-11 12:00", 0, "2021-01-11 12:00"),
        ("2021-01-11 16:30", 0, "2021-01-11 16:30"),
        ("2021-01-09 12:00", 0, "2021-01-11 08:30"),
        ("2020-12-30 16:00", 31, "2021-01-04 08:31"),
        ("2021-01-11 08:30", -480, "2021-01-08 08:30"),
    ],
)
def test_a_start_outside_hours_counts_from_the_next_opening(thai, start, minutes, end):
    """Evenings, a weekend and the New Year's holidays pass without a minute of work."""
    assert thai.add(moment(start, thai), minutes) == moment(end, thai)


@given(st.dates(date(2020, 1, 1), date(2022, 12, 31)), st.integers(-40, 40))
def test_days_are_counted_start_exclusive_end_inclusive(thai, start, step):
    """The day of issue does not count, the day of arrival does; backwards it is negative."""
    end = start + timedelta(days=step)
    early, late = sorted((start, end))
    days = [early + timedelta(days=i + 1) for i in range((late - early).days)]
    worked = sum(d.weekday() < 5 and d not in thai.calendar.holidays for d in days)
    assert thai.days_between(start, end) == (worked if step >= 0 else -worked)


def test_a_million_shapes_broadcast(thai):
    """One start against many ends, and nothing at all, keep their shapes."""
    start = moment("2021-01-11 08:30", thai)
    assert thai.between(start, start + np.arange(6).reshape(2, 3)).tolist() == [
        [0, 1, 2],
        [3, 4, 5],
    ]
    assert thai.between(np.array([], dtype=np.int64), np.array([], dtype=np.int64)).shape == (0,)
    assert thai.add(start, np.array([0, 480])).shape == (2,)


@pytest.mark.parametrize(
    "ask",
    [
        lambda w: w.between(0, moment("2021-01-11 08:30", w)),
        lambda w: w.between(moment("2021-01-11 08:30", w), 2**60),
        lambda w: w.add(moment("2022-12-30 08:30", w), 10_000),
        lambda w: w.add(moment("2020-01-02 08:30", w), -10_000),
        lambda w: w.add(moment("2022-12-31 12:00", w), 0),
        lambda w: w.days_between(date(1999, 1, 1), date(2021, 1, 1)),
        lambda w: w.days_between(date(2021, 1, 1), date(2023, 1, 1)),
    ],
)
def test_outside_the_calendar_is_a_sentence(berlin, ask):
    """Nobody knows the holidays of 1970 or 2099 here, so no figure is made up for them."""
    with pytest.raises(WianError, match="outside the working calendar, which covers 2020-01-01"):
        ask(berlin)


@pytest.mark.parametrize("spec", OFFICES)
def test_days_openings_and_closes_are_those_of_the_zone(spec):
    """The tables say what the time zone database says, on the days of a change too."""
    working, (start, gone) = office(*spec), wall_clock(spec)
    minutes = range(start, start + len(gone) - 1)
    days = [(EPOCH + timedelta(minutes=m)).astimezone(working.zone).date() for m in minutes]
    assert working.local_days(minutes).tolist() == days
    for day in sorted(set(days)):
        midnight = datetime(day.year, day.month, day.day)
        opening, close = (
            midnight + timedelta(minutes=minute)
            for minute in (working.calendar.opens, working.calendar.closes)
        )
        assert working.midnight(day) == Instant.of(day, working.zone).minute
        assert working.opens_at(day) == Instant.of(opening, working.zone).minute
        assert working.closes_at(day) == Instant.of(close, working.zone).minute


def test_working_time_is_laid_out_once_until_another_calendar_holds():
    """Reports ask for it hop by hop; a country whose calendar is exchanged has the new one."""
    thailand, berlin = jurisdiction("thailand"), office(*OFFICES[1]).calendar
    assert working_time("thailand") is working_time("thailand")
    try:
        for calendar in (thailand.calendar, berlin):
            register("elsewhere", partial(replace, thailand, calendar=calendar))
            assert working_time("elsewhere").calendar is calendar
    finally:
        forget("elsewhere")


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Bangkok", "Asia/Colombo"])
def test_moments_beyond_the_table_are_on_the_zones_own_clock(zone: str) -> None:
    """Summer and winter before its first year and after its last; any number is some moment."""
    clock = LocalClock(ZoneInfo(zone), date(2010, 1, 1), date(2012, 12, 31))
    moments = [
        datetime(year, month, 5, 22, 30, tzinfo=UTC)
        for year in (1975, 1999, 2011, 2024)
        for month in (1, 7)
    ]
    minutes = np.array([int((each - EPOCH).total_seconds()) // 60 for each in moments])
    told = [datetime(1970, 1, 1) + timedelta(minutes=int(each)) for each in clock.local(minutes)]
    assert told == [each.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for each in moments]
    assert clock.local(np.array([-(2**62), 2**62])).shape == (2,)
    assert clock.days(np.int64(0)).shape == ()


def test_a_day_beyond_every_date_is_refused_in_words(thai):
    """No ``date`` holds it, so no sentence could name it."""
    far = np.array([10**7], dtype="datetime64[D]")
    with pytest.raises(OutsideCalendarError, match="after every date"):
        thai.days_between(far, far)


JAKARTA = ZoneInfo("Asia/Jakarta")
RESTING = WorkingCalendar(
    zone=JAKARTA,
    holidays={},
    first=date(2026, 1, 1),
    last=date(2026, 12, 31),
    announced_to=date(2026, 12, 31),
    by_weekday={
        **dict.fromkeys(range(4), ((450, 720), (780, 960))),
        4: ((450, 690), (780, 990)),
    },
    by_day={date(2026, 3, 2): ((480, 720), (750, 900))},
)
"""A rest at noon, a longer one on Fridays; shorter hours on Monday, 2 March."""


@pytest.fixture(scope="module")
def resting() -> WorkingTime:
    return WorkingTime(RESTING)


def _jakarta(day: int, hour: int, minute: int = 0, month: int = 2) -> int:
    return Instant.of(datetime(2026, month, day, hour, minute, tzinfo=JAKARTA), JAKARTA).minute


def test_a_usual_day_is_as_long_as_the_first_of_the_week():
    """Without the rest."""
    assert RESTING.minutes_a_day == 450
    assert RESTING.spans(date(2026, 2, 27)) == ((450, 690), (780, 990))


def test_the_rest_at_noon_is_not_worked(resting):
    """Neither on a Monday nor on a Friday, which has a longer one."""
    assert resting.between(_jakarta(23, 11), _jakarta(23, 14)) == 120
    assert resting.between(_jakarta(27, 11), _jakarta(27, 14)) == 90
    assert resting.add(_jakarta(23, 11, 30), 60) == _jakarta(23, 13, 30)


def test_a_week_has_its_hours(resting):
    """37 hours and a half; an hour less with the short Monday."""
    assert resting.between(_jakarta(23, 0), _jakarta(28, 0)) == 37 * 60 + 30
    assert resting.between(_jakarta(2, 0, month=3), _jakarta(7, 0, month=3)) == 36 * 60 + 30


def test_each_day_opens_and_closes_by_its_own_hours(resting):
    """As stamps that show only a day are taken."""
    days = np.array(["2026-02-26", "2026-02-27", "2026-03-02"], dtype="datetime64[D]")
    opened, closed = resting.opens_at(days), resting.closes_at(days)
    midnights = resting.midnight(days)
    assert (opened - midnights).tolist() == [450, 450, 480]
    assert (closed - midnights).tolist() == [960, 990, 900]


def test_a_day_outside_has_the_hours_of_the_nearest():
    """No look-up fails there: what lies outside is refused elsewhere."""
    hours = DayHours(RESTING)
    assert hours.opens(np.array([-3, 9999])).tolist() == [450, 450]
