"""What commands say of offices under whose names something stands and whose place others took."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from wian.cli.terminal.console import heading, say
from wian.kit.counted import counted
from wian.ledger.database import Ledger
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.succession.succession import Succession
from wian.propagation import runtime
from wian.propagation.plan import Plan

_SHOWN = 20


def succeeded_among(ledger: Ledger, plan: Plan) -> tuple[Succession, ...]:
    """The successions of offices on a route, by office."""
    found = [each for each in successions(ledger) if each.office in plan.hierarchy]
    on_route = set(plan.route.offices) if found else set()
    return tuple(sorted((e for e in found if e.office in on_route), key=lambda each: each.office))


def succeeded_in(offices: Collection[str]) -> tuple[Succession, ...]:
    """The successions of some offices, by office."""
    found = [each for each in successions(runtime.ledger()) if each.office in offices]
    return tuple(sorted(found, key=lambda each: each.office))


def succeeded_json(found: Sequence[Succession]) -> list[dict[str, Any]]:
    """They as JSON values."""
    return [
        {"office": each.office, "heir": each.heir, "from": each.day.isoformat()} for each in found
    ]


def show_succeeded(found: Sequence[Succession]) -> None:
    """Print them: what stands there goes by the old office, and its heir acts."""
    if not found:
        return
    heading(f"{counted(len(found), 'office')} succeeded; all this goes by the old names")
    for each in found[:_SHOWN]:
        say(f"  {each.office}: {each.heir} ({each.heir_office.label}) acts, from {each.day} on")
        for successor, below in each.parts.items():
            say(f"    {successor} forwards to {counted(len(below), 'office')} of those below")
    if len(found) > _SHOWN:
        say(f"  and {len(found) - _SHOWN} more; --json names all")
