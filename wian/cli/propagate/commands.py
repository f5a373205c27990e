"""The options of the commands for offices, plans and propagations; their work is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.command_group import runs
from wian.cli.options import JsonOption, LocalAuthoritiesOption, PropagationArgument, RawOption
from wian.cli.report.options import RowFormat, RowFormatOption
from wian.delays.clock_choice import ClockChoice
from wian.jurisdictions.countries import DEFAULT_JURISDICTION
from wian.propagation.shared.worker_limit import MOST_WORKERS

DirectiveArgument = Annotated[
    Path, typer.Argument(metavar="DIRECTIVE", help="Path of the directive's YAML file.")
]

HierarchyOption = Annotated[
    Path | None,
    typer.Option("--hierarchy", "--file", help="Hierarchy file to use instead of the directive's."),
]

JurisdictionOption = Annotated[
    str | None,
    typer.Option(
        "--jurisdiction", help="Offices of a country, or of its folder, instead of the directive's."
    ),
]

LimitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--limit-to", metavar="OFFICE", help="Only addressees at or under this office; repeatable."
    ),
]

SeedOption = Annotated[
    int | None,
    typer.Option("--seed", min=0, help="Seed of the simulated delays. Default: 1."),
]

ClockOption = Annotated[
    ClockChoice,
    typer.Option(
        "--clock",
        help="virtual: simulate what history lacks; live: the letter is issued today, "
        "whatever `issued` says, and offices act at their desks.",
    ),
]

AgainOption = Annotated[
    bool,
    typer.Option("--again", help="Send again although this directive is already live."),
]
PrefectOption = Annotated[
    bool,
    typer.Option("--prefect", help="Record the run in Prefect; starts a server where none runs."),
]

WorkersOption = Annotated[
    int,
    typer.Option(
        "--workers",
        min=1,
        max=MOST_WORKERS,
        metavar="N",
        help="Forward in N processes: this one and helpers of the work pool. PostgreSQL only.",
    ),
]


OccurrenceOption = Annotated[
    str | None,
    typer.Option(
        "--occurrence",
        metavar="TIME",
        help="Which time of a directive that recurs: 2027-01, or 2027-01-25.",
    ),
]

AheadOption = Annotated[
    bool,
    typer.Option("--ahead", help="Send live a time of a recurring directive beyond the next one."),
]


@runs("wian.cli.offices.offices")
def offices(
    jurisdiction_id: Annotated[
        str,
        typer.Option(
            "--jurisdiction", help="Built-in offices of a country, or those of its folder."
        ),
    ] = DEFAULT_JURISDICTION,
    file: Annotated[
        Path | None, typer.Option("--file", help="Hierarchy file (YAML or CSV) to use instead.")
    ] = None,
    local_authorities: LocalAuthoritiesOption = None,
    under: Annotated[
        str | None, typer.Option("--under", help="List the offices directly under this one.")
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            metavar="OTHER",
            help="Show what changed since OTHER: a hierarchy file, a jurisdiction, or the offices "
            "as a propagation has them in the ledger (its id, or latest).",
        ),
    ] = None,
    form: RowFormatOption = RowFormat.TABLE,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Show the offices of a hierarchy by level, or all its faults, or what changed in it."""


@runs("wian.cli.propagate.plan")
def plan(
    directive: DirectiveArgument,
    hierarchy: HierarchyOption = None,
    jurisdiction_id: JurisdictionOption = None,
    local_authorities: LocalAuthoritiesOption = None,
    limit_to: LimitOption = None,
    clock: ClockOption = ClockChoice.VIRTUAL,
    occurrence: OccurrenceOption = None,
    draws: Annotated[
        int | None,
        typer.Option(
            "--draws",
            min=10,
            max=100_000,
            help="Also draw so many futures: how likely each office has it in time.",
        ),
    ] = None,
    profile: Annotated[
        Path | None,
        typer.Option("--profile", help="With --draws: delay profile instead of the directive's."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show the route of a directive, wave by wave. Records nothing."""


@runs("wian.cli.propagate.propagate")
def propagate(
    directive: DirectiveArgument,
    hierarchy: HierarchyOption = None,
    jurisdiction_id: JurisdictionOption = None,
    local_authorities: LocalAuthoritiesOption = None,
    limit_to: LimitOption = None,
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            help="Delay profile to use instead of the directive's, such as a learned one.",
        ),
    ] = None,
    seed: SeedOption = None,
    clock: ClockOption = ClockChoice.VIRTUAL,
    occurrence: OccurrenceOption = None,
    ahead: AheadOption = False,
    again: AgainOption = False,
    prefect: PrefectOption = False,
    workers: WorkersOption = 1,
    json: JsonOption = False,
) -> None:
    """Send a directive down its hierarchy, and record every letter, hop and reception."""


@runs("wian.cli.life.recur")
def recur(
    directive: DirectiveArgument,
    hierarchy: HierarchyOption = None,
    jurisdiction_id: JurisdictionOption = None,
    local_authorities: LocalAuthoritiesOption = None,
    limit_to: LimitOption = None,
    list_: Annotated[
        bool, typer.Option("--list", help="List the times around today; send nothing.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Send the time of a recurring directive that is due, once; a second call sends nothing."""


@runs("wian.cli.propagate.schema")
def schema(
    name: Annotated[
        list[str],
        typer.Argument(metavar="NAME...", help="directive, hierarchy, or a command: status."),
    ],
) -> None:
    """Print the JSON Schema of a file, or of what a command prints with --json."""


@runs("wian.cli.propagate.finished_status")
def status(
    propagation: PropagationArgument = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="DAY",
            help="At the end of this day (2021-01-19), or of this minute (2021-01-19T15:30).",
        ),
    ] = None,
    all_: Annotated[
        bool, typer.Option("--list", help="List all propagations, latest first.")
    ] = False,
    numbers: Annotated[
        bool, typer.Option("--receipts", help="List the receipt numbers of those who have it.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Show who has received the directive, who has not yet, and who waits behind another."""
