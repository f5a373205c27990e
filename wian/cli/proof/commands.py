"""The options of ``wian verify`` and ``wian checkpoint``; their work is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.command_group import runs
from wian.cli.options import JsonOption

AgainstOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--against",
        metavar="FILE",
        help="A checkpoint that somebody kept; may be given several times. Those that this machine "
        "has kept are checked anyway.",
    ),
]

KeyOption = Annotated[
    str | None,
    typer.Option(
        "--key",
        metavar="KEY",
        help="Public key of the checkpoints, or its file. Default: this machine's.",
    ),
]


@runs("wian.cli.proof.checkpoint")
def checkpoint(
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the checkpoint to this file too.")
    ] = None,
    key: Annotated[
        bool, typer.Option("--key", help="Print the public key that checkpoints are checked with.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Sign the size and root of the ledger. Hand the checkpoint to somebody else to keep."""


@runs("wian.cli.proof.verify")
def verify(
    propagation: Annotated[
        str | None,
        typer.Argument(metavar="PROPAGATION", help="Check only this one. Default: all."),
    ] = None,
    against: AgainstOption = None,
    key: KeyOption = None,
    json: JsonOption = False,
) -> None:
    """Verify that numbers are gapless, digests unbroken, chains complete and delays exact."""
