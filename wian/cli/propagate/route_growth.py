"""What ``wian status`` says of offices that were added to a route."""

from __future__ import annotations

from typing import Any

from wian.cli.terminal.console import heading, to_the_minute
from wian.kit.counted import counted
from wian.ledger.acts import Act, Added
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
            "reason": None if is_secret(plan.directive) else act.body.reason,
            "offices": list(act.body.addressees),
        }
        for act in plan.growth.acts
        if isinstance(act.body, Added)
    ]


def show_growth(plan: Plan) -> None:
    """Print them."""
    for act in plan.growth.acts:
        if isinstance(act.body, Added):
            who = act.body.addressees
            named = ", ".join(who) if len(who) <= _NAMED else counted(len(who), "office")
            why = "" if is_secret(plan.directive) else f": {act.body.reason}"
            heading(f"Added by {act.office} on {to_the_minute(_at(plan, act))}: {named}{why}")


def _at(plan: Plan, act: Act) -> str:
    return act.at.isoformat(plan.jurisdiction.calendar.zone)
