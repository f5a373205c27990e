"""The time that each office took to answer, as hops of its own."""

from __future__ import annotations

import polars as pl

from wian.reports.hop_frame import INSTANTS, SCHEMA

_OWN = {
    "recipient": "sender",
    "recipient_name": "sender_name",
    "recipient_name_en": "sender_name_en",
    "recipient_time_zone": "sender_time_zone",
}
"""What of the office that answers stands under which name, and under which that of its asker."""
_PLACE = ("level", "kind", "province", "province_name")


def answering_hops(up: pl.LazyFrame) -> pl.LazyFrame:
    """The time that offices took to answer, as if it were the handling of what they had received.

    The office that answers is the recipient, whoever asked it the sender, so that everything that
    counts, groups and chooses hops down works on it. What is still owed is open.

    Args:
        up: Hops up, with the columns of ``WAYS_SCHEMA``; the first answer of each office counts.
    """
    swapped = {**_OWN, **{there: here for here, there in _OWN.items()}}
    first = (
        up.filter(pl.col("asked_minute").is_not_null())
        .sort("issued_minute", nulls_last=True, maintain_order=True)
        .unique(["propagation", "sender"], keep="first", maintain_order=True)
    )
    asked = [
        pl.col(f"asked_{part}").alias(f"{name}_{part}")
        for name in ("received", "ready")
        for part in ("minute", "dated", "at")
    ]
    issued = [pl.col(f"issued_{part}").alias(f"forwarded_{part}") for part in _PARTS]
    return first.with_columns(
        *(pl.col(there).alias(here) for here, there in swapped.items()),
        *(pl.col(f"sender_{name}").alias(name) for name in _PLACE),
        *asked,
        *issued,
        *(pl.lit(None, dtype=pl.Float64).alias(f"{name}_second") for name in INSTANTS),
        forwards=pl.lit(value=True),
        open=pl.col("issued_minute").is_null(),
        suspensions=pl.lit(None, dtype=pl.String),
    ).select(*SCHEMA)


_PARTS = ("minute", "dated", "at")
