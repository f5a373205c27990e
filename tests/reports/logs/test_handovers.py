"""Events of another program become hops by one rule: from holder to holder."""

from __future__ import annotations

import random
from itertools import groupby
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from wian.history.logs.event_log import LogEvent
from wian.reports.logs.handovers import events_frame, hops_of, shared_moments
from wian.reports.logs.sent_letters import letters_of

_TOLD = (
    "propagation",
    "wave",
    "sender",
    "recipient",
    "issued_minute",
    "received_minute",
    "forwarded_minute",
)


def _event(case: str, minute: int, holder: str | None, line: int = 1, **more: Any) -> LogEvent:
    about = {
        **dict.fromkeys(("activity", "level", "kind", "channel", "directive")),
        "dated": False,
        **more,
    }
    return LogEvent(case=case, minute=minute, holder=holder, line=line, **about)


def _hops(events: list[LogEvent], **options: Any) -> list[dict[str, Any]]:
    return hops_of(events_frame(events).lazy(), "log", "thailand", **options).collect().to_dicts()


def test_a_case_goes_from_holder_to_holder() -> None:
    """Transit runs between two holders, handling while one holds it; the last one keeps it."""
    first, second = _hops(
        [
            _event("a", 10, "ann", 1),
            _event("a", 15, "ann", 2),
            _event("a", 40, "bob", 3, level="desk"),
            _event("a", 90, "bob", 4, level="x"),
            _event("a", 100, "cat", 5, directive="leave"),
        ]
    )
    minutes = ("issued_minute", "received_minute", "ready_minute", "forwarded_minute")
    assert [first[name] for name in minutes] == [15, 40, 40, 90]
    assert [second[name] for name in minutes] == [90, 100, 100, None]
    assert (first["sender"], first["recipient"], first["level"]) == ("ann", "bob", "desk")
    assert (second["wave"], second["forwards"], second["addressed"]) == (2, False, True)
    assert (first["directive"], second["directive"]) == ("leave", "leave")
    assert {each["as_of_minute"] for each in (first, second)} == {100}


def test_events_without_a_holder_belong_to_whoever_has_the_case() -> None:
    """A machine's event hands nothing over; before there is a holder there is nothing to hand."""
    (hop,) = _hops(
        [
            _event("a", 1, None, 1),
            _event("a", 2, "ann", 2),
            _event("a", 5, None, 3),
            _event("a", 9, "bob", 4),
            _event("b", 3, None, 5),
            _event("b", 4, "ann", 6),
        ]
    )
    assert (hop["issued_minute"], hop["received_minute"]) == (5, 9)


def test_a_case_that_did_not_end_is_open() -> None:
    """Where it is known how cases end, its last holder has it still, and has to pass it on."""
    events = [
        _event("a", 1, "ann", 1),
        _event("a", 2, "bob", 2, activity="close"),
        _event("b", 1, "ann", 3),
        _event("b", 2, "bob", 4, activity="look"),
        _event("c", 1, "ann", 5),
        _event("c", 2, "bob", 6),
    ]
    forwards = {hop["propagation"]: hop["forwards"] for hop in _hops(events, end=["close"])}
    assert forwards == {"a": False, "b": True, "c": True}
    assert not any(hop["forwards"] for hop in _hops(events))


def test_one_holder_makes_no_hop() -> None:
    """Nor do no events."""
    assert _hops([_event("a", 1, "ann"), _event("a", 2, "ann"), _event("b", 1, "bob")]) == []
    assert _hops([]) == []


@pytest.mark.parametrize("seed", range(3))
def test_any_log_in_any_order_is_what_a_plain_reading_makes_of_it(seed: int) -> None:
    """The rule once more, slowly: cases interleaved, moments equal, holders missing."""
    rng = random.Random(seed)  # noqa: S311 - a reproducible log
    events = [
        _event(
            f"case {rng.randrange(400)}",
            rng.randrange(200),
            rng.choice(("ann", "bob", "cat", None)),
            line,
            dated=rng.random() < 0.1,
            order=line,
        )
        for line in range(5000)
    ]
    found = [tuple(hop[name] for name in _TOLD) for hop in _hops(events)]
    assert found == _plainly(events)
    assert len(found) > 1000
    assert pl.Series([hop["received_dated"] for hop in _hops(events)]).sum() > 0


_MOMENTS = st.tuples(
    st.sampled_from("ab"), st.integers(0, 3), st.sampled_from((None, 0.0, 10.0, 20.25))
)


@given(
    st.lists(st.tuples(_MOMENTS, st.sampled_from(("ann", "bob", "cat", None))), max_size=12),
    st.randoms(use_true_random=False),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_shuffling_the_lines_changes_nothing(
    rows: list[Any],
    rng: random.Random,
    sends: bool,  # noqa: FBT001 - drawn
) -> None:
    """Events are in the order of their full moments, whatever the order of the lines."""
    made = letters_of if sends else hops_of

    def hops(given_: list[Any]) -> pl.DataFrame:
        events = [
            _event(case, minute, holder, line, second=second, recipient="cat" if sends else None)
            for line, ((case, minute, second), holder) in enumerate(given_)
        ]
        return made(events_frame(events).lazy(), "log", "thailand").collect()

    shuffled = rng.sample(rows, len(rows))
    assert_frame_equal(hops(rows), hops(shuffled))


def test_seconds_put_events_in_order_and_are_kept() -> None:
    """The last line came first; a moment of which no second is known is the minute's first."""
    first, second = _hops(
        [
            _event("a", 10, "cat", 1, second=40.0),
            _event("a", 10, "bob", 2, second=20.5),
            _event("a", 10, "ann", 3),
        ]
    )
    names = ("sender", "recipient", "issued_second", "received_second", "forwarded_second")
    assert [first[name] for name in names] == ["ann", "bob", None, 20.5, 20.5]
    assert [second[name] for name in names] == ["bob", "cat", 20.5, 40.0, None]
    assert first["as_of_second"] == 40.0


def test_a_start_begins_a_stay_and_the_longest_activity_ends_it() -> None:
    """Handling is what lies between; the second activity of bob is over before the first."""
    events = [
        _event("a", 10, "ann", 1, start_minute=0),
        _event("a", 90, "bob", 2, start_minute=20, start_second=30.0, second=15.0),
        _event("a", 50, "bob", 3, start_minute=40),
        _event("a", 120, "cat", 4, start_minute=100),
    ]
    first, second = _hops(events)
    assert (first["issued_minute"], first["received_minute"], first["received_second"]) == (
        10,
        20,
        30,
    )
    assert (first["forwarded_minute"], first["forwarded_second"]) == (90, 15.0)
    assert (second["issued_minute"], second["received_minute"]) == (90, 100)


def test_moments_that_several_holders_share_are_counted() -> None:
    """Unless the log says in which order they came."""
    events = [_event("a", 1, "ann", 1), _event("a", 1, "bob", 2), _event("a", 2, "bob", 3)]
    assert shared_moments(events_frame(events).lazy()) == 1
    ordered = [each._replace(order=float(-each.line)) for each in events]
    assert shared_moments(events_frame(ordered).lazy()) == 0
    assert [hop["sender"] for hop in _hops(ordered)] == ["bob", "ann"]


def _plainly(events: list[LogEvent]) -> list[tuple[Any, ...]]:
    hops = []
    ordered = sorted(events, key=lambda each: (each.case, each.minute, each.line))
    for case, group in groupby(ordered, key=lambda each: each.case):
        stays: list[tuple[str, list[int]]] = []
        for each in group:
            holder = each.holder or (stays[-1][0] if stays else None)
            if holder and stays and stays[-1][0] == holder:
                stays[-1][1].append(each.minute)
            elif holder:
                stays.append((holder, [each.minute]))
        for wave in range(1, len(stays)):
            (sender, before), (recipient, own) = stays[wave - 1], stays[wave]
            left = own[-1] if wave + 1 < len(stays) else None
            hops.append((case, wave, sender, recipient, before[-1], own[0], left))
    return hops
