"""Stories of tables that are made of the same hops, as of one moment."""

from __future__ import annotations

import pytest

from wian.reports.bottlenecks.overview import as_seen, find
from wian.reports.hop_frame import SCHEMA
from wian.reports.latency.report import SeveralJurisdictions


def test_nothing_gives_empty_tables(trees):
    """Before the first letter there is a report, and it is empty."""
    frame = trees.frame([trees.hop("a", "b", 0)]).clear()
    found = find(frame)
    assert [len(each) for each in (found.parts, found.chains, found.totals, found.load)] == [0] * 4
    assert found.sources == {}


def test_what_came_later_is_not_known(trees):
    """As of noon the stamp of the afternoon does not exist."""
    seen = as_seen(trees.frame([trees.hop("a", "b", 0, 100, 400)]), trees.monday + 210)
    row = seen.row(0, named=True)
    assert (row["received_minute"], row["ready_minute"]) == (trees.monday + 100, None)
    assert seen.schema == dict(SCHEMA)


def test_hops_of_several_jurisdictions_are_refused(trees):
    """Their days differ, so their figures do not add up."""
    rows = [trees.hop("a", "b", 0), trees.hop("a", "c", 0)]
    frame = trees.frame(rows)
    mixed = frame.with_columns(jurisdiction=frame["recipient"].replace({"b": "x", "c": "y"}))
    with pytest.raises(SeveralJurisdictions):
        find(mixed)
