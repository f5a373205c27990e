"""The flow ``recur``: recurring directives of a folder go out on the days that are theirs."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import Field

from wian.followup.due_occurrence import send_due
from wian.kit.errors import WianError
from wian.kit.settings import Settings
from wian.propagation import runtime
from wian.propagation.request import PropagationRequest

Folder = Annotated[
    str,
    Field(
        title="Folder",
        description="Folder with the files of recurring directives. Empty: recurring in WIAN_HOME.",
        max_length=1000,
    ),
]


@flow(name="recur", flow_run_name="Recurring directives", persist_result=False)
async def recur(folder: Folder = "") -> State[Any]:
    """Send what is due of each recurring directive in a folder; a second run sends nothing.

    A file with faults holds none of the others up.
    """
    said, failed = await asyncio.to_thread(_all, folder)
    if failed:
        return Failed(message="\n".join([*failed, *said]))
    return Completed(message="\n".join(said) or "There is no recurring directive.")


def _all(folder: str) -> tuple[list[str], list[str]]:
    """What was done with each file, and what could not be."""
    place = Path(folder) if folder else Settings().home.expanduser() / "recurring"
    said, failed = [], []
    for file in sorted(place.glob("*.yaml")):
        try:
            said.append(f"{file.name}: {_sent(file)}")
        except WianError as error:
            failed.append(f"{file.name}: {error}")
    return said, failed


def _sent(file: Path) -> str:
    """Send what is due of a file, and say so."""
    ledger = runtime.ledger(make=True)
    done = send_due(ledger, PropagationRequest(directive=str(file)), runtime.agreed_now())
    missed = f" Missed: {', '.join(each.key for each in done.missed)}." if done.missed else ""
    if done.due is None or done.due.propagation is None:
        return f"nothing is due.{missed}"
    verb = "is live now" if done.sent else "is live already"
    return f"{done.due.key} {verb}, as {done.due.propagation}.{missed}"
