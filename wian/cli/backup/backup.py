"""The command ``wian backup``: one file from which the ledger can be made again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.backup.proof_result import show_proof
from wian.cli.recorded import JsonOption
from wian.kit.settings import Settings
from wian.ledger.backup.ledger_backup import back_up


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace FILE if it is there.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Back the ledger up into one file, while others go on working, and verify it.

    A ledger in a file becomes a SQLite file; for one on PostgreSQL, pg_dump has to be on this
    machine.
    """
    found = back_up(Settings().ledger_url, file, replace=replace)
    show_proof(found, file, f"The ledger is backed up in {file}", json=json)
