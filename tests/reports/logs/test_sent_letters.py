"""Events that name a recipient become hops from sender to recipient, received or not."""

from __future__ import annotations

from typing import Any

from wian.history.logs.event_log import LogEvent
from wian.reports.logs.handovers import events_frame
from wian.reports.logs.sent_letters import letters_of


def _event(minute: int, holder: str, recipient: str | None = None, **more: Any) -> LogEvent:
    names = ("activity", "level", "kind", "channel", "directive")
    about = {**dict.fromkeys(names), "case": "a", "dated": False, "line": minute, **more}
    return LogEvent(minute=minute, holder=holder, recipient=recipient, **about)


def _hops(events: list[LogEvent], **options: Any) -> list[dict[str, Any]]:
    hops = letters_of(events_frame(events).lazy(), "log", "thailand", **options).collect()
    return hops.to_dicts()


def test_a_letter_that_nobody_received_is_open() -> None:
    """It is on its way as of the last moment of the log, and known by whom to whom."""
    first, lost = _hops(
        [
            _event(1, "ann", "bob", channel="post"),
            _event(1, "ann", "cat"),
            _event(5, "bob", level="desk"),
            _event(9, "bob"),
        ]
    )
    names = ("sender", "recipient", "issued_minute", "received_minute", "as_of_minute")
    assert [first[name] for name in names] == ["ann", "bob", 1, 5, 9]
    assert [lost[name] for name in names] == ["ann", "cat", 1, None, 9]
    assert (first["channel"], first["level"], lost["level"]) == ("post", "desk", None)
    assert (first["forwards"], lost["forwards"], lost["addressed"]) == (False, False, True)


def test_letters_branch_and_each_is_received_at_the_recipients_next_event() -> None:
    """Waves count the letters above; what was done before a letter came is no reception of it."""
    hops = _hops(
        [
            _event(1, "bob"),
            _event(2, "ann", "bob"),
            _event(2, "ann", "cat"),
            _event(3, "cat", "dan"),
            _event(4, "bob", "dan"),
            _event(6, "dan"),
        ]
    )
    told = [(hop["sender"], hop["recipient"], hop["wave"], hop["received_minute"]) for hop in hops]
    assert told == [
        ("ann", "bob", 1, 4),
        ("ann", "cat", 1, 3),
        ("cat", "dan", 2, 6),
        ("bob", "dan", 2, 6),
    ]
    assert [hop["forwarded_minute"] for hop in hops] == [4, 3, None, None]


def test_who_neither_forwarded_nor_ended_it_has_it_still() -> None:
    """Where it is said what ends a case."""
    events = [
        _event(1, "ann", "bob"),
        _event(1, "ann", "cat"),
        _event(2, "bob", activity="file"),
        _event(2, "cat", activity="look"),
    ]
    assert [hop["forwards"] for hop in _hops(events, end=["file"])] == [False, True]
    assert [hop["forwards"] for hop in _hops(events)] == [False, False]


def test_letters_to_oneself_and_no_letters_are_no_hops() -> None:
    """Nothing is handed over."""
    assert _hops([_event(1, "ann", "ann"), _event(2, "ann")]) == []
    assert _hops([]) == []
