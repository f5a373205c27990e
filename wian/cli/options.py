"""The options that commands of several rooms share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PropagationArgument = Annotated[
    str | None,
    typer.Argument(metavar="PROPAGATION", help="Id of a propagation. Default: the latest."),
]
OfficeArgument = Annotated[str, typer.Argument(metavar="OFFICE", help="Id of the office.")]
LocalAuthoritiesOption = Annotated[
    Path | None,
    typer.Option("--local-authorities", help="Open-data CSV of local authorities."),
]
RawOption = Annotated[
    bool,
    typer.Option(
        "--raw", help="CSV: write texts that a spreadsheet takes for formulas as they are."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
