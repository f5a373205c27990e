"""The task in which one cohort of a propagation forwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from wian.ledger.errors import LedgerBusy
from wian.propagation import runtime
from wian.propagation.progress import advance
from wian.propagation.rehearse import Forwarded, forward


def _may_help(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Trying again helps only where another process held the ledger."""
    return isinstance(state.data, LedgerBusy) or isinstance(
        getattr(state.data, "result", None), LedgerBusy
    )


@task(
    name="forward",
    task_run_name="{name}",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=4,
    retry_delay_seconds=[0.5, 1, 2, 5],
    retry_jitter_factor=0.5,
    retry_condition_fn=_may_help,
)
def forward_cohort(
    name: str,  # noqa: ARG001 - the name is what the run is called
    propagation: str,
    wave: int,
    cohort: str,
    offices: Sequence[str],
) -> Forwarded:
    """Have some offices of one cohort of one wave forward, durably, once."""
    plan = runtime.recorded_plan(propagation)
    among, whole = plan.cohort(wave, cohort)
    done = forward(runtime.ledger(), plan, among, whole.narrowed(offices))
    advance(done.hops)
    return done
