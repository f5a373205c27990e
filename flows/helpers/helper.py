"""The flow ``helper``: a worker takes its share of a propagation that another run sends."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.context import SyncClientContext
from prefect.runtime import flow_run
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import Field

from flows.cohort_runs import AT_ONCE, CohortRuns
from flows.prefect_pages.refusal import refused
from hierarchy.route.branch import branched
from wian.kit.counted import counted
from wian.kit.errors import WianError
from wian.kit.settings import Settings
from wian.ledger.records import Clock
from wian.propagation import runtime
from wian.propagation.rehearse import NoRehearsal
from wian.propagation.shared.open_branches import open_branches, refuse_alone

Propagation = Annotated[
    str,
    Field(
        title="Propagation",
        description="Id of a rehearsal that is recorded, as wian status --list shows it.",
        min_length=1,
        max_length=120,
    ),
]


def _named() -> str:
    """``Help gecc-2564``; where it cannot be read, the run says why."""
    propagation: str = flow_run.parameters["propagation"]
    try:
        return f"Help {runtime.recorded_plan(propagation).directive.id}"
    except WianError:
        return f"Help {propagation}"[:80]


@flow(
    name="helper",
    flow_run_name=_named,
    task_runner=ThreadPoolTaskRunner(max_workers=AT_ONCE),  # type: ignore[arg-type]
    persist_result=False,
)
def helper(propagation: Propagation) -> State[Any]:
    """Forward the branches of a rehearsal that nobody else works on, until none is left.

    Safe to repeat, and to run beside others: a branch is one process's at a time, and is written
    once however many work on it.

    Raises:
        WianError: The rehearsal is not in this worker's ledger, or that is a file.
    """
    try:
        return _help(propagation)
    except WianError as refusal:
        return refused(refusal)


def _help(propagation: str) -> State[Any]:
    refuse_alone(Settings().ledger_url, 2, Clock.VIRTUAL)
    ledger = runtime.ledger()
    plan = runtime.recorded_plan(propagation)
    if plan.clock is not Clock.VIRTUAL:
        raise NoRehearsal(plan.id)
    with SyncClientContext.get_or_create():
        parts, runs, done = branched(plan.route), CohortRuns(plan), 0
        for wave in parts.trunk:
            runs.forward(wave)
        with closing(open_branches(ledger, plan, parts.branches)) as found:
            for branch in found:
                for wave in branch.waves:
                    runs.forward(wave)
                done += 1
    return Completed(message=f"{counted(done, 'branch', 'branches')} forwarded.")
