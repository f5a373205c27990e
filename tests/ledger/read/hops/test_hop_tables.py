"""Stories of hops as a table: column by column it is what their records say."""

from __future__ import annotations

import numpy as np
import pytest

from wian.delays.hop_table import HopTable
from wian.ledger.errors import UnknownPropagation
from wian.ledger.read.hops.hop_tables import hop_table
from wian.ledger.read.recorded import hop_records
from wian.lifecycle.detour import reroute
from wian.lifecycle.suspension import suspend
from wian.office.actor import Acting
from wian.office.correct import correct


def _assert_same(found: HopTable, records) -> None:
    wanted = HopTable.of(records)
    assert len(found) == len(records) > 0
    assert (found.senders, found.recipients) == (wanted.senders, wanted.recipients)
    assert found.sources == wanted.sources
    assert list(found.recognised) == list(wanted.recognised)
    for one, other in zip(found.times.instants, wanted.times.instants, strict=True):
        assert list(one.minute) == list(other.minute)
        assert list(one.dated) == list(other.dated)
        assert [one.at(hop) for hop in range(len(found))] == [
            other.at(hop) for hop in range(len(found))
        ]
    assert list(found.times.forwards) == list(wanted.times.forwards)
    for name in ("hop", "begun", "ended"):
        mine, theirs = (getattr(each.times.rests, name) for each in (found, wanted))
        assert mine.tolist() == theirs.tolist()


def test_a_table_holds_what_the_records_say(filled):
    """Of hops worked out and observed, to the minute and to the day."""
    for each in ("p1", "p2"):
        _assert_same(hop_table(filled, each), hop_records(filled, each))
    dated = [each.dated.any() for each in hop_table(filled, "p1").times.instants]
    assert np.any(dated)
    with pytest.raises(UnknownPropagation):
        hop_table(filled, "nobody")


def test_a_table_knows_corrections_rests_and_growth(live_ledger, live_plan, living):
    """A corrected stamp means another moment, a clock rests, and an office need not forward."""

    def acting(office, minutes=90):
        return Acting(live_ledger, live_plan, office, "x", living.later(minutes))

    *_, district, leaf = live_plan.route.chain(living.leaf)
    living.reach(live_ledger, live_plan, district)
    _assert_same(hop_table(live_ledger, live_plan.id), hop_records(live_ledger, live_plan.id))
    given = {"position": 0, "at": living.later(10), "reason": "ผิด", "key": "k"}
    correct(acting("moi", 60), **given)
    silent = [hop.recipient for hop in live_plan.sending("phitsanulok")[1] if hop.forwards][-1]
    living.stamp(live_ledger, live_plan, district)
    suspend(acting(district), "รอแผนที่", "dla")
    reroute(acting("phitsanulok"), silent)
    found, records = hop_table(live_ledger, live_plan.id), hop_records(live_ledger, live_plan.id)
    _assert_same(found, records)
    assert len(found.times.rests) == 1
    assert not dict(zip(found.recipients, found.times.forwards, strict=True))[silent]
    assert dict(zip(found.recipients, found.times.received.minute, strict=True))["moi"] == (
        living.later(10).minute
    )
    assert leaf not in found.recipients
