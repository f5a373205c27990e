"""The task that does whatever is due in one live propagation."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from wian.followup.sweep import Swept, sweep
from wian.propagation import runtime


@task(name="sweep", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def sweep_one(name: str, propagation: str) -> Swept:  # noqa: ARG001 - the name is what the run is called
    """Relay and follow up whatever is due in one live propagation."""
    plan = runtime.recorded_plan(propagation)
    return sweep(runtime.ledger(), plan, now=runtime.agreed_now())
