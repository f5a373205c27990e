"""Working time: how many office minutes lie between two moments, and the reverse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date, datetime, timedelta
from math import gcd
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wian.delays.day_hours import DayHours
from wian.delays.local_clock import DAY, LocalClock
from wian.delays.own_clocks import OwnClocks
from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.office_clocks import OfficeClocks
from wian.kit.cache import Remembered
from wian.kit.errors import WianError

Minutes = NDArray[np.int64]
Days = NDArray[np.datetime64]


_JURISDICTIONS = 8
"""How many jurisdictions' working time is kept: years of holidays are laid out for each."""


class OutsideCalendarError(WianError):
    """A moment lies where the working calendar knows no holidays.

    Args:
        moment: The first such moment, in words.
        first: First day of the calendar.
        last: Last day of the calendar.
    """

    def __init__(self, moment: str, first: date, last: date) -> None:
        super().__init__(
            f"{moment} lies outside the working calendar, which covers {first} to {last}; "
            "check the date, or extend the calendar's holidays."
        )


class WorkingTime:
    """Office minutes and working days of one calendar, for whole arrays at once.

    A minute is worked when the local clock, as it begins, stands within office hours on a
    working day; so days with a change of the clock are exact. Time is cut into equal cells, as
    long as all openings, closes and clock changes allow; a cell is worked as a whole or not at
    all, so a position in working time is one look-up and one multiplication.

    Args:
        calendar: Days and hours; moments outside of it are refused.

    Attributes:
        clocks: The clocks of the offices whose time it is: the calendar's, unless ``at`` says
            otherwise. Hops are counted by them; plain moments are the calendar's.
        own: The same for whole arrays; ``None`` where all have the calendar's clock.
    """

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.calendar = calendar
        self.clock = LocalClock(calendar.zone, calendar.first, calendar.last)
        first, last = np.datetime64(calendar.first, "D"), np.datetime64(calendar.last, "D")
        self._first_day = int(first.astype(np.int64))
        self._open_days = _open_days(calendar, first, last)
        self._hours = DayHours(calendar)
        self._days_worked = np.cumsum(self._open_days, dtype=np.int64)
        self._start, self._end = self.clock.utc(
            np.array([self._first_day, self._first_day + len(self._open_days)]) * DAY
        ).tolist()
        self._lay_cells()
        self._lay_runs()
        self.clocks = OfficeClocks({}, calendar.zone)
        self.own: OwnClocks | None = None

    def at(self, zones: Mapping[str, str]) -> WorkingTime:
        """The same of offices of which some have clocks of their own.

        Args:
            zones: Office -> IANA zone, of those.
        """
        if not zones:
            return self
        made = copy(self)
        made.clocks = OfficeClocks(zones, self.calendar.zone)
        made.own = OwnClocks(zones, self.clock, (self.calendar.first, self.calendar.last))
        return made

    @property
    def zone(self) -> ZoneInfo:
        """Clock of the offices."""
        return self.calendar.zone

    @property
    def minutes_a_day(self) -> int:
        """Office minutes of a usual working day."""
        return self.calendar.minutes_a_day

    @property
    def last_position(self) -> int:
        """Working position of the calendar's end."""
        return self._total

    def covers(self, minutes: ArrayLike) -> NDArray[np.bool_]:
        """Whether each moment (UTC minutes) lies within the calendar."""
        moments = _integers(minutes)
        return np.asarray((moments >= self._start) & (moments < self._end))

    def between(self, start: ArrayLike, end: ArrayLike) -> Minutes:
        """Working minutes from ``start`` to ``end``, negative where ``end`` is earlier.

        Args:
            start: Moments as minutes since 1970-01-01T00:00Z; any shape.
            end: Moments, of a shape that broadcasts with it.

        Raises:
            OutsideCalendarError: A moment lies outside the calendar.
        """
        return self.position(end) - self.position(start)

    def add(self, start: ArrayLike, working_minutes: ArrayLike) -> Minutes:
        """The moments that lie ``working_minutes`` of office time after ``start``.

        The inverse of `between`: ``between(s, add(s, m)) == m``. Counting forwards it arrives
        as early as possible (at a close rather than at the next opening), counting backwards
        as late as possible; adding nothing keeps a moment within office hours (both ends
        included) and takes any other to the next opening.

        Args:
            start: Moments as minutes since 1970-01-01T00:00Z.
            working_minutes: Office minutes to add, of a shape that broadcasts with it.

        Raises:
            OutsideCalendarError: A start or a result lies outside the calendar.
        """
        begin, step = np.broadcast_arrays(_integers(start), _integers(working_minutes))
        position = self.position(begin) + step
        self._refuse_position(position)
        early = self._moment(position, "left")
        late = self._moment(position, "right")
        stays = (step > 0) | ((step == 0) & (early == begin))
        moment = np.where(stays, early, late)
        if np.any(beyond := (step >= 0) & (moment < begin)):
            raise self._outside(int(begin[beyond].flat[0]))
        return moment

    def moment(self, position: ArrayLike) -> Minutes:
        """The first moment (UTC minutes) at each working position; the last beyond the calendar."""
        return self._moment(np.clip(_integers(position), 0, self._total), "left")

    def days_between(self, start: ArrayLike, end: ArrayLike) -> Minutes:
        """Working days after the day ``start`` up to and including the day ``end``.

        Args:
            start: Local days (``datetime64[D]``).
            end: Local days, of a shape that broadcasts with it.

        Raises:
            OutsideCalendarError: A day lies outside the calendar.
        """
        return self._days_worked[self._day_index(end)] - self._days_worked[self._day_index(start)]

    def midnight(self, days: ArrayLike) -> Minutes:
        """When local ``days`` begin (UTC)."""
        return self.clock.utc(_day_numbers(days) * DAY)

    def opens_at(self, days: ArrayLike) -> Minutes:
        """When the clock shows the office's opening on local ``days``, open or not (UTC)."""
        numbers = _day_numbers(days)
        return self.clock.utc(numbers * DAY + self._hours.opens(numbers - self._first_day))

    def closes_at(self, days: ArrayLike) -> Minutes:
        """When the clock shows the office's close on local ``days``, open or not (UTC)."""
        numbers = _day_numbers(days)
        return self.clock.utc(numbers * DAY + self._hours.closes(numbers - self._first_day))

    def local_days(self, minutes: ArrayLike) -> Days:
        """The local dates (``datetime64[D]``) of moments in UTC minutes."""
        return self.clock.days(_integers(minutes))

    def shown(self, offices: Sequence[str], minutes: Minutes) -> Minutes:
        """When the calendar's clock shows what the clocks of offices show at moments.

        Args:
            offices: The office of each moment.
            minutes: Moments known to the minute, as UTC minutes.
        """
        if self.own is None:
            return minutes
        return self.own.parts(offices).to_home(minutes, np.ones(len(minutes), dtype=np.bool_))

    def _lay_cells(self) -> None:
        """Cut the calendar into cells: each one's worth (0 or 1) and the position it begins at."""
        anchor = self._first_day * DAY + self.calendar.opens - int(self.clock.offsets[0])
        self._step = gcd(
            DAY,
            *(bound - self.calendar.opens for bound in self._hours.bounds),
            *(self.clock.offsets - self.clock.offsets[0]).tolist(),
            *(self.clock.changes - anchor).tolist(),
        )
        self._origin = anchor - -(-(anchor - self._start) // self._step) * self._step
        count = -(-(self._end - self._origin) // self._step) + 1
        starts = self._origin + np.arange(count, dtype=np.int64) * self._step
        self._worth = self._is_worked(starts).astype(np.int64)
        self._before = np.concatenate(([0], np.cumsum(self._worth[:-1]))) * self._step

    def _is_worked(self, minutes: Minutes) -> NDArray[np.bool_]:
        day, minute_of_day = np.divmod(self.clock.local(minutes), DAY)
        index = day - self._first_day
        inside = (index >= 0) & (index < len(self._open_days))
        open_day = self._open_days[np.where(inside, index, 0)] & inside
        return np.asarray(open_day & self._hours.worked(index, minute_of_day))

    def _lay_runs(self) -> None:
        """List the unbroken stretches of working time: when each begins, at which position."""
        begins = np.flatnonzero(np.diff(self._worth, prepend=0) == 1)
        self._run_start = self._origin + begins * self._step
        self._run_position = self._before[begins]
        self._total = int(self._before[-1])

    def position(self, minutes: ArrayLike) -> Minutes:
        """Working minutes from the calendar's beginning to each moment: its working position.

        Raises:
            OutsideCalendarError: A moment lies outside the calendar.
        """
        moments = _integers(minutes)
        self._refuse_outside(moments)
        since = moments - self._origin
        cell = since // self._step
        since -= cell * self._step
        return np.asarray(self._before[cell] + self._worth[cell] * since)

    def _moment(self, position: Minutes, side: str) -> Minutes:
        """The earliest (``left``) or latest (``right``) moment at each position."""
        run = np.searchsorted(self._run_position, position, side=side) - 1  # type: ignore[call-overload]  # numpy types the side as a Literal
        run = np.clip(run, 0, None)
        return np.asarray(self._run_start[run] + position - self._run_position[run])

    def _day_index(self, days: ArrayLike) -> Minutes:
        index = _day_numbers(days) - self._first_day
        if index.size and (index.min() < 0 or index.max() >= len(self._open_days)):
            bad = index[(index < 0) | (index >= len(self._open_days))].flat[0]
            raise self._outside_day(_day_words(self.calendar.first, int(bad)))
        return index

    def _refuse_outside(self, moments: Minutes) -> None:
        if moments.size and (moments.min() < self._start or moments.max() > self._end):
            bad = moments[(moments < self._start) | (moments > self._end)].flat[0]
            raise self._outside(int(bad))

    def _refuse_position(self, position: Minutes) -> None:
        if position.size and (position.min() < 0 or position.max() > self._total):
            early = bool(position.min() < 0)
            raise self._outside_day(f"A moment {'before' if early else 'after'} every working day")

    def _outside(self, minute: int) -> OutsideCalendarError:
        return self._outside_day(_words(minute, self.zone))

    def _outside_day(self, words: str) -> OutsideCalendarError:
        return OutsideCalendarError(words, self.calendar.first, self.calendar.last)


_known: Remembered[str, WorkingTime] = Remembered(_JURISDICTIONS)


def working_time(jurisdiction_id: str) -> WorkingTime:
    """Working time of a jurisdiction's offices, laid out once.

    Raises:
        UnknownJurisdiction: There is none of that id.
    """
    calendar = jurisdiction(jurisdiction_id).calendar
    return _known.get(
        jurisdiction_id, lambda: WorkingTime(calendar), lambda known: known.calendar is calendar
    )


def _open_days(
    calendar: WorkingCalendar, first: np.datetime64, last: np.datetime64
) -> NDArray[np.bool_]:
    """Whether each day of the calendar is worked."""
    holidays = np.array(sorted(calendar.holidays), dtype="datetime64[D]")
    busday = np.busdaycalendar(weekmask=calendar.weekmask, holidays=holidays)
    return np.asarray(np.is_busday(np.arange(first, last + 1), busdaycal=busday))


def _integers(values: ArrayLike) -> Minutes:
    return np.asarray(values, dtype=np.int64)


def _day_numbers(days: ArrayLike) -> Minutes:
    return np.asarray(days, dtype="datetime64[D]").astype(np.int64)


def _day_words(first: date, days: int) -> str:
    """A day as text, so many days after another one."""
    try:
        return str(first + timedelta(days=days))
    except OverflowError:
        return f"A day {'before' if days < 0 else 'after'} every date"


def _words(minute: int, zone: ZoneInfo) -> str:
    """A moment for a person; far ones, which no ``datetime`` holds, by their distance."""
    try:
        moment = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(minutes=minute)
        return moment.astimezone(zone).isoformat(timespec="minutes")
    except OverflowError:
        return f"The moment {minute} minutes from 1970"
