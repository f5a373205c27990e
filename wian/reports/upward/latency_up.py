"""How long the way back up takes: answering, then the parts of each hop up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from wian.reports.latency.report import LatencyQuestion, latency
from wian.reports.stages import HopStage, WayStage


def latency_up(
    up: pl.LazyFrame,
    answering: pl.LazyFrame,
    asked: LatencyQuestion,
    stages: Sequence[WayStage] = tuple(WayStage),
) -> pl.DataFrame:
    """The latency report of the way up, with the columns of the one of the way down.

    Everything is counted of the office where the time passes: answering of the office that
    answers; transit, routing and handling of the one that gathers.

    Args:
        up: Hops up.
        answering: The times to answer, by ``wian.reports.upward.up_hops.answering_hops``.
        asked: What to tell; its stages are not looked at.
        stages: Parts of the hop, answering among them.

    Raises:
        SeveralJurisdictions: The hops are not of one jurisdiction.
    """
    wanted = tuple(each for each in HopStage if each.value in set(stages))
    parts = []
    if WayStage.ANSWERING in stages:
        made = latency(answering, replace(asked, stages=(HopStage.HANDLING,)))
        parts.append(made.with_columns(stage=pl.lit(WayStage.ANSWERING.value)))
    if wanted:
        parts.append(latency(up, replace(asked, stages=wanted)))
    return pl.concat(
        part.filter(pl.col("time") == time.value) for time in asked.times for part in parts
    )
