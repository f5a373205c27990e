"""A directive of the past: counted from its first letter, and nothing known before it happened."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant
from wian.reports.outlook.monte_carlo.known_times import ISSUED, RECEIVED


def test_it_begins_with_its_first_letter(looked_back_on):
    """Then its recipients are known, and nobody has received; in the end everybody has."""
    past = looked_back_on()
    assert len(past.moments) == 10
    assert past.moments[0] == 0
    assert list(past.moments) == sorted(past.moments)
    first = past.known_at(0)
    assert not np.isnan(first.latest(ISSUED)).all()
    assert np.isnan(first.latest(RECEIVED)).all()
    assert past.moments[-1] < past.deadline < np.inf
    assert not np.isnan(past.known_at(9).latest(RECEIVED)[past.tree.addressed]).any()


def test_without_a_deadline_the_tenths_are_those_of_its_course(looked_back_on):
    """Somebody is waited for until the last of them begins."""
    past = looked_back_on(closes=None)
    assert past.deadline == np.inf
    last = np.nanmax(past.known.latest(RECEIVED))
    assert 0.8 * last < past.moments[-1] <= last


def test_drawn_hops_are_no_past(looked_back_on, gecc_sent):
    """What offices did counts as far as all above them did it, too."""
    assert looked_back_on(simulated=False) is None
    waves = gecc_sent.plan.route.waves
    happened = {hop.recipient for wave in waves[:-1] for hop in wave.hops}
    one = waves[-1].hops[0].recipient
    hops = [
        replace(hop, source=Source.LIVE) if hop.recipient in happened | {one} else hop
        for hop in gecc_sent.hops
    ]
    past = looked_back_on(hops, simulated=False)
    assert set(past.tree.offices[1:]) == happened | {one}


def test_a_day_is_known_once_it_is_over(looked_back_on, gecc_sent):
    """Each morning what is stamped on that day is still to come."""
    zone = gecc_sent.plan.working.zone

    def day(instant):
        return instant and Instant.of(instant.local(zone).date(), zone)

    hops = [
        replace(hop, received=day(hop.received), ready=day(hop.ready)) for hop in gecc_sent.hops
    ]
    past = looked_back_on(hops)
    came = past.known.latest(RECEIVED)
    assert (came > past.known.earliest(RECEIVED)).any()
    for moment in past.moments:
        known = past.known.at(moment).latest(RECEIVED)
        assert (~np.isnan(known) == (came <= moment)).all()


def test_rests_count_as_far_as_they_had_come(looked_back_on, gecc_sent):
    """An office whose clock rested for two days had not rested before."""
    hop = next(each for each in gecc_sent.hops if each.forwarded)
    begun = hop.ready.minute
    rests = ((begun, begun + 2 * 24 * 60),)
    hops = [replace(each, rests=rests) if each is hop else each for each in gecc_sent.hops]
    past = looked_back_on(hops)
    at = past.tree.offices.index(hop.recipient)
    rested = [past.known_at(tenth).rested[at] for tenth in range(10)]
    assert rested[0] == 0
    assert rested == sorted(rested)
    assert rested[-1] == pytest.approx(gecc_sent.plan.working.between(*rests[0]))
