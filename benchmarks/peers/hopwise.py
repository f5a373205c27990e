"""The peer of the flow ``propagate``: the same steps with one task run for each hop."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import SyncClientContext
from prefect.futures import wait
from prefect.task_runners import ThreadPoolTaskRunner

from flows.local_run import drained
from hierarchy.route.route import Cohort, Wave
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.rehearse import forward


@task(name="forward one", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def _forward_one(name: str, propagation: str, wave: int, hop: int) -> None:  # noqa: ARG001 - the name is what the run is called
    plan = runtime.recorded_plan(propagation)
    forward(runtime.ledger(), plan, _steps.wave, _steps.cohorts[hop])


class _Steps:
    """What the tasks of this process are to do: too large for a task's parameters."""

    wave: Wave
    cohorts: Sequence[Cohort]
    share_client: bool


_steps = _Steps()


@flow(
    name="propagate hop by hop",
    task_runner=ThreadPoolTaskRunner(max_workers=2),  # type: ignore[arg-type]
    persist_result=False,
)
async def _propagate(propagation: str) -> int:
    with SyncClientContext.get_or_create() if _steps.share_client else nullcontext():
        futures = [
            _forward_one.submit(
                name=f"{hop.sender} -> {hop.recipient}",
                propagation=propagation,
                wave=_steps.wave.number,
                hop=number,
            )
            for number, cohort in enumerate(_steps.cohorts)
            for hop in cohort.hops
        ]
        wait(futures)
    for future in futures:
        future.result()
    return len(futures)


async def conduct_each(
    plan: Plan, wave: Wave, cohorts: Sequence[Cohort], *, share_client: bool
) -> None:
    """Run each of ``cohorts`` as a task of its own, until the server has recorded them all.

    Args:
        plan: The propagation.
        wave: Wave of the cohorts.
        cohorts: What each task does.
        share_client: Use one client for all task runs, as the flow ``propagate`` does; else each
            makes its own, as Prefect does by itself.
    """
    _steps.wave, _steps.cohorts, _steps.share_client = wave, cohorts, share_client
    state: State[Any] = await _propagate(plan.id, return_state=True)
    await drained(state.state_details.flow_run_id, len(cohorts))
