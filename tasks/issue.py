"""The task that begins a live propagation: the origin issues its letter."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from wian.office.relay import issue_first as issue_first_letter
from wian.propagation import runtime


@task(name="issue", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def issue_first(name: str, propagation: str) -> None:  # noqa: ARG001 - the name is what the run is called
    """Have the origin issue its letter, once."""
    plan = runtime.recorded_plan(propagation)
    issue_first_letter(runtime.ledger(), plan, runtime.agreed_now())
