"""The command ``wian report variants``: which ways letters or cases take."""

from __future__ import annotations

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
from wian.kit.counted import counted
from wian.reports.paths.variants import WayStep, variants

_COLUMNS = (
    ("way", "left", "variant"),
    ("ways", "right", "ways"),
    ("share", "right", "shown"),
    ("open", "right", "open"),
    ("median\ndays", "decimal", "median_days"),
)


def run(
    propagations: PropagationsArgument = None,
    by: Annotated[
        WayStep, typer.Option("--by", help="What the steps of a way are called by.")
    ] = WayStep.LEVEL,
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
    """Report which ways letters or cases take from office to office, and how often."""
    output = Output(TableFormat.JSON if json else form, out, raw)
    output.refuse()
    asked = HopRequest(
        tuple(propagations or ()), everything, source, as_of, since, until, tuple(where or ())
    )
    found = reported(asked)
    made = variants(found.begun().find(), by)
    shown = made.with_columns(
        shown=(pl.col("share") * 100).round().cast(pl.Int64).cast(pl.String) + "%"
    )
    title = found.of.within(f"{counted(made.height, 'way')} of ", f", by {by.value}")
    about = {"by": by.value, "as_of": as_of, **found.about()}
    kept = shown if output.form is TableFormat.TABLE else made
    put(kept, _COLUMNS, output, title=title, about=about, said=found.foot())
