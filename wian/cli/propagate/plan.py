"""The command ``wian plan``: shows the route wave by wave and records nothing."""

from __future__ import annotations

import shlex
from pathlib import Path
from types import ModuleType

import typer
from pydantic import ValidationError

from wian.cli.terminal.console import heading, print_json, say, say_raw, table
from wian.cli.upward.answer_tables import expected_answers, show_answer_plan
from wian.delays.clock_choice import DEFAULT_SEED, ClockChoice
from wian.jurisdictions.countries import is_jurisdiction_folder, jurisdiction
from wian.kit.counted import counted, number
from wian.kit.errors import InputFaults
from wian.kit.pydantic_faults import faults_of
from wian.letters.enclosed_file import in_words
from wian.letters.secrecy import is_secret, public_name
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.remarks import remarks
from wian.propagation.request import PropagationRequest
from wian.propagation.upward.answer_plan import as_json


def run(
    directive: Path,
    hierarchy: Path | None,
    jurisdiction_id: str | None,
    local_authorities: Path | None,
    limit_to: list[str] | None,
    clock: ClockChoice,
    occurrence: str | None,
    draws: int | None,
    profile: Path | None,
    *,
    json: bool,
) -> None:
    """Show the route of a directive, wave by wave. Records nothing."""
    if profile and not draws:
        raise typer.BadParameter("--profile goes with --draws. Add that, or leave it out.")
    plan = runtime.prepared(
        request(directive, hierarchy, jurisdiction_id, local_authorities, limit_to).model_copy(
            update={
                "clock": clock,
                "occurrence": occurrence or "",
                "profile": str(profile) if profile else None,
            }
        )
    )
    if json:
        told = _summary(plan, remarks(plan, runtime.now()))
        print_json(told | _futures().told(plan, draws) if draws else told)
    else:
        show(plan)
        say()
        if draws:
            _futures().show(plan, draws)
            say()
        again = _again(directive, hierarchy, jurisdiction_id, local_authorities, limit_to)
        again += " --clock live" if clock is ClockChoice.LIVE else ""
        again += f" --occurrence {occurrence}" if occurrence else ""
        again += f" --profile {shlex.quote(str(profile))}" if profile else ""
        say_raw(f"Nothing was recorded. To send it: wian propagate {again}")


def _futures() -> ModuleType:
    from wian.cli.outlook import planned_outlook  # noqa: PLC0415 - `wian propagate` needs none

    return planned_outlook


def _again(
    directive: Path,
    hierarchy: Path | None,
    jurisdiction_id: str | None,
    local_authorities: Path | None,
    limit_to: list[str] | None,
) -> str:
    """The arguments that send exactly what was planned, as a shell takes them."""
    options = (
        ("--hierarchy", hierarchy),
        ("--jurisdiction", jurisdiction_id),
        ("--local-authorities", local_authorities),
        *(("--limit-to", office) for office in limit_to or ()),
    )
    given = [word for name, value in options if value is not None for word in (name, str(value))]
    return shlex.join([str(directive), *given])


def request(
    directive: Path,
    hierarchy: Path | None,
    jurisdiction_id: str | None,
    local_authorities: Path | None,
    limit_to: list[str] | None,
    seed: int = DEFAULT_SEED,
) -> PropagationRequest:
    """The request that command-line options make.

    Raises:
        typer.BadParameter: Two options contradict each other, or one is malformed.
    """
    if hierarchy and jurisdiction_id:
        raise typer.BadParameter("Give --hierarchy or --jurisdiction, not both.")
    given = {
        "directive": str(directive),
        "hierarchy": str(hierarchy) if hierarchy else _known(jurisdiction_id),
        "local_authorities": str(local_authorities) if local_authorities else None,
        "limit_to": tuple(limit_to or ()),
        "seed": seed,
    }
    try:
        return PropagationRequest.model_validate(given)
    except ValidationError as error:
        raise InputFaults("The request", faults_of(error, _option)) from error


def _known(jurisdiction_id: str | None) -> str | None:
    """The id of a jurisdiction, or the path of its folder, refused where it is none."""
    if jurisdiction_id is None or is_jurisdiction_folder(jurisdiction_id):
        return jurisdiction_id
    return jurisdiction(jurisdiction_id).id


def _option(loc: tuple[int | str, ...]) -> str:
    """The command-line option behind a field of the request."""
    return f"--{str(loc[0]).replace('_', '-')}"


def show(plan: Plan) -> None:
    """Print the route: a line for each wave, the chain in words."""
    route = plan.route
    window = plan.directive.window
    heading(public_name(plan.directive))
    if window:
        say(f"Window {window.opens} to {window.closes}: {counted(window.days, 'day')}.")
    if not is_secret(plan.directive):
        for file in plan.directive.files:
            say(f"Enclosed file: {in_words(file)}")
    rows = [
        (
            wave.number,
            plan.namer.many(wave.forwarders),
            plan.namer.many([hop.recipient for hop in wave.hops]),
            number(len(wave.hops)),
            number(len(wave.cohorts)),
        )
        for wave in route.waves
    ]
    columns = (
        ("wave", "right"),
        ("from", "left"),
        ("to", "left"),
        ("hops", "right"),
        ("task runs", "right"),
    )
    table(columns, rows, title=f"The route: {counted(len(route.offices), 'office')}")
    if answers := expected_answers(plan):
        show_answer_plan(answers, plan)
    for remark in remarks(plan, runtime.now()):
        say(f"Note: {remark}")


def _summary(plan: Plan, remarked: list[str]) -> dict[str, object]:
    route, answers = plan.route, expected_answers(plan)
    return {
        "directive": plan.directive.id,
        "origin": route.origin,
        "offices": len(route.offices),
        "addressees": len(route.addressees),
        "hops": len(route.hops),
        "digest": route.digest(),
        "remarks": remarked,
        "waves": [
            {
                "wave": wave.number,
                "forwarders": len(wave.forwarders),
                "recipients": len(wave.hops),
                "tasks": len(wave.cohorts),
                "cohorts": [
                    {
                        "name": plan.namer.cohort(route, cohort),
                        "forwarders": list(cohort.forwarders),
                        "hops": [
                            {
                                "sender": hop.sender,
                                "recipient": hop.recipient,
                                "channel": hop.channel.value,
                                "addressed": hop.addressed,
                                "forwards": hop.forwards,
                            }
                            for hop in cohort.hops
                        ],
                    }
                    for cohort in wave.cohorts
                ],
            }
            for wave in route.waves
        ],
        **({"answers": as_json(answers)} if answers else {}),
    }
