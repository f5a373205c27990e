"""What ``wian status`` says of how a route has grown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wian.cli.terminal.console import heading, to_the_minute
from wian.kit.counted import counted
from wian.ledger.acts import Act
from wian.ledger.life.growth_acts import Added, Rerouted
from wian.letters.secrecy import is_secret
from wian.propagation.plan import Plan

_NAMED = 5


def grown_json(plan: Plan) -> list[dict[str, Any]]:
    """The acts by which a route has grown, as JSON values."""
    return [
        {
            "as": act.kind.value,
            "office": act.office,
            "at": _at(plan, act),
            "reason": None if is_secret(plan.directive) else body.reason,
            "offices": list(_offices(body)),
            "around": body.around if isinstance(body, Rerouted) else None,
        }
        for act, body in _grown(plan)
    ]


def show_growth(plan: Plan) -> None:
    """Print them."""
    for act, body in _grown(plan):
        who = _offices(body)
        named = ", ".join(who) if len(who) <= _NAMED else counted(len(who), "office")
        why = "" if is_secret(plan.directive) or not body.reason else f": {body.reason}"
        done = f"Written around {body.around}" if isinstance(body, Rerouted) else "Added"
        heading(f"{done} by {act.office} on {to_the_minute(_at(plan, act))}: {named}{why}")


def _grown(plan: Plan) -> Iterator[tuple[Act, Added | Rerouted]]:
    for act in plan.growth.acts:
        if isinstance(act.body, Added | Rerouted):
            yield act, act.body


def _offices(body: Added | Rerouted) -> tuple[str, ...]:
    if isinstance(body, Added):
        return body.addressees
    return tuple(way.recipient for way in body.ways)


def _at(plan: Plan, act: Act) -> str:
    return act.at.isoformat(plan.jurisdiction.calendar.zone)
