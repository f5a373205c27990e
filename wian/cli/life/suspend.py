"""The commands ``wian suspend`` and ``wian resume``: an office's clock rests, or runs again."""

from __future__ import annotations

from wian.cli.act.typed_act import acting, shown
from wian.cli.terminal.console import print_json, say
from wian.ledger.acts import Act
from wian.lifecycle.suspension import ClockChange, resume, suspend
from wian.propagation import runtime
from wian.propagation.plan import Plan


def run_suspend(
    propagation: str, office: str, reason: str, waits_for: str | None, by: str, *, json: bool
) -> None:
    """Let an office's clock rest while it waits for another."""
    plan = runtime.recorded_plan(propagation)
    done = suspend(acting(plan, office, by), reason, waits_for)
    if json:
        print_json(_told(plan, done))
        return
    rest = done.suspension
    verb = "rests" if done.new else "rested already"
    whom = f" while it waits for {rest.body.waits_for}" if rest.body.waits_for else ""
    say(f"The clock of {rest.begun.office} {verb}{whom}, as of {_at(plan, rest.begun)}.")


def run_resume(propagation: str, office: str, by: str, *, json: bool) -> None:
    """Have an office's clock run again."""
    plan = runtime.recorded_plan(propagation)
    done = resume(acting(plan, office, by))
    if json:
        print_json(_told(plan, done))
        return
    rest = done.suspension
    at = _at(plan, rest.ended) if rest.ended else ""
    verb = "runs again" if done.new else "ran again already"
    say(f"The clock of {rest.begun.office} {verb}, as of {at}.")


def _told(plan: Plan, done: ClockChange) -> dict[str, object]:
    rest = done.suspension
    return {
        "propagation": plan.id,
        "office": rest.begun.office,
        "waits_for": rest.body.waits_for,
        "reason": rest.body.reason,
        "suspended": _at(plan, rest.begun),
        "resumed": _at(plan, rest.ended) if rest.ended else None,
        "new": done.new,
    }


def _at(plan: Plan, act: Act) -> str:
    return shown(plan, act.office, act.at)
