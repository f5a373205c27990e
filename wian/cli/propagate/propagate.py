"""The command ``wian propagate``: sends a directive down, with a progress bar."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import typer

from flows.server.prefect_server import prefect_server, running_server
from wian.cli.propagate import plan as plan_command
from wian.cli.propagate.cost_tables import show_figures
from wian.cli.propagate.wave_lines import WaveLines
from wian.cli.recorded import recorded
from wian.cli.terminal.console import complain, err, heading, print_json, say, say_raw
from wian.cli.terminal.progress_bar import ProgressBar, progress_bar
from wian.cli.upward.answer_tables import answers_json, show_answer_costs
from wian.delays.clock_choice import DEFAULT_SEED, ClockChoice
from wian.kit.counted import counted, number
from wian.kit.errors import WianError
from wian.kit.gc_pause import loading
from wian.kit.settings import Settings
from wian.ledger.errors import UnknownPropagation
from wian.ledger.read.recorded import counts, letters
from wian.ledger.records import Clock, IssuedLetter
from wian.office.relay import begin_live
from wian.propagation import runtime
from wian.propagation.plan import Plan, refuse_second
from wian.propagation.progress import watched_by
from wian.propagation.rehearse import rehearse
from wian.propagation.remarks import another_day, not_live
from wian.propagation.request import PropagationRequest
from wian.propagation.shared.open_branches import refuse_alone
from wian.reports.propagation_summary import Summary, summarise


class NoPool(WianError):
    """Several workers are wanted, and no Prefect server is there that knows of any.

    Args:
        workers: How many.
    """

    def __init__(self, workers: int) -> None:
        super().__init__(
            f"--workers {workers} asks a Prefect server for helpers, and none runs on this home; "
            "start wian up, or name a server in PREFECT_API_URL, or leave --workers out."
        )


def run(
    directive: Path,
    hierarchy: Path | None,
    jurisdiction_id: str | None,
    local_authorities: Path | None,
    limit_to: list[str] | None,
    profile: Path | None,
    seed: int | None,
    clock: ClockChoice,
    occurrence: str | None,
    *,
    ahead: bool,
    again: bool,
    prefect: bool,
    workers: int,
    json: bool,
) -> None:
    """Send a directive down its hierarchy, and record every letter, hop and reception."""
    _refuse_contradictions(clock, seed, again=again)
    drawn = DEFAULT_SEED if seed is None else seed
    wanted = plan_command.request(
        directive, hierarchy, jurisdiction_id, local_authorities, limit_to, drawn
    ).model_copy(
        update={
            "clock": clock,
            "again": again,
            "ahead": ahead,
            "occurrence": occurrence or "",
            "workers": workers,
            "profile": str(profile) if profile else "",
        }
    )
    server = running_server(Settings().prefect_home)
    if workers > 1:
        _refuse_alone(wanted, server)
    began = time.monotonic()
    plan = runtime.prepared(wanted)
    ledger = runtime.ledger(make=True)
    if not again:
        refuse_second(ledger, plan)
    _show_plan(plan, json=json)
    first, had = _first_letters(plan), _hops_before(plan)
    if prefect or server:
        _conduct(wanted, plan, shown=not json)
    else:
        _send(wanted, plan, shown=not json)
    summary = _summary(plan, time.monotonic() - began)
    if plan.clock.value == ClockChoice.LIVE.value and not json:
        _show_live(summary, plan, new=not first)
    else:
        _show(summary, plan, had, json=json)


def _show_plan(plan: Plan, *, json: bool) -> None:
    """Print the plan with its notes; beside JSON the notes alone, on standard error."""
    notes = not_live(plan, runtime.ledger())
    if not json:
        plan_command.show(plan)
    elif other := another_day(plan, runtime.now()):
        notes.append(other)
    for note in notes:
        (complain if json else say)(f"Note: {note}")


def _send(wanted: PropagationRequest, plan: Plan, *, shown: bool) -> None:
    """Send it in this process, without Prefect."""
    with _progress(plan, shown=shown) as bar:
        bar.name("propagating")
        ledger = runtime.ledger()
        if wanted.clock is ClockChoice.LIVE:
            begin_live(ledger, plan, runtime.agreed_now(), again=wanted.again)
        else:
            rehearse(ledger, plan, runtime.now())


def _conduct(wanted: PropagationRequest, plan: Plan, *, shown: bool) -> None:
    """Have the flow send it in this process, recorded by a Prefect server."""
    with prefect_server(Settings().prefect_home) as server, _progress(plan, shown=shown) as bar:
        if server:
            if shown and not err.is_terminal:
                complain("Starting Prefect; then a line for each wave.")
            bar.name("starting Prefect")
            server.wait()
        bar.name("propagating")
        _run_flow(wanted, recorded=server is not None)
        bar.name("recording runs")


@contextlib.contextmanager
def _progress(plan: Plan, *, shown: bool) -> Iterator[ProgressBar]:
    """Say how far it is: in a bar, and without a terminal in a line for each wave."""
    waves = plan.route.waves if plan.clock.value != ClockChoice.LIVE.value else ()
    lines = WaveLines([len(wave.hops) for wave in waves])
    with contextlib.ExitStack() as stack:
        hops = len(plan.route.hops)
        bar = stack.enter_context(progress_bar("planned", shown=shown, total=hops, unit="hops"))
        stack.enter_context(watched_by(bar.advance))
        if shown and not err.is_terminal:
            stack.enter_context(watched_by(lines.advance))
        yield bar


def _refuse_contradictions(clock: ClockChoice, seed: int | None, *, again: bool) -> None:
    """Refuse options that do nothing with the clock: whoever gives one expects something of it."""
    if clock is ClockChoice.LIVE and seed is not None:
        raise typer.BadParameter(
            "--seed draws simulated delays, and --clock live simulates none; leave --seed out."
        )
    if clock is not ClockChoice.LIVE and again:
        raise typer.BadParameter(
            "--again sends a live directive a further time; it goes with --clock live only."
        )


def _run_flow(wanted: PropagationRequest, *, recorded: bool) -> None:
    with loading():
        from flows.local_run import conduct  # noqa: PLC0415 - Prefect reads settings on import

    asyncio.run(conduct(wanted, recorded=recorded))


def _refuse_alone(wanted: PropagationRequest, server: str | None) -> None:
    """Refuse several workers where nobody could help."""
    refuse_alone(Settings().ledger_url, wanted.workers, Clock(wanted.clock.value))
    if server is None:
        raise NoPool(wanted.workers)


def _hops_before(plan: Plan) -> int:
    with contextlib.suppress(UnknownPropagation):
        return counts(runtime.ledger(), plan.id).hops
    return 0


def _summary(plan: Plan, seconds: float) -> Summary:
    found = counts(runtime.ledger(), plan.id)
    return summarise(plan.id, plan.directive.id, plan.route, found, seconds)


def _show(summary: Summary, plan: Plan, had: int, *, json: bool) -> None:
    if json:
        print_json(asdict(summary) | answers_json(recorded(plan.id)))
        return
    known = recorded(plan.id)
    show_figures(known)
    show_answer_costs(known)
    heading(f"Propagation {summary.propagation}")
    again = f" ({counted(had, 'hop')} of them before this run)" if had else ""
    say(
        f"{counted(summary.letters, 'letter')}, {counted(summary.hops, 'hop')} and "
        f"{counted(summary.receptions, 'reception')} are in the ledger{again}: "
        f"{counted(summary.observed, 'hop')} observed, {number(summary.simulated)} simulated, "
        f"in {summary.seconds:.1f} s."
    )
    say(f"The ledger is {runtime.ledger().url}.")
    _show_next(plan)


def _first_letters(plan: Plan) -> list[IssuedLetter]:
    """The origin's letters, where the ledger has them."""
    with contextlib.suppress(UnknownPropagation):
        return list(letters(runtime.ledger(), plan.id, [plan.route.origin]))
    return []


def _show_live(summary: Summary, plan: Plan, *, new: bool) -> None:
    """What went out, and who acts now."""
    heading(f"Propagation {summary.propagation} is live{'' if new else ' already'}")
    first = _first_letters(plan)
    number_ = ", ".join(each.letter.number for each in first)
    when = plan.clock_of(plan.route.origin).isoformat(first[0].issued) if first else ""
    did, day = ("has issued", "") if new else ("had issued", f" already, on {when[:10]}")
    _, hops = plan.sending(plan.route.origin)
    to = plan.namer.many([hop.recipient for hop in hops])
    say(f"{plan.namer.one(plan.route.origin)} {did} {number_} to {to}{day}.")
    say(
        f"In the ledger {runtime.ledger().url}: "
        f"letters {number(summary.letters)}, receptions {number(summary.receptions)}."
    )
    heading("What to run next")
    for command, why in (
        ("up", "Prefect, dispatcher and the desk at which offices stamp and issue"),
        (f"status {plan.id}", "who has received it, who has not yet"),
        (f"letters {plan.id} --office {plan.route.origin}", "the letter that went out"),
    ):
        say(f"  {why}:")
        say_raw(f"    {_program()} {command}")


def _program() -> str:
    """How this program was called, so that what is printed can be run as it is."""
    called = Path(sys.argv[0])
    if shutil.which("wian") or not called.exists():
        return "wian"
    if called.suffix == ".py":  # python -m wian
        return f"{Path(sys.executable).name} -m wian"
    try:
        return str(called.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(called)


def _show_next(plan: Plan) -> None:
    heading("What to run next")
    deepest = plan.route.waves[-1].forwarders[0]
    last = next(
        (office for office in reversed(plan.route.offices) if office in plan.observations.letters),
        deepest,
    )
    for command, why in (
        (f"letters {plan.id} --office {last}", f"the letter of {plan.namer.one(last)}"),
        (f"letters {plan.id} --format html --out out/letters", "every letter as a page"),
        (f"status {plan.id}", "who has received it, who has not yet"),
        (f"export csv {plan.id} --out out/hops.csv", "the flat rows, for a spreadsheet"),
        ("verify", "the ledger proves itself"),
    ):
        say(f"  {why}:")
        say_raw(f"    {_program()} {command}")
