"""The command ``wian restore``: makes the ledger again from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.backup.proof_result import show_proof
from wian.cli.recorded import JsonOption
from wian.kit.settings import Settings
from wian.ledger.backup.ledger_backup import restore


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What wian backup wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the ledger that is there.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Restore the ledger from a backup, and verify it. Stop wian's services first.

    For a ledger on PostgreSQL, pg_restore has to be on this machine.
    """
    found = restore(Settings().ledger_url, file, replace=replace)
    show_proof(found, file, f"The ledger is restored from {file}", json=json)
