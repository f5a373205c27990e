"""The command ``wian report control``: control charts, as a table and as a picture."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from wian.cli.report.comparison.comparison import Comparison
from wian.cli.report.hop_choice import Reported
from wian.cli.report.tables.plain_table import figure
from wian.cli.terminal.console import say
from wian.cli.terminal.file_endings import refuse_picture
from wian.delays.working_time import working_time
from wian.kit.counted import counted
from wian.kit.text_file import shown_path
from wian.reports.bilingual import Bilingual
from wian.reports.stages import HopStage, Time
from wian.reports.trend.chart_period import Every
from wian.reports.trend.control_chart import LEAST, control_chart

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
    comparison: Comparison, every: Every, stage: HopStage, picture: Path | None, *, working: bool
) -> None:
    """Report which periods are out of the ordinary, as a control chart (XmR)."""
    refuse_picture(picture)
    found = comparison.found
    time = Time.WORKING if working else Time.CALENDAR
    working_days = working_time(found.country.id)
    made = control_chart(found.seen(), every, stage, time, working_days)
    said = [
        "Centre and limits: the mean of the medians, and 2.66 mean moving ranges around it."
        if made["centre"].is_not_null().any()
        else f"Limits need {LEAST} periods whose median is known."
    ]
    name = "whole hop" if stage is HopStage.HOP else stage.value
    title = found.of.within(f"Control chart of the {name} in ", f", {time.value} days by {every}")
    about = {"every": every.value, "stage": stage.value, "time": time.value}
    kept = _shown(made) if comparison.for_reading else made
    comparison.put(kept, _COLUMNS, title=title, about=about, said=said)
    if picture:
        _draw(made, picture, stage, time, found)
        if comparison.for_reading:
            say(f"The chart is in {shown_path(picture)}: {counted(made.height, 'point')}.")


def _shown(made: pl.DataFrame) -> pl.DataFrame:
    above = pl.when("median_above").then(pl.lit("> ")).otherwise(pl.lit(""))
    return made.with_columns(shown=above + pl.col("median").map_elements(figure, pl.String))


def _draw(made: pl.DataFrame, picture: Path, stage: HopStage, time: Time, found: Reported) -> None:
    from wian.reports.charts.chart_files import write_chart  # noqa: PLC0415 - slow to load
    from wian.reports.charts.control import control  # noqa: PLC0415 - the same

    drawn = control(made, Bilingual(found.country), stage, time)
    write_chart(drawn, picture, found.country.rastered, str(found.scope))
