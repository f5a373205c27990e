"""The command ``wian add``: adds offices that a live directive had left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hierarchy.route.wanted_offices import wanted_offices
from wian.cli.act.typed_act import acting, place_of, shown, who_acted
from wian.cli.terminal.console import print_json, say
from wian.kit.counted import counted
from wian.lifecycle.addition import Addition, add
from wian.propagation import runtime
from wian.propagation.plan import Plan

_NAMED = 5


def run(
    propagation: str, offices: list[str], reason: str, office: str | None, by: str, *, json: bool
) -> None:
    """Add offices to the route of a live directive."""
    plan = runtime.recorded_plan(propagation)
    wanted = wanted_offices(plan.hierarchy, [place_of(plan, each) for each in offices])
    adds = office or plan.directive.origin
    done = add(acting(plan, adds, by), wanted, reason)
    if json:
        print_json(_values(plan, adds, done))
        return
    who = who_acted(place_of(plan, adds), done.act.at) if done.act else adds
    for sentence in _told(plan, who, done):
        say(sentence)


def _values(plan: Plan, office: str, done: Addition) -> dict[str, Any]:
    return {
        "propagation": plan.id,
        "office": office,
        "added": list(done.added),
        "ways": [{"sender": hop.sender, "recipient": hop.recipient} for hop in done.ways],
        "numbers": list(done.numbers),
        "waiting": list(done.waiting),
        "there": list(done.there),
        "at": shown(plan, done.act.office, done.act.at) if done.act else None,
        "new": done.new,
    }


def _told(plan: Plan, who: str, done: Addition) -> Iterator[str]:
    if done.new:
        yield f"{who} added {_named(done.added)} to {plan.id}."
    if done.letters:
        letter = "letter" if len(done.numbers) == 1 else "letters"
        to = counted(len(done.letters.recipients), "office")
        yield f"Its further {letter} {', '.join(done.numbers)} went to {to}."
    if done.waiting:
        has = "has" if len(done.waiting) == 1 else "have"
        yield f"{_named(done.waiting)} {has} to write to those below."
    if done.there:
        yield f"On the route already, so that nothing was done for them: {_named(done.there)}."


def _named(offices: tuple[str, ...]) -> str:
    if len(offices) <= _NAMED:
        return ", ".join(offices)
    return counted(len(offices), "office")
