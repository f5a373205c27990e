"""Today over all live directives: one artifact that stays, and one run a day that leads to it.

Prefect's home page and its list of runs show what began lately, and its menu has no artifacts. So
each day has a run of its own there, named by the worst office of the worst directive.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import ArtifactCreate, FlowRunCreate, StateCreate
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateName,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, State, StateType

from flows.prefect_pages.artifacts import SITUATION, TODAY, key, latest, written
from wian.followup.current_snapshot import day_of
from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.propagation.plan import Plan
from wian.reports.progress.directive_day import DirectiveDay, worst_first
from wian.reports.progress.pages.own_today import own_today
from wian.reports.progress.pages.page import moment
from wian.reports.progress.pages.setting import Setting
from wian.reports.progress.pages.today_page import OtherPages, today_line, today_page
from wian.reports.progress.snapshot import Situation

FLOW, TAGS = "today", ["wian", "today"]
_LATE, _GOES_ON, _QUIET, _OVER = "Overdue", "Under way", "Nothing under way", "Over"
_TYPES = {
    _LATE: StateType.FAILED,
    _GOES_ON: StateType.RUNNING,
    _QUIET: StateType.COMPLETED,
    _OVER: StateType.COMPLETED,
}


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of a directive: how it stands, what it is told with, and its run."""

    day: DirectiveDay
    setting: Setting
    run: UUID | None


class Today:
    """The page of today; it holds a few figures of each live directive."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._shown: tuple[object, ...] | None = None

    async def keep(
        self, ledger: Ledger, plan: Plan, told: tuple[Situation, Setting], run: UUID | None
    ) -> None:
        """Take up how a directive stands.

        Args:
            ledger: Where it is recorded.
            plan: The propagation.
            told: How it stands, and what it is told with.
            run: Its flow run.
        """
        found, setting = told
        day = await asyncio.to_thread(day_of, ledger, plan, found)
        self._kept[plan.id] = _Kept(day, setting, run)

    def forget(self, propagation: str) -> None:
        """Leave out a directive that has ended."""
        self._kept.pop(propagation, None)

    @property
    def days(self) -> list[DirectiveDay]:
        """How each directive stands, the worst first."""
        return worst_first([kept.day for kept in self._kept.values()])

    def __len__(self) -> int:
        """Of how many directives anything is kept."""
        return len(self._kept)

    async def publish(self, client: PrefectClient, now: Instant, today: date) -> bool:
        """Have Prefect show the page, if it says anything new.

        Args:
            client: Of the server.
            now: When this is.
            today: The day, where the offices are.

        Returns:
            Whether it did.
        """
        days = self.days
        mark = (today, *days)
        if mark == self._shown:
            return False
        run = await _run_of(client, today)
        await _name(client, run, days, today)
        await self._write(client, run, days, now)
        if self._shown is None or self._shown[0] != today:
            await _end_others(client, run)
        self._shown = mark
        return True

    async def _write(
        self, client: PrefectClient, run: FlowRun, days: Sequence[DirectiveDay], now: Instant
    ) -> None:
        text = today_page(
            days,
            {name: kept.setting.hierarchy for name, kept in self._kept.items()},
            {name: _links(name, kept) for name, kept in self._kept.items()},
            self._as_of(days, now),
            self._own(days, now),
        )
        mark = hashlib.sha256(text.encode()).hexdigest()[:16]
        before = await latest(client, TODAY)
        same_day = before is not None and before.flow_run_id == run.id
        made = ArtifactCreate(
            key=TODAY,
            type="markdown",
            data=text,
            description=today_line(days),
            flow_run_id=run.id,
            metadata_={"mark": mark},
        )
        await written(client, str(before.id) if before and same_day else None, made)

    def _own(self, days: Sequence[DirectiveDay], now: Instant) -> list[str]:
        """What the page says in the offices' languages."""
        settings = {name: kept.setting for name, kept in self._kept.items()}
        trees = {name: _links(name, kept).tree for name, kept in self._kept.items()}
        return list(own_today(days, settings, trees, now))

    def _as_of(self, days: Sequence[DirectiveDay], now: Instant) -> str:
        if not days:
            return ""
        setting = self._kept[days[0].propagation].setting
        return moment(now, setting.clocks.of(setting.route.origin))


def _links(propagation: str, kept: _Kept) -> OtherPages:
    """A directive's other pages: relative ones lead to their place in either user interface."""
    desk = kept.setting.desk
    return OtherPages(
        page=f"../key/{key(propagation, SITUATION)}",
        run=f"../../runs/flow-run/{kept.run}" if kept.run else None,
        tree=f"{desk}/follow-up/{propagation}" if desk else None,
    )


async def _run_of(client: PrefectClient, today: date) -> FlowRun:
    """The run of a day; made twice, it is one."""
    flow = await client.create_flow_from_name(FLOW)
    wanted = FlowRunCreate(
        flow_id=flow,
        name=f"Today, {today}",
        state=StateCreate(type=StateType.COMPLETED, name=_QUIET),
        tags=TAGS,
        idempotency_key=f"wian:today:{today}",
    )
    reply = await client.request(
        "POST", "/flow_runs/", json=wanted.model_dump(mode="json", exclude_unset=True)
    )
    return FlowRun.model_validate(reply.json())


async def _name(
    client: PrefectClient, run: FlowRun, days: Sequence[DirectiveDay], today: date
) -> None:
    """Have a day's run say in its name what the day is about, and in its state how bad it is."""
    line = today_line(days)
    name = f"Today, {today}: {line[:1].lower()}{line[1:].rstrip('.')}"
    if run.name != name:
        await client.update_flow_run(run.id, name=name)
    late = any(day.overdue for day in days)
    state = _LATE if late else _GOES_ON if days else _QUIET
    if run.state is None or (run.state.name, run.state.message) != (state, line):
        told = State(type=_TYPES[state], name=state, message=line)
        await client.set_flow_run_state(run.id, told, force=True)


async def _end_others(client: PrefectClient, run: FlowRun) -> None:
    """Have the runs of days that are over say so: no red one stands beside today's."""
    names = FlowRunFilterState(name=FlowRunFilterStateName(any_=[_LATE, _GOES_ON]))
    wanted = FlowRunFilter(tags=FlowRunFilterTags(all_=TAGS), state=names)
    for other in await client.read_flow_runs(flow_run_filter=wanted):
        if other.id != run.id:
            over = State(type=_TYPES[_OVER], name=_OVER, message=other.state.message)  # type: ignore[union-attr]  # chosen by its state
            await client.set_flow_run_state(other.id, over, force=True)
