"""Ways of letters and cases are counted, and what leaves the expected one is named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest

from wian.history.logs.event_log import LogEvent
from wian.reports.bottlenecks.overview import Bottlenecks, find
from wian.reports.completed_hops import completed
from wian.reports.group_by import WayStep
from wian.reports.logs.handovers import events_frame, hops_of
from wian.reports.paths.conformance import UnknownSteps, begun_at, check_steps, conformance
from wian.reports.paths.variants import NoSteps, usual, variants
from wian.reports.scope.recorded_hops import frame_of

_START = 26_838_300


def _log(*cases: Sequence[str]) -> Bottlenecks:
    """Cases that go from letter to letter, an hour each."""
    names = ("activity", "level", "kind", "channel", "directive")
    events = [
        LogEvent(
            case=f"c{number}",
            minute=_START + at * 60,
            dated=False,
            holder=holder,
            line=at,
            **dict.fromkeys(names),  # type: ignore[arg-type]  # None fits each of them
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


def _levels(*cases: Sequence[str]) -> Bottlenecks:
    """Cases from office to office; the level of each is its first letter, as logs have it."""
    named = _log(*cases)
    levels = named.hops["recipient"].str.slice(0, 1)
    return find(named.hops.with_columns(level=levels))


def test_whoever_wrote_first_stands_at_the_first_step_and_skipped_nothing() -> None:
    """Of the first sender a hop says no level: others do, or no hop leads to its step."""
    steps = ["a", "b", "c"]
    never = _levels(["a1", "b1", "c1"], ["a2", "c1"])
    told = conformance(never, steps, WayStep.LEVEL).select("deviation", "sender", "skipped")
    assert begun_at(never.hops, steps, WayStep.LEVEL) == "a"
    assert told.rows() == [("skipped", "a2", "b")]
    again = _levels(["a1", "b1", "a1", "b1"], ["x1", "b1"], ["b1", "a1"])
    told = conformance(again, steps, WayStep.LEVEL).select("deviation", "sender", "skipped")
    assert begun_at(again.hops, steps, WayStep.LEVEL) is None
    assert sorted(told.rows()) == [("back", "b1", None), ("skipped", "x1", "a")]


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


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (["desk", "finanse"], "There is no office 'finanse'; did you mean finance?"),
        (["x"], "There is no office 'x'; correct it."),
    ],
    ids=["near", "none"],
)
def test_a_misspelt_step_is_refused(steps: list[str], said: str) -> None:
    """It would make every hop deviate."""
    with pytest.raises(UnknownSteps) as caught:
        check_steps(_offices().hops, (), steps, WayStep.OFFICE)
    assert str(caught.value) == said


def test_a_step_that_every_letter_skipped_may_be_asked_for() -> None:
    """That nobody takes it is what the report is to tell."""
    check_steps(_offices().hops, (), ["desk", "legal", "finance"], WayStep.OFFICE)


def _offices() -> Bottlenecks:
    return _log(["desk", "finance"])
