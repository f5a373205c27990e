"""The warning that a deadline is at risk: a tag on the flow run, and an event."""

from __future__ import annotations

import asyncio
from datetime import date

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun

from flows.prefect_pages.state import runs_of
from wian.ledger.outbox.events import AT_RISK
from wian.notices.alert import subject, told_of
from wian.notices.doorbell import Ring, ring_now, same_event
from wian.propagation.plan import Plan
from wian.reports.outlook.at_risk import AtRisk
from wian.reports.progress.directive_day import DirectiveDay

TAG = "deadline at risk"
"""Stands on the flow run for as long as it is: so that the event is told once, whatever was kept of
it."""


async def warn(client: PrefectClient, plan: Plan, risk: AtRisk | None, day: DirectiveDay) -> None:
    """Tell once that addressees will miss the closing day, and show it while they will.

    They will, if some are too late on average by the outlook that the pages show; where there is
    none, by the usual times of what is open.

    Args:
        client: Of the server.
        plan: The propagation.
        risk: Who will miss it.
        day: How it stands, which is told.
    """
    runs = await runs_of(client, plan.id)
    if not runs or risk is None:
        return
    late, _ = _forecast(risk, day)
    run, threatened = runs[0], bool(risk.missed or late)
    if threatened == (TAG in run.tags):
        return
    if threatened and not await asyncio.to_thread(ring_now, [_ring(plan, risk, run, day)]):
        return
    kept = {TAG, *run.tags} if threatened else {*run.tags} - {TAG}
    await client.update_flow_run(run.id, tags=sorted(kept))


def _forecast(risk: AtRisk, day: DirectiveDay) -> tuple[int, date | None]:
    """How many addressees will miss it, and when the last one will have it."""
    if day.chance is None:
        return len(risk.will_miss), risk.last
    return max(day.chance.late - risk.missed, 0), day.chance.last


def _ring(plan: Plan, risk: AtRisk, run: FlowRun, day: DirectiveDay) -> Ring:
    late, last = _forecast(risk, day)
    ids: dict[str, str | int | None] = {
        "closes": risk.closes.isoformat(),
        "addressees": risk.addressees,
        "will_miss": late,
        "missed": risk.missed,
        "last": last.isoformat() if last else None,
        "subject": subject([day]),
        "text": told_of(day),
    }
    key = same_event(AT_RISK, plan.id, run.id, risk.closes)
    resource = ("flow-run", f"prefect.flow-run.{run.id}")
    return Ring(key, AT_RISK, plan.id, plan.route.origin, ids, (resource,), repeated=True)
