"""Which day must each level set for its answers, so that all are there by the origin's day?

Figures are those of the profile by channel, level and kind, not of single offices. Lengths of a
chain are added as samples, each of its own stream, so that the result is the same on any machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wian.delays.draws import quantile, uniform
from wian.delays.profile import DelayProfile, Distribution, Stage
from wian.delays.unit import Unit
from wian.delays.working_time import Days, WorkingTime

SHARE = 0.9
"""Share of the offices of a level that are to be in time."""
_SAMPLES = 400
_HOUR = 60
_ONE_DAY = timedelta(days=1)
_TRIES = 20
_Samples = NDArray[np.float64]


class Post(NamedTuple):
    """What an office is to those who write to it.

    Attributes:
        level, kind: What it is.
        channel: How letters come to it from above, and go back.
        desks: How many desks stamp them.
    """

    level: str
    kind: str
    channel: str
    desks: int


Posts = tuple[Post, ...]
"""The offices on a chain from the origin, which is first, down to one."""


@dataclass(frozen=True, slots=True)
class AnswerDays:
    """The days that leave time for answers.

    Attributes:
        due: By when all answers are to be with the origin.
        day: By when the answers of each kind of office are to be with whoever asks; ``None``: on no
            day of the calendar.
        has: When nine in ten of each kind have the directive.
        answers: When nine in ten of each kind that are asked could have answered; no other.
    """

    due: date
    day: Mapping[Posts, date | None]
    has: Mapping[Posts, date | None]
    answers: Mapping[Posts, date | None]

    @property
    def late(self) -> frozenset[Posts]:
        """The kinds of which more than one in ten would answer too late."""
        return frozenset(
            posts
            for posts, ends in self.answers.items()
            if (day := self.day[posts]) is None or ends is None or ends > day
        )


class BackPlanning:
    """Plans answer days back from a day of the origin.

    Args:
        chains: Every kind of office that answers or gathers.
        asked: Those of them that are asked for an answer of their own.
        issued: When the origin issues, as a UTC minute.
        profile: What everything takes.
        working: Working time of the offices.
    """

    def __init__(
        self,
        chains: Sequence[Posts],
        asked: Sequence[Posts],
        issued: int,
        profile: DelayProfile,
        working: WorkingTime,
    ) -> None:
        self._chains = sorted(set(chains), key=len)
        self._asked = frozenset(asked)
        self._profile, self._working = profile, working
        self._begins = float(working.position(issued))
        self._streams: dict[str, _Samples] = {}
        self._lengths: dict[tuple[str, str], _Samples] = {}

    def days(self, due: date) -> AnswerDays:
        """The days that each level must set where the origin wants all by ``due``."""
        day: dict[Posts, date | None] = {}
        ends: dict[Posts, float] = {}
        for posts in self._chains:
            above = posts[:-1]
            if len(above) > 1:
                day[posts] = self._last_day(ends[above] - self._gathered[above])
            else:
                day[posts] = due
            ends[posts] = self._close(day[posts])
        has = {posts: self._first_day(self._reached[posts]) for posts in self._chains}
        answers = {posts: self._first_day(self._answered[posts]) for posts in self._asked}
        return AnswerDays(due, day, has, answers)

    def first_due(self, due: date) -> date | None:
        """The first day from ``due`` on by which nine in ten at each level manage; ``None``: none
        of the calendar.
        """
        for _ in range(_TRIES):
            found = self.days(due)
            if not found.late:
                return due
            short = max(
                self._answered[posts] - self._close(found.day[posts]) for posts in found.late
            )
            later = self._first_day(self._close(due) + max(short, 1.0))
            if later is None:
                return None
            due = max(later, due + _ONE_DAY)
        return None

    @cached_property
    def _gathered(self) -> dict[Posts, float]:
        """From the answers' day below an office to its own report's reception, in nine of ten."""
        found = {}
        for posts in self._chains:
            if len(posts) > 1:
                took = self._length("gathering", self._profile.answers(*posts[-1][:2]))
                found[posts] = _nine_in_ten(took + self._upward(posts))
        return found

    @cached_property
    def _down(self) -> dict[Posts, _Samples]:
        """From the origin's issue to the last desk of each kind of office."""
        found: dict[Posts, _Samples] = {}
        for posts in self._chains:
            above, depth = posts[:-1], len(posts) - 1
            length = found[above].copy() if len(above) > 1 else np.zeros(_SAMPLES)
            if len(above) > 1:
                length += self._stage(Stage.HANDLING, above[-1], f"handling {depth}")
            found[posts] = length + self._travel(posts[-1], posts[-1].channel, f"down {depth}")
        return found

    @cached_property
    def _reached(self) -> dict[Posts, float]:
        return {posts: self._begins + _nine_in_ten(took) for posts, took in self._down.items()}

    @cached_property
    def _answered(self) -> dict[Posts, float]:
        found = {}
        for posts in self._asked:
            own = self._length("answering", self._profile.answers(*posts[-1][:2]))
            took = self._down[posts] + own + self._upward(posts)
            found[posts] = self._begins + _nine_in_ten(took)
        return found

    def _upward(self, posts: Posts) -> _Samples:
        """From an office's answer to the last desk of whoever asks."""
        return self._travel(posts[-2], posts[-1].channel, f"up {len(posts)}")

    def _travel(self, to: Post, channel: str, stream: str) -> _Samples:
        found = self._stage(Stage.TRANSIT, to, f"transit {stream}", channel)
        for desk in range(1, to.desks):
            found = found + self._stage(Stage.ROUTING, to, f"routing {desk} {stream}")
        return found

    def _stage(self, stage: Stage, at: Post, stream: str, channel: str | None = None) -> _Samples:
        usual = self._profile.distribution(stage, at.level, at.kind, channel)
        found = self._length(stream, usual)
        effect = self._profile.common_effect
        if effect is None or usual.constant is not None:
            return found
        common = [quantile(_STANDARD, share) for share in self._stream("common effect")]
        factor: _Samples = np.power(np.array(common), effect.of(stage))
        return found * factor

    def _length(self, stream: str, usual: Distribution) -> _Samples:
        """Samples of a length, in working minutes."""
        key = stream, usual.model_dump_json()
        if (known := self._lengths.get(key)) is None:
            unit = self._working.minutes_a_day if usual.unit is Unit.DAYS else _HOUR
            lengths = [quantile(usual, share) * unit for share in self._stream(stream)]
            known = self._lengths[key] = np.array(lengths)
        return known

    def _stream(self, name: str) -> _Samples:
        if name not in self._streams:
            drawn = [uniform(0, str(at), name) for at in range(_SAMPLES)]
            self._streams[name] = (np.argsort(np.argsort(drawn)) + 0.5) / _SAMPLES
        return self._streams[name]

    def _close(self, day: date | None) -> float:
        if day is None:
            return -np.inf
        return float(self._working.position(self._working.closes_at(np.datetime64(day, "D"))))

    def _last_day(self, position: float) -> date | None:
        """The last working day that has closed at a working position."""
        if position <= 0:
            return None
        working = self._working
        day = _day(working.local_days(working.moment(int(position))))
        while True:
            midnight = working.midnight(np.datetime64(day, "D"))
            opens, closes = float(working.position(midnight)), self._close(day)
            if closes <= 0:
                return None
            if opens < closes <= position:
                return day
            day -= _ONE_DAY

    def _first_day(self, position: float) -> date | None:
        """The day on which a working position is reached; ``None``: beyond the calendar."""
        if position > self._working.last_position:
            return None
        return _day(self._working.local_days(self._working.moment(int(np.ceil(position)))))


_STANDARD = Distribution(unit=Unit.HOURS, median=1.0, p90=float(np.exp(1.2815515655446004)))
"""A log-normal length whose logarithm has a standard deviation of 1."""


def _day(day: Days) -> date:
    found: date = day.astype("datetime64[D]").item()
    return found


def _nine_in_ten(lengths: _Samples) -> float:
    return float(np.quantile(lengths, SHARE))
