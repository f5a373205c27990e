"""Asks workers for help with a propagation, and sends away whom it no longer needs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from uuid import UUID

import httpx
from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.deployments.flow_runs import arun_deployment
from prefect.exceptions import ObjectNotFound, PrefectException
from prefect.states import Cancelled

from flows.prefect_pages.state import STANDS_FOR
from wian.kit.errors import WianError
from wian.propagation.plan import Plan

HELPER = "helper/helper"
"""The deployment of :func:`flows.helpers.helper.helper`."""

_log = logging.getLogger("wian.helpers")


class NoHelpers(WianError):
    """The Prefect server knows no deployment by which workers help."""

    def __init__(self) -> None:
        super().__init__(
            f"The Prefect server does not know the deployment {HELPER}, by which its workers help; "
            "start wian up, or register it with python -m flows.deploy, or leave workers out."
        )


async def refuse_without_helpers() -> None:
    """Refuse to ask for help that nobody could give.

    Raises:
        NoHelpers: The server does not know the deployment.
    """
    async with get_client() as client:
        try:
            await client.read_deployment_by_name(HELPER)
        except ObjectNotFound:
            raise NoHelpers from None


async def called(plan: Plan, count: int) -> list[UUID]:
    """Ask for so many helpers; fewer where the server cannot take more, as one can do all of it.

    Returns:
        Their flow runs, which begin when workers take them up.
    """
    runs: list[UUID] = []
    try:
        for _ in range(count):
            run = await arun_deployment(
                HELPER,
                parameters={"propagation": plan.id},
                tags=["wian", f"{STANDS_FOR}{plan.id}"],
                timeout=0,
            )
            runs.append(run.id)
    except (httpx.HTTPError, PrefectException) as failed:
        _log.warning("%d of %d helpers were asked: %s", len(runs), count, type(failed).__name__)
    return runs


async def dismissed(runs: Sequence[UUID]) -> None:
    """Cancel those that no worker has taken up: nothing is left for them.

    Whoever has begun finds that out itself and ends.
    """
    try:
        async with get_client() as client:
            for run in runs:
                await _dismissed(client, run)
    except (httpx.HTTPError, PrefectException) as failed:
        _log.warning("Helpers that were not needed stay scheduled: %s", type(failed).__name__)


async def _dismissed(client: PrefectClient, run: UUID) -> None:
    found = await client.read_flow_run(run)
    if found.state is None or not found.state.is_scheduled():
        return
    await client.set_flow_run_state(run, Cancelled(message="Nothing was left to help with."))
