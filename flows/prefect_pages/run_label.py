"""What the runs of propagations are called, and tagged with: where each is stuck, at a glance."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient, SyncPrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import PrefectException

from flows.prefect_pages.state import STANDS_FOR, ended_name, run_name, runs_of
from wian.propagation.plan import Plan

REHEARSAL, LATE = "rehearsal", "overdue"
_STUCK = "stuck at "


async def label(client: PrefectClient, plan: Plan, where: str, *, overdue: bool) -> None:
    """Have the flow runs of a live propagation say in name and tags where it is stuck.

    Args:
        client: Of the server that has them.
        plan: The propagation.
        where: Where it is, in a phrase.
        overdue: Whether offices are late.
    """
    name = run_name(plan.directive, where)
    for run in await runs_of(client, plan.id):
        wanted = _standing_tags(run.tags, where, overdue=overdue)
        if (run.name, set(run.tags)) != (name, wanted):
            await client.update_flow_run(run.id, name=name, tags=sorted(wanted))


async def label_ended(client: PrefectClient, run: FlowRun, ending: str) -> None:
    """Have a flow run say how its directive ended, and no more where it was stuck."""
    wanted = _standing_tags(run.tags, "", overdue=False)
    name = ended_name(run.name, ending.lower())
    await client.update_flow_run(run.id, name=name, tags=sorted(wanted))


async def label_rehearsal(client: PrefectClient, run: UUID, plan: Plan, where: str) -> None:
    """Have the flow run of a rehearsal say what came of it."""
    await client.update_flow_run(run, name=run_name(plan.directive, where))


def mark_rehearsal(
    client: SyncPrefectClient, run: UUID, propagation: str, known: Collection[str]
) -> None:
    """Tag the flow run of a rehearsal as one; a server that is away is no reason to stop."""
    wanted = sorted({*known, "wian", REHEARSAL, f"{STANDS_FOR}{propagation}"})
    with contextlib.suppress(httpx.HTTPError, PrefectException):
        place = {"id": str(run)}
        client.request("PATCH", "/flow_runs/{id}", path_params=place, json={"tags": wanted})


def _standing_tags(known: Collection[str], where: str, *, overdue: bool) -> set[str]:
    """A run's tags with those about where it is brought up to date."""
    kept = {tag for tag in known if tag != LATE and not tag.startswith(_STUCK)}
    stuck = where.partition(",")[0]
    return kept | ({stuck} if stuck.startswith(_STUCK) else set()) | ({LATE} if overdue else set())
