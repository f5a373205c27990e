"""The flow ``relay``: offices that forward alone do so as soon as they are ready."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from prefect import flow
from prefect.context import SyncClientContext
from prefect.futures import wait
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from hierarchy.route.route import Cohort
from tasks.relay import relay_cohort
from wian.office.relay import due
from wian.propagation import runtime
from wian.propagation.plan import Plan

_AT_ONCE = 2


def _named() -> str:
    """``Relay: Northern Province and 3 more``."""
    given = flow_run.parameters
    return "Relay: " + in_words(runtime.recorded_plan(given["propagation"]), given["offices"])


@flow(
    name="relay",
    flow_run_name=_named,
    task_runner=ThreadPoolTaskRunner(max_workers=_AT_ONCE),  # type: ignore[arg-type]
    persist_result=False,
)
async def relay(propagation: str, offices: list[str]) -> int:
    """Have the offices that are ready and forward alone do so; a second time does nothing.

    Args:
        propagation: Id of a live propagation.
        offices: Which offices to look at.

    Returns:
        How many letters were issued.

    Raises:
        WianError: The ledger cannot be used; what was issued stays.
    """
    with SyncClientContext.get_or_create():
        plan = runtime.recorded_plan(propagation)
        futures = [
            relay_cohort.submit(
                name=plan.namer.cohort(plan.route, cohort),
                propagation=propagation,
                offices=cohort.forwarders,
                return_state=False,
            )
            for cohort in cohorts(plan, due(runtime.ledger(), plan, offices))
        ]
        wait(futures)
        return sum(future.result() for future in futures)


def cohorts(plan: Plan, offices: Collection[str]) -> list[Cohort]:
    """The cohorts of a route cut down to those of their forwarders that are among ``offices``."""
    wanted = frozenset(offices)
    return [
        cohort.narrowed(wanted)
        for wave in plan.route.waves
        for cohort in wave.cohorts
        if not wanted.isdisjoint(cohort.forwarders)
    ]


def in_words(plan: Plan, offices: Sequence[Any]) -> str:
    """The first office by its name, and how many more there are."""
    first = plan.namer.one(str(offices[0])) if offices else "nobody"
    return first if len(offices) <= 1 else f"{first} and {len(offices) - 1:,} more"
