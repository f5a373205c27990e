"""How far the answers to a directive are on their way back up, and where they wait."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from hierarchy.route.way_up import WayUp
from wian.delays.window import days_left


@dataclass(frozen=True, slots=True)
class LevelBack:
    """The answers of a level.

    Attributes:
        offices: Those of it that answer or report.
        done: How many have: a report counts once it lacks no answer.
        late: How many have not, and their day is over.
        day: The first day that is set for them; ``None``: none is.
    """

    offices: tuple[str, ...]
    done: int
    late: int
    day: date | None


@dataclass(frozen=True, slots=True)
class WayBack:
    """The answers to a directive at a moment.

    Attributes:
        asked: How many offices are asked.
        answered: How many of them have answered.
        levels: The levels, those who answer first before those who gather.
        ready: Those who have all answers below them and have not reported, with how many answers
            wait there; the most first.
        due: By when all are to be with the origin; ``None``: by no day.
        left: Days that are left for it, the day itself included; 0 or less once it is past.
    """

    asked: int
    answered: int
    levels: tuple[LevelBack, ...]
    ready: tuple[tuple[str, int], ...]
    due: date | None
    left: int | None


def way_back(  # noqa: PLR0913 - what is known of the answers
    way: WayUp,
    level: Callable[[str], str],
    days: Mapping[str, date],
    *,
    answered: Collection[str],
    reported: Collection[str],
    today: date,
) -> WayBack:
    """How far the answers are.

    Args:
        way: Who answers to whom.
        level: The level of an office.
        days: By which day each is to answer or report, where there is one.
        answered: Who has given its own answer.
        reported: Who has reported all that it gathers.
        today: The day.
    """
    done = {
        office
        for office in way.wave_of
        if (office in reported if way.gathers(office) else office in answered)
    }
    by_level: dict[str, list[str]] = {}
    for office in way.wave_of:
        by_level.setdefault(level(office), []).append(office)
    due = max(days.values(), default=None)
    return WayBack(
        len(way.asked),
        sum(office in answered or office in reported for office in way.asked),
        tuple(_level(offices, done, days, today) for offices in by_level.values()),
        tuple(_ready(way, done, answered)),
        due,
        days_left(today, due) if due else None,
    )


def _level(
    offices: list[str], done: Collection[str], days: Mapping[str, date], today: date
) -> LevelBack:
    late = sum(
        office not in done and (day := days.get(office)) is not None and day < today
        for office in offices
    )
    first = min((days[office] for office in offices if office in days), default=None)
    return LevelBack(tuple(offices), sum(office in done for office in offices), late, first)


def _ready(way: WayUp, done: Collection[str], answered: Collection[str]) -> list[tuple[str, int]]:
    found = [
        (office, way.asked_below[office])
        for office in way.wave_of
        if way.gathers(office)
        and office not in done
        and all(child in done for child in way.children[office])
        and (office not in way.asked or office in answered)
    ]
    return sorted(found, key=lambda each: (-each[1], each[0]))
