"""What does the page of today say to those who read the offices' language, and no English?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wian.jurisdictions.instant import Instant
from wian.kit.counted import rounded
from wian.kit.markdown import link, plain
from wian.reports.progress.directive_day import Chance, DayCall, DirectiveDay
from wian.reports.progress.pages.own_words import OwnWords
from wian.reports.progress.pages.setting import Setting

_WHOLE = 5
"""Directives that are told in full."""
_LITTLE = 0.05
_ODDS = {"over 95 %": "over", "50 to 95 %": "even", "5 to 50 %": "hard", "under 5 %": "under"}
"""How likely all are in time, as English says it, and what the catalogues call it."""


def own_today(
    days: Sequence[DirectiveDay],
    settings: Mapping[str, Setting],
    links: Mapping[str, str | None],
    now: Instant,
) -> Iterator[str]:
    """A section for each language of the offices, as paragraphs; none where nobody translated it.

    Args:
        days: How each live directive stands, the worst first.
        settings: What each is told with, under the propagation's id.
        links: Its offices at the desk, under the same; ``None`` where no desk is known.
        now: When this is.
    """
    spoken: dict[str, list[DirectiveDay]] = {}
    for day in days:
        own = settings[day.propagation].own
        if own is not None and own.title:
            spoken.setdefault(own.title, []).append(day)
    for title, some in spoken.items():
        yield f"## {title}"
        yield _summary(some, settings[some[0].propagation], now)
        for day in some[:_WHOLE]:
            told = _OwnDay(day, settings[day.propagation])
            yield from told.paragraphs(links[day.propagation])


def _summary(days: Sequence[DirectiveDay], setting: Setting, now: Instant) -> str:
    own = _own(setting)
    return own.say(
        "today.summary",
        as_of=own.moment(now, setting.clocks.of(setting.route.origin)),
        directives=own.count(len(days)),
        waiting=own.count(sum(day.offices - day.have for day in days)),
        late=own.count(sum(day.overdue for day in days)),
    )


def _own(setting: Setting) -> OwnWords:
    if setting.own is None:
        raise ValueError("the offices have no words in a language but English")
    return setting.own


class _OwnDay:
    """One directive in the offices' language.

    Args:
        day: How it stands.
        setting: What it is told with.
    """

    def __init__(self, day: DirectiveDay, setting: Setting) -> None:
        self._day, self._setting, self._own = day, setting, _own(setting)

    def paragraphs(self, tree: str | None) -> Iterator[str]:
        """Where it is stuck, by when it is to be there, whom to telephone."""
        day, say = self._day, self._own.say
        yield f"### {plain(day.title)}"
        yield " ".join((f"**{self._stuck()}**", *self._deadline()))
        if day.calls:
            yield "\n".join(f"- {self._call(call)}" for call in day.calls)
        if tree:
            yield link(say("today.tree"), tree)

    def _name(self, office: str) -> str:
        return plain(self._setting.hierarchy.office(office).name)

    def _stuck(self) -> str:
        where, own = self._day.stuck, self._own
        if where is None:
            return own.say("today.all")
        key = "today.stuck" if where.waiting else "today.waits"
        return own.say(key, office=self._name(where.office), waiting=own.count(where.waiting))

    def _deadline(self) -> Iterator[str]:
        day, own = self._day, self._own
        if day.closes is None or day.days_left is None:
            yield own.say("today.no_day")
            return
        left = own.count(max(day.days_left, 0))
        key = "today.closes" if day.days_left > 0 else "today.closed"
        yield own.say(key, day=own.day(day.closes), left=left)
        if day.chance:
            yield from self._expected(day.chance)

    def _expected(self, chance: Chance) -> Iterator[str]:
        own = self._own
        figures = (round(chance.expected), chance.addressees, chance.low, chance.high)
        expected, addressees, low, high = map(own.count, figures)
        yield own.say(
            "progress.expected", expected=expected, addressees=addressees, low=low, high=high
        )
        odds = own.say(f"today.odds.{_ODDS[chance.all_in_time]}")
        yield own.say("today.all_in_time", odds=odds)

    def _call(self, call: DayCall) -> str:
        own, office = self._own, self._name(call.office)
        waiting = own.count(call.waiting)
        if call.phone is None or call.answers is None:
            told = own.say("today.call.unknown", office=office, waiting=waiting)
        else:
            key = "today.call" if call.answers == call.office else "today.call.through"
            phone, answers = plain(call.phone), self._name(call.answers)
            told = own.say(key, office=office, answers=answers, phone=phone, waiting=waiting)
        if call.gain < _LITTLE:
            return told
        gain = own.figure(rounded(call.gain, 1))
        return f"{told} {own.say('today.gain' if self._day.closes else 'today.saved', gain=gain)}"
