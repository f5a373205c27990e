"""The command ``wian withdraw``: withdraws a live directive."""

from __future__ import annotations

from wian.cli.act.typed_act import acting, shown
from wian.cli.terminal.console import print_json, say
from wian.kit.counted import counted
from wian.lifecycle.withdrawal import withdraw
from wian.propagation import runtime


def run(propagation: str, reason: str, by: str, *, json: bool) -> None:
    """Withdraw a directive: a letter that says so goes as far as the first letter went."""
    plan = runtime.recorded_plan(propagation)
    done = withdraw(acting(plan, plan.directive.origin, by), reason)
    if json:
        print_json(
            {
                "propagation": plan.id,
                "follower": done.follower,
                "number": done.number,
                "reached": done.reached,
                "at": shown(plan, done.act.office, done.act.at),
                "new": done.new,
                "numbers": list(done.numbers),
            }
        )
        return
    verb = "withdrew" if done.new else "has already withdrawn"
    letters = "letter" if len(done.numbers) == 1 else "letters"
    say(f"{done.act.office} {verb} {plan.id} with its {letters} {', '.join(done.numbers)}.")
    offices = counted(done.reached, "office")
    say(f"It goes down as {done.follower}, to the {offices} that had been sent the first letter.")
