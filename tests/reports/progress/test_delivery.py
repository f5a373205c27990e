"""Who has the directive, who is silent, and who waits behind a silent one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wian.delays.hop_table import HopTable
from wian.jurisdictions.instant import Instant, Precision
from wian.reports.progress.delivery import (
    Standing,
    blockers,
    by_wave,
    forwarded_unstamped,
    standings,
)

_FIRST = datetime(2020, 12, 15)  # noqa: DTZ001 - local time
_RANK = {Standing.UNREACHABLE: 0, Standing.SILENT: 1, Standing.CONFIRMED: 2}
minutes = st.integers(min_value=0, max_value=60 * 24 * 60)


def _at(gecc_sent, minute: int) -> Instant:
    return Instant.of(_FIRST + timedelta(minutes=minute), gecc_sent.plan.working.calendar.zone)


@given(minute=minutes)
def test_on_any_day_every_recipient_stands_somewhere(gecc_sent, minute):
    """Confirmed, silent and unreachable offices are always all offices, wave by wave."""
    route = gecc_sent.plan.route
    standing = standings(route, HopTable.of(gecc_sent.hops), _at(gecc_sent, minute))
    for wave in by_wave(standing):
        assert wave.confirmed + wave.silent + wave.unreachable == wave.recipients
    assert sum(wave.recipients for wave in by_wave(standing)) == len(standing) == 115


@given(minute=minutes)
def test_on_any_day_the_unreachable_wait_behind_somebody(gecc_sent, minute):
    """Every unreachable office is counted behind exactly one office, which somebody wrote to."""
    route = gecc_sent.plan.route
    standing = standings(route, HopTable.of(gecc_sent.hops), _at(gecc_sent, minute))
    held_up = blockers(standing)
    unreachable = [o for o, known in standing.items() if known is Standing.UNREACHABLE]
    assert sum(blocker.waiting for blocker in held_up) == len(unreachable)
    assert all(blocker.standing is not Standing.UNREACHABLE for blocker in held_up)


@given(earlier=minutes, later=minutes)
def test_no_office_ever_goes_back(gecc_sent, earlier, later):
    """With time an office gets a letter and then confirms it, and never the other way round."""
    route, hops = gecc_sent.plan.route, gecc_sent.hops
    before, after = (
        standings(route, HopTable.of(hops), _at(gecc_sent, at)) for at in sorted((earlier, later))
    )
    assert all(_RANK[before[office]] <= _RANK[after[office]] for office in before)


def test_what_happens_in_the_minute_of_the_question_counts(gecc_sent):
    """``--at`` names a minute to its end: a letter and a stamp of that minute are known then."""
    route, minute = gecc_sent.plan.route, Precision.MINUTE
    (hop,) = (each for each in gecc_sent.hops if each.recipient == "phitsanulok")

    def standing(at: int) -> Standing:
        return standings(route, HopTable.of(gecc_sent.hops), Instant(at, minute))["phitsanulok"]

    assert standing(hop.issued.minute - 1) is Standing.UNREACHABLE
    assert standing(hop.issued.minute) is Standing.SILENT
    assert standing(hop.received.minute - 1) is Standing.SILENT
    assert standing(hop.received.minute) is Standing.CONFIRMED


def test_before_the_first_letter_all_wait_behind_the_origin(gecc_sent):
    """Nobody but the Prime Minister's Office can be asked where the directive is."""
    route = gecc_sent.plan.route
    standing = standings(route, HopTable.of(gecc_sent.hops), _at(gecc_sent, 0))
    (blocker,) = blockers(standing)
    assert (blocker.office, blocker.waiting) == ("opm", 115)


def test_on_12_january_phitsanulok_is_silent_and_112_wait_behind_it(gecc_sent):
    """The department wrote on the 11th, the province stamped on the 13th."""
    route, zone = gecc_sent.plan.route, gecc_sent.plan.working.calendar.zone
    on_the_12th = Instant.of(datetime(2021, 1, 12, 23, 59), zone)  # noqa: DTZ001 - local time
    standing = standings(route, HopTable.of(gecc_sent.hops), on_the_12th)
    (blocker,) = blockers(standing)
    assert (blocker.office, blocker.standing, blocker.waiting) == (
        "phitsanulok",
        Standing.SILENT,
        112,
    )


def test_an_office_that_has_the_letter_and_has_not_written_on_holds_up_those_below(gecc_sent):
    """Wang Thong received and did not write: its local bodies wait behind it."""
    route = gecc_sent.plan.route
    slow = "phitsanulok.wang-thong"
    hops = [
        replace(hop, forwarded=None) if hop.recipient == slow else hop
        for hop in gecc_sent.hops
        if hop.sender != slow
    ]
    standing = standings(route, HopTable.of(hops))
    below = [hop.recipient for hop in route.hops if hop.sender == slow]
    (blocker,) = blockers(standing)
    assert (blocker.office, blocker.standing) == (slow, Standing.CONFIRMED)
    assert blocker.waiting == len(below) > 0


def test_at_the_end_all_have_confirmed(gecc_sent):
    """The whole chain stamped; nobody waits."""
    route = gecc_sent.plan.route
    standing = standings(route, HopTable.of(gecc_sent.hops))
    assert set(standing.values()) == {Standing.CONFIRMED}
    assert blockers(standing) == []


def test_an_office_that_forwarded_has_it_though_its_stamp_was_not_seen(gecc_sent):
    """Letters without stamps: only offices that have not forwarded may be silent."""
    route = gecc_sent.plan.route
    hops = [replace(hop, received=None, ready=None) for hop in gecc_sent.hops]
    standing, senders = standings(route, HopTable.of(hops)), {hop.sender for hop in hops}
    assert all(
        known is (Standing.CONFIRMED if office in senders else Standing.SILENT)
        for office, known in standing.items()
    )
    assert set(forwarded_unstamped(route, HopTable.of(hops))) == senders - {route.origin}
    assert forwarded_unstamped(route, HopTable.of(gecc_sent.hops)) == []
