"""The task that plans a propagation and records it before its first letter."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger

from wian.propagation import runtime
from wian.propagation.plan import record
from wian.propagation.remarks import another_day
from wian.propagation.request import PropagationRequest


@task(name="plan", task_run_name="Plan the route", cache_policy=NO_CACHE, persist_result=False)
def plan_and_record(request: PropagationRequest) -> None:
    """Check and plan a request, and record the propagation before its first letter."""
    plan = runtime.prepared(request)
    if note := another_day(plan, runtime.now()):
        get_run_logger().warning(note)
    record(runtime.ledger(make=True), plan, runtime.now(), again=request.again)
