"""The flow ``propagate``: a directive goes down a hierarchy, a wave at a time."""

from __future__ import annotations

import contextlib
from typing import Any
from uuid import UUID

import httpx
from prefect import flow
from prefect.client.schemas.objects import State
from prefect.context import SyncClientContext
from prefect.exceptions import PrefectException
from prefect.futures import PrefectFuture, wait
from prefect.runtime import flow_run as this_run
from prefect.task_runners import ThreadPoolTaskRunner

from flows.live_start import Propagated, begin, show_standing
from flows.prefect_pages.page_update import show_rehearsal
from flows.prefect_pages.progress_artifact import Progress
from flows.prefect_pages.refusal import refused
from flows.prefect_pages.state import FLOW, run_name
from hierarchy.route.route import Wave
from tasks.plan import plan_and_record
from tasks.rehearse import forward_cohort
from wian.delays.clock_choice import ClockChoice
from wian.kit.errors import WianError
from wian.ledger.read.recorded import counts, issuers
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.progress import watched_by
from wian.propagation.request import PropagationRequest

# Cohorts of one ledger take turns to write; a second thread composes while the first commits.
_AT_ONCE = 2


Sent = dict[str | None, PrefectFuture[Any]]
"""The task in which each office forwarded; under ``None`` the one that planned."""


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
    task_runner=ThreadPoolTaskRunner(max_workers=_AT_ONCE),  # type: ignore[arg-type]
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
        planned = plan_and_record.submit(request, return_state=False)
        planned.result()
        plan = runtime.prepared(request)
        if request.clock is ClockChoice.LIVE:
            return await begin(plan, planned)
        issued = issuers(runtime.ledger(), plan.id)
        sent: Sent = {None: planned}
        progress = _progress(plan)
        with watched_by(progress):
            for wave in plan.route.waves:
                _forward_wave(plan, wave, issued, sent)
        with contextlib.suppress(
            httpx.HTTPError, PrefectException
        ):  # letters went out all the same
            await show_rehearsal(plan, UUID(this_run.id), progress.artifact)
    return Propagated(plan.id, task_runs=len(set(sent.values())))


def _progress(plan: Plan) -> Progress:
    """Tells on this run how far it is."""
    done = counts(runtime.ledger(), plan.id).hops
    with SyncClientContext.get_or_create() as context:
        return Progress(
            context.client, UUID(this_run.id), plan.id, done=done, total=len(plan.route.hops)
        )


def _forward_wave(plan: Plan, wave: Wave, issued: frozenset[str], sent: Sent) -> None:
    """Submit the wave's cohorts that are not in the ledger yet, and wait for them.

    Each waits for the task in which its own parent forwarded (in an earlier run: for the plan),
    so that the run graph's dependency grid draws the hierarchy.
    """
    futures = []
    for cohort in wave.cohorts:
        if issued.issuperset(cohort.forwarders):
            continue
        future = forward_cohort.submit(
            name=plan.namer.cohort(plan.route, cohort),
            propagation=plan.id,
            wave=wave.number,
            cohort=cohort.key,
            wait_for=[sent.get(cohort.parent, sent[None])],
            return_state=False,
        )
        sent.update(dict.fromkeys(cohort.forwarders, future))
        futures.append(future)
    wait(futures)
    for future in futures:
        future.result()
