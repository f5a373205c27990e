"""Today on a real server: one page for all directives, and a run a day that leads to it."""

from __future__ import annotations

import asyncio
import re

import pytest

from wian.jurisdictions.instant import Instant, Precision
from wian.lifecycle.closure import close
from wian.office.actor import Acting
from wian.propagation import runtime

DAY = 24 * 60


@pytest.fixture
def shown(on_server, drill):
    """Have the dispatcher's part that shows look at everything, as it does when it starts."""
    from flows.prefect_pages.page_update import Shown  # noqa: PLC0415 - Prefect has its settings

    one = Shown()

    def show():
        one._next = 0.0  # however long it took the last time
        one.note(drill.plan.id)
        asyncio.run(one.show())

    return show


@pytest.fixture
def page(on_server):
    """The latest version of the page."""

    def found():
        rows = on_server("artifacts/filter", artifacts={"key": {"any_": ["wian-today"]}})
        return max(rows, key=lambda row: row["created"])

    return found


@pytest.fixture
def day_runs(on_server):
    """The runs of days, by their ids."""

    def found():
        rows = on_server("flow_runs/filter", flow_runs={"tags": {"all_": ["wian", "today"]}})
        return {row["id"]: row for row in rows}

    return found


def test_a_live_directive_of_which_prefect_knows_nothing_is_there_at_the_first_look(
    shown, page, day_runs, drill, on_server
):
    """It was sent while Prefect's server was starting; nobody waits for the next sweep."""
    tags = {"tags": {"all_": [f"propagation:{drill.plan.id}"]}}
    assert on_server("flow_runs/filter", flow_runs=tags) == []
    shown()
    (run,) = on_server("flow_runs/filter", flow_runs=tags)
    where = "now at Ministry of Interior, 114 wait"
    assert run["name"].startswith(f"Propagate {drill.plan.directive.id}: {where}")
    text = page()
    assert f"](../../runs/flow-run/{run['id']})" in text["data"]
    assert f"(../key/{drill.plan.id}-where-it-is)" in text["data"]
    day = day_runs()[text["flow_run_id"]]
    assert f": {where} ({drill.plan.directive.id})" in day["name"]
    assert day["state_name"] == "Under way"


def test_a_stamp_is_on_the_page_at_the_next_look_and_nothing_is_doubled(
    shown, page, day_runs, drill
):
    """One version a day, one run a day."""
    shown()
    before, runs = page(), day_runs()
    drill.stamp("moi")
    shown()
    after = page()
    assert after["id"] == before["id"]
    assert "114 offices do not have it yet" in after["data"]
    assert day_runs().keys() == runs.keys()


def test_the_page_of_the_directive_forecasts_and_calls_as_today_does(shown, page, drill, on_server):
    """Two pages that gave two numbers of the same day would both be distrusted."""
    drill.stamp("moi")
    shown()
    whole = {"key": {"any_": [f"{drill.plan.id}-where-it-is"]}}
    (own,) = on_server("artifacts/filter", artifacts=whole)
    forecast = re.compile(
        r"\d+ of 103 addressees (?:is|are) expected in time .*? futures\); [^.]*\."
    )
    (said,) = forecast.findall(page()["data"])
    assert forecast.findall(own["data"]) == [said]
    calls = page()["data"].partition("Whom to telephone today:\n\n")[2].partition("\n\n")[0].strip()
    assert calls.startswith("- ")
    assert f"Whom to telephone today:\n\n{calls}\n\n" in own["data"]
    assert "คาดว่าทันกำหนดประมาณ" in own["data"]


def test_what_has_ended_is_no_more_on_the_page(shown, page, day_runs, drill):
    """Its run is green, and the day says that nothing is under way."""
    shown()
    close(Acting(drill.ledger, drill.plan, "opm", by="head", now=runtime.now()), "พอแล้ว")
    shown()
    assert "No directive is under way" in page()["data"]
    assert day_runs()[page()["flow_run_id"]]["state_name"] == "Nothing under way"


def test_another_day_has_a_run_of_its_own_and_the_one_before_is_over(on_server, drill, day_runs):
    """The list of runs has one red line for what is late today, and none for what was."""
    from prefect import get_client  # noqa: PLC0415 - Prefect has its settings

    from flows.prefect_pages.today import Today  # noqa: PLC0415 - the same
    from wian.followup.current_snapshot import setting, situate  # noqa: PLC0415 - with it

    async def two_days():
        today, zone = Today(), drill.plan.jurisdiction.calendar.zone
        async with get_client() as client:
            for days in (400, 401):
                now = Instant(runtime.now().minute + days * DAY, Precision.MINUTE)
                told = situate(drill.ledger, drill.plan, now=now), setting(drill.plan)
                await today.keep(drill.ledger, drill.plan, told, None)
                await today.publish(client, now, now.date(zone))
                yield now.date(zone)

    async def names():
        return [f"Today, {day}" async for day in two_days()]

    first, second = asyncio.run(names())
    states = {run["name"].partition(":")[0]: run["state_name"] for run in day_runs().values()}
    assert (states[first], states[second]) == ("Over", "Overdue")
