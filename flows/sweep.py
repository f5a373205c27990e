"""The flow ``sweep``: what a lost event left is done, and what is late is followed up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import timedelta

from prefect import flow, get_client, task
from prefect.cache_policies import NO_CACHE
from prefect.context import SyncClientContext

from flows.prefect_pages.deadline_risk import warn
from flows.prefect_pages.show import show_artifacts, show_state
from flows.prefect_pages.state import OVERDUE, Change
from flows.prefect_pages.untold import untold
from wian.followup.due import Overdue
from wian.followup.remind import ESCALATED, REMINDED
from wian.followup.snapshot_now import situate
from wian.followup.sweep import Swept
from wian.followup.sweep import sweep as sweep_propagation
from wian.ledger.acts import Act, Escalated, Reminded
from wian.ledger.read.live_letters import live_propagations
from wian.notices.doorbell import Ring, ring, ring_now, same_event
from wian.notices.webhook_delivery import deliver_due
from wian.office.announce import announce
from wian.propagation import runtime
from wian.propagation.plan import Plan

OFFICE_OVERDUE, PROPAGATION_OVERDUE = "wian.office.overdue", "wian.propagation.overdue"

_REMEMBERED = timedelta(days=6)
"""Prefect keeps events for seven days; what became overdue longer ago was told, or is no news."""


@flow(name="sweep", flow_run_name="Sweep", persist_result=False)
async def sweep() -> int:
    """Relay, follow up and deliver whatever is due in every live propagation. Safe to repeat.

    Returns:
        How many letters, reminders and escalations it wrote.

    Raises:
        WianError: The ledger cannot be used; what was written stays.
    """
    written, failed = 0, list[Exception]()
    with SyncClientContext.get_or_create():
        for each in live_propagations(runtime.ledger(make=True)):
            future = sweep_one.submit(
                name=f"Sweep {each.directive.id}", propagation=each.id, return_state=False
            )
            try:
                swept = future.result()
                await tell(swept)
            except Exception as error:  # noqa: BLE001 - the others are swept all the same
                failed.append(error)
            else:
                written += swept.written
    try:
        await asyncio.to_thread(deliver_due, runtime.ledger(), now=runtime.now())
    except Exception as error:  # noqa: BLE001 - what was swept stays
        failed.append(error)
    if failed:
        raise failed[0]
    return written


@task(name="sweep", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def sweep_one(name: str, propagation: str) -> Swept:  # noqa: ARG001 - the name is what the run is called
    """Relay and follow up whatever is due in one live propagation."""
    plan = runtime.preparation(propagation)
    return sweep_propagation(runtime.ledger(), plan, now=runtime.now())


async def tell(swept: Swept) -> None:
    """Have Prefect show how a propagation stands after a sweep, and tell what is new; once each."""
    plan = runtime.preparation(swept.propagation)
    for issuance in swept.issued:
        announce(issuance, plan, ring)
    overdue = swept.followed.overdue
    found = await asyncio.to_thread(situate, runtime.ledger(), plan, now=swept.at)
    async with get_client() as client:
        changed = await show_state(client, plan, found)
        news = [*_late(plan, overdue), *_acts(plan, swept), *_turned(plan, changed, len(overdue))]
        await asyncio.to_thread(ring_now, await untold(client, news))
        await warn(client, plan, found.risk)
        await show_artifacts(client, plan, found)


def _late(plan: Plan, late: Sequence[Overdue]) -> Iterable[Ring]:
    """The offices that have become overdue of late."""
    oldest = runtime.now().minute - _REMEMBERED.total_seconds() // 60
    for office, owed, due, _ in late:
        if due.minute > oldest:
            key = same_event(OFFICE_OVERDUE, plan.id, office, owed.value, due.minute)
            ids = {
                "owed": owed.value,
                "due": due.isoformat(plan.jurisdiction.calendar.zone),
                "overdue": len(late),
            }
            yield Ring(key, OFFICE_OVERDUE, plan.id, office, ids)


def _acts(plan: Plan, swept: Swept) -> Iterable[Ring]:
    """The reminders and escalations that were written."""
    for act in (*swept.followed.reminders, *swept.followed.escalations):
        yield from _of_act(plan, act)


def _of_act(plan: Plan, act: Act) -> Iterable[Ring]:
    body = act.body
    key = same_event(act.kind.value, plan.id, act.office, act.key)
    if isinstance(body, Reminded):
        for office in body.recipients:
            ids = {"sender": act.office, "owed": body.owed.value, "number": body.letter.number}
            yield Ring(same_event(str(key), office), REMINDED, plan.id, office, ids)
    elif isinstance(body, Escalated):
        ids = {"to": act.office, "owed": body.owed.value, "reminder": body.reminder}
        yield Ring(key, ESCALATED, plan.id, body.recipient, ids)


def _turned(plan: Plan, changes: Sequence[Change], overdue: int) -> Iterable[Ring]:
    """The propagation's turn to overdue."""
    for change in changes:
        if change.name == OVERDUE:
            key = same_event(PROPAGATION_OVERDUE, plan.id, change.flow_run, change.before)
            run = ("flow-run", f"prefect.flow-run.{change.flow_run}")
            yield Ring(
                key, PROPAGATION_OVERDUE, plan.id, plan.route.origin, {"overdue": overdue}, (run,)
            )
