"""Stories of the way to the office that had its letter last."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from wian.reports.bottlenecks.causes import CAUSES
from wian.reports.bottlenecks.overview import as_seen, find
from wian.reports.bottlenecks.tree import PARTS
from wian.reports.scope.recorded_hops import frame_of


@settings(max_examples=40)
@given(lengths=st.lists(st.tuples(*[st.integers(0, 6 * 1440)] * 3), min_size=1, max_size=6))
def test_a_chain_adds_up_to_its_last_arrival(trees, lengths):
    """One part after the other, by part and by cause alike, without a gap."""
    start, rows = 0, []
    for number, (transit, routing, handling) in enumerate(lengths):
        ready = start + transit + routing
        own = ready + handling if number < len(lengths) - 1 else None
        rows.append(
            trees.hop(
                f"o{number}", f"o{number + 1}", start, start + transit, ready, own, wave=number + 1
            )
        )
        start = ready + handling
    found = find(trees.frame(rows, as_of=200 * trees.day))
    total, chain = found.totals.row(0, named=True), found.chains
    assert total["minutes"] == found.waiting.arrival.max() == chain["minutes"].sum()
    assert total["minutes"] == sum(total[f"{cause}_minutes"] for cause in CAUSES)
    assert total["minutes"] == sum(total[f"{stage.value}_minutes"] for stage in PARTS)
    assert chain["from_minutes"].to_list() == [0, *chain["to_minutes"].to_list()[:-1]]
    assert total["last"] == f"o{len(lengths)}"


def test_each_propagation_has_its_own_chain(trees):
    """Two propagations in one report are not mixed."""
    rows = [
        trees.hop("a", "b", 0, 100, 100, propagation="p"),
        trees.hop("a", "b", 0, 300, 300, propagation="q"),
        trees.hop("a", "c", 0, 900, 900, propagation="q"),
    ]
    totals = find(trees.frame(rows)).totals
    assert totals.select("propagation", "last", "minutes").rows() == [
        ("p", "b", 100),
        ("q", "c", 900),
    ]


def test_the_case_of_2564_shows_thirteen_days_at_the_department(gecc_sent):
    """What the record observed is the critical handling: 29 December 2020 to 11 January 2021."""
    found = find(frame_of(gecc_sent.ledger, [gecc_sent.plan.id]))
    worst = found.parts.row(0, named=True)
    assert (worst["recipient"], worst["stage"], worst["source"]) == ("dla", "handling", "observed")
    assert (worst["days"], worst["working_days"]) == (13, 7)
    assert (worst["offices_held"], worst["office_days"]) == (113, 13 * 113)
    assert worst["critical"]
    observed = found.chains.filter(pl.col("source") == "observed")
    assert observed.filter(pl.col("minutes") > 0).select("recipient", "stage", "days").rows() == [
        ("dla", "handling", 13.0),
        ("phitsanulok", "transit", 2.0),
        ("phitsanulok", "handling", 6.0),
    ]


def test_as_of_the_middle_the_case_of_2564_stands_at_the_department(gecc_sent):
    """On 5 January 2021 nobody below the department had it; its handling is open."""
    hops = frame_of(gecc_sent.ledger, [gecc_sent.plan.id])
    issued = hops.filter(pl.col("recipient") == "dla")["issued_minute"][0]
    found = find(as_seen(hops, issued + 7 * 1440 + 600))
    total = found.totals.row(0, named=True)
    assert (total["last"], total["open"]) == ("dla", True)
    assert found.parts.filter("open")["offices_held"].to_list() == [113]
    assert found.waiting.waits.sum() == 113
