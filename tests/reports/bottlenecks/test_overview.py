"""Stories of tables that are made of the same hops, as of one moment."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest

from wian.history.logs.event_log import LogEvent
from wian.reports.bottlenecks.overview import as_seen, find
from wian.reports.charts.dotted import dotted_rows
from wian.reports.charts.spectrum import spectrum_rows
from wian.reports.charts.waterfall import waterfall_rows
from wian.reports.completed_hops import completed
from wian.reports.group_by import WayStep
from wian.reports.hop_frame import SCHEMA
from wian.reports.latency.report import SeveralJurisdictions
from wian.reports.logs.handovers import events_frame, hops_of
from wian.reports.paths.variants import variants


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


_SECONDS = (0.0, 25.0, 70.5, 1_000.25, 90_000.125)
"""When the events of a case of another program happened, after a Monday at 09:00."""


@pytest.fixture(scope="module")
def exact(trees):
    """What was found of that case, which goes from A to E."""
    told = dict.fromkeys(("activity", "level", "kind", "channel", "directive"))
    events = [
        LogEvent(
            case="c",
            minute=trees.monday + int(at // 60),
            second=at % 60,
            dated=False,
            holder=holder,
            line=line,
            **told,
        )
        for line, (at, holder) in enumerate(zip(_SECONDS, "ABCDE", strict=True))
    ]
    hops = hops_of(events_frame(events).lazy(), "log", "thailand").collect()
    return find(completed(hops))


def test_seconds_of_a_log_count_in_every_table(exact):
    """No part is longer or shorter than its events say, and none is rounded to minutes."""
    lengths = [end - start for start, end in pairwise(_SECONDS)]
    way = exact.chains.filter(pl.col("stage") == "transit")
    assert (way["minutes"] * 60).to_list() == pytest.approx(lengths, abs=1e-6)
    assert (way["days"] * 86_400).to_list() == pytest.approx(lengths, abs=1e-6)
    assert exact.totals["minutes"].to_list() == pytest.approx([_SECONDS[-1] / 60], abs=1e-9)
    row = exact.parts.filter((pl.col("recipient") == "B") & (pl.col("stage") == "transit"))
    assert row["office_minutes"].item() == pytest.approx(4 * 25 / 60)
    assert row["halving_last_minutes"].item() == pytest.approx(12.5 / 60)
    causes = way.select(pl.sum_horizontal(f"{c}_minutes" for c in ("working", "night", "weekend")))
    assert causes.to_series().to_list() == pytest.approx(way["minutes"].to_list(), abs=1e-9)
    days = variants(exact, WayStep.OFFICE)["median_days"].item()
    assert days * 86_400 == pytest.approx(_SECONDS[-1], abs=1e-6)


def test_seconds_of_a_log_count_in_every_chart(exact, trees):
    """Bars, lines and dots end at the second at which the log says so."""
    bars = waterfall_rows(exact)
    assert (bars["to"] * 86_400).to_list() == pytest.approx(_SECONDS[1:], abs=1e-6)
    first = (trees.monday + 7 * 60) * 60_000
    assert (dotted_rows(exact)["at"].unique().sort() - first).to_list() == [
        int(at * 1_000) for at in _SECONDS[1:]
    ]
    assert (spectrum_rows(exact)["start"].min() - first) == 0


def test_as_of_a_minute_its_seconds_have_passed(exact, trees):
    """What happened within the minute that was named is known, and open parts last to its end."""
    seen = find(exact.hops, trees.monday + 1)
    assert seen.totals["minutes"].to_list() == pytest.approx([2.0])
