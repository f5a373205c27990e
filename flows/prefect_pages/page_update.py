"""Brings a propagation's flow run up to date: its state, and the artifacts beside it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from prefect import get_client
from prefect.client.orchestration import PrefectClient

from flows.prefect_pages.artifacts import SITUATION, key, latest, publish
from flows.prefect_pages.endings import show_endings
from flows.prefect_pages.run_label import label, label_rehearsal
from flows.prefect_pages.state import OVERDUE, Change, made_key, runs_of, show, standing
from flows.prefect_pages.timeline import draw
from flows.prefect_pages.today import Today
from wian.followup.current_snapshot import day_of, setting, situate
from wian.ledger.errors import UnknownPropagation
from wian.ledger.life.lives import life
from wian.ledger.read.live_letters import open_propagations
from wian.ledger.read.quiet_propagations import change_mark
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.reports.progress.pages.whereabouts import phrase
from wian.reports.progress.snapshot import Situation
from wian.reports.progress.timeline import timeline

_PAUSE, _QUICK, _AFTER_FAULT = 0.3, 4.0, 5.0
"""Seconds after which what happened is shown; of processor time up to which showing is quick, as on
a busy machine it waits for others most of the time; and after a fault."""
_SHARE, _SLOW_SHARE = 1, 19
"""How many times as long as showing computed nothing is shown after it: however much happens, it
takes half of a processor at the most, and a twentieth where it is slow."""
_ALL_SECONDS, _MINUTES = 600.0, 30
"""How often all are looked at, and how old what is shown of one may be though nothing happens."""
_YOUNG = timedelta(seconds=20)


async def show_state(
    client: PrefectClient, plan: Plan, found: Situation, *, glance: bool = False
) -> list[Change]:
    """Have the state of a live propagation's flow run say how it stands, as ``show`` does."""
    late = [hop.office for hop in found.hops if hop.overdue is not None]
    where = phrase(found, setting(plan))
    now = await asyncio.to_thread(standing, runtime.ledger(), plan, late, where)
    changes = await show(client, plan, now, glance=glance)
    await label(client, plan, where, overdue=now.name == OVERDUE)
    return changes


async def show_artifacts(client: PrefectClient, plan: Plan, found: Situation) -> UUID | None:
    """Bring the artifacts of a live propagation's flow run up to date, where it has one.

    Returns:
        Id of the run.
    """
    runs = await runs_of(client, plan.id)
    if runs:
        ahead = await asyncio.to_thread(day_of, runtime.ledger(), plan, found)
        await publish(client, runs[0].id, found, setting(plan), ahead)
        bars = timeline(found, plan.route, plan.namer)
        await draw(client, runs[0], bars, datetime.now(UTC))
    return runs[0].id if runs else None


async def show_rehearsal(plan: Plan, flow_run: UUID, progress: UUID | None) -> None:
    """Have the flow run of a rehearsal show what came of it, in place of how far it is.

    Args:
        plan: The rehearsal.
        flow_run: Its flow run.
        progress: The artifact that has told how far it is, where there is one.
    """
    found = await asyncio.to_thread(situate, runtime.ledger(), plan, now=runtime.now())
    async with get_client() as client:
        await publish(client, flow_run, found, setting(plan))
        await label_rehearsal(client, flow_run, plan, phrase(found, setting(plan)))
        if progress:
            await client.delete_artifact(progress)


class Shown:
    """What the dispatcher shows: each propagation in which something happens, and today's page."""

    def __init__(self) -> None:
        self._today, self._zone = Today(), ZoneInfo("UTC")
        self._wanted: set[str] = set()
        self._marks: dict[str, tuple[object, ...]] = {}
        self._next, self._all = 0.0, 0.0

    def note(self, propagation: str) -> None:
        """Something may have happened in a propagation."""
        self._wanted.add(propagation)

    async def show(self) -> None:
        """Show those that have changed, and the page of today; not more often than it may."""
        begun = time.monotonic()
        if begun < self._next:
            return
        await self._note_all(begun)
        wanted, self._wanted = self._wanted, set()
        if not wanted:
            return
        spent = time.process_time()
        try:
            async with get_client() as client:
                for name in sorted(wanted):
                    await self._show(client, name)
                    wanted.discard(name)
                now = runtime.now()
                await self._today.publish(client, now, now.date(self._zone))
        except BaseException:
            self._wanted |= wanted  # Prefect or the ledger went away
            self._next = time.monotonic() + _AFTER_FAULT
            raise
        self._next = time.monotonic() + _rest(time.process_time() - spent)

    async def _note_all(self, monotonic: float) -> None:
        """Look at all that is under way from time to time: days pass where nothing happens."""
        if monotonic < self._all:
            return
        self._all = monotonic + _ALL_SECONDS
        for name, _ in await asyncio.to_thread(open_propagations, runtime.ledger()):
            self.note(name)

    async def _show(self, client: PrefectClient, propagation: str) -> None:
        ledger = runtime.ledger()
        try:
            ending = (await asyncio.to_thread(life, ledger, propagation)).ending
            plan = await asyncio.to_thread(runtime.recorded_plan, propagation)
        except UnknownPropagation:
            return
        if ending:
            await show_endings(client)
            self._forget(propagation)
            return
        now, self._zone = runtime.now(), plan.jurisdiction.calendar.zone
        counts = await asyncio.to_thread(change_mark, ledger, propagation)
        mark = (*counts, now.minute // _MINUTES, now.date(self._zone))
        if self._marks.get(propagation) == mark:
            return
        if not counts[0]:
            return  # its first letter tells of itself
        if await _young(client, propagation):
            self.note(propagation)  # whoever sends it is about to show it
            return
        found = await asyncio.to_thread(situate, ledger, plan, now=now)
        await show_state(client, plan, found, glance=True)
        run = await show_artifacts(client, plan, found)
        await self._today.keep(ledger, plan, (found, setting(plan)), run)
        self._marks[propagation] = mark

    def _forget(self, propagation: str) -> None:
        """Keep nothing of a propagation that has ended."""
        runtime.forget(propagation)
        self._today.forget(propagation)
        self._marks.pop(propagation, None)

    def __len__(self) -> int:
        """Of how many propagations anything is kept."""
        return len({*self._wanted, *self._marks}) + len(self._today)


def _rest(took: float) -> float:
    """Seconds after which a next round begins, by the processor time that one took."""
    return _PAUSE + took * (_SHARE if took <= _QUICK else _SLOW_SHARE)


async def _young(client: PrefectClient, propagation: str) -> bool:
    """Whether a flow that sends it is about to show it itself: it has begun, and shown nothing."""
    runs = await runs_of(client, propagation)
    if not runs or runs[0].idempotency_key == made_key(propagation):
        return False
    begun = runs[0].start_time
    if begun is None or datetime.now(UTC) - begun >= _YOUNG:
        return False
    return await latest(client, key(propagation, SITUATION)) is None
