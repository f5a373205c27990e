"""The command ``wian close``: closes a live directive."""

from __future__ import annotations

from wian.cli.act.typed_act import acting, shown
from wian.cli.terminal.console import print_json, say
from wian.lifecycle.closure import close
from wian.propagation import runtime


def run(propagation: str, reason: str, by: str, *, json: bool) -> None:
    """Close a directive: nothing more is wanted of anybody."""
    plan = runtime.recorded_plan(propagation)
    done = close(acting(plan, plan.directive.origin, by), reason)
    at = shown(plan, done.act.office, done.act.at)
    if json:
        print_json({"propagation": plan.id, "at": at, "new": done.new})
        return
    verb = "is closed" if done.new else "was closed already"
    say(
        f"{plan.id} {verb}, as of {at}; it is not forwarded any more, and nobody is reminded of it."
    )
