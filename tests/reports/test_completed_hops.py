"""What follows from the instants of a hop is worked out as the ledger's own frame has it."""

from __future__ import annotations

from typing import Any

import polars as pl
from polars.testing import assert_frame_equal

from wian.reports.completed_hops import completed
from wian.reports.hop_frame import SCHEMA
from wian.reports.logs.exported import KNOWN
from wian.reports.scope.recorded_hops import frame_of


def test_instants_are_enough_to_work_out_the_rest(gecc_sent: Any) -> None:
    """Days in calendar and working time, the window, texts, months: digit for digit."""
    frame = frame_of(gecc_sent.ledger, [gecc_sent.plan.id])
    assert_frame_equal(completed(frame.select(*KNOWN)), frame)


def test_hops_of_several_windows_keep_their_order(gecc_sent: Any) -> None:
    """Rows with and without a window, one after the other."""
    frame = frame_of(gecc_sent.ledger, [gecc_sent.plan.id]).select(*KNOWN)
    none = pl.when(pl.int_range(pl.len()) % 2 == 0).then(None)
    mixed = frame.with_columns(
        none.otherwise(pl.col(name)).alias(name) for name in ("window_opens", "window_closes")
    )
    found = completed(mixed)
    assert found["recipient"].to_list() == frame["recipient"].to_list()
    assert found["window_days"].to_list()[:4] == [None, 59, None, 59]


def test_no_hop_is_an_empty_frame() -> None:
    """With every column."""
    assert completed(pl.DataFrame(schema=dict(SCHEMA))).schema == pl.Schema(dict(SCHEMA))
