"""The hops still to come: offices to which nobody has written yet."""

from __future__ import annotations

import polars as pl

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Route
from wian.reports.hop_frame import INSTANTS, SCHEMA

_SAME = ("directive", "clock", "jurisdiction", "as_of_minute", "as_of_dated")


def with_unsent(hops: pl.DataFrame, route: Route, hierarchy: Hierarchy) -> pl.DataFrame:
    """The hops of a propagation, and behind them those of its route that nobody has sent yet.

    Their instants are unknown, so they cost nothing; but they wait for whoever must write to them.

    Args:
        hops: Hops of ``wian.reports.hop_frame.SCHEMA``, of one propagation, at least one.
        route: Its whole route.
        hierarchy: Its offices.
    """
    sent = set(hops["recipient"].to_list())
    first = hops.row(0, named=True)
    rows = [
        {
            **{name: first[name] for name in _SAME},
            **{name: first[name] for name in ("propagation", "source")},
            **{name: first[name] for name in ("window_opens", "window_closes")},
            "wave": wave.number,
            "sender": hop.sender,
            "recipient": hop.recipient,
            "open": True,
            "level": hierarchy.level(hop.recipient),
            "kind": hierarchy.kind(hop.recipient),
            "channel": hop.channel.value,
            "forwards": hop.forwards,
            "addressed": hop.addressed,
            "recipient_name": hierarchy.office(hop.recipient).name,
            "recipient_name_en": hierarchy.office(hop.recipient).name_en,
            "sender_name": hierarchy.office(hop.sender).name,
            "sender_name_en": hierarchy.office(hop.sender).name_en,
        }
        for wave in route.waves
        for hop in wave.hops
        if hop.recipient not in sent
    ]
    waiting = pl.DataFrame(rows, schema={name: SCHEMA[name] for name in rows[0]} if rows else {})
    missing = [pl.lit(None, dtype=SCHEMA[n]).alias(n) for n in SCHEMA if n not in waiting.columns]
    return pl.concat([hops, waiting.with_columns(missing).select(*SCHEMA)]) if rows else hops


def begun(hops: pl.DataFrame) -> pl.DataFrame:
    """Those of some hops of which a letter or a stamp is known: the others wait to be written."""
    known = [pl.col(f"{name}_minute").is_not_null() for name in INSTANTS]
    return hops.filter(pl.any_horizontal(known))


def recognised(hops: pl.DataFrame) -> int:
    """How many of some hops rest on a letter that was recognised from a picture."""
    return int(hops["recognised"].fill_null(value=False).sum()) if "recognised" in hops else 0


def begun_count(hops: pl.DataFrame) -> int:
    """How many of some hops have begun."""
    return begun(hops.select(f"{name}_minute" for name in INSTANTS)).height


def sources(hops: pl.DataFrame) -> dict[str, int]:
    """How many of some hops come from each source, the most frequent first."""
    counts = hops["source"].value_counts().sort("count", "source", descending=[True, False])
    return dict(counts.iter_rows())
