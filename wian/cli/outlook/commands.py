"""The options of the commands that look ahead; their work is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hierarchy.office import Channel
from wian.cli.command_group import runs
from wian.cli.options import JsonOption, PropagationArgument

AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="From what was known at the end of this day (2021-01-19), or minute. Default: now; "
        "of a rehearsal or of history the last moment known.",
    ),
]
DrawsOption = Annotated[
    int, typer.Option("--draws", min=10, max=100_000, help="How many futures are drawn.")
]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Seed of the futures.")]
ProfileOption = Annotated[
    Path | None,
    typer.Option("--profile", help="Delay profile to use instead of the propagation's."),
]


@runs("wian.cli.outlook.outlook")
def outlook(
    propagation: PropagationArgument = None,
    as_of: AsOfOption = None,
    draws: DrawsOption = 1_000,
    seed: SeedOption = 1,
    telephone: Annotated[
        int,
        typer.Option(
            "--telephone", metavar="N", min=0, help="Name the N offices to telephone today."
        ),
    ] = 0,
    profile: ProfileOption = None,
    backtest: Annotated[
        bool,
        typer.Option(
            "--backtest",
            help="Show what outlooks would have said of past directives, and what came: of "
            "PROPAGATION, or of all.",
        ),
    ] = False,
    simulated: Annotated[
        bool, typer.Option("--simulated", help="With --backtest: count simulated hops, too.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="With --backtest: only directives begun on this day or later."
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="With --backtest: only directives begun by the end of this day."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Also write it as a page (.html), or its chart alone (.svg, .png).",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show who will have the directive in time, and how sure that is."""


@runs("wian.cli.outlook.what_if")
def what_if(
    propagation: PropagationArgument = None,
    skip: Annotated[
        list[str] | None,
        typer.Option("--skip", metavar="LEVEL", help="Pass by a level's offices; repeatable."),
    ] = None,
    faster: Annotated[
        list[str] | None,
        typer.Option(
            "--faster",
            metavar="OFFICE=SHARE",
            help="An office, or a level, takes this share of its time: 0.5 is half; repeatable.",
        ),
    ] = None,
    channel: Annotated[
        Channel | None,
        typer.Option("--channel", help="Letters that are not issued yet travel like this."),
    ] = None,
    earlier: Annotated[
        int,
        typer.Option(
            "--earlier", metavar="DAYS", min=0, max=3650, help="All of it so much earlier."
        ),
    ] = 0,
    extend: Annotated[
        int,
        typer.Option("--extend", metavar="DAYS", min=0, max=3650, help="A later last day."),
    ] = 0,
    remind: Annotated[
        bool, typer.Option("--remind", help="All offices that have not acted are reminded now.")
    ] = False,
    telephone: Annotated[
        int,
        typer.Option(
            "--telephone", metavar="N", min=0, help="The N offices where it helps most act today."
        ),
    ] = 0,
    as_of: AsOfOption = None,
    draws: DrawsOption = 1_000,
    seed: SeedOption = 1,
    profile: ProfileOption = None,
    json: JsonOption = False,
) -> None:
    """Show what a change would bring, against the same chance without it."""
