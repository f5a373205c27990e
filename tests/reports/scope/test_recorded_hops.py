"""Hops that are read by column are the hops of the whole table."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from wian.ledger.read.propagation_facts import propagation_facts
from wian.office.actor import Acting
from wian.office.correct import correct
from wian.reports.hop_frame import INSTANTS, SCHEMA
from wian.reports.scope.recorded_hops import frame_of, recorded_hops

COMPUTED = ("_days", "_used", "_left", "_number", "_at")
COLUMNS = tuple(name for name in SCHEMA if not name.endswith(COMPUTED) and name != "open")
KEYS = ["propagation", "recipient"]


def test_every_column_is_that_of_the_whole_table(gecc_sent):
    """A report made of few columns has the figures of one made of all."""
    ledger = gecc_sent.ledger
    found = recorded_hops(ledger, propagation_facts(ledger), COLUMNS, now=None)
    whole = frame_of(ledger).select(COLUMNS)
    assert_frame_equal(found.sort(KEYS), whole.sort(KEYS))


def test_only_what_is_asked_for_is_there(gecc_sent):
    """Names and provinces are not looked up for a report by wave."""
    ledger = gecc_sent.ledger
    found = recorded_hops(ledger, propagation_facts(ledger), ("wave", "issued_at"), now=None)
    assert found.schema == pl.Schema({"wave": pl.Int32, "issued_at": pl.String})
    assert found["issued_at"].null_count() == found.height


def test_without_propagations_there_are_no_hops(gecc_sent):
    """An empty ledger gives an empty table of the same columns."""
    none = recorded_hops(gecc_sent.ledger, [], COLUMNS, now=None)
    assert none.columns == list(COLUMNS)
    assert none.is_empty()


@pytest.mark.parametrize("name", INSTANTS)
def test_no_minute_is_beyond_what_the_table_knows(gecc_sent, name):
    """The moment of the report is the latest instant of its propagation."""
    ledger = gecc_sent.ledger
    found = recorded_hops(ledger, propagation_facts(ledger), COLUMNS, now=None)
    latest = found[f"{name}_minute"].max()
    assert latest is None or latest <= found["as_of_minute"].max()


def test_a_live_propagation_is_read_as_of_now_with_its_corrected_stamps(
    live_ledger, live_plan, living
):
    """What is open in it has been open until now, and a stamp means what its correction says."""
    living.stamp(live_ledger, live_plan, "moi")
    acting = Acting(live_ledger, live_plan, "moi", by="x", now=living.later(60))
    correct(acting, position=0, at=living.later(10), reason="นาฬิกาเดินเร็ว", key="c" * 20)
    now = living.later(90)
    found = recorded_hops(live_ledger, propagation_facts(live_ledger), COLUMNS, now=now)
    whole = frame_of(live_ledger, now=now).select(COLUMNS)
    assert_frame_equal(found.sort(KEYS), whole.sort(KEYS))
    assert living.later(10).minute in found["ready_minute"].to_list()
