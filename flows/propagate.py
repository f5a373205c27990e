"""The flow ``propagate``: a directive goes down a hierarchy, a wave at a time."""

from __future__ import annotations

import contextlib
from uuid import UUID

import httpx
from prefect import flow
from prefect.client.schemas.objects import State
from prefect.context import SyncClientContext
from prefect.exceptions import PrefectException
from prefect.runtime import flow_run as this_run
from prefect.task_runners import ThreadPoolTaskRunner

from flows.cohort_runs import AT_ONCE, CohortRuns
from flows.helpers.helper_runs import called, dismissed, refuse_without_helpers
from flows.live_start import Propagated, begin, show_standing
from flows.prefect_pages.page_update import show_rehearsal
from flows.prefect_pages.progress_artifact import Progress
from flows.prefect_pages.refusal import refused
from flows.prefect_pages.run_label import mark_rehearsal
from flows.prefect_pages.state import FLOW, run_name
from flows.run_log import leave_out_endings, tell, tell_wave
from hierarchy.route.branch import branched
from tasks.plan import plan_and_record
from wian.delays.clock_choice import ClockChoice
from wian.kit.errors import WianError
from wian.kit.settings import Settings
from wian.ledger.read.recorded import counts
from wian.ledger.records import Clock
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.progress import watched_by
from wian.propagation.request import PropagationRequest
from wian.propagation.shared.open_branches import refuse_alone, remaining_branches


def _named() -> str:
    """What a run is called; by its file where that has faults, which the run then reports."""
    request: PropagationRequest = this_run.parameters["request"]
    try:
        found = runtime.directive(request)
    except WianError:
        found = None
    return run_name(found) if found else f"Propagate {request.directive}"


@flow(
    name=FLOW,
    flow_run_name=_named,
    task_runner=ThreadPoolTaskRunner(max_workers=AT_ONCE),  # type: ignore[arg-type]
    persist_result=False,
    on_completion=[show_standing],
)
async def propagate(request: PropagationRequest) -> Propagated | State[Propagated]:
    """Send a directive down its hierarchy and record every letter, hop and reception.

    Safe to repeat: what the ledger has is not done again. With a live clock the origin issues its
    letter; offices do the rest in the days that follow, and this run shows how it stands.

    Args:
        request: Which directive, over which hierarchy.

    Raises:
        WianError: The request cannot be carried out; nothing was recorded, or what was stays and
            a further run goes on from there.
    """
    try:
        return await _send(request)
    except WianError as refusal:
        return refused(refusal)


async def _send(request: PropagationRequest) -> Propagated | State[Propagated]:
    # One client for all task runs: each would make two, and read every certificate for them.
    with SyncClientContext.get_or_create():
        await _refuse_alone(request)
        planned = plan_and_record.submit(request, return_state=False)
        planned.result()
        plan = runtime.prepared(request)
        if request.clock is ClockChoice.LIVE:
            return await begin(plan, planned)
        leave_out_endings()
        runs, progress = CohortRuns(plan, planned), _progress(plan)
        with watched_by(progress):
            if request.workers > 1:
                await _forward_together(plan, runs, request.workers - 1)
            else:
                for wave in plan.route.waves:
                    if runs.forward(wave):
                        tell_wave(plan, wave)
            runs.gather()
        tell(f"{plan.directive.id} is rehearsed; how it went stands under Artifacts.")
        with contextlib.suppress(
            httpx.HTTPError, PrefectException
        ):  # letters went out all the same
            await show_rehearsal(plan, UUID(this_run.id), progress.artifact)
    return Propagated(plan.id, task_runs=runs.count)


async def _refuse_alone(request: PropagationRequest) -> None:
    """Refuse several workers where nobody could help, before anything is written."""
    if request.workers > 1:
        refuse_alone(Settings().ledger_url, request.workers, Clock(request.clock.value))
        await refuse_without_helpers()


def _progress(plan: Plan) -> Progress:
    """Tells on this run how far it is."""
    done = counts(runtime.ledger(), plan.id).hops
    with SyncClientContext.get_or_create() as context:
        mark_rehearsal(context.client, UUID(this_run.id), plan.id, this_run.tags)
        return Progress(
            context.client, UUID(this_run.id), plan.id, done=done, total=len(plan.route.hops)
        )


async def _forward_together(plan: Plan, runs: CohortRuns, helpers: int) -> None:
    """Forward what everything else hangs on, then the branches, with as many helpers as there are.

    What a helper leaves undone, this run does.
    """
    parts = branched(plan.route)
    for wave in parts.trunk:
        if runs.forward(wave):
            tell_wave(plan, wave)
    asked = await called(plan, min(helpers, len(parts.branches) - 1))
    with contextlib.closing(
        remaining_branches(runtime.ledger(), plan, parts.branches)
    ) as remaining:
        for branch in remaining:
            for wave in branch.waves:
                runs.forward(wave)
    await dismissed(asked)
