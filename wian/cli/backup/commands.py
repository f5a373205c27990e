"""The options of ``wian backup`` and ``wian restore``; their work is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.command_group import runs
from wian.cli.options import JsonOption


@runs("wian.cli.backup.backup")
def backup(
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


@runs("wian.cli.backup.restore")
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What wian backup wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the ledger that is there.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Restore the ledger from a backup, and verify it. Stop wian's services first.

    A ledger on PostgreSQL takes the backup of one in a SQLite file too. For its own backups,
    pg_restore has to be on this machine.
    """
