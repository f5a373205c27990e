"""Reads back the event logs that wian exported: a trace is a hop, with all that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from wian.delays.hop_record import Source
from wian.delays.local_clock import FIRST_MINUTE, LAST_MINUTE
from wian.history.logs.event_log import EventReader
from wian.history.logs.xes_log import XesTrace
from wian.jurisdictions.countries import jurisdiction, jurisdiction_ids
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.records import Clock
from wian.reports.exports.event_stream import SECOND
from wian.reports.exports.xes import TRACE_COLUMNS
from wian.reports.hop_frame import INSTANTS, SCHEMA

_EVENTS = dict(zip(("issue", "receive", "ready", "forward"), INSTANTS, strict=True))
_NEEDED = ("propagation", "directive", "wave", "sender", "recipient", "source", "forwards")
_MOST = 1_000_000
_PARTS = ("minute", "dated", "second")
_Moment = tuple[Instant, float | None]
"""An instant, and the seconds within its minute where they are known."""
_TRUTHS = {"true": True, "false": False}
KNOWN = {
    name: SCHEMA[name]
    for name in (
        *TRACE_COLUMNS,
        *(f"{name}_{part}" for name in (*INSTANTS, "as_of") for part in _PARTS),
    )
}
"""Columns of a hop that stand in such a log, with their types."""


def own_hops(traces: Iterable[XesTrace], reader: EventReader) -> Iterator[dict[str, Any]]:
    """The hops of traces, with the columns of ``KNOWN``; faulty ones are noted in ``reader``."""
    for trace in traces:
        try:
            hop = _hop(trace)
            _check_moments(hop)
            yield hop
        except ValueError as error:
            what = f"is no hop that wian exported: {error}"
            reader.whole_line(trace.line, what, "export it again")


def hops_frame(hops: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """Hops as a frame of ``KNOWN``."""
    return pl.DataFrame(list(hops), schema=KNOWN)


def _hop(trace: XesTrace) -> dict[str, Any]:
    hop = {name: _value(name, trace.attributes.get(name)) for name in TRACE_COLUMNS}
    if missing := [name for name in _NEEDED if hop[name] is None]:
        raise ValueError(f"it does not say its {', '.join(missing)}")
    _check_words(hop)
    zone = jurisdiction(hop["jurisdiction"]).calendar.zone
    found: dict[str, _Moment | None] = dict.fromkeys((*INSTANTS, "as_of"))
    for _, event in trace.events:
        name = _EVENTS.get(event.get("concept:name", ""))
        if name is not None and event.get("position", "0") == "0":
            found[name] = _instant(event.get("time:timestamp"), event.get("precision"), zone)
    seen = trace.attributes.get("as_of")
    found["as_of"] = _instant(seen, trace.attributes.get("as_of_precision"), zone) if seen else None
    return hop | _minutes(found)


def _check_words(hop: dict[str, Any]) -> None:
    """What is one of a few words is one of them, and a window opens before it closes."""
    known = {"jurisdiction": jurisdiction_ids(), "source": tuple(Source), "clock": tuple(Clock)}
    for name, words in known.items():
        if hop[name] not in list(words):
            raise ValueError(f"its {name} {str(hop[name])[:40]!r} is not known")
    opens, closes = hop["window_opens"], hop["window_closes"]
    if opens and closes and opens > closes:
        raise ValueError(f"its window closes on {closes}, before it opens")


def _check_moments(hop: dict[str, Any]) -> None:
    for name in (*INSTANTS, "as_of"):
        minute = hop[f"{name}_minute"]
        if minute is not None and not FIRST_MINUTE <= minute < LAST_MINUTE:
            raise ValueError(f"it was {name} before 1900 or after 2199")


def _minutes(found: dict[str, _Moment | None]) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    for name, moment in found.items():
        at, second = moment or (None, None)
        parts[f"{name}_minute"] = at and at.minute
        parts[f"{name}_dated"] = bool(at and at.precision is Precision.DAY)
        parts[f"{name}_second"] = second
    return parts


def _value(name: str, text: str | None) -> Any:
    if text is None:
        return None
    kind = SCHEMA[name]
    try:
        if kind == pl.Boolean():
            return _TRUTHS[text]
        if kind == pl.Date():
            return date.fromisoformat(text[:10])
        return _count(text) if kind.is_integer() else text
    except (ValueError, KeyError):
        raise ValueError(f"its {name} is {text[:40]!r}") from None


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _count(text: str) -> int:
    if not 0 <= (number := int(text)) <= _MOST:
        raise ValueError
    return number


def _instant(text: str | None, precision: str | None, zone: ZoneInfo) -> _Moment:
    try:
        local = _aware(datetime.fromisoformat(text or "")).astimezone(zone)
    except (ValueError, OverflowError):
        raise ValueError(f"its moment {text!r} cannot be read") from None
    at = Instant.of(local.date() if precision == Precision.DAY.value else local, zone)
    return at, local.second + local.microsecond / 1e6 if precision == SECOND else None
