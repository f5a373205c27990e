"""Runs that are scheduled: no manager reads a random name."""

from __future__ import annotations

import asyncio

import pytest


@pytest.fixture
def name_scheduled(on_server):
    """Name what is scheduled at the shared server."""
    from prefect import get_client  # noqa: PLC0415 - Prefect has its settings

    from flows.prefect_pages.scheduled import name_scheduled as naming  # noqa: PLC0415 - the same

    async def named():
        async with get_client() as client:
            await naming(client)

    return lambda: asyncio.run(named())


def test_scheduled_runs_of_ours_are_named_after_their_flow_and_nobody_elses(
    name_scheduled, on_server
):
    """Prefect schedules runs days ahead, each as an adjective and an animal."""
    flow = on_server("flows/", name="sweep")["id"]

    def scheduled(*tags):
        state = {"type": "SCHEDULED", "name": "Scheduled"}
        run = {"flow_id": flow, "name": "easygoing-frog", "state": state, "tags": tags}
        return on_server("flow_runs/", **run)["id"]

    ours, other = scheduled("auto-scheduled", "wian"), scheduled("auto-scheduled")
    name_scheduled()
    name_scheduled()
    names = {run["id"]: run["name"] for run in on_server.flow_runs()}
    assert (names[ours], names[other]) == ("Sweep", "easygoing-frog")
