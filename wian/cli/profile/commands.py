"""The options of ``wian profile``; the work is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.command_group import group, runs
from wian.cli.options import JsonOption
from wian.cli.report.options import SinceOption, UntilOption
from wian.jurisdictions.countries import DEFAULT_JURISDICTION

profile = group("Learn a delay profile from history.")


@profile.callback()
def _group() -> None:
    """Learn a delay profile from history."""


@profile.command("learn")
@runs("wian.cli.profile.learn")
def learn(
    out: Annotated[Path, typer.Option("--out", help="File of the profile, .yaml.")],
    jurisdiction_id: Annotated[
        str, typer.Option("--jurisdiction", help="Whose offices.")
    ] = DEFAULT_JURISDICTION,
    declared: Annotated[
        Path | None,
        typer.Option(
            "--declared",
            help="Profile that holds where history shows too little. Default: the jurisdiction's.",
        ),
    ] = None,
    simulated: Annotated[
        bool, typer.Option("--simulated", help="Count simulated hops, too.")
    ] = False,
    look_back: Annotated[
        int,
        typer.Option(
            "--look-back",
            metavar="N",
            min=0,
            help="Calibrate by outlooks of the N latest directives that are over; 0: by none.",
        ),
    ] = 30,
    since: SinceOption = None,
    until: UntilOption = None,
    json: JsonOption = False,
) -> None:
    """Learn how long offices take from live, imported and observed hops."""
