"""Events of another program become hops by one rule: from holder to holder."""

from __future__ import annotations

import random
from itertools import groupby
from typing import Any

import polars as pl
import pytest

from wian.history.logs.event_log import LogEvent
from wian.reports.logs.handovers import events_frame, hops_of

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
    assert (first["directive"], second["directive"]) == ("log", "leave")
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
        )
        for line in range(5000)
    ]
    found = [tuple(hop[name] for name in _TOLD) for hop in _hops(events)]
    assert found == _plainly(events)
    assert len(found) > 1000
    assert pl.Series([hop["received_dated"] for hop in _hops(events)]).sum() > 0


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
