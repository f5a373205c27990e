"""What ``wian outlook`` says of the answers that a directive asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from wian.cli.terminal.console import heading, say, table
from wian.kit.counted import counted, number
from wian.propagation.plan import Plan
from wian.reports.outlook.outlook import InTime, LastDay
from wian.reports.outlook.upward.answers_outlook import AnswersOutlook, Gatherer, LevelAnswers

_SHOWN = 10


def answers_summary(told: AnswersOutlook) -> Mapping[str, Any]:
    """What ``--json`` prints of them."""
    return {
        "asked": told.asked,
        "answered": told.answered,
        "due": _text(told.due),
        "in_time": told.in_time,
        "last": _days(told.last),
        "levels": [
            {
                "level": each.level,
                "offices": len(each.offices),
                "done": each.done,
                "day": _text(each.day),
                "in_time": asdict(each.in_time) if each.in_time else None,
                "last": _days(each.last),
            }
            for each in told.levels
        ],
        "gatherers": [
            {
                "office": each.office,
                "day": _text(each.day),
                "p05": each.p05.isoformat(),
                "p50": each.p50.isoformat(),
                "p95": each.p95.isoformat(),
                "in_time": each.in_time,
            }
            for each in told.gatherers
        ],
    }


def show_answers(plan: Plan, told: AnswersOutlook) -> None:
    """Print them: sentences, the levels, and who reports last."""
    origin = plan.namer.one(plan.route.origin)
    heading(f"The way back up to {origin}")
    who = counted(told.asked, "office")
    say(f"{number(told.answered)} of {who} {'has' if told.asked == 1 else 'have'} answered.")
    if told.due and told.in_time is not None:
        say(f"All answers are there by {told.due} in {told.in_time:.0%} of the futures.")
    say(_last_words(told.last))
    columns = (
        ("offices", "left"),
        ("done", "right"),
        ("by", "whole"),
        ("in time\nexpected", "decimal"),
        ("nine in ten\nbetween", "right"),
        ("last one\nhalf by", "whole"),
        ("95 %\nby", "whole"),
    )
    table(columns, [_level_row(plan, each) for each in told.levels])
    if told.gatherers:
        _show_gatherers(plan, told)


def _level_row(plan: Plan, each: LevelAnswers) -> tuple[object, ...]:
    found = each.in_time
    return (
        plan.namer.many(each.offices),
        number(each.done),
        each.day,
        f"{found.expected:.1f}" if found else None,
        _between(found) if found else None,
        each.last.p50,
        each.last.p95,
    )


def _between(found: InTime) -> str:
    low, high = number(found.p05), number(found.p95)
    return low if low == high else f"{low} and {high}"


def _show_gatherers(plan: Plan, told: AnswersOutlook) -> None:
    rows = [_gatherer_row(plan, each) for each in told.gatherers[:_SHOWN]]
    columns = (
        ("office", "whole"),
        ("name", "left"),
        ("by", "whole"),
        ("in time", "right"),
        ("5 %\nby", "whole"),
        ("half\nby", "whole"),
        ("95 %\nby", "whole"),
    )
    who = counted(len(told.gatherers), "office")
    table(columns, rows, title=f"{who} still to report, the latest first")
    if len(told.gatherers) > _SHOWN:
        say(f"  and {number(len(told.gatherers) - _SHOWN)} more; --json names all")


def _gatherer_row(plan: Plan, each: Gatherer) -> tuple[object, ...]:
    chance = None if each.in_time is None else f"{each.in_time:.0%}"
    name = plan.namer.one(each.office)
    return each.office, name, each.day, chance, each.p05, each.p50, each.p95


def _last_words(last: LastDay) -> str:
    if last.p05 == last.p95:
        return f"The last one is there on {last.p50}."
    return (
        f"The last one is there by {last.p50} in half of all futures; nine times in ten between "
        f"{last.p05} and {last.p95}."
    )


def _days(last: LastDay) -> Mapping[str, str]:
    return {name: day.isoformat() for name, day in asdict(last).items()}


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
