"""How events of another program become hops: from holder to holder.

The events of a case are put in the order of their full moments. Consecutive events of one holder
are a *stay*; an event without a holder belongs to the stay that it falls into. Each stay but the
first is the end of a hop from the stay before: issued when the last event there was over, received
and ready when the first event here began, forwarded when the last event here was over if another
stay follows. So transit is the time between two holders, handling the time that a holder had the
case, and along a case they add up to all of it but the first and the last stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from wian.history.logs.event_log import LogEvent

_TEXT, _MINUTE, _SECOND, _YES = pl.String(), pl.Int64(), pl.Float64(), pl.Boolean()
EVENTS = {
    "case": _TEXT,
    "activity": _TEXT,
    "minute": _MINUTE,
    "dated": _YES,
    **dict.fromkeys(("holder", "level", "kind", "channel", "directive"), _TEXT),
    "line": _MINUTE,
    "second": _SECOND,
    "start_minute": _MINUTE,
    "start_second": _SECOND,
    "start_dated": _YES,
    "recipient": _TEXT,
    "order": _SECOND,
}
"""Columns and types of events."""
_AS_TOLD = ("level", "kind", "channel", "directive")
_MOMENT = ("minute", "second", "dated")


def events_frame(events: Iterable[LogEvent]) -> pl.DataFrame:
    """Events as a frame of ``EVENTS``."""
    return pl.DataFrame(list(events), schema=EVENTS, orient="row")


def in_order(events: pl.LazyFrame) -> pl.LazyFrame:
    """Events by case and full moment, whatever the order of the lines.

    Those of one moment follow what the log says of their order, then activity and holder: so the
    same events are the same hops in any order of the lines. Adds ``begin_*``, when each began. An
    event that names no directive is of the one that its case was of before, else later.
    """
    starts = pl.col("start_minute").is_not_null()
    begin = [
        pl.when(starts).then(f"start_{name}").otherwise(name).alias(f"begin_{name}")
        for name in _MOMENT
    ]
    second = pl.col("begin_second").fill_null(0.0)
    ordered = events.with_columns(*begin).sort(
        "case",
        "begin_minute",
        second,
        "minute",
        pl.col("second").fill_null(0.0),
        "order",
        "activity",
        "holder",
        "recipient",
        "second",
        "begin_second",
        "dated",
        "begin_dated",
        *_AS_TOLD,
        "line",
    )
    told = pl.col("directive").forward_fill().backward_fill()  # often on the first event alone
    return ordered.with_columns(told.over("case"))


def shared_moments(events: pl.LazyFrame) -> int:
    """How many moments of cases several holders share, the log not saying who came first."""
    moments = events.filter(pl.col("order").is_null() & pl.col("holder").is_not_null())
    shared = moments.group_by("case", "minute", "second", "start_minute", "start_second").agg(
        pl.col("holder").n_unique()
    )
    return int(shared.filter(pl.col("holder") > 1).select(pl.len()).collect().item())


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
        in_order(events)
        .with_columns(pl.col("holder").forward_fill().over("case"))
        .filter(pl.col("holder").is_not_null())
    )
    same = (pl.col("case") == pl.col("case").shift(1)) & (
        pl.col("holder") == pl.col("holder").shift(1)
    )
    latest = (pl.col("minute") * 60 + pl.col("second").fill_null(0.0)).reverse().arg_max()
    over = [
        pl.col(name).reverse().get(latest, null_on_oob=True).alias(f"last_{name}")
        for name in _MOMENT
    ]
    stays = (
        ordered.with_columns((~same.fill_null(value=False)).cum_sum().alias("stay"))
        .group_by("stay", maintain_order=True)
        .agg(
            *(pl.col(name).first() for name in ("case", "holder")),
            *(pl.col(name).drop_nulls().first() for name in _AS_TOLD),
            *(pl.col(f"begin_{name}").first().alias(f"first_{name}") for name in _MOMENT),
            *over,
            pl.col("activity").last(),
        )
    )
    return _between(stays, directive, jurisdiction, end)


def _between(
    stays: pl.LazyFrame, directive: str, jurisdiction: str, end: Sequence[str]
) -> pl.LazyFrame:
    names = ("case", "holder", *(f"last_{name}" for name in _MOMENT))
    before, after = ({name: pl.col(name).shift(by) for name in names} for by in (1, -1))
    follows = (after["case"] == pl.col("case")).fill_null(value=False)
    ended = pl.col("activity").is_in(list(end)) if end else pl.lit(value=True)
    hop = (before["case"] == pl.col("case")).fill_null(value=False)
    return (
        stays.with_columns(
            hop=hop,
            follows=follows,
            forwards=follows | ~ended.fill_null(value=False),
            sender=before["holder"],
            **{f"issued_{name}": before[f"last_{name}"] for name in _MOMENT},
            **as_of("last_minute", "last_second"),
        )
        .filter("hop")
        .with_columns(wave=pl.int_range(1, pl.len() + 1).over("case"))
        .select(_columns(directive, jurisdiction))
    )


def as_of(minute: str, second: str) -> dict[str, pl.Expr]:
    """The latest moment of a log, as of which its open hops are open."""
    latest = pl.col(minute) == pl.col(minute).max()
    return {
        "as_of_minute": pl.col(minute).max(),
        "as_of_second": pl.col(second).filter(latest).max(),
    }


def constants(jurisdiction: str) -> list[pl.Expr]:
    """What is alike in all hops of a log."""
    known = {"source": "imported", "clock": "history", "jurisdiction": jurisdiction}
    return [
        pl.lit(1).alias("desks"),
        pl.lit(value=False).alias("as_of_dated"),
        *(pl.lit(value).alias(name) for name, value in known.items()),
    ]


def _columns(directive: str, jurisdiction: str) -> list[pl.Expr]:
    left = pl.when(pl.col("follows"))
    return [
        pl.col("case").alias("propagation"),
        pl.col("directive").fill_null(directive),
        *(pl.col(name) for name in ("wave", "sender", "level", "kind", "channel", "forwards")),
        *(pl.col("holder").alias(name) for name in ("recipient", "recipient_name")),
        pl.col("sender").alias("sender_name"),
        (~pl.col("follows")).alias("addressed"),
        pl.col("as_of_minute", "as_of_second"),
        *(pl.col(f"issued_{name}") for name in _MOMENT),
        *(
            pl.col(f"first_{part}").alias(f"{name}_{part}")
            for name in ("received", "ready")
            for part in _MOMENT
        ),
        left.then("last_minute").alias("forwarded_minute"),
        left.then("last_second").alias("forwarded_second"),
        left.then("last_dated").otherwise(pl.lit(value=False)).alias("forwarded_dated"),
        *constants(jurisdiction),
    ]
