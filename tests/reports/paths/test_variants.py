"""Ways of letters and cases are counted, and what leaves the expected one is named."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from wian.history.logs.event_log import LogEvent
from wian.reports.bottlenecks.overview import Bottlenecks, find
from wian.reports.completed_hops import completed
from wian.reports.logs.handovers import events_frame, hops_of
from wian.reports.paths.conformance import conformance
from wian.reports.paths.variants import NoSteps, WayStep, usual, variants
from wian.reports.scope.recorded_hops import frame_of

_START = 26_838_300


def _log(*cases: str) -> Bottlenecks:
    """Cases that go from letter to letter, an hour each."""
    names = ("activity", "level", "kind", "channel", "directive")
    events = [
        LogEvent(
            case=f"c{number}",
            minute=_START + at * 60,
            dated=False,
            holder=holder,
            line=at,
            **dict.fromkeys(names),  # type: ignore[arg-type]
        )
        for number, case in enumerate(cases)
        for at, holder in enumerate(case)
    ]
    hops = hops_of(events_frame(events).lazy(), "log", "thailand").collect()
    return find(completed(hops))


def test_ways_of_cases_are_counted_the_most_frequent_first() -> None:
    """An office that has a case again stands in its way twice."""
    table = variants(_log("ABC", "ABC", "ABABC"), WayStep.OFFICE)
    assert table["variant"].to_list() == ["A > B > C", "A > B > A > B > C"]
    assert table["ways"].to_list() == [2, 1]
    assert table["median_days"].to_list() == pytest.approx([2 / 24, 4 / 24])
    assert usual(table) == ["A", "B", "C"]


def test_who_skips_goes_back_or_leads_astray_is_named() -> None:
    """With how many of the sender's hops do so."""
    table = conformance(_log("ABC", "AC", "ABAC", "ABX"), ["A", "B", "C"], WayStep.OFFICE)
    told = table.select("deviation", "sender", "step_to", "skipped", "hops", "of").rows()
    assert told == [
        ("skipped", "A", "C", "B", 2, 5),
        ("back", "B", "A", None, 1, 3),
        ("foreign", "B", "X", None, 1, 3),
    ]


def test_a_log_without_levels_says_what_else_there_is() -> None:
    """One sentence with the options that help."""
    with pytest.raises(NoSteps, match="No hop has a level; give --by office or --by kind"):
        variants(_log("AB"), WayStep.LEVEL)


def test_letters_down_a_hierarchy_take_its_levels(gecc_sent: Any) -> None:
    """Every end of the tree is a way; none skips a level of the example."""
    found = find(frame_of(gecc_sent.ledger))
    table = variants(found, WayStep.LEVEL)
    assert table["ways"].sum() == (~found.hops["forwards"]).sum()
    assert table["share"].sum() == pytest.approx(1)
    deviations = conformance(found, usual(table), WayStep.LEVEL)
    assert deviations.filter(pl.col("deviation") == "back").is_empty()
