"""How one directive stands today, in the few figures that a manager of many directives needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wian.delays.window import days_left
from wian.reports.outlook.outlook import Outlook
from wian.reports.progress.by_province import ProvinceStanding, by_province
from wian.reports.progress.delivery import Standing
from wian.reports.progress.pages.setting import Setting
from wian.reports.progress.pages.whereabouts import (
    Whereabouts,
    nearest_phone,
    phrase,
    sentence,
    whereabouts,
)
from wian.reports.progress.snapshot import Situation

_CALLS, _WORTH = 5, 0.5
"""Calls that are named, and what one must gain to be named beside a better one."""


@dataclass(frozen=True, slots=True)
class DayCall:
    """An office to be telephoned today.

    Attributes:
        office: Its id.
        name: Its name in English.
        phone: A number that reaches it; ``None`` where none is known.
        whose: The office that answers there, where that is another one.
        answers: Id of the office that answers there; ``None`` where no number is known.
        waiting: How many addressees wait at it and below it.
        gain: How many more are expected to be in time if it acts today; without a deadline the
            working days that they wait less, together.
    """

    office: str
    name: str
    phone: str | None
    whose: str | None
    answers: str | None
    waiting: int
    gain: float


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely the deadline is kept.

    Attributes:
        addressees: How many there are.
        expected: How many of them are in time on average.
        low, high: In 90 % of the futures it is between these.
        all_in_time: How likely it is that every one is, in words: ``under 5 %``.
        last: The day on which the last one has it, in the middle of all futures.
    """

    addressees: int
    expected: float
    low: int
    high: int
    all_in_time: str
    last: date

    @property
    def late(self) -> int:
        """How many are too late on average."""
        return round(self.addressees - self.expected)


@dataclass(frozen=True, slots=True)
class DirectiveDay:
    """How a directive stands today.

    Attributes:
        propagation: Its id.
        directive: Id of the directive.
        title: Its subject; of a secret one its id.
        offices: How many the route reaches.
        have: How many of them have it.
        overdue: How many owe something for longer than they may.
        overdue_days: Working days for which the longest of them has.
        stuck: The office that is waited for most; ``None`` where everyone has it.
        phrase: Where it is, in a few words.
        sentence: The same as a sentence.
        closes: The last day; ``None`` without one.
        days_left: Calendar days that are left, this one included; 0 or fewer once it is over.
        missed: How many addressees have missed it already.
        chance: How likely it is kept; ``None`` where that is not known.
        calls: Whom to telephone today, the most useful call first.
        provinces: How the provinces stand, the most offices to come first.
        letter: Address of the directive's page at the desk; ``None`` where no desk is known.
    """

    propagation: str
    directive: str
    title: str
    offices: int
    have: int
    overdue: int
    overdue_days: float
    stuck: Whereabouts | None
    phrase: str
    sentence: str
    closes: date | None
    days_left: int | None
    missed: int
    chance: Chance | None
    calls: tuple[DayCall, ...]
    provinces: tuple[ProvinceStanding, ...]
    letter: str | None

    @property
    def badness(self) -> tuple[bool, float, int]:
        """The greater, the worse: somebody is late, addressees lost, offices that wait."""
        lost = self.chance.addressees - self.chance.expected if self.chance else float(self.missed)
        return self.overdue > 0, round(lost, 1), self.offices - self.have


def worst_first(days: Sequence[DirectiveDay]) -> list[DirectiveDay]:
    """Directives, the worst first."""
    return sorted(days, key=lambda day: (*(-each for each in day.badness), day.propagation))


def directive_day(
    found: Situation, setting: Setting, told: Outlook | None, today: date
) -> DirectiveDay:
    """How a directive stands today.

    Args:
        found: How it stands.
        setting: What it is told with.
        told: What is to be expected; ``None`` where that is not known.
        today: The day at its origin.
    """
    late = [hop.overdue for hop in found.hops if hop.overdue is not None]
    closes = found.risk.closes if found.risk else None
    return DirectiveDay(
        propagation=setting.propagation,
        directive=setting.directive,
        title=setting.title,
        offices=found.offices,
        have=found.count(Standing.CONFIRMED),
        overdue=len(late),
        overdue_days=max(late, default=0.0),
        stuck=whereabouts(found, setting),
        phrase=phrase(found, setting),
        sentence=sentence(found, setting),
        closes=closes,
        days_left=days_left(today, closes) if closes else None,
        missed=found.risk.missed if found.risk else 0,
        chance=_chance(told),
        calls=tuple(_calls(found, setting, told)),
        provinces=by_province(found, setting.route, setting.hierarchy),
        letter=setting.letter(),
    )


def _chance(told: Outlook | None) -> Chance | None:
    if told is None or told.in_time is None or told.outset.closes is None:
        return None
    counts = told.in_time
    return Chance(
        told.addressees,
        counts.expected,
        counts.p05,
        counts.p95,
        _all_in_time(told),
        told.last.p50,
    )


def _all_in_time(told: Outlook) -> str:
    """How likely the last one is in time, as far as three quantiles of its day say."""
    closes, last = told.outset.closes, told.last
    if closes is None or last.p95 <= closes:
        return "over 95 %"
    if last.p50 <= closes:
        return "50 to 95 %"
    return "5 to 50 %" if last.p05 <= closes else "under 5 %"


def _calls(found: Situation, setting: Setting, told: Outlook | None) -> list[DayCall]:
    """The calls of the outlook; without one, the offices that others wait behind."""
    if told is not None and told.telephone:
        calls = told.telephone[:_CALLS]
        some = [call for call in calls if call.gain >= _WORTH] or calls[:1]
        chosen = [(call.office, call.waiting, call.gain) for call in some]
    else:
        chosen = [(each.office, each.waiting, 0.0) for each in found.blockers[:_CALLS]]
    made = []
    for office, waiting, gain in chosen:
        phone, whose = nearest_phone(office, setting) or (None, None)
        other = setting.namer.one(whose) if whose and whose != office else None
        made.append(DayCall(office, setting.namer.one(office), phone, other, whose, waiting, gain))
    return made
