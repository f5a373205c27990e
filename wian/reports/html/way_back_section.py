"""The section of a report's page about the way back up: who has answered, and how long it took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hierarchy.graph import Hierarchy
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.reports.bilingual import Bilingual, Words
from wian.reports.progress.way_back import WayBack
from wian.reports.upward.answer_costs import LateAnswers
from wian.reports.upward.level_returns import LevelReturn

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class AnswersTold:
    """The answers to a directive, and what they are told with.

    Attributes:
        back: How far they are.
        levels: The levels, with how long they took.
        late: Answers against their days.
        hierarchy: The offices.
        country: Whose they are.
        words: Says things in both languages.
    """

    back: WayBack
    levels: Sequence[LevelReturn]
    late: LateAnswers
    hierarchy: Hierarchy
    country: Jurisdiction
    words: Bilingual

    def day(self, day: date) -> Words:
        """A day in both languages."""
        return self.words.same(self.country.wording.long_date(day), day.isoformat())


def way_back_section(of: AnswersTold | None) -> Mapping[str, Any] | None:
    """Its sentences and tables; ``None`` where a directive asks for no answers in a form."""
    if of is None:
        return None
    held = of.back.ready[:_SHOWN]
    return {
        "sentences": list(_sentences(of)),
        "levels": [_level(each, of) for each in of.levels],
        "ready": [
            {"name": of.hierarchy.office(office).name, "answers": answers}
            for office, answers in held
        ],
        "more": len(of.back.ready) - len(held),
    }


def _sentences(of: AnswersTold) -> Iterator[Words]:
    words, back, late = of.words, of.back, of.late
    yield words("outlook.answers.have", answered=back.answered, asked=back.asked)
    if back.due:
        yield words("back.due", day=of.day(back.due))
    if late.due:
        yield words("back.late", late=late.late, due=late.due)
    if missing := sum(each.late for each in back.levels):
        yield words("back.missing", count=missing)
    if late.last:
        yield words("outlook.answers.sure", day=of.day(late.last))


def _level(each: LevelReturn, of: AnswersTold) -> Mapping[str, Any]:
    words, back = of.words, each.back
    traits = [of.hierarchy.traits(office) for office in back.offices]
    level = words.level(traits[0].level, [of_it.kind for of_it in traits])
    return {
        "name": level,
        "offices": len(back.offices),
        "done": back.done,
        "late": back.late,
        "day": of.day(back.day) if back.day else words.same("–"),
        "figures": [_days(days) for days in (each.own, each.slowest, each.travel)],
        "source": words.joined(words.same(", "), (words(f"source.{s}") for s in each.sources)),
    }


def _days(days: float | None) -> str:
    return "–" if days is None else f"{days:.1f}"
