"""The options of the reports that compare; what reckons is loaded later."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from wian.cli.command_group import load
from wian.cli.options import JsonOption, RawOption
from wian.cli.report.options import (
    AsOfOption,
    EverythingOption,
    FormatOption,
    FromOption,
    OutOption,
    PropagationsArgument,
    SinceOption,
    StageOption,
    TableFormat,
    UntilOption,
    WhereOption,
)
from wian.reports.group_by import WayStep
from wian.reports.stages import HopStage
from wian.reports.trend.chart_period import Every

_ByOption = Annotated[WayStep, typer.Option("--by", help="What the steps of a way are called by.")]

_COMPARISON = "wian.cli.report.comparison.comparison:comparison"


def comparing(work: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a command of a comparing report: its own options, and those that all of them share.

    Args:
        work: Module whose ``run`` takes a ``Comparison`` first, and then its own options by name.
    """

    def command(options: Callable[..., None]) -> Callable[..., None]:
        shared = signature(_shared, eval_str=True).parameters
        own = signature(options, eval_str=True).parameters

        @wraps(options)
        def call(**typed: Any) -> None:
            asked = load(_COMPARISON)(**{name: typed[name] for name in shared})
            load(work)(asked, **{name: typed[name] for name in own})

        first, *rest = shared.values()
        every = [
            each.replace(kind=Parameter.KEYWORD_ONLY) for each in (first, *own.values(), *rest)
        ]
        # Typer reads the options of a command from its signature.
        call.__signature__ = Signature(every)  # type: ignore[attr-defined]
        return call

    return command


def _shared(
    propagations: PropagationsArgument = None,
    source: FromOption = None,
    everything: EverythingOption = False,
    since: SinceOption = None,
    until: UntilOption = None,
    where: WhereOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = TableFormat.TABLE,
    out: OutOption = None,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """What every comparing report takes."""


@comparing("wian.cli.report.comparison.variants")
def variants(
    by: _ByOption = WayStep.LEVEL,
) -> None:
    """Report which ways letters or cases take from office to office, and how often."""


@comparing("wian.cli.report.comparison.conformance")
def conformance(
    steps: Annotated[
        str | None,
        typer.Option(
            metavar="STEP,...",
            help="Steps that a letter should take, in order. Default: the most frequent way.",
        ),
    ] = None,
    by: _ByOption = WayStep.LEVEL,
) -> None:
    """Report who skipped a step, sent past a level, or sent back."""


@comparing("wian.cli.report.comparison.change")
def change(
    day: Annotated[
        str, typer.Option(metavar="DAY", help="The day of the change: it belongs to after.")
    ],
    stage: StageOption = None,
) -> None:
    """Report whether delays changed on a day, with a test clustered by directive."""


@comparing("wian.cli.report.comparison.control")
def control(
    every: Annotated[
        Every, typer.Option(help="How long a period is, by the day of the letter's issue.")
    ] = Every.MONTH,
    stage: Annotated[HopStage, typer.Option(help="Which stage of the hop.")] = HopStage.HOP,
    working: Annotated[
        bool, typer.Option("--working/--calendar", help="Working instead of calendar time.")
    ] = False,
    picture: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw it too, as .svg or .png; a file is replaced."),
    ] = None,
) -> None:
    """Report which periods are out of the ordinary, as a control chart (XmR)."""
