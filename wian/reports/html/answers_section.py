"""The section of an outlook's page about the answers: when all are there, and who reports last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wian.reports.bilingual import Words
from wian.reports.html.outlook_tables import Foretold
from wian.reports.outlook.outlook import InTime
from wian.reports.outlook.upward.answers_outlook import AnswersOutlook, Gatherer, LevelAnswers

_FIRST = 40


def answers_section(of: Foretold) -> Mapping[str, Any] | None:
    """Its sentences, levels and offices; ``None`` where a directive asks for no answers."""
    told = of.answers
    if told is None:
        return None
    return {
        "sentences": list(answer_sentences(of, told)),
        "levels": [_level(each, of) for each in told.levels],
        "offices": [_office(each, of) for each in told.gatherers[:_FIRST]],
        "more": max(len(told.gatherers) - _FIRST, 0),
    }


def answer_sentences(of: Foretold, told: AnswersOutlook) -> Iterator[Words]:
    """What is to be expected of the answers, in words."""
    words, last = of.words, told.last
    yield words("outlook.answers.have", answered=told.answered, asked=told.asked)
    if told.due and told.in_time is not None:
        yield words("outlook.answers.due", day=of.day(told.due), share=100 * told.in_time)
    if last.p05 == last.p95:
        yield words("outlook.answers.sure", day=of.day(last.p50))
    else:
        days = {"low": last.p05, "middle": last.p50, "high": last.p95}
        yield words("outlook.answers.last", **{name: of.day(day) for name, day in days.items()})


def _level(each: LevelAnswers, of: Foretold) -> Mapping[str, Any]:
    tree, found = of.told.outset.tree, each.in_time
    kinds = [k for k, level in zip(tree.kinds, tree.levels, strict=True) if level == each.level]
    return {
        "name": of.words.level(each.level, kinds),
        "offices": len(each.offices),
        "done": each.done,
        "day": of.day(each.day) if each.day else of.words.same("–"),
        "in_time": _between(found) if found else "–",
        "days": [of.day(day) for day in (each.last.p05, each.last.p50, each.last.p95)],
    }


def _between(found: InTime) -> str:
    low, high = f"{found.p05:,}", f"{found.p95:,}"
    return low if low == high else f"{low} – {high}"


def _office(each: Gatherer, of: Foretold) -> Mapping[str, Any]:
    return {
        "name": of.placed(each.office),
        "in_time": "–" if each.in_time is None else f"{100 * each.in_time:.0f} %",
        "days": [of.day(day) for day in (each.p05, each.p50, each.p95)],
    }
