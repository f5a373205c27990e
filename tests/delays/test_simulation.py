"""Simulating what history did not see, and leaving alone what it did."""

# ruff: noqa: DTZ001 - naive times are local ones, as stamps and directive files have them
from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.delays.draws import Draws
from wian.delays.profile import DelayProfile, Stage
from wian.delays.simulation import HopInput, arrivals, forwardings, origin_issue
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import InputFaults

ZONE = ZoneInfo("Asia/Bangkok")


def profile(transit, routing, handling) -> DelayProfile:
    usual = {"transit": transit, "routing": routing, "handling": handling}
    return DelayProfile(name="test", assumption="For tests.", default=usual)


CERTAIN = profile(
    {"constant": 2, "unit": "working-days"},
    {"constant": 1, "unit": "working-hours"},
    {"constant": 4, "unit": "working-days"},
)
SPREAD = profile(
    {"median": 2, "p90": 6, "unit": "working-days"},
    {"quantiles": {0.1: 0, 0.9: 9}, "unit": "working-hours"},
    {"median": 4, "p90": 9, "unit": "working-days"},
)


def at(moment: date | datetime) -> Instant:
    return Instant.of(moment, ZONE)


MOMENTS = st.datetimes(datetime(2020, 6, 1), datetime(2021, 6, 1)) | st.dates(
    date(2020, 6, 1), date(2021, 6, 1)
)


def comes_before(one: Instant, two: Instant) -> bool:
    """In order at the precision that both have."""
    if Precision.DAY in {one.precision, two.precision}:
        return one.date(ZONE) <= two.date(ZONE)
    return one.minute <= two.minute


def in_order(instants) -> bool:
    known = [instant for instant in instants if instant is not None]
    return all(comes_before(one, two) for i, one in enumerate(known) for two in known[i + 1 :])


@st.composite
def hops(draw):
    """A hop of one to four desks, with any part of its history seen, in order."""
    desks = draw(st.integers(1, 4))
    moments = draw(st.lists(MOMENTS, min_size=desks + 2, max_size=desks + 2))
    issued, *later = sorted((at(m) for m in moments), key=lambda instant: instant.minute)
    seen = [draw(st.sampled_from([None, instant])) for instant in later]
    hop = HopInput(
        key=draw(st.text(max_size=9)),
        level="province",
        kind="province",
        channel="post",
        desks=desks,
        issued=issued,
        observed=tuple(seen[:-1]),
    )
    return hop._replace(**{draw(st.sampled_from(["forwarded", "not_after"])): seen[-1]})


@given(st.lists(hops(), max_size=6), st.integers())
def test_stamps_keep_to_what_history_saw(thai, batch, seed):
    """Observed stamps stand; simulated ones lie after the issue and before what was seen next."""
    for hop, stamps in zip(batch, arrivals(batch, SPREAD, seed, thai), strict=True):
        assert len(stamps) == hop.desks
        assert in_order([hop.issued, *stamps, hop.bound])
        for seen, stamp in zip(hop.observed, stamps, strict=True):
            assert stamp == seen or (seen is None and stamp.precision is Precision.MINUTE)


@given(st.lists(hops(), min_size=1, max_size=6), st.integers(), st.randoms())
def test_any_order_and_batch_give_the_same_answer(thai, batch, seed, random):
    """One at a time, all at once, or shuffled after a restart: the same stamps and letters."""
    alone = [arrivals([hop], SPREAD, seed, thai)[0] for hop in batch]
    order = list(range(len(batch)))
    random.shuffle(order)
    shuffled = [batch[i] for i in order]
    assert arrivals(shuffled, SPREAD, seed, thai) == [alone[i] for i in order]
    ready = [alone[i][-1] for i in order]
    assert forwardings(shuffled, ready, SPREAD, seed, thai) == [
        forwardings([hop], [instant], SPREAD, seed, thai)[0]
        for hop, instant in zip(shuffled, ready, strict=True)
    ]


@given(st.lists(hops(), max_size=6), st.integers())
def test_nobody_forwards_what_is_not_ready(thai, batch, seed):
    """An office's own letter follows its last desk, and precedes what was seen below it."""
    ready = [stamps[-1] for stamps in arrivals(batch, SPREAD, seed, thai)]
    issued = forwardings(batch, ready, SPREAD, seed, thai)
    for hop, start, letter in zip(batch, ready, issued, strict=True):
        assert in_order([start, letter, hop.not_after])
        assert hop.forwarded in (None, letter)


def hop(**changes) -> HopInput:
    plain = HopInput("k", "province", "province", "post", 1, at(date(2021, 1, 11)), (None,))
    return plain._replace(**changes)


def test_a_letter_dated_on_a_day_leaves_when_that_day_is_over(thai):
    """Two working days after 11 January is 13 January, by minutes as by the calendar."""
    two_desks = hop(desks=2, observed=(None, None))
    assert arrivals([two_desks], CERTAIN, 1, thai) == [
        (at(datetime(2021, 1, 13, 16, 30)), at(datetime(2021, 1, 14, 9, 30)))
    ]


def test_a_known_minute_is_counted_from(thai):
    """Stamped at 10:00, forwarded four working days later at 10:00; the weekend passes."""
    ready = at(datetime(2021, 1, 13, 10, 0))
    assert forwardings([hop()], [ready], CERTAIN, 1, thai) == [at(datetime(2021, 1, 19, 10, 0))]
    dated = at(date(2021, 1, 13))
    assert forwardings([hop()], [dated], CERTAIN, 1, thai) == [at(datetime(2021, 1, 19, 16, 30))]


def test_an_office_sends_on_its_days_and_at_its_time(thai):
    """Done on Tuesday morning: gone on Thursday at ten, or as it opens where no time is known."""
    ready = at(datetime(2021, 1, 13, 9, 0))
    days = CERTAIN.model_copy(update={"send_days": {"a": (4,)}})
    timed = days.model_copy(update={"send_times": {"a": "10:00"}})
    sender = hop(office="a")
    assert forwardings([sender], [ready], CERTAIN, 1, thai) == [at(datetime(2021, 1, 19, 9, 0))]
    assert forwardings([sender], [ready], days, 1, thai) == [at(datetime(2021, 1, 21, 8, 31))]
    assert forwardings([sender], [ready], timed, 1, thai) == [at(datetime(2021, 1, 21, 10, 0))]


def test_draws_shrink_in_proportion_when_history_leaves_less_room(thai):
    """The office wrote one working day later: two days and one hour are fitted into that day."""
    squeezed = hop(
        issued=at(datetime(2021, 1, 11, 8, 30)),
        desks=3,
        observed=(None, None, None),
        forwarded=at(datetime(2021, 1, 11, 16, 30)),
    )
    stamps = arrivals([squeezed], CERTAIN, 1, thai)[0]
    assert stamps[2] == at(datetime(2021, 1, 11, 16, 30))
    assert [thai.between(squeezed.issued.minute, stamp.minute) for stamp in stamps] == [
        480 * 960 // 1080,
        480 * 1020 // 1080,
        480,
    ]


def test_after_an_observed_stamp_the_count_begins_anew(thai):
    """The second desk was seen: the third follows it by one hour, whatever the post took."""
    seen = at(datetime(2021, 1, 20, 10, 0))
    middle = hop(desks=4, observed=(None, seen, None, None))
    stamps = arrivals([middle], CERTAIN, 1, thai)[0]
    assert stamps[1:] == (seen, *(at(datetime(2021, 1, 20, hour, 0)) for hour in (11, 12)))


def test_an_evening_letter_seen_again_that_day_arrives_that_day(thai):
    """Issued after hours and forwarded on the same date: there is no working time in between."""
    evening = hop(issued=at(datetime(2021, 1, 11, 18, 0)), forwarded=at(date(2021, 1, 11)))
    stamp = arrivals([evening], CERTAIN, 1, thai)[0][0]
    assert stamp.date(ZONE) == date(2021, 1, 11)
    assert stamp.minute >= evening.issued.minute


def test_a_letter_that_was_seen_later_holds_back_the_ones_above_it(thai):
    """The department's letter was not seen, but the province stamped it on the 14th."""
    held = hop(not_after=at(date(2021, 1, 14)))
    ready = at(datetime(2021, 1, 13, 10, 0))
    assert forwardings([held], [ready], CERTAIN, 1, thai) == [at(datetime(2021, 1, 14, 16, 30))]


def test_history_that_contradicts_itself_is_refused_as_a_whole(thai):
    """A stamp earlier than the letter that it stands on: say so, for every hop at once."""
    stamp = hop(key="moi>dla", observed=(at(date(2020, 12, 2)),))
    letter = hop(key="dla>plk", forwarded=at(date(2021, 1, 10)))
    with pytest.raises(InputFaults) as refusal:
        arrivals([stamp, hop(), letter], CERTAIN, 1, thai)
    assert [fault.where for fault in refusal.value.faults] == ["moi>dla", "dla>plk"]
    assert "2020-12-02 is observed to follow 2021-01-11" in str(refusal.value)


def test_no_hops_no_stamps(thai):
    """An empty cohort is no special case for the caller."""
    assert arrivals([], CERTAIN, 1, thai) == []
    assert forwardings([], [], CERTAIN, 1, thai) == []


@st.composite
def chains(draw):
    """Hops from an origin down, of which history saw nothing before the last office's letter."""
    length = draw(st.integers(1, 4))
    desks = draw(st.lists(st.integers(1, 3), min_size=length, max_size=length))
    return [
        hop(key=f"{i}", issued=None, desks=n, observed=(None,) * n) for i, n in enumerate(desks)
    ]


@given(chains(), MOMENTS, st.integers())
def test_going_back_and_forth_meets_the_letter_that_was_seen(thai, chain, moment, seed):
    """The origin's issue is worked back so that going down again arrives where history was."""
    seen = at(moment)
    issue = origin_issue(chain, seen, SPREAD, seed, thai)
    assert issue.precision is Precision.MINUTE
    for each in chain:
        stamps = arrivals([each._replace(issued=issue)], SPREAD, seed, thai)[0]
        issue = forwardings([each], stamps[-1:], SPREAD, seed, thai)[0]
    assert comes_before(issue, seen)
    if seen.precision is Precision.MINUTE:
        assert thai.between(issue.minute, seen.minute) == 0
    elif thai.days_between(seen.date(ZONE) - timedelta(days=1), seen.date(ZONE)):
        assert issue.date(ZONE) == seen.date(ZONE)


@given(chains(), MOMENTS, st.integers())
def test_the_reconstruction_leaves_history_room(thai, chain, moment, seed):
    """With the letter seen, no draw has to shrink: its hop takes what was drawn for it."""
    seen = at(moment)
    issue = origin_issue(chain[:1], seen, SPREAD, seed, thai)
    one = chain[0]._replace(issued=issue, forwarded=seen)
    stamps = arrivals([one], SPREAD, seed, thai)[0]
    transit = Draws(SPREAD, seed, 480).minutes(
        Stage.TRANSIT, one.level, one.kind, one.channel, one.key, "transit"
    )
    assert thai.between(issue.minute, stamps[0].minute) == transit


def test_a_stamp_on_the_way_is_counted_back_from(thai):
    """The ministry's letter was not seen, but its registry's stamp was."""
    stamped = hop(issued=None, observed=(at(datetime(2021, 1, 13, 16, 30)),))
    issue = origin_issue([stamped], at(date(2021, 1, 29)), CERTAIN, 1, thai)
    assert issue == at(datetime(2021, 1, 12, 8, 30))
    assert arrivals([stamped._replace(issued=issue)], CERTAIN, 1, thai)[0] == stamped.observed
