"""Runs one propagation in this process, and sees to it that Prefect records all of it."""

from __future__ import annotations

import asyncio
import time
from typing import Any
from uuid import UUID

from prefect import get_client
from prefect.client.schemas.objects import TERMINAL_STATES, State
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker

from flows.live_start import Propagated
from flows.propagate import propagate
from flows.server.prefect_server import DRAIN_SECONDS
from wian.propagation.request import PropagationRequest


async def conduct(request: PropagationRequest, *, recorded: bool = True) -> Propagated:
    """Run the flow ``propagate`` here, and return once the server has been sent all of it.

    Args:
        request: What to send.
        recorded: Wait until the server has recorded it too, a second or so later: one that ends
            with this process would lose it.

    Raises:
        WianError: The request cannot be carried out.
    """
    state: State[Any] = await propagate(request, return_state=True)
    done: Propagated | BaseException = await state.aresult(raise_on_failure=False)
    if isinstance(done, BaseException):
        await _sent()
        raise done
    if recorded:
        await drained(state.state_details.flow_run_id, done.task_runs)
    else:
        await _sent()
    return done


async def _sent() -> None:
    """Send what Prefect still holds back here: it would complain once the server is gone."""
    for worker in (EventsWorker, APILogWorker):
        await asyncio.to_thread(_drain, worker)


async def drained(flow_run: UUID | None, expected: int) -> None:
    """Wait until the server has recorded every task run: its recorder works behind the run.

    Gives up after ``DRAIN_SECONDS``: the ledger has everything, Prefect's page may lack a run.
    """
    await _sent()
    deadline = time.monotonic() + DRAIN_SECONDS
    while time.monotonic() < deadline and await _finished(flow_run) < expected:  # noqa: ASYNC110
        await asyncio.sleep(0.1)  # another process records: there is no event to wait for


def _drain(worker: Any) -> None:
    worker.drain_all(timeout=DRAIN_SECONDS)


async def _finished(flow_run: UUID | None) -> int:
    """How many task runs of a flow run the server knows to have ended."""
    states = [state.value for state in TERMINAL_STATES]
    body = {
        "flow_runs": {"id": {"any_": [str(flow_run)]}},
        "task_runs": {"state": {"type": {"any_": states}}},
    }
    async with get_client() as client:
        reply = await client.request("POST", "/task_runs/count", json=body)
    return int(reply.json())
