"""The command ``wian correct``: corrects the moment of a stamp; the stamp is kept."""

from __future__ import annotations

import typer

from wian.cli.act.typed_act import acting, moment_of, naming_reason, position_of, request_key, shown
from wian.cli.terminal.console import print_json, say
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import ActKind
from wian.ledger.read.live_letters import acts, effective_receptions
from wian.office.correct import correct
from wian.propagation import runtime
from wian.propagation.plan import Plan


def run(
    propagation: str, office: str, desk: str, at: str, reason: str, by: str, *, json: bool
) -> None:
    """Correct the time of a stamp. The original stamp is kept."""
    plan = runtime.recorded_plan(propagation)
    corrects = acting(plan, office, by)
    plan, office = corrects.plan, corrects.office
    moment, position = moment_of(plan, office, at), position_of(plan, office, desk)
    if moment is None or position is None:
        raise typer.BadParameter("Name the desk and the moment that is meant: --desk, --at.")
    new = not _means_it(plan, office, position, moment)
    if new:
        made = acts(runtime.ledger(), plan.id, office=office, kind=ActKind.CORRECTED)
        with naming_reason():
            correct(
                corrects,
                position=position,
                at=moment,
                reason=reason,
                key=request_key(position, at, reason, len(made)),
            )
    _say(plan, office, position, moment, new=new, json=json)


def _means_it(plan: Plan, office: str, position: int, moment: Instant) -> bool:
    """Whether the stamp means that moment already: the same command again corrects nothing."""
    stamps = effective_receptions(runtime.ledger(), plan.id, office)
    return any(stamp.at == moment for stamp in stamps[position : position + 1])


def _say(plan: Plan, office: str, position: int, moment: Instant, *, new: bool, json: bool) -> None:
    desk = plan.hierarchy.office(office).desks[position]
    if json:
        print_json(
            {
                "propagation": plan.id,
                "office": office,
                "position": position,
                "desk": desk,
                "at": shown(plan, office, moment),
                "new": new,
            }
        )
        return
    verb = "now means" if new else "means already"
    say(f"The stamp of {desk} {verb} {shown(plan, office, moment)}.")
