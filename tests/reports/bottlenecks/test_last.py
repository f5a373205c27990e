"""Stories of the office that had its letter last, whom every report names alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wian.delays.hop_record import HopRecord, Source
from wian.delays.working_time import working_time
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import open_ledger
from wian.ledger.read.recorded import hop_records
from wian.reports.bottlenecks.overview import find
from wian.reports.html.summary import summary
from wian.reports.outlook.forecast import forecast
from wian.reports.scope.recorded_hops import frame_of

_INSTANTS = ("issued", "received", "ready", "forwarded")
_WORKING = working_time("thailand")


def _forecast(hops, addressees):
    return forecast(hops, addressees, _WORKING, None).points[-1].office


def test_the_last_office_of_2564_is_the_one_with_the_latest_stamp(gecc_sent):
    """15:07 is later than 11:29, though the whole days from the province's dated letter hide it."""
    plan = gecc_sent.plan
    found = find(frame_of(gecc_sent.ledger, [plan.id]))
    latest = max(gecc_sent.hops, key=lambda hop: hop.ready.minute)
    assert latest.recipient == "la-6650704"
    assert _forecast(gecc_sent.hops, plan.route.addressees) == latest.recipient
    assert found.totals["last"].to_list() == [latest.recipient]
    assert found.chains["recipient"].to_list()[-1] == latest.recipient
    assert "คันโช้ง" in summary(found)[0].own


@pytest.mark.parametrize("seed", [2, 7])
def test_propagate_and_reports_name_the_same_last_office(propagating, tmp_path, seed):
    """Whoever rehearses with another seed reads one name, not two."""
    plan = propagating.prepare(seed=seed)
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        propagating.send(ledger, plan)
        hops, found = hop_records(ledger, plan.id), find(frame_of(ledger, [plan.id]))
    assert found.totals["last"].to_list() == [_forecast(hops, plan.route.addressees)]
    assert max(hop.ready.minute for hop in hops) == found.waiting.had.max()


@st.composite
def _ways(draw):
    """Parent, length of the parts, which instants bear only a date, and who is addressed."""
    count = draw(st.integers(1, 10))
    length = st.one_of(st.integers(0, 120), st.integers(0, 4 * 1440))
    flags = st.tuples(*[st.booleans()] * 5)
    return [
        (draw(st.integers(-1, each - 1)), draw(st.tuples(length, length, length)), draw(flags))
        for each in range(count)
    ]


def _planted(trees, ways):
    """The rows of hops of a rehearsal, dates at their midnight."""
    rows, own, waves = [], {-1: (0, False)}, {-1: 0}
    forwarders = {parent for parent, _, _ in ways}
    for number, (parent, lengths, (*dated, addressed)) in enumerate(ways):
        start, start_dated = own[parent]
        minutes = [start, start + lengths[0], start + sum(lengths[:2]), start + sum(lengths)]
        flags = [start_dated, *dated[1:]]
        own[number], waves[number] = (minutes[3], flags[3]), waves[parent] + 1
        shown = [_shown(trees, *each) for each in zip(minutes, flags, strict=True)]
        kept = 4 if number in forwarders else 3
        row = trees.hop(f"o{parent}", f"o{number}", *shown[:kept], wave=waves[number])
        marks = {f"{name}_dated": flags[i] for i, name in enumerate(_INSTANTS[:kept])}
        addressee = addressed or number not in forwarders
        rows.append({**row, **marks, "addressed": addressee})
    return rows


def _shown(trees, minute, dated):
    return minute - (trees.monday + minute + 7 * 60) % 1440 if dated else minute


def _record(row):
    """The hop record of a row."""
    known = [row[f"{name}_minute"] for name in _INSTANTS]
    dated = [row.get(f"{name}_dated") for name in _INSTANTS]
    instants = [
        None if minute is None else Instant(minute, Precision.DAY if day else Precision.MINUTE)
        for minute, day in zip(known, dated, strict=True)
    ]
    named = (row["propagation"], row["directive"], row["wave"], row["sender"], row["recipient"])
    return HopRecord(*named, None, Source.SIMULATED, *instants, row["forwards"])


@settings(max_examples=60)
@given(ways=_ways())
def test_dates_and_minutes_mixed_name_one_last_office(trees, ways):
    """Whichever letters and stamps lack a time, both ways to ask agree, and the parts add up."""
    rows = _planted(trees, ways)
    found = find(trees.frame(rows, as_of=400 * trees.day))
    addressees = [row["recipient"] for row in rows if row["addressed"]]
    last = _forecast([_record(row) for row in rows], addressees)
    assert found.totals["last"].to_list() == [last]
    hop = [row["recipient"] for row in rows].index(last)
    assert found.totals["minutes"].to_list() == [found.waiting.arrival[hop]]
    assert found.chains["minutes"].sum() == found.waiting.arrival[hop]
