"""The start of a live propagation: the origin's letter goes out, and a run shows it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any

import httpx
from prefect import get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import PrefectException
from prefect.flows import Flow
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run as this_run
from prefect.states import Completed

from flows.prefect_pages.page_update import show_artifacts, show_state
from flows.prefect_pages.state import NOTHING_NEW, STANDS_FOR, UNDER_WAY, runs_of, tags
from tasks.issue import issue_first
from wian.followup.current_snapshot import situate
from wian.propagation import runtime
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class Propagated:
    """A propagation that stands in the ledger, and how many task runs this run made of it."""

    propagation: str
    task_runs: int


async def begin(plan: Plan, planned: PrefectFuture[Any]) -> State[Propagated]:
    """Issue the origin's letter, and have this run stand for the propagation from now on.

    Args:
        plan: What is sent.
        planned: The task in which it was planned and recorded.

    Returns:
        A state of the name ``Under way``; ``Nothing new`` where another run stands for it already.
    """
    stands = await _stands_for(plan)
    name = plan.namer.cohort(plan.route, plan.route.waves[0].cohorts[0])
    issue_first.submit(
        name=name, propagation=plan.id, wait_for=[planned], return_state=False
    ).result()
    done = Propagated(plan.id, task_runs=2)
    if stands:
        return Completed(name=UNDER_WAY, data=done)
    already = f"{plan.id} is under way already; its first run shows how it stands."
    return Completed(name=NOTHING_NEW, message=already, data=done)


async def _stands_for(plan: Plan) -> bool:
    """Whether this run stands for the propagation: the first of those that send it does.

    It bears the propagation's tag; any other bears a name by which nobody takes it for that one.
    """
    own = str(this_run.id)
    async with get_client() as client:
        others = [run for run in await runs_of(client, plan.id) if str(run.id) != own]
        if others:
            await client.update_flow_run(this_run.id, name=f"Nothing new: {plan.directive.id}")
        else:
            wanted = {*this_run.tags, *tags(plan.id)}
            await client.update_flow_run(this_run.id, tags=sorted(wanted))
    return not others


async def show_standing(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:  # noqa: ARG001 - what Prefect gives a hook
    """After a live run has ended, have it show how its propagation stands, and where.

    The dispatcher and the sweep make up for it where Prefect cannot be asked now.
    """
    if state.name != UNDER_WAY:
        return
    with contextlib.suppress(httpx.HTTPError, PrefectException):
        async with get_client() as client:
            for tag in (await client.read_flow_run(flow_run.id)).tags:
                if tag.startswith(STANDS_FOR):
                    plan = runtime.recorded_plan(tag.removeprefix(STANDS_FOR))
                    found = situate(runtime.ledger(), plan, now=runtime.now())
                    await show_state(client, plan, found)
                    await show_artifacts(client, plan, found)
