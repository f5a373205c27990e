"""The command ``wian report control``: control charts, as a table and as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from wian.cli.recorded import JsonOption, RawOption
from wian.cli.report.hop_choice import HopRequest, reported
from wian.cli.report.options import (
    AsOfOption,
    EverythingOption,
    FormatOption,
    FromOption,
    OutOption,
    PropagationsArgument,
    SinceOption,
    UntilOption,
    WhereOption,
)
from wian.cli.report.tables.plain_table import Output, TableFormat, put
from wian.cli.terminal.console import say
from wian.delays.working_time import working_time
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.counted import counted
from wian.kit.text_file import shown_path
from wian.reports.stages import HopStage, Time
from wian.reports.trend.control_chart import LEAST, Every, control_chart

_COLUMNS = (
    ("period", "left", "period"),
    ("hops", "right", "hops"),
    ("open", "right", "open"),
    ("median\ndays", "right", "shown"),
    ("lower", "decimal", "lower"),
    ("centre", "decimal", "centre"),
    ("upper", "decimal", "upper"),
    ("signal", "left", "signal"),
)


def run(
    propagations: PropagationsArgument = None,
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
    """Report which periods are out of the ordinary, as a control chart (XmR)."""
    output = Output(TableFormat.JSON if json else form, out, raw)
    output.refuse()
    asked = HopRequest(
        tuple(propagations or ()), everything, source, as_of, since, until, tuple(where or ())
    )
    found = reported(asked)
    if picture and picture.suffix.lower() not in {".svg", ".png"}:
        raise typer.BadParameter("A chart is written as .svg or .png: name such a file.")
    time = Time.WORKING if working else Time.CALENDAR
    hops = found.seen() if as_of else found.hops
    made = control_chart(hops, every, stage, time, working_time(found.country.id))
    said = [
        "Centre and limits: the mean of the medians, and 2.66 mean moving ranges around it."
        if made["centre"].is_not_null().any()
        else f"Limits need {LEAST} periods whose median is known.",
        *found.foot(),
    ]
    name = "whole hop" if stage is HopStage.HOP else stage.value
    title = found.of.within(f"Control chart of the {name} in ", f", {time.value} days by {every}")
    about = {
        "every": every.value,
        "stage": stage.value,
        "time": time.value,
        "as_of": as_of,
        **found.about(),
    }
    kept = _shown(made) if output.form is TableFormat.TABLE else made
    put(kept, _COLUMNS, output, title=title, about=about, said=said)
    if picture:
        _draw(made, picture, f"{name}, {time.value} days (median)", found.country)
        if output.form is TableFormat.TABLE:
            say(f"The chart is in {shown_path(picture)}: {counted(made.height, 'point')}.")


def _shown(made: pl.DataFrame) -> pl.DataFrame:
    above = pl.when("median_above").then(pl.lit("> ")).otherwise(pl.lit(""))
    return made.with_columns(shown=above + pl.col("median").round(2).cast(pl.String))


def _draw(made: pl.DataFrame, picture: Path, title: str, country: Jurisdiction) -> None:
    from wian.reports.charts.chart_files import write_chart  # noqa: PLC0415 - slow to load
    from wian.reports.charts.control import control  # noqa: PLC0415 - the same

    write_chart(control(made, title), picture, country.rastered)
