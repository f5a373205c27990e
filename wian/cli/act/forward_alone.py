"""The command ``wian forward-alone``: turns automatic forwarding on or off for offices."""

from __future__ import annotations

import typer

from wian.cli.act.live_offices import live_plan, off_every_route
from wian.cli.terminal.console import print_json, say
from wian.kit.counted import counted, number
from wian.kit.errors import Fault, InputFaults
from wian.ledger.access.desk_settings import offices_forwarding_alone
from wian.office.relay import set_forwarding
from wian.propagation import runtime

_SHOWN = 20


def run(offices: list[str] | None, by: str, *, all_: bool, off: bool, json: bool) -> None:
    """Turn automatic forwarding on or off for offices."""
    wanted = _wanted(offices or [], every=all_)
    changed: tuple[str, ...] = ()
    if wanted:
        changed = set_forwarding(runtime.ledger(), wanted, not off, by=by, now=runtime.now())
    elif off:
        raise typer.BadParameter("Name offices, or --all.")
    alone = sorted(offices_forwarding_alone(runtime.ledger()))
    if json:
        print_json({"changed": list(changed), "forwarding_alone": alone})
        return
    if wanted:
        _tell(len(changed), len(wanted) - len(changed), off=off)
    shown = ", ".join(alone[:_SHOWN]) + (" ..." if len(alone) > _SHOWN else "")
    say(f"Automatic forwarding: {number(len(alone))}{': ' if alone else '.'}{shown}")


def _tell(changed: int, same: int, *, off: bool) -> None:
    verb = "Automatic forwarding turned off" if off else "Automatic forwarding turned on"
    say(f"{verb}: {counted(changed, 'office')}." if changed else "Nothing changed.")
    if same:
        stood = "had automatic forwarding off" if off else "already forwarded automatically"
        say(f"{counted(same, 'office')} {stood}.")


def _wanted(offices: list[str], *, every: bool) -> tuple[str, ...]:
    """The offices that are meant.

    Raises:
        typer.BadParameter: Some are named, and all of them are meant as well.
        InputFaults: No live propagation reaches some of them.
    """
    if every and offices:
        raise typer.BadParameter("Name offices, or --all; not both.")
    if every:
        plan = live_plan(runtime.ledger(), None)
        return tuple(sorted(hop.recipient for hop in plan.route.hops if hop.forwards))
    if unknown := off_every_route(runtime.ledger(), offices):
        what = "is on the route of no live propagation"
        faults = [Fault(office[:80], what, "correct its id") for office in unknown]
        raise InputFaults("The list of offices", faults)
    return tuple(dict.fromkeys(offices))
