"""Brings a propagation's flow run up to date: its state, and the artifacts beside it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect import get_client
from prefect.client.orchestration import PrefectClient

from flows.prefect_pages.artifacts import publish
from flows.prefect_pages.endings import show_endings
from flows.prefect_pages.run_label import label, label_rehearsal
from flows.prefect_pages.state import OVERDUE, Change, made_key, runs_of, show, standing
from flows.prefect_pages.timeline import draw
from wian.followup.current_snapshot import setting, situate
from wian.ledger.errors import UnknownPropagation
from wian.ledger.life.lives import life
from wian.ledger.read.quiet_propagations import change_mark
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.reports.progress.pages.whereabouts import phrase
from wian.reports.progress.snapshot import Situation
from wian.reports.progress.timeline import timeline

_SECONDS, _SHARE = 30.0, 20
"""A propagation is not shown anew more often than this, however much happens; a large one less
often, so that showing it takes a twentieth of the time at the most."""
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


async def show_artifacts(client: PrefectClient, plan: Plan, found: Situation) -> None:
    """Bring the artifacts of a live propagation's flow run up to date, where it has one."""
    runs = await runs_of(client, plan.id)
    if runs:
        await publish(client, runs[0].id, found, setting(plan))
        bars = timeline(found, plan.route, plan.namer)
        await draw(client, runs[0], bars, datetime.now(UTC))


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
    """What the dispatcher shows: each propagation in which something happens, now and then."""

    def __init__(self) -> None:
        self._wanted: set[str] = set()
        self._next: dict[str, float] = {}
        self._marks: dict[str, tuple[object, ...]] = {}

    def note(self, propagation: str) -> None:
        """Something may have happened in a propagation."""
        self._wanted.add(propagation)

    async def show(self) -> None:
        """Show those that have not been shown for a while, if they have changed."""
        ripe = [name for name in self._wanted if self._next.get(name, 0.0) <= time.monotonic()]
        if not ripe:
            return
        async with get_client() as client:
            for name in ripe:
                self._wanted.discard(name)
                begun = time.monotonic()
                self._next[name] = begun + _SECONDS
                try:
                    await self._show(client, name)
                    self._rest(name, time.monotonic() - begun)
                except UnknownPropagation:
                    continue
                except BaseException:
                    self._wanted.add(name)
                    raise

    async def _show(self, client: PrefectClient, propagation: str) -> None:
        ledger = runtime.ledger()
        if (await asyncio.to_thread(life, ledger, propagation)).ending:
            await show_endings(client)
            self._forget(propagation)
            return
        plan = await asyncio.to_thread(runtime.recorded_plan, propagation)
        now = runtime.now()
        counts = await asyncio.to_thread(change_mark, ledger, propagation)
        mark = (*counts, now.date(plan.jurisdiction.calendar.zone))
        if self._marks.get(propagation) == mark:
            return
        if await _young(client, propagation):
            self.note(propagation)
            return
        found = await asyncio.to_thread(situate, ledger, plan, now=now)
        await show_state(client, plan, found, glance=True)
        await show_artifacts(client, plan, found)
        self._marks[propagation] = mark

    def _rest(self, propagation: str, took: float) -> None:
        """Show a propagation that took so long to show not before its turn."""
        if propagation in self._next:
            self._next[propagation] += max(0.0, took * _SHARE - _SECONDS)

    def _forget(self, propagation: str) -> None:
        """Keep nothing of a propagation that has ended."""
        runtime.forget(propagation)
        self._next.pop(propagation, None)
        self._marks.pop(propagation, None)

    def __len__(self) -> int:
        """Of how many propagations anything is kept."""
        return len({*self._wanted, *self._next, *self._marks})


async def _young(client: PrefectClient, propagation: str) -> bool:
    """Whether a flow has only begun to send it: then it is about to show the propagation itself."""
    runs = await runs_of(client, propagation)
    if not runs or runs[0].idempotency_key == made_key(propagation):
        return False
    begun = runs[0].start_time
    return begun is not None and datetime.now(UTC) - begun < _YOUNG
