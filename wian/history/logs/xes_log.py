"""Event logs as XES: read trace by trace, and refused where a document attacks its reader."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast
from xml.parsers import expat

from wian.history.logs.event_log import EventReader, LogEvent
from wian.history.logs.mapping import XES_COLUMNS
from wian.kit.text_file import refused

Attributes = dict[str, str]
MARK = "wian"
"""The attribute of a log that wian exported."""
_CHUNK = 256 * 1024
_PATIENCE = 64
"""Chunks that may pass without the end of any element: 16 MB in one tag are an attack."""
_DEPTH = 100
_MOST_EVENTS = 1_000_000
_VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})
_TRACE = "case:"
_LOOKED_AT = 20
"""Traces whose attributes are offered to whoever maps none."""


@dataclass(slots=True)
class XesTrace:
    """One trace: its attributes, its events with theirs, and the lines on which they begin."""

    line: int
    attributes: Attributes = field(default_factory=dict)
    events: list[tuple[int, Attributes]] = field(default_factory=list)


class XesFile:
    """A log in XES, gzipped or not, that is read once.

    Attributes:
        attributes: Those of the log itself, as far as they stand before its first trace.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.attributes: Attributes = {}
        self._stack: list[str] = []
        self._done: list[XesTrace] = []
        self._trace: XesTrace | None = None
        self._event: Attributes | None = None
        self._ended = 0
        self._parser = self._made()

    def traces(self) -> Iterator[XesTrace]:
        """Its traces, one at a time.

        Raises:
            InputFaults: It cannot be read, is no XES, or declares a document type or entities.
        """
        try:
            with _opened(self._path) as raw:
                yield from self._parsed(raw)
        except expat.ExpatError as error:
            what = f"is no well-formed XML ({expat.errors.messages[error.code]})"
            raise refused(self._path, what, "export it again", error.lineno) from None
        except (OSError, EOFError, ValueError, LookupError, zlib.error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise refused(self._path, f"cannot be read ({reason})", "check the file") from None

    def _parsed(self, raw: IO[bytes]) -> Iterator[XesTrace]:
        idle, ended = 0, 0
        while chunk := raw.read(_CHUNK):
            self._parser.Parse(chunk)
            idle = 0 if self._ended > ended else idle + 1
            ended = self._ended
            if idle > _PATIENCE:
                raise self._refusal("holds an element of more than 16 MB")
            yield from self._done
            self._done.clear()
        self._parser.Parse(b"", True)
        yield from self._done

    def _made(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._declared
        parser.EntityDeclHandler = self._declared
        parser.ExternalEntityRefHandler = self._declared
        return parser

    def _declared(self, *_: object) -> int:
        raise self._refusal("declares a document type or entities")

    def _refusal(self, what: str) -> Exception:
        line = self._parser.CurrentLineNumber
        return refused(self._path, what, "give a log as a program of the field writes it", line)

    def _start(self, name: str, attributes: Attributes) -> None:
        tag = name.rpartition(":")[2]
        self._stack.append(tag)
        depth = len(self._stack)
        if depth == 1 and tag != "log":
            raise self._refusal(f"is no log in XES: it begins with <{tag[:40]}>")
        if depth > _DEPTH:
            raise self._refusal(f"holds elements more than {_DEPTH} deep")
        if tag == "trace" and depth == 2:  # right below the log
            self._trace = XesTrace(self._parser.CurrentLineNumber)
        elif tag == "event" and self._stack[:-1] == ["log", "trace"]:
            self._begin_event()
        elif tag in _VALUES:
            self._note(attributes)

    def _begin_event(self) -> None:
        trace = cast("XesTrace", self._trace)
        if len(trace.events) >= _MOST_EVENTS:
            raise self._refusal(f"has a trace of more than {_MOST_EVENTS:,} events")
        self._event = {}
        trace.events.append((self._parser.CurrentLineNumber, self._event))

    def _note(self, attributes: Attributes) -> None:
        """Keep an attribute of the log, a trace or an event; those inside others are left out."""
        above = self._stack[-2] if len(self._stack) > 1 else ""
        into = {
            "log": self.attributes,
            "trace": self._trace.attributes if self._trace else None,
            "event": self._event,
        }.get(above)
        if into is not None and "key" in attributes:
            into[attributes["key"]] = attributes.get("value", "")

    def _end(self, _name: str) -> None:
        tag, depth = self._stack.pop(), len(self._stack)
        self._ended += 1
        if tag == "event":
            self._event = None
        elif tag == "trace" and depth == 1 and self._trace:
            self._done.append(self._trace)
            self._trace = None


def xes_events(
    traces: Iterator[XesTrace],
    reader: EventReader,
    advance: Callable[[int], object] = lambda _: None,
) -> Iterator[LogEvent]:
    """The events of traces, one at a time; faulty ones are noted in ``reader``.

    Columns that are not mapped are where XES's standard extensions have them; a trace without a
    name is a case of its own.
    """
    columns = {**XES_COLUMNS, **reader.mapping.columns}
    reader.in_order = True  # the standard puts the events of a trace in order
    for number, trace in enumerate(traces, 1):
        if number <= _LOOKED_AT:
            reader.offers(f"{_TRACE}{name}" for name in trace.attributes)
            reader.offers(name for _, event in trace.events for name in event)
        case = columns["case"].removeprefix(_TRACE)
        trace.attributes.setdefault(case, f"trace {number}")
        for line, event in trace.events:
            cells = _Cells(columns, trace.attributes, event)
            row = [f"{n}={text}" for n, text in event.items()] if reader.left_out else ()
            found = reader.event(cells, line, row)
            if found is not None:
                yield found
        advance(len(trace.events))


@dataclass(frozen=True, slots=True)
class _Cells:
    """Looks a field up: in the trace where its column begins with ``case:``, else in the event."""

    columns: Attributes
    trace: Attributes
    event: Attributes

    def __call__(self, name: str) -> str | None:
        column = self.columns.get(name)
        if column is None:
            return None
        if column.startswith(_TRACE):
            return self.trace.get(column[len(_TRACE) :])
        return self.event.get(column)


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path) if path.suffix == ".gz" else path.open("rb"))
