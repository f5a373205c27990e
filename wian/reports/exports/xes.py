"""Exports an event log in XES (IEEE 1849-2016): one trace per hop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from wian.kit.whole_file import text_file
from wian.reports.exports.event_stream import (
    SECOND,
    Advance,
    HopEvent,
    Row,
    Tale,
    events,
    told,
)
from wian.reports.exports.xml_text import escaped

MARK, FORM = "wian", 1
"""An attribute of the log that says what it is: hops of wian, in this form."""
TRACE_COLUMNS = (
    "propagation",
    "directive",
    "wave",
    "sender",
    "recipient",
    "letter_number",
    "source",
    "level",
    "kind",
    "channel",
    "desks",
    "forwards",
    "addressed",
    "recipient_name",
    "recipient_name_en",
    "sender_name",
    "sender_name_en",
    "province",
    "province_name",
    "clock",
    "jurisdiction",
    "window_opens",
    "window_closes",
    "month",
    "receipt_number",
    "recognised",
    "sender_time_zone",
    "recipient_time_zone",
)
"""Columns of the hop frame that are attributes of a trace."""
_EXTENSIONS = {
    "Concept": ("concept", "http://www.xes-standard.org/concept.xesext"),
    "Time": ("time", "http://www.xes-standard.org/time.xesext"),
    "Organizational": ("org", "http://www.xes-standard.org/org.xesext"),
    "Lifecycle": ("lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
}
_GLOBALS = """\
  <global scope="trace">
    <string key="concept:name" value="unknown"/>
  </global>
  <global scope="event">
    <string key="concept:name" value="unknown"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
    <string key="lifecycle:transition" value="complete"/>
    <string key="org:resource" value="unknown"/>
    <string key="org:group" value="unknown"/>
    <string key="precision" value="minute"/>
  </global>
  <classifier name="Event" scope="event" keys="concept:name"/>
  <classifier name="EventTransition" scope="event" keys="concept:name lifecycle:transition"/>
  <classifier name="EventOffice" scope="event" keys="concept:name org:group"/>
"""


def write_xes(path: Path, told_of: Iterable[Tale], advance: Advance) -> None:
    """Write propagations as one log; the same ledger gives the same bytes.

    Args:
        path: The file; gzipped where its name ends in ``.gz``.
        told_of: The propagations.
        advance: Is told of every hop written.

    Raises:
        UnwritableFile: The file cannot be written; what was there stays.
    """
    with text_file(path) as file:
        file.writelines(_head())
        for tale in told_of:
            for row in tale.rows:
                file.writelines(_trace(tale, row))
                advance(1)
        file.write("</log>\n")


def _head() -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield ('<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">\n')
    for name, (prefix, uri) in _EXTENSIONS.items():
        yield f'  <extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n'
    yield _GLOBALS
    yield _attribute("concept:name", "hops", 1)
    yield _attribute("lifecycle:model", "standard", 1)
    yield _attribute(MARK, FORM, 1)


def _trace(tale: Tale, row: Row) -> Iterator[str]:
    yield "  <trace>\n"
    yield _attribute("concept:name", f"{row['propagation']}/{row['recipient']}", 2)
    for name in TRACE_COLUMNS:
        yield _attribute(name, row[name], 2)
    yield from _as_of(tale, row)
    for event in events(tale, row):
        yield from _event(tale, event)
    yield "  </trace>\n"


def _as_of(tale: Tale, row: Row) -> Iterator[str]:
    """As of when an open hop is open."""
    seen = tale.instant(row, "as_of")
    if seen is not None:
        second = row["as_of_second"]
        yield _date("as_of", told(seen, tale.zone, second), 2)
        yield _attribute("as_of_precision", seen.precision.value if second is None else SECOND, 2)


def _event(tale: Tale, event: HopEvent) -> Iterator[str]:
    desk = event.stamp.desk if event.stamp else None
    yield "    <event>\n"
    yield _attribute("concept:name", event.name, 3)
    yield _date("time:timestamp", event.told(tale.zone), 3)
    yield _attribute("lifecycle:transition", "complete", 3)
    yield _attribute("org:resource", f"{event.office}/{desk}" if desk else event.office, 3)
    yield _attribute("org:group", event.office, 3)
    yield _attribute("precision", event.precision, 3)
    if event.stamp:
        yield _attribute("position", event.stamp.position, 3)
        yield _attribute("desk", event.stamp.desk, 3)
        yield _attribute("receipt_number", event.stamp.receipt_number, 3)
        yield _attribute("source", event.stamp.source.value, 3)
    yield "    </event>\n"


def _attribute(key: str, value: Any, depth: int) -> str:
    """An attribute by the type of its value; nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'{"  " * depth}<boolean key="{key}" value="{str(value).lower()}"/>\n'
    if isinstance(value, int):
        return f'{"  " * depth}<int key="{key}" value="{value}"/>\n'
    if isinstance(value, date):
        return _date(key, f"{value.isoformat()}T00:00:00.000+00:00", depth)
    return f'{"  " * depth}<string key="{key}" value="{escaped(str(value))}"/>\n'


def _date(key: str, value: str, depth: int) -> str:
    return f'{"  " * depth}<date key="{key}" value="{value}"/>\n'
