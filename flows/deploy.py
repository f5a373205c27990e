"""Registers work pool, deployments and automations at a Prefect server.

Run as ``python -m flows.deploy [SECONDS]``; the seconds between two sweeps. Safe to repeat.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import sysconfig
from datetime import timedelta
from pathlib import Path

from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.schedules import IntervalSchedule
from prefect.exceptions import ObjectAlreadyExists
from prefect.workers.process import ProcessWorker

from flows.automations import declare

ROOT = Path(__file__).resolve().parents[1]
"""Folder of the flows that prefect.yaml names, and of that file in a clone."""
DECLARED = "prefect.yaml"
POOL = "wian"


async def register(sweep_every: int | None = None) -> None:
    """Make the work pool, the deployments and the automations what they are declared to be.

    Args:
        sweep_every: Seconds between two sweeps; as prefect.yaml says where ``None``.

    Raises:
        subprocess.CalledProcessError: Prefect refuses prefect.yaml.
    """
    async with get_client() as client:
        await _make_pool(client)
        deploy = ("prefect", "--no-prompt", "deploy", "--all", "--prefect-file", str(declared()))
        await asyncio.to_thread(
            subprocess.run, [sys.executable, "-m", *deploy], cwd=ROOT, check=True
        )
        if sweep_every is not None:
            await _sweep_every(client, timedelta(seconds=sweep_every))
        await declare(client)


def declared() -> Path:
    """Where prefect.yaml is: in the clone, or where pip has put it without one."""
    kept = ROOT / DECLARED
    installed = Path(sysconfig.get_path("data")) / "share" / "wian" / DECLARED
    return kept if kept.exists() else installed


async def _make_pool(client: PrefectClient) -> None:
    template = ProcessWorker.get_default_base_job_template()
    wanted = WorkPoolCreate(name=POOL, type=ProcessWorker.type, base_job_template=template)
    try:
        await client.create_work_pool(wanted)
    except ObjectAlreadyExists:
        return


async def _sweep_every(client: PrefectClient, interval: timedelta) -> None:
    deployment = await client.read_deployment_by_name("sweep/sweep")
    for each in deployment.schedules:
        if each.schedule != (wanted := IntervalSchedule(interval=interval)):
            await client.update_deployment_schedule(deployment.id, each.id, schedule=wanted)


if __name__ == "__main__":
    asyncio.run(register(*map(int, sys.argv[1:])))
