"""The options that commands of several rooms share."""

from __future__ import annotations

from typing import Annotated

import typer

PropagationArgument = Annotated[
    str | None,
    typer.Argument(metavar="[PROPAGATION]", help="Id of a propagation. Default: the latest."),
]
RawOption = Annotated[
    bool,
    typer.Option(
        "--raw", help="CSV: write texts that a spreadsheet takes for formulas as they are."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
