"""The command ``wian reroute``: leads a live directive around an office that does not forward."""

from __future__ import annotations

from wian.cli.act.typed_act import acting, place_of, shown
from wian.cli.terminal.console import print_json, say
from wian.followup.remind import follow_up_plan
from wian.kit.counted import counted
from wian.lifecycle.detour import NobodyWaits, reroute
from wian.propagation import runtime


def run(propagation: str, office: str, reason: str | None, by: str, *, json: bool) -> None:
    """Write directly to the offices that wait behind one that does not forward."""
    plan = runtime.recorded_plan(propagation)
    office = place_of(plan, office)
    plan.office(office)
    if not plan.route.reaches(office):
        raise NobodyWaits(office)
    acts = acting(plan, plan.hop_to(office).sender, by)
    overdue = follow_up_plan(acts.ledger, plan, now=acts.now).overdue
    late = any(each.office == office for each in overdue)
    done = reroute(acts, office, reason)
    if json:
        print_json(
            {
                "propagation": plan.id,
                "office": done.act.office,
                "around": office,
                "written": list(done.written),
                "numbers": list(done.numbers),
                "at": shown(plan, done.act.office, done.act.at),
                "new": done.new,
                "late": late,
            }
        )
        return
    to = counted(len(done.written), "office")
    if not done.new:
        say(f"{done.act.office} had written around {office} already, to {to}; nothing was done.")
        return
    letters = "letter" if len(done.numbers) == 1 else "letters"
    say(f"{done.act.office} wrote straight to {to} behind {office}:")
    say(f"its further {letters} {', '.join(done.numbers)}.")
    if not late:
        say(f"{office} was not late; it has nobody left to write to now.")
