"""The task in which offices that forward alone issue their letters."""

from __future__ import annotations

from collections.abc import Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from wian.office.relay import relay
from wian.propagation import runtime


@task(name="relay", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def relay_cohort(name: str, propagation: str, offices: Sequence[str]) -> int:  # noqa: ARG001 - the name is what the run is called
    """Have offices that share a parent forward, each in a transaction of its own."""
    plan = runtime.recorded_plan(propagation)
    return len(relay(runtime.ledger(), plan, offices, now=runtime.agreed_now()))
