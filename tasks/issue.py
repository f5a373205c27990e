"""The task that begins a live propagation: the origin issues its letter."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from wian.office.actor import Acting
from wian.office.issue import issue
from wian.office.relay import ALONE
from wian.propagation import runtime


@task(name="issue", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def issue_first(name: str, propagation: str) -> None:  # noqa: ARG001 - the name is what the run is called
    """Have the origin issue its letter, once."""
    plan = runtime.recorded_plan(propagation)
    issue(
        Acting(runtime.ledger(), plan, plan.route.origin, ALONE, runtime.agreed_now()), alone=True
    )
