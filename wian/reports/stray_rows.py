"""Rows of a frame whose stamps no calendar covers, to be named before a report is read."""

from __future__ import annotations

import polars as pl

from wian.delays.stray_instants import StrayInstant

_WHERE = (
    ("issued", "sender", False),
    ("received", "recipient", True),
    ("ready", "recipient", True),
)


def stray_rows(hops: pl.DataFrame) -> list[StrayInstant]:
    """The instants of hops that analyses leave out, each once.

    Args:
        hops: Of ``wian.reports.hop_frame.SCHEMA``.
    """
    found: dict[StrayInstant, None] = {}
    for name, office, stamped in _WHERE:
        at = f"{name}_at"
        stray = hops.filter(pl.col(at).is_not_null() & pl.col(f"{name}_minute").is_null())
        for propagation, who, shown in stray.select("propagation", office, at).iter_rows():
            found[StrayInstant(propagation, who, stamped, shown)] = None
    return list(found)
