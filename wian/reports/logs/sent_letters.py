"""How events that name a recipient become hops: from whoever sent to whom it was sent.

Every event with a recipient is a letter of its holder. The recipient received it at its own first
event in the case from then on; where there is none, the letter is on its way and its hop is open.
The recipient forwarded it at its own first letter from then on.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.reports.logs.handovers import as_of, constants, in_order

_AS_TOLD = ("level", "kind")
_MOMENT = ("minute", "second", "dated")
_PARTS = ("begin_minute", "begin_second", "begin_dated")


def letters_of(
    events: pl.LazyFrame, directive: str, jurisdiction: str, end: Sequence[str] = ()
) -> pl.LazyFrame:
    """The hops of events that name recipients, by case and in the order of the letters.

    Args:
        events: A frame of ``wian.reports.logs.handovers.EVENTS``, in any order.
        directive: What a case is of whose log does not say it.
        jurisdiction: Whose calendar and clock.
        end: Activities that end a case: a recipient that neither forwarded nor did one of them has
            it still, so that its hop is open. Without any, whoever did not forward had it last.

    Returns:
        What is known of the hops; ``wian.reports.completed_hops.completed`` works out the rest.
    """
    known = (
        in_order(events)
        .with_columns(pl.col("holder").forward_fill().over("case"))
        .filter(pl.col("holder").is_not_null())
        .with_columns(**as_of("minute", "second"))
        .with_row_index("place")
        .with_columns(pl.col("place").cast(pl.Int64), at=_key("begin_"), over=_key(""))
        .collect()
    )
    letters = known.filter(
        pl.col("recipient").is_not_null() & (pl.col("recipient") != pl.col("holder"))
    ).with_columns(letter=pl.int_range(pl.len()))
    found = _received(letters, known, end)
    return found.lazy().select(_columns(directive, jurisdiction))


def _key(prefix: str) -> pl.Expr:
    """A moment as microseconds, to be joined by."""
    second = pl.col(f"{prefix}second").fill_null(0.0) * 1_000_000
    return pl.col(f"{prefix}minute") * 60_000_000 + second.round().cast(pl.Int64)


def _received(letters: pl.DataFrame, known: pl.DataFrame, end: Sequence[str]) -> pl.DataFrame:
    """Letters with their reception and what the recipient sent on."""
    who = known.select("case", "at", *_PARTS, *_AS_TOLD, recipient="holder").sort("at")
    received = who.rename({name: f"received_{name}" for name in (*_PARTS, *_AS_TOLD)})
    sends = letters.select("case", recipient="holder", sent="over", **_sent()).sort("sent")
    asked = letters.drop(*_PARTS, *_AS_TOLD, "at").sort("over")
    found = asked.join_asof(
        received.with_columns(had="at"),
        left_on="over",
        right_on="at",
        by=["case", "recipient"],
        strategy="forward",
        check_sortedness=False,
    ).sort("had", nulls_last=True)
    waiting = found.filter(pl.col("had").is_null())
    had = found.filter(pl.col("had").is_not_null()).join_asof(
        sends,
        left_on="had",
        right_on="sent",
        by=["case", "recipient"],
        strategy="forward",
        check_sortedness=False,
    )
    whole = pl.concat([had, waiting], how="diagonal_relaxed").sort("letter")
    done = _done(known, end)
    ended = whole.join(done, on=["case", "recipient"], how="left", maintain_order="left")
    return ended.with_columns(wave=pl.Series(_waves(ended)))


def _sent() -> dict[str, pl.Expr]:
    return {f"forwarded_{name}": pl.col(name) for name in _MOMENT}


def _done(known: pl.DataFrame, end: Sequence[str]) -> pl.DataFrame:
    """Who did what ends a case; everybody where nothing is said to end one."""
    rows = known.filter(pl.col("activity").is_in(list(end))) if end else known
    return rows.select("case", recipient="holder").unique().with_columns(ended=pl.lit(value=True))


def _waves(letters: pl.DataFrame) -> NDArray[np.int64]:
    """How many letters lie above each, counted with it: that of its sender came before it."""
    came = letters.select("case", "had", holder="recipient", above="letter")
    came = came.filter(pl.col("had").is_not_null()).sort("had")
    asked = letters.select("case", "holder", "over", "letter").sort("over")
    found = asked.join_asof(
        came,
        left_on="over",
        right_on="had",
        by=["case", "holder"],
        strategy="backward",
        check_sortedness=False,
    ).sort("letter")
    above = found["above"].fill_null(-1).to_list()
    waves = np.ones(len(above), dtype=np.int64)
    for letter, higher in enumerate(above):
        if 0 <= higher < letter:
            waves[letter] = waves[higher] + 1
    return waves


def _columns(directive: str, jurisdiction: str) -> list[pl.Expr]:
    forwarded = pl.col("forwarded_minute").is_not_null()
    received = pl.col("received_begin_minute").is_not_null()
    ended = pl.col("ended").fill_null(value=False)
    return [
        pl.col("case").alias("propagation"),
        pl.col("directive").fill_null(directive),
        pl.col("wave", "channel"),
        *(pl.col("holder").alias(name) for name in ("sender", "sender_name")),
        *(pl.col("recipient").alias(name) for name in ("recipient", "recipient_name")),
        *(pl.col(f"received_{name}").alias(name) for name in _AS_TOLD),
        (forwarded | (received & ~ended)).alias("forwards"),
        (~forwarded).alias("addressed"),
        pl.col("as_of_minute", "as_of_second"),
        *(pl.col(name).alias(f"issued_{name}") for name in _MOMENT),
        *(
            pl.col(f"received_begin_{part}").alias(f"{name}_{part}")
            for name in ("received", "ready")
            for part in _MOMENT
        ),
        *(pl.col(f"forwarded_{name}") for name in _MOMENT),
        *constants(jurisdiction),
    ]
