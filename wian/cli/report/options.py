"""The options that reports share: which propagations, and as of when."""

from __future__ import annotations

from typing import Annotated

import typer

PropagationsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PROPAGATION]...", help="Ids. Default: the latest."),
]
EverythingOption = Annotated[bool, typer.Option("--all", help="Every propagation in the ledger.")]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="At the end of this day (2021-01-19), or of this minute (2021-01-19T15:30).",
    ),
]
