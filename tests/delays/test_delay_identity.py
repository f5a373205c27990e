"""The parts of hops add up to the whole, and whatever does not is named."""

# ruff: noqa: DTZ001 - naive times are local ones, as stamps and directive files have them
from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.delays.delay_identity import identity_faults
from wian.delays.hop_record import HopRecord, Source
from wian.delays.hop_rows import hop_rows
from wian.delays.rests import Rest
from wian.jurisdictions.instant import Instant, Precision

START = Instant.of(datetime(2021, 1, 4, 9, 0), ZoneInfo("Asia/Bangkok")).minute


def dated(minute: int, working, *, day: bool) -> Instant:
    """The instant, or only its day."""
    exact = Instant(minute, Precision.MINUTE)
    return Instant.of(exact.date(working.zone), working.zone) if day else exact


@st.composite
def trees(draw, working, *, precise: bool):
    """Records of a whole propagation: a random tree whose hops were stamped at random."""
    size = draw(st.integers(1, 9))
    gaps = st.integers(0, 9000)
    days = st.just(False) if precise else st.booleans()
    issues = {0: (START, dated(START, working, day=draw(days)))}
    waves = {0: 0}
    records = []
    for office in range(1, size + 1):
        sender = draw(st.integers(0, office - 1))
        minute, issued = issues[sender]
        if later := draw(st.booleans()):  # than the letter by which the sender forwarded
            minute += draw(gaps)
            issued = dated(minute, working, day=draw(days))
        stamps = []
        for _ in range(3):
            minute += draw(gaps)
            stamps.append(dated(minute, working, day=draw(days)))
        turns = [draw(st.integers(START, minute + 99)) for _ in range(2 * draw(st.integers(0, 2)))]
        ends = sorted(turns)
        rests = tuple(Rest(*pair) for pair in zip(ends[::2], ends[1::2], strict=True))
        issues[office] = (minute, stamps[2])
        waves[office] = waves[sender] + 1
        names = (f"office-{sender}", f"office-{office}")
        records.append(
            HopRecord(
                *("p", "d", waves[office], *names, None, Source.SIMULATED, issued, *stamps, True),
                part=int(later),
                rests=rests,
            )
        )
    return draw(st.permutations(records))


@pytest.mark.parametrize("place", ["thai", "berlin"])
@pytest.mark.parametrize("precise", [True, False])
@given(data=st.data())
def test_every_chain_adds_up(place, precise, data, request):
    """However the letters went, what the hops cost adds up to when the last one arrived."""
    working = request.getfixturevalue(place)
    assert identity_faults(data.draw(trees(working, precise=precise)), working) == []


@given(data=st.data())
def test_the_figures_of_a_chain_are_its_arrival_minus_its_issue(thai, data):
    """The sum, written out: transit, routing and handling from the origin down to each office.

    An office's handling ends with the letter that went on along the chain.
    """
    records = {r.recipient: r for r in data.draw(trees(thai, precise=True))}
    for last in records.values():
        chain = [last]
        while (above := records.get(chain[-1].sender)) is not None:
            chain.append(above)
        total = sum(hop.ready.minute - hop.issued.minute for hop in chain)
        total += sum(
            below.issued.minute - hop.ready.minute for below, hop in itertools.pairwise(chain)
        )
        assert total == last.ready.minute - chain[-1].issued.minute


def case(zone) -> list[HopRecord]:
    def hop(wave, sender, recipient, *moments):
        instants = [m and Instant.of(m, zone) for m in moments]
        forwards = moments[-1] is not None
        return HopRecord(
            "p", "d", wave, sender, recipient, None, Source.OBSERVED, *instants, forwards
        )

    first_desk, last_desk = datetime(2020, 12, 29, 15, 29), datetime(2020, 12, 29, 16, 22)
    return [
        hop(1, "moi", "dla", date(2020, 12, 29), first_desk, last_desk, date(2021, 1, 11)),
        hop(2, "dla", "plk", date(2021, 1, 11), *[date(2021, 1, 13)] * 2, date(2021, 1, 19)),
        hop(3, "plk", "pao", date(2021, 1, 19), *[datetime(2021, 1, 21, 9, 0)] * 2, None),
    ]


def test_the_2564_case_adds_up_and_open_hops_are_no_fault(thai):
    """Dates and minutes mixed, and a hop that nobody has stamped yet."""
    records = case(thai.zone)
    silent = replace(records[2], recipient="aranyik", received=None, ready=None)
    assert identity_faults([*records, silent], thai) == []


@pytest.mark.parametrize(
    ("index", "change", "fault"),
    [
        (
            0,
            {"received": date(2020, 12, 2)},
            "p hop moi -> dla: received 2020-12-02 lies before issued 2020-12-29",
        ),
        (
            0,
            {"ready": date(2020, 12, 28)},
            "p hop moi -> dla: ready 2020-12-28 lies before received 2020-12-29T15:29+07:00",
        ),
        (
            1,
            {"received": None, "ready": date(2021, 1, 10)},
            "p hop dla -> plk: ready 2021-01-10 lies before issued 2021-01-11",
        ),
        (
            1,
            {"issued": date(2021, 1, 12)},
            "p hop dla -> plk: issued 2021-01-12, but dla forwarded 2021-01-11",
        ),
        (
            2,
            {"issued": datetime(2021, 1, 19, 0, 0)},
            "p hop plk -> pao: issued 2021-01-19T00:00+07:00, but plk forwarded 2021-01-19",
        ),
        (2, {"recipient": "plk"}, "p hop plk -> plk: the recipient is reached more than once"),
    ],
)
def test_a_break_is_named_once_where_it_happens(thai, index, change, fault):
    """One wrong stamp, one sentence: not another for every office below it."""
    records = case(thai.zone)
    moments = {
        name: Instant.of(value, thai.zone) if isinstance(value, date) else value
        for name, value in change.items()
    }
    records[index] = replace(records[index], **moments)
    assert fault in [str(each) for each in identity_faults(records, thai)]
    if "recipient" not in change:
        assert len(identity_faults(records, thai)) == 1


def test_a_later_letter_may_go_out_after_its_sender_forwarded_and_not_before(thai):
    """The way through it counts the handling to that letter; a first letter has no such leave."""
    *above, last = case(thai.zone)
    after = replace(last, issued=Instant.of(date(2021, 1, 20), thai.zone))
    assert identity_faults([*above, replace(after, part=1)], thai) == []
    assert [fault.what for fault in identity_faults([*above, after], thai)] == [
        "issued 2021-01-20, but plk forwarded 2021-01-19"
    ]
    before = replace(last, issued=Instant.of(date(2021, 1, 18), thai.zone), part=1)
    assert [fault.what for fault in identity_faults([*above, before], thai)] == [
        "issued 2021-01-18, but plk forwarded 2021-01-19"
    ]


def test_sums_that_fail_to_add_up_are_found(thai, monkeypatch):
    """Were a figure rounded to whole days when published, the proof would say so."""
    monkeypatch.setattr("wian.delays.delay_identity.PLACES", 0)
    working_day = [Instant(START + minute, Precision.MINUTE) for minute in (0, 1000, 1000, 3000)]
    record = HopRecord("p", "d", 1, "a", "b", None, Source.LIVE, *working_day, True)
    below = replace(
        record, wave=2, sender="b", recipient="c", issued=working_day[3],
        received=working_day[3], ready=working_day[3], forwarded=None, forwards=False,
    )  # fmt: skip
    faults = [str(fault) for fault in identity_faults([record, below], thai)]
    assert faults == [
        "p hop a -> b: the stages down to it add up to +440 minutes too many",
        "p hop b -> c: the stages down to it add up to -120 minutes too many",
    ]


def test_days_that_a_clock_rested_are_taken_from_its_handling(thai):
    """Three days of a handling of thirteen, of which only the days are known."""
    first, *others = case(thai.zone)
    begun = Instant.of(date(2020, 12, 30), thai.zone).minute
    once = (Rest(begun, begun + 3 * 1440),)
    assert identity_faults([replace(first, rests=once), *others], thai) == []
    row = hop_rows([replace(first, rests=once)], thai, None)[0]
    assert (row["handling_days"], row["suspended_days"]) == (10, 3)
