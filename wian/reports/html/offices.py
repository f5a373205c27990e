"""The table of offices: what each cost those below it, over all its hops."""

from __future__ import annotations

import polars as pl

from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.bottlenecks.tree import PARTS

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
    "undivided_days",
)
"""Columns of the table.

``*_days`` of a part are the median of the office's hops, ``undivided_days`` that of the stretches
which no stamp divides into parts: they are in none of the parts' columns. ``arrival_days`` is the
median since the first letter, ``offices_below`` the most that ever waited behind the office,
``office_days`` what all parts of its hops held up, ``saved_office_days`` what half of them would
have saved. ``so_far``
names the columns that are counted so far, for something open, with a blank between.
"""


def offices(findings: Bottlenecks) -> pl.DataFrame:
    """The table, those first that held up most."""
    hops = findings.hops.select(
        "recipient", "recipient_name", "recipient_name_en", "level", "kind", "province"
    ).with_columns(
        arrival=pl.Series(findings.waiting.arrival) / (1440 * findings.waiting.per_minute),
        waits=pl.Series(findings.waiting.waits),
    )
    grouped = hops.group_by("recipient", maintain_order=True).agg(
        pl.col("recipient_name", "recipient_name_en", "level", "kind", "province").first(),
        letters=pl.len(),
        open=pl.col("waits").sum(),
        arrival_days=pl.col("arrival").median(),
    )
    joined = grouped.join(_parts(findings), on="recipient", how="left", maintain_order="left")
    return (
        joined.with_columns(
            level=_level(findings, joined),
            province=_province(findings, joined),
            so_far=_so_far(),
        )
        .rename({"recipient": "office", "recipient_name": "name", "recipient_name_en": "name_en"})
        .select(*COLUMNS)
        .sort("office_days", "office", descending=[True, False], nulls_last=True)
    )


def _parts(findings: Bottlenecks) -> pl.DataFrame:
    whole, undivided = ~pl.col("covered"), pl.col("through") != pl.col("stage")
    median = [
        pl.col("days")
        .filter(whole & ~undivided & (pl.col("stage") == stage.value))
        .median()
        .alias(f"{stage.value}_days")
        for stage in PARTS
    ]
    open_ = [
        pl.col("open").filter(pl.col("stage") == stage.value).any().alias(f"{stage.value}_open")
        for stage in PARTS
    ]
    return (
        findings.named(findings.costs.with_columns(covered=_covered()), ["recipient"])
        .group_by("recipient")
        .agg(
            *median,
            *open_,
            undivided_days=pl.col("days").filter(whole & undivided).median(),
            office_days=pl.col("office_days").sum(),
            saved_office_days=pl.col("halving_office_days").sum(),
            offices_below=pl.col("offices_held").filter(pl.col("stage") != "handling").max() - 1,
        )
    )


def _covered() -> pl.Expr:
    """Whether a part of a hop lies in an earlier one, no stamp being there to divide them."""
    places = {stage.value: at for at, stage in enumerate(PARTS)}
    stage, through = (pl.col(each).replace_strict(places) for each in ("stage", "through"))
    each = [
        (stage == at) & ((stage < at) & (through >= at)).any().over("row") for at in places.values()
    ]
    return pl.any_horizontal(each)


def _level(findings: Bottlenecks, table: pl.DataFrame) -> pl.Series:
    """The level of each office, by the noun of its kind where letters have one."""
    words, pairs = findings.words, table.select("level", "kind")
    named = {
        (level, kind): words.level(level, [kind]).main for level, kind in pairs.unique().rows()
    }
    return pl.Series("level", [named[pair] for pair in pairs.rows()], dtype=pl.String)


def _so_far() -> pl.Expr:
    """The names of the columns in which something open is counted, with a blank between."""
    open_ = {f"{stage.value}_days": pl.col(f"{stage.value}_open") for stage in PARTS}
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
