"""The options of ``wian freeze`` and ``wian thaw``; their work is loaded later."""

from __future__ import annotations

from typing import Annotated

import typer

from wian.cli.command_group import runs
from wian.cli.options import JsonOption


@runs("wian.cli.finished.freeze")
def freeze(
    propagations: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PROPAGATION", help="Ids of rehearsals. Default: all finished ones."
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Store finished rehearsals as Parquet inside the ledger, in about a sixteenth of the space.

    Reports, exports, letters and verify read them as before. Only wian sql does not see their rows.
    """


@runs("wian.cli.finished.thaw")
def thaw(
    propagations: Annotated[
        list[str], typer.Argument(metavar="PROPAGATION...", help="Ids of frozen rehearsals.")
    ],
    json: JsonOption = False,
) -> None:
    """Bring the rows of frozen rehearsals back into the ledger's tables, as they were."""
