"""The way back up as a table: rows that add up with those of the way down, and what is owed."""

from __future__ import annotations

import shutil

import polars as pl

from tests.plugins.answering import BODIES
from wian.ledger.database import open_ledger
from wian.ledger.read.propagation_facts import propagation_facts
from wian.propagation.upward.up_frame import up_frame, ways_frames, with_way
from wian.reports.group_by import By
from wian.reports.hop_frame import WAYS_SCHEMA
from wian.reports.latency.report import LatencyQuestion
from wian.reports.scope.recorded_hops import frame_of
from wian.reports.upward.latency_up import latency_up
from wian.reports.upward.up_hops import answering_hops


def _minute_of(frame: pl.DataFrame, end: str) -> dict[str, dict[str, object]]:
    return {row[end]: row for row in frame.to_dicts()}


def test_along_each_chain_the_rows_add_up_to_the_whole_round_trip(asked_and_answered):
    """Down, answering and up: the rows of all 103 that are asked, to the minute."""
    ledger, plan = asked_and_answered.ledger, asked_and_answered.plan
    both = pl.concat(ways_frames(ledger, propagation_facts(ledger, [plan.id]), both=True))
    assert dict(both.schema) == dict(WAYS_SCHEMA)
    down = _minute_of(both.filter(pl.col("way") == "down"), "recipient")
    up = _minute_of(both.filter(pl.col("way") == "up"), "sender")
    origin, leaves = plan.route.origin, [each for each in up if up[each]["answering_days"]]
    first = min(row["issued_minute"] for row in down.values())
    for leaf in leaves:
        chain = plan.route.chain(leaf)[1:]
        total = up[leaf]["answering_days"]
        for office in chain:
            total += sum(down[office][f"{stage}_days"] for stage in ("transit", "routing"))
            total += sum(up[office][f"{stage}_days"] for stage in ("transit", "routing"))
            total += down[office]["handling_days"] if office != leaf else 0
            total += up[office]["handling_days"] if up[office]["recipient"] != origin else 0
        assert round(total * 1440) == up[chain[0]]["ready_minute"] - first
    assert len(leaves) == 103


def test_time_counts_at_the_office_where_it_passes(asked_and_answered):
    """Local bodies answer, districts gather; each stage is found under its own level."""
    ledger, plan = asked_and_answered.ledger, asked_and_answered.plan
    up = up_frame(ledger, propagation_facts(ledger, [plan.id])).lazy()
    made = latency_up(up, answering_hops(up), LatencyQuestion((By.LEVEL,)))
    calendar = made.filter(pl.col("time") == "calendar")
    hops = {(row["level"], row["stage"]): row["hops"] for row in calendar.to_dicts()}
    assert hops["local", "answering"] == 103
    assert hops["district", "handling"] == 100
    assert hops["province", "handling"] == 12
    assert not {("local", "handling"), ("district", "answering")}.intersection(hops)
    median = up.select("answering_days").collect().to_series().median()
    row = calendar.filter(pl.col("stage") == "answering").row(0, named=True)
    assert abs(row["median"] - median) < 0.01


def test_who_has_not_answered_is_open_and_not_left_out(form_database, answering, tmp_path):
    """Two of 103 have answered: the slowest may take longer than anybody knows yet."""
    shutil.copy(form_database, tmp_path / "wian.db")
    now = answering.living.later(200)
    with open_ledger(f"sqlite:///{tmp_path / 'wian.db'}") as ledger:
        for body in BODIES[:2]:
            answering.fill(ledger, body)
        facts = propagation_facts(ledger, [answering.plan.id])
        hops = up_frame(ledger, facts, now=now)
        down = with_way(frame_of(ledger, [answering.plan.id]))
    owed = hops.filter(pl.col("issued_minute").is_null())
    assert hops.height - owed.height == 2
    assert set(owed["sender"]).isdisjoint(BODIES[:2])
    assert owed["open"].all()
    assert set(down["way"]) == {"down"}
    spans = answering_hops(hops.lazy()).collect()
    ready = down.filter(pl.col("addressed") & pl.col("ready_minute").is_not_null()).height
    assert spans.height == ready > 2
    made = latency_up(hops.lazy(), spans.lazy(), LatencyQuestion(()))
    row = made.row(0, named=True)
    assert (row["stage"], row["hops"], row["open"]) == ("answering", ready, ready - 2)
    assert row["p99_above"]


def test_a_directive_without_a_form_has_no_way_up(gecc_sent):
    """Its frame has the columns and no row, and nothing of it is planned."""
    found = up_frame(gecc_sent.ledger, propagation_facts(gecc_sent.ledger))
    assert found.is_empty()
    assert dict(found.schema) == dict(WAYS_SCHEMA)
