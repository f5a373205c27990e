"""Working time and figures of offices in several zones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wian.delays.delay_identity import identity_faults
from wian.delays.hop_arrays import HopColumns
from wian.delays.hop_figures import measure
from wian.delays.hop_record import HopRecord, Source
from wian.delays.hop_rows import hop_rows
from wian.delays.stray_instants import stray_instants
from wian.delays.working_time import WorkingTime, working_time
from wian.jurisdictions.countries import jurisdiction

ZONES = {"makassar": "Asia/Makassar", "jayapura": "Asia/Jayapura"}
USUAL = working_time("indonesia")
WORKING = USUAL.at(ZONES)
MONDAY = datetime.fromisoformat("2026-07-06")


def at(office, moment):
    """A day, or a time of an office's own clock, as an instant."""
    return WORKING.clocks.of(office).instant(moment)


def hop(sender, recipient, *moments, wave=1):
    """A hop whose issue is told on the sender's clock, and the rest on the recipient's."""
    issued, *rest = moments
    told = [at(sender, issued), *(at(recipient, each) for each in rest)]
    told += [None] * (4 - len(told))
    ends = (*told, len(moments) == 4)
    return HopRecord("p", "d", wave, sender, recipient, None, Source.LIVE, *ends)


def test_transit_is_by_instants_and_hours_by_the_recipients_clock():
    """Ten in Jakarta is noon in Jayapura: the last hour there, and three more until four."""
    sent = hop("jakarta", "jayapura", MONDAY.replace(hour=9), MONDAY.replace(hour=16))
    (row,) = hop_rows([sent], WORKING, None)
    assert (row["issued_at"], row["received_at"]) == (
        "2026-07-06T09:00+07:00",
        "2026-07-06T16:00+09:00",
    )
    assert row["transit_days"] == round(5 / 24, 6)
    assert row["transit_working_days"] == round((60 + 180) / 450, 6)
    (usual,) = hop_rows([sent], USUAL, None)
    assert usual["transit_working_days"] == round((3 * 60 + 60) / 450, 6)
    assert usual["received_at"] == "2026-07-06T14:00+07:00"


def test_days_are_those_of_the_office_that_wrote_them():
    """Late on Monday in Jakarta is Tuesday in Jayapura; a day alone is the same everywhere."""
    late, day = MONDAY.replace(hour=23), date(2026, 7, 7)
    columns = HopColumns.of([hop("jakarta", "jayapura", late, day)], WORKING.own)
    figures = measure(columns, WORKING, None)
    assert (figures.transit_days.item(), figures.transit_working_days.item()) == (1, 1)
    back = HopColumns.of([hop("jayapura", "jakarta", late, day)], WORKING.own)
    assert measure(back, WORKING, None).transit_days.item() == 1


offices = st.sampled_from(["jakarta", "makassar", "jayapura"])
moments = st.datetimes(
    datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2026-12-01")
).map(lambda found: found.replace(second=0, microsecond=0))


@settings(max_examples=40)
@given(offices, moments, st.integers(0, 40_000))
def test_working_time_is_that_of_a_calendar_in_the_offices_zone(office, begin, minutes):
    """Moved to the usual clock it counts what a calendar laid out in that zone would."""
    start = at(office, begin)
    ends = np.array([start.minute, start.minute + minutes])
    shown = WORKING.shown([office] * 2, ends)
    expected = _laid_out(office).between(*ends)
    assert WORKING.between(*shown) == expected
    assert WORKING.own.parts([office] * 2).from_home(shown).tolist() == ends.tolist()


@cache
def _laid_out(office):
    zone = ZoneInfo(ZONES.get(office, "Asia/Jakarta"))
    return WorkingTime(replace(jurisdiction("indonesia").calendar, zone=zone))


@settings(max_examples=40)
@given(st.lists(offices, min_size=2, max_size=5), moments, st.data())
def test_the_identity_holds_along_any_chain_through_zones(chain, begin, data):
    """Stages add up to the instants, whichever of these are days alone."""
    steps = st.integers(0, 3_000)
    hops, issued = [], at("jakarta", begin)
    names = ["jakarta", *(f"{office}-{number}" for number, office in enumerate(chain))]
    zones = {
        name: ZONES[office]
        for name, office in zip(names[1:], chain, strict=True)
        if office in ZONES
    }
    working = USUAL.at(zones)
    for wave, (sender, recipient) in enumerate(pairwise(names), 1):
        clock = working.clocks.of(recipient)
        received, ready, forwarded = (
            type(issued)(issued.minute + gone, issued.precision)
            for gone in sorted(data.draw(st.tuples(steps, steps, steps)))
        )
        if data.draw(st.booleans()):
            ready = clock.instant(clock.date(ready) + timedelta(days=1))
            forwarded = clock.end_of(clock.date(ready))
        ends = (issued, received, ready, forwarded)
        hops.append(HopRecord("p", "d", wave, sender, recipient, None, Source.LIVE, *ends, True))
        issued = forwarded
    assert identity_faults(hops, working) == []


def test_a_break_is_told_on_the_clock_of_its_office():
    wrong = hop("makassar", "jayapura", MONDAY.replace(hour=12), MONDAY.replace(hour=11))
    (fault,) = identity_faults([wrong], WORKING)
    assert "received 2026-07-06T11:00+09:00" in fault.what
    assert "issued 2026-07-06T12:00+08:00" in fault.what
    odd = hop("makassar", "jayapura", datetime.fromisoformat("2066-01-01 08:00"))
    (stray,) = stray_instants([odd], WORKING)
    assert stray.at == "2066-01-01T08:00+08:00"


def test_one_clock_for_all_costs_nothing():
    """Without an office that differs nothing is made, and nothing is moved."""
    same = USUAL.at({})
    assert same is USUAL
    assert same.own is None
    columns = HopColumns.of([hop("jakarta", "jakarta", MONDAY, MONDAY)], same.own)
    assert columns.issued.own is columns.issued.worked is None
    minutes = np.array([1])
    assert same.shown(["jakarta"], minutes) is minutes
