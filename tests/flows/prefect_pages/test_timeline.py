"""Real days in the graph of a live run: if this fails, Prefect draws them no more (ADR 49)."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from wian.followup.current_snapshot import situate
from wian.jurisdictions.instant import Instant, Precision
from wian.propagation import runtime
from wian.reports.progress.timeline import BarState, timeline

WEEK = 7 * 24 * 60


def _until(true):
    for _ in range(600):
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError("not within a minute")


@pytest.fixture
def graph(on_server, drill):
    """Draw the drill as of so many minutes ahead; gives the bars of its run's graph by name."""
    from prefect import get_client  # noqa: PLC0415 - Prefect has its settings

    from flows.prefect_pages.state import runs_of, show, standing  # noqa: PLC0415 - the same
    from flows.prefect_pages.timeline import draw  # noqa: PLC0415 - the same

    async def drawn(minutes):
        now = Instant(runtime.now().minute + minutes, Precision.MINUTE)
        found = situate(drill.ledger, drill.plan, now=now)
        bars = timeline(found, drill.plan.route, drill.plan.namer)
        async with get_client() as client:
            await show(client, drill.plan, standing(drill.ledger, drill.plan))
            run = (await runs_of(client, drill.plan.id))[0]
            many = await draw(client, run, bars, datetime.now(UTC) + timedelta(minutes=minutes))
        return run.id, many, bars

    def shown(minutes=0):
        run, many, bars = asyncio.run(drawn(minutes))

        def nodes():
            found = {
                node["label"]: node
                for _, node in on_server.get(f"flow_runs/{run}/graph-v2")["nodes"]
            }
            return found if {bar.name for bar in bars} <= set(found) else None

        return many, _until(nodes)

    return shown


def test_a_wave_is_a_bar_from_its_letter_to_its_last_stamp_and_follows_the_stamps(graph, drill):
    """Blue while it is under way, green once all have it; nothing is drawn twice."""
    many, bars = graph()
    (bar,) = bars.values()
    assert (many, bar["label"]) == (1, "Wave 1: Ministry of Interior, 0 of 1 have it")
    assert (bar["state_type"], bar["end_time"]) == ("RUNNING", None)
    assert graph()[0] == 0
    drill.stamp("moi")
    many, bars = graph()
    (bar,) = bars.values()
    assert (many, bar["state_type"]) == (1, "COMPLETED")
    assert bar["end_time"] is not None
    assert bar["start_time"] <= bar["end_time"]


def test_bars_reach_over_real_days_and_late_ones_are_red(graph):
    """Two weeks ahead the ministry is late: its bar is two weeks long."""
    _, bars = graph(2 * WEEK)
    (bar,) = bars.values()
    begun, ended = (datetime.fromisoformat(bar[f"{each}_time"]) for each in ("start", "end"))
    assert bar["state_type"] == "FAILED"
    assert timedelta(days=13) < ended - begun < timedelta(days=15)


def test_each_district_is_a_bar_that_comes_from_its_wave(living, empty_ledger, live_plan):
    """The first wave that has several offices is drawn office by office, with all below each."""
    living.begin(empty_ledger, live_plan)
    living.reach(empty_ledger, live_plan, living.leaf, minutes=60)
    found = situate(empty_ledger, live_plan, now=living.later(120))
    bars = timeline(found, live_plan.route, live_plan.namer)
    assert [bar.key for bar in bars[:5]] == [f"wave-{number}" for number in range(1, 6)]
    (mueang,) = (bar for bar in bars if bar.key == "phitsanulok.mueang-phitsanulok")
    assert mueang.name == "Mueang Phitsanulok, 1 of 20 have it"
    assert (mueang.above, mueang.state) == ("wave-3", BarState.UNDER_WAY)
    assert {bar.above for bar in bars[5:]} == {"wave-3"}
    assert [bar.above for bar in bars[:5]] == [None, "wave-1", "wave-2", "wave-3", None]
    assert len(bars) == 5 + 12
    assert all(bar.name[0].isascii() for bar in bars)  # or the older interface shows no name
