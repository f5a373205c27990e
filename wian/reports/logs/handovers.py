"""How events of another program become hops: from holder to holder.

The events of a case are put in the order of their moments, those of one moment in the order of the
file. Consecutive events of one holder are a *stay*; an event without a holder belongs to the stay
that it falls into. Each stay but the first is the end of a hop from the stay before: issued at the
last event there, received and ready at the first event here, forwarded at the last event here if
another stay follows. So transit is the time between two holders, handling the time that a holder
had the case, and along a case they add up to all of it but the first and the last stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from wian.history.logs.event_log import LogEvent

EVENTS = {
    "case": pl.String(),
    "activity": pl.String(),
    "minute": pl.Int64(),
    "dated": pl.Boolean(),
    **dict.fromkeys(("holder", "level", "kind", "channel", "directive"), pl.String()),
    "line": pl.Int64(),
}
"""Columns and types of events."""
_ORDER = ("case", "minute", "line")
_AS_TOLD = ("level", "kind", "channel", "directive")


def events_frame(events: Iterable[LogEvent]) -> pl.DataFrame:
    """Events as a frame of ``EVENTS``."""
    return pl.DataFrame(list(events), schema=EVENTS, orient="row")


def hops_of(
    events: pl.LazyFrame, directive: str, jurisdiction: str, end: Sequence[str] = ()
) -> pl.LazyFrame:
    """The hops that events amount to, by case and in the order of the handovers.

    Args:
        events: A frame of ``EVENTS``, in any order.
        directive: What a case is of whose log does not say it.
        jurisdiction: Whose calendar and clock.
        end: Activities that end a case; the last holder of a case that ended otherwise has it
            still, so that its hop is open. Without any, every case counts as ended.

    Returns:
        What is known of the hops; ``wian.reports.completed_hops.completed`` works out the rest.
    """
    ordered = (
        events.sort(*_ORDER)
        .with_columns(pl.col("holder").forward_fill().over("case"))
        .filter(pl.col("holder").is_not_null())
    )
    same = (pl.col("case") == pl.col("case").shift(1)) & (
        pl.col("holder") == pl.col("holder").shift(1)
    )
    stays = (
        ordered.with_columns((~same.fill_null(value=False)).cum_sum().alias("stay"))
        .group_by("stay", maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in ("case", "holder")),
            *(pl.col(name).drop_nulls().first() for name in _AS_TOLD),
            *(pl.col(name).first().alias(f"first_{name}") for name in ("minute", "dated")),
            *(pl.col(name).last().alias(f"last_{name}") for name in ("minute", "dated")),
            pl.col("activity").last(),
        )
    )
    return _between(stays, directive, jurisdiction, end)


def _between(
    stays: pl.LazyFrame, directive: str, jurisdiction: str, end: Sequence[str]
) -> pl.LazyFrame:
    before, after = (
        {name: pl.col(name).shift(by) for name in ("case", "holder", "last_minute", "last_dated")}
        for by in (1, -1)
    )
    follows = (after["case"] == pl.col("case")).fill_null(value=False)
    ended = pl.col("activity").is_in(list(end)) if end else pl.lit(value=True)
    hop = (before["case"] == pl.col("case")).fill_null(value=False)
    return (
        stays.with_columns(
            hop=hop,
            follows=follows,
            forwards=follows | ~ended.fill_null(value=False),
            sender=before["holder"],
            issued_minute=before["last_minute"],
            issued_dated=before["last_dated"],
            as_of_minute=pl.col("last_minute").max(),
        )
        .filter("hop")
        .with_columns(wave=pl.int_range(1, pl.len() + 1).over("case"))
        .select(_columns(directive, jurisdiction))
    )


def _columns(directive: str, jurisdiction: str) -> list[pl.Expr]:
    left = pl.when(pl.col("follows"))
    constant = {"source": "imported", "clock": "history", "jurisdiction": jurisdiction}
    return [
        pl.col("case").alias("propagation"),
        pl.col("directive").fill_null(directive),
        *(pl.col(name) for name in ("wave", "sender", "level", "kind", "channel", "forwards")),
        *(pl.col("holder").alias(name) for name in ("recipient", "recipient_name")),
        pl.col("sender").alias("sender_name"),
        pl.lit(1).alias("desks"),
        (~pl.col("follows")).alias("addressed"),
        pl.col("issued_minute", "issued_dated", "as_of_minute"),
        *(pl.col("first_minute").alias(f"{name}_minute") for name in ("received", "ready")),
        *(pl.col("first_dated").alias(f"{name}_dated") for name in ("received", "ready")),
        left.then("last_minute").alias("forwarded_minute"),
        left.then("last_dated").otherwise(pl.lit(value=False)).alias("forwarded_dated"),
        pl.lit(value=False).alias("as_of_dated"),
        *(pl.lit(value).alias(name) for name, value in constant.items()),
    ]
