"""Real days in Prefect's own graph: a live run's waves and provinces are drawn as task runs.

Prefect records task runs from the events that clients send of them. So an event whose task run
began a week ago makes a bar that begins a week ago. That is how Prefect 3.9 behaves, and no
promise: nothing else relies on it, tests/flows/prefect_pages/test_timeline.py says when it stops to
hold, and the artifact shows waves and provinces all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, StateType

from wian.jurisdictions.instant import Instant
from wian.reports.progress.timeline import Bar, BarState

TASK_KEY = "wian-timeline"
_TYPES = {
    BarState.RECEIVED: StateType.COMPLETED,
    BarState.UNDER_WAY: StateType.RUNNING,
    BarState.LATE: StateType.FAILED,
}
_MOST = 200
_LATEST = timedelta(days=1)


async def draw(client: PrefectClient, run: FlowRun, bars: Sequence[Bar], now: datetime) -> int:
    """Have a flow run's graph show bars; what it shows already is left alone.

    A graph begins with its run: one that was made long after the first letter shows no bars.

    Args:
        client: Of the server that has the flow run.
        run: It.
        bars: The bars.
        now: When this is; a bar whose offices are late ends there, and others that are open grow.

    Returns:
        How many bars were drawn, or drawn anew.
    """
    if not bars or not _fits(run, bars):
        return 0
    shown = await _shown(client, run.id)
    events = [
        _event(bar, run.id, now) for bar in bars if shown.get(bar.key) != _looks(bar, now.date())
    ]
    if events:
        await client.request("POST", "/events", json=events)
    return len(events)


def _fits(run: FlowRun, bars: Sequence[Bar]) -> bool:
    began = run.start_time or run.expected_start_time
    return began is not None and began - min(_time(bar.begun) for bar in bars) < _LATEST


def bar_id(flow_run: UUID, key: str) -> UUID:
    """Id of the task run that a bar is."""
    return uuid5(NAMESPACE_URL, f"wian:timeline:{flow_run}:{key}")


async def _shown(client: PrefectClient, flow_run: UUID) -> dict[str, tuple[object, ...]]:
    """What the graph shows: name, state and ends of each bar, by its key."""
    wanted = {"flow_runs": {"id": {"any_": [str(flow_run)]}}, "limit": _MOST}
    rows = (await client.request("POST", "/task_runs/filter", json=wanted)).json()
    return {
        row["dynamic_key"]: (row["name"], row["state_name"], _day(row), bool(row["end_time"]))
        for row in rows
        if row["task_key"] == TASK_KEY
    }


def _looks(bar: Bar, today: object) -> tuple[object, ...]:
    """The same of a bar as it is to be; one of late offices ends today, and is drawn anew daily."""
    late = bar.state is BarState.LATE
    return bar.name, bar.state.value, str(today) if late else "", late or bar.ended is not None


def _day(row: dict[str, Any]) -> str:
    return row["end_time"][:10] if row["state_name"] == BarState.LATE else ""


def _event(bar: Bar, flow_run: UUID, now: datetime) -> dict[str, Any]:
    """The event that draws a bar."""
    kind, name = _TYPES[bar.state].value, bar.state.value
    own, begun = str(bar_id(flow_run, bar.key)), _time(bar.begun)
    ended = now if bar.state is BarState.LATE else _time(bar.ended) if bar.ended else None
    state = {"type": kind, "name": name, "message": bar.name}
    return {
        "id": str(uuid4()),
        "event": f"prefect.task-run.{name}",
        "occurred": now.isoformat(),
        "resource": {
            "prefect.resource.id": f"prefect.task-run.{own}",
            "prefect.resource.name": bar.name,
            "prefect.state-name": name,
            "prefect.state-type": kind,
            "prefect.state-timestamp": now.isoformat(),
            "prefect.orchestration": "client",
        },
        "related": [
            {
                "prefect.resource.id": f"prefect.flow-run.{flow_run}",
                "prefect.resource.role": "flow-run",
            }
        ],
        "payload": {
            "intended": {"from": None, "to": kind},
            "initial_state": None,
            "validated_state": state,
            "task_run": {
                "name": bar.name,
                "task_key": TASK_KEY,
                "dynamic_key": bar.key,
                "expected_start_time": begun.isoformat(),
                "start_time": begun.isoformat(),
                "end_time": ended.isoformat() if ended else None,
                "total_run_time": max((ended - begun).total_seconds(), 0.0) if ended else 0.0,
                "task_inputs": {"wait_for": list(_inputs(bar, flow_run))},
                "tags": ["wian"],
            },
        },
    }


def _inputs(bar: Bar, flow_run: UUID) -> Iterable[dict[str, str]]:
    if bar.above is not None:
        yield {"input_type": "task_run", "id": str(bar_id(flow_run, bar.above))}


def _time(instant: Instant) -> datetime:
    return datetime.fromtimestamp(60 * instant.minute, UTC)
