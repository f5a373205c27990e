"""The table of offices: what each cost those below it, over all its hops."""

from __future__ import annotations

import polars as pl

from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.stages import HopStage

COLUMNS = (
    "office",
    "name",
    "name_en",
    "level",
    "province",
    "letters",
    "open",
    "transit_days",
    "routing_days",
    "handling_days",
    "arrival_days",
    "offices_below",
    "office_days",
    "saved_office_days",
    "so_far",
)
"""Columns of the table.

``*_days`` of a part are the median of the office's hops, ``arrival_days`` is the median since the
first letter, ``offices_below`` the most that ever waited behind the office, ``office_days`` what
all parts of its hops held up, ``saved_office_days`` what half of them would have saved. ``so_far``
names the columns that are counted so far, for something open, with a blank between.
"""
_PARTS = (HopStage.TRANSIT, HopStage.ROUTING, HopStage.HANDLING)


def offices(findings: Bottlenecks) -> pl.DataFrame:
    """The table, those first that held up most."""
    hops = findings.hops.select(
        "recipient", "recipient_name", "recipient_name_en", "level", "province"
    ).with_columns(
        arrival=pl.Series(findings.waiting.arrival) / 1440,
        waits=pl.Series(findings.waiting.waits),
    )
    grouped = hops.group_by("recipient", maintain_order=True).agg(
        pl.col("recipient_name", "recipient_name_en", "level", "province").first(),
        letters=pl.len(),
        open=pl.col("waits").sum(),
        arrival_days=pl.col("arrival").median(),
    )
    levels = hops["level"].unique().to_list()
    named = {slug: findings.words.level(slug).main for slug in levels}
    joined = grouped.join(_parts(findings), on="recipient", how="left", maintain_order="left")
    return (
        joined.with_columns(
            level=pl.col("level").replace_strict(named, default=None),
            province=_province(findings, joined),
            so_far=_so_far(),
        )
        .rename({"recipient": "office", "recipient_name": "name", "recipient_name_en": "name_en"})
        .select(*COLUMNS)
        .sort("office_days", "office", descending=[True, False], nulls_last=True)
    )


def _parts(findings: Bottlenecks) -> pl.DataFrame:
    median = [
        pl.col("days").filter(pl.col("stage") == stage.value).median().alias(f"{stage.value}_days")
        for stage in _PARTS
    ]
    open_ = [
        pl.col("open").filter(pl.col("stage") == stage.value).any().alias(f"{stage.value}_open")
        for stage in _PARTS
    ]
    return findings.parts.group_by("recipient").agg(
        *median,
        *open_,
        office_days=pl.col("office_days").sum(),
        saved_office_days=pl.col("halving_office_days").sum(),
        offices_below=pl.col("offices_held").filter(pl.col("stage") != "handling").max() - 1,
    )


def _so_far() -> pl.Expr:
    """The names of the columns in which something open is counted, with a blank between."""
    open_ = {f"{stage.value}_days": pl.col(f"{stage.value}_open") for stage in _PARTS}
    counted = {
        **open_,
        "arrival_days": pl.col("open") > 0,
        "office_days": pl.any_horizontal(open_.values()),
    }
    named = [pl.when(is_open).then(pl.lit(name)) for name, is_open in counted.items()]
    return pl.concat_str(named, separator=" ", ignore_nulls=True)


def _province(findings: Bottlenecks, table: pl.DataFrame) -> pl.Series:
    """The province's name where it is among the offices, else its id."""
    names = findings.hops.select("recipient", "recipient_name").unique("recipient")
    named = table.select("province").join(
        names, left_on="province", right_on="recipient", how="left", maintain_order="left"
    )
    return named.select(pl.coalesce("recipient_name", "province")).to_series().rename("province")
