"""The flow ``sweep``: what a lost event left is done, and what is late is followed up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

from prefect import flow, get_client
from prefect.client.schemas.objects import State
from prefect.context import SyncClientContext

from flows.prefect_pages.deadline_risk import warn
from flows.prefect_pages.endings import show_endings
from flows.prefect_pages.page_update import show_artifacts, show_state
from flows.prefect_pages.refusal import refused
from flows.prefect_pages.state import OVERDUE, Change
from tasks.sweep import sweep_one
from wian.followup.current_snapshot import day_of, situate
from wian.followup.sweep import Swept, to_sweep
from wian.kit.errors import WianError
from wian.kit.settings import Settings
from wian.ledger.checkpoints.checkpoint_files import daily_checkpoint
from wian.ledger.outbox.events import Event
from wian.ledger.read.live_letters import open_propagations
from wian.notices.alert import subject, told_of
from wian.notices.doorbell import Ring, flush, ring_now, same_event
from wian.notices.webhook_delivery import deliver_due
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.reports.progress.directive_day import DirectiveDay

_FAREWELL_SECONDS = 10.0
"""How long what the sweep has rung for is waited for: its process may end right after."""


@flow(name="sweep", flow_run_name="Sweep", persist_result=False)
async def sweep() -> int | State[Any]:
    """Relay, follow up and deliver whatever is due in every live propagation. Safe to repeat.

    Returns:
        How many letters, reminders and escalations it wrote.

    Raises:
        WianError: The ledger cannot be used; what was written stays.
    """
    try:
        return await _sweep()
    except WianError as refusal:
        return refused(refusal)


async def _sweep() -> int:
    written, failed = 0, list[Exception]()
    with SyncClientContext.get_or_create():
        ledger = runtime.ledger(make=True)
        waiting = to_sweep(ledger, now=runtime.agreed_now())
        for name, directive in open_propagations(ledger):
            if name not in waiting:
                continue
            future = sweep_one.submit(
                name=f"Sweep {directive.id}", propagation=name, return_state=False
            )
            try:
                swept = future.result()
                if not swept.glanced:  # the dispatcher shows what little has changed
                    await tell(swept)
            except Exception as error:  # noqa: BLE001 - the others are swept all the same
                failed.append(error)
            else:
                written += swept.written
    try:
        async with get_client() as client:
            await show_endings(client)
        await asyncio.to_thread(deliver_due, runtime.ledger(), now=runtime.now())
        home = Settings().home.expanduser().absolute()
        await asyncio.to_thread(daily_checkpoint, runtime.ledger(), home, runtime.now())
    except Exception as error:  # noqa: BLE001 - what was swept stays
        failed.append(error)
    if failed:
        raise failed[0]
    return written


async def tell(swept: Swept) -> None:
    """Have Prefect show how a propagation stands after a sweep, and tell that it is overdue."""
    plan = runtime.recorded_plan(swept.propagation)
    found = await asyncio.to_thread(situate, runtime.ledger(), plan, now=swept.at)
    async with get_client() as client:
        day = await asyncio.to_thread(day_of, runtime.ledger(), plan, found)
        changed = await show_state(client, plan, found)
        await asyncio.to_thread(ring_now, list(_turned(plan, changed, day)))
        await warn(client, plan, found.risk, day)
        await show_artifacts(client, plan, found)
    await asyncio.to_thread(flush, _FAREWELL_SECONDS)


def _turned(plan: Plan, changes: Sequence[Change], day: DirectiveDay) -> Iterable[Ring]:
    """The propagation's turn to overdue, as the ledger has it now."""
    for change in changes:
        if change.name == OVERDUE:
            event, origin = Event.PROPAGATION_OVERDUE, plan.route.origin
            key = same_event(event, plan.id, change.flow_run, change.before)
            run = ("flow-run", f"prefect.flow-run.{change.flow_run}")
            told: dict[str, str | int | None] = {
                "overdue": day.overdue,
                "subject": subject([day]),
                "text": told_of(day),
            }
            yield Ring(key, event, plan.id, origin, told, (run,), repeated=True)
