"""The command ``wian verify``: checks the ledger against its own digests."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from wian.cli.recorded import JsonOption
from wian.cli.terminal.console import complain, print_json, say, table
from wian.kit.counted import counted, number
from wian.ledger.errors import NothingRecorded
from wian.ledger.proof.verification import Verification, verify
from wian.propagation import runtime

_SHOWN = 50


def run(
    propagation: Annotated[
        str | None,
        typer.Argument(metavar="[PROPAGATION]", help="Check only this one. Default: all."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Verify that numbers are gapless, digests unbroken, chains complete and delays exact."""
    ledger = runtime.ledger()
    found = verify(ledger, propagation)
    if not any(found.checked.values()):
        raise NothingRecorded(ledger.url)
    if json:
        print_json(
            {
                "ok": found.ok,
                "checked": dict(found.checked),
                "faults": [asdict(fault) for fault in found.faults],
            }
        )
    else:
        _show(found, ledger.url)
    if not found.ok:
        raise typer.Exit(1)


def _show(found: Verification, url: str) -> None:
    rows = [(kind, number(count)) for kind, count in found.checked.items()]
    table((("checked", "left"), ("count", "right")), rows, title=f"The ledger {url}")
    if found.ok:
        say("It holds: numbers gapless, digests unbroken, chains complete, delays exact.")
        return
    complain(f"It does not hold: {counted(len(found.faults), 'fault')}.")
    for fault in found.faults[:_SHOWN]:
        complain(f"  - {fault.kind}, {fault.where}: {fault.what}")
    if len(found.faults) > _SHOWN:
        complain(f"  and {number(len(found.faults) - _SHOWN)} more; --json prints all.")
