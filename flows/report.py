"""The flow ``report``: every week the HTML report is written, and Prefect says where it is."""

from __future__ import annotations

import asyncio
from typing import Any

from prefect import flow, get_client
from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run

from flows.prefect_pages.refusal import refused
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.kit.counted import counted
from wian.kit.errors import WianError
from wian.kit.markdown import code
from wian.kit.settings import Settings
from wian.propagation import runtime
from wian.propagation.reported_hops import HopReport, write

KEY = "wian-report"
_ZONE = jurisdiction(DEFAULT_JURISDICTION).calendar.zone


@flow(name="report", flow_run_name="Report", persist_result=False)
async def report() -> str | State[Any] | None:
    """Write the report of everything in the ledger; a second time on a day replaces the first.

    Returns:
        The file; nothing where the ledger has no hop yet.

    Raises:
        WianError: The ledger cannot be used, or the file cannot be written.
    """
    try:
        return await _report()
    except WianError as refusal:
        return refused(refusal)


async def _report() -> str | None:
    now = runtime.now()
    folder = Settings().home.expanduser().absolute() / "reports"
    out = folder / f"report-{now.date(_ZONE)}.html"
    written = await asyncio.to_thread(write, runtime.ledger(make=True), out, now=now)
    made = ArtifactCreate(
        key=KEY,
        type="markdown",
        data=told(written),
        description=code(out.name) if written else "There is nothing to report yet.",
        flow_run_id=flow_run.id,
    )
    async with get_client() as client:
        body = made.model_dump(mode="json", exclude_unset=True)
        await client.request("POST", "/artifacts/", json=body)
    return str(written.path) if written else None


def told(written: HopReport | None) -> str:
    """Where the report is, and what it is of, as Markdown."""
    if written is None:
        return "# Report\n\nNo letter has gone yet, so there is nothing to report.\n"
    rest = f", and {written.not_begun:,} not begun," if written.not_begun else ""
    return (
        f"# Report\n\nThe report of {counted(written.propagations, 'propagation')} with "
        f"{counted(written.hops, 'hop')}, {written.open:,} of them open,{rest} is one file "
        f"on the machine of the worker that needs no network:\n\n{code(str(written.path))}\n\n"
        "The same of some of them, or as of "
        f"another day: {code('wian report html PROPAGATION ... --out FILE')}\n"
    )
