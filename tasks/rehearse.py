"""The tasks in which one cohort of a rehearsal forwards, and gathers on the way back up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from wian.ledger.errors import LedgerBusy
from wian.propagation import runtime
from wian.propagation.progress import advance
from wian.propagation.rehearse import Forwarded, forward
from wian.propagation.upward.rehearsed_answers import gather_at


def _may_help(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Trying again helps only where another process held the ledger."""
    return isinstance(state.data, LedgerBusy) or isinstance(
        getattr(state.data, "result", None), LedgerBusy
    )


class _Tries(TypedDict):
    """How often a cohort's task tries, and when again."""

    retries: int
    retry_delay_seconds: list[float]
    retry_jitter_factor: float
    retry_condition_fn: Callable[[Task[..., Any], TaskRun, State[Any]], bool]


_TRIES: _Tries = {
    "retries": 4,
    "retry_delay_seconds": [0.5, 1, 2, 5],
    "retry_jitter_factor": 0.5,
    "retry_condition_fn": _may_help,
}


@task(
    name="forward",
    task_run_name="{name}",
    cache_policy=NO_CACHE,
    persist_result=False,
    **_TRIES,
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


@task(
    name="gather",
    task_run_name="{name}",
    cache_policy=NO_CACHE,
    persist_result=False,
    **_TRIES,
)
def gather_cohort(
    name: str,  # noqa: ARG001 - the name is what the run is called
    propagation: str,
    wave: int,
    cohort: int,
) -> int:
    """Have the offices of one cohort of the way up gather their answers, durably, once."""
    plan = runtime.recorded_plan(propagation)
    return gather_at(runtime.ledger(), plan, wave, cohort)
