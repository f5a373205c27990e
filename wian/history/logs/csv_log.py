"""Event logs as CSV, in whatever dialect: read line by line, however long they are."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import IO, cast

from wian.history.logs.event_log import EventReader, LogEvent
from wian.history.logs.mapping import GUESSED, XES_COLUMNS, LogMapping
from wian.kit.errors import Fault, InputFaults
from wian.kit.text_file import OldEncoding, in_none_of, refused, shown_name, shown_path

_SAMPLE = 256 * 1024
_HEADINGS = 40
"""Lines in which the heading is looked for: exports put titles above it."""
_LONGEST = 4 * 1024 * 1024
"""Most characters of a line."""
_DELIMITERS = (",", ";", "\t", "|")
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins, XLSX and XLS."""
_NEEDED = ("case", "timestamp")
_OF_HOPS = frozenset({"propagation", "sender", "recipient", "issued_at", "received_at"})
"""Columns by which the hops of wian's own are recognised."""


def csv_events(
    path: Path, reader: EventReader, advance: Callable[[int], object] = lambda _: None
) -> Iterator[LogEvent]:
    """The events of a CSV file, one at a time; faulty lines are noted in ``reader``.

    Args:
        path: The file; unpacked where its name ends in ``.gz``.
        reader: Makes events of rows.
        advance: Is told of every thousand lines.

    Raises:
        InputFaults: It cannot be read, or columns that are mapped are not there.
    """
    old = reader.country.encodings
    sample = _sample(path)
    if not sample.strip():
        raise refused(path, "is empty", "give a log with a heading and a row for each event")
    encoding = reader.mapping.codec(old) or _encoding(path, sample, old)
    with ExitStack() as stack:
        raw = stack.enter_context(_opened(path))
        text = stack.enter_context(io.TextIOWrapper(raw, _with_mark(encoding), newline=""))
        try:
            yield from _events(path, text, reader, advance)
        except UnicodeDecodeError:
            remedy = "give its --encoding, or save it as UTF-8"
            raise refused(path, f"is not in {encoding} throughout", remedy) from None
        except (OSError, EOFError, zlib.error, csv.Error) as error:
            raise refused(path, f"cannot be read ({error})", "save it as CSV again") from None


def _opened(path: Path) -> IO[bytes]:
    try:
        return cast("IO[bytes]", gzip.open(path) if path.suffix == ".gz" else path.open("rb"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refused(path, f"cannot be read: {reason.lower()}", "check the path") from None


def _sample(path: Path) -> bytes:
    with _opened(path) as raw:
        try:
            return raw.read(_SAMPLE)
        except (OSError, EOFError, zlib.error) as error:
            raise refused(path, f"cannot be read ({error})", "save it again") from None


def _with_mark(encoding: str) -> str:
    """The encoding that takes a byte order mark, which is no part of the first heading."""
    return "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding


def _encoding(path: Path, sample: bytes, old: Sequence[OldEncoding]) -> str:
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if sample.startswith(_PACKED):
        raise refused(path, "is a workbook, or another packed file", "save it as CSV UTF-8")
    if b"\0" in sample:
        raise refused(path, "is a binary file", "give CSV, or XES")
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(sample)
    except UnicodeDecodeError:
        if likely := next((each for each in old if each.fits(sample)), None):
            return likely.codec
        remedy = "give its --encoding, or save it as UTF-8"
        raise refused(path, in_none_of(old), remedy) from None
    return "utf-8-sig"


def _events(
    path: Path, text: IO[str], reader: EventReader, advance: Callable[[int], object]
) -> Iterator[LogEvent]:
    lines = _lines(path, text)
    top = list(islice(lines, _HEADINGS))
    line, delimiter, places = _heading(path, top, reader.mapping)
    reader.offers(cell.strip("\ufeff ") for cell in _cells(top[line - 1], delimiter))
    rows = csv.reader(chain(top[line:], lines), delimiter=delimiter, strict=True)
    begins = line + 1
    for count, row in enumerate(_rows(rows, reader, line), 1):
        if any(cell.strip() for cell in row) and (found := _event(row, places, reader, begins)):
            yield found
        begins = line + rows.line_num + 1
        if not count % 1000:
            advance(1000)


def _rows(
    rows: Iterator[Sequence[str]], reader: EventReader, above: int
) -> Iterator[Sequence[str]]:
    """The rows of the file; one that is no valid CSV is noted, and left out."""
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            number = above + cast("int", rows.line_num)  # type: ignore[attr-defined]
            remedy = "close or double its quotation marks"
            reader.whole_line(number, f"is no valid CSV: {error}", remedy)


def _lines(path: Path, text: IO[str]) -> Iterator[str]:
    """The lines of a file, none of them longer than memory bears."""
    number = 0
    while line := text.readline(_LONGEST):
        number += 1
        if len(line) == _LONGEST:
            what = f"has a line of more than {_LONGEST // 2**20} million characters"
            raise refused(path, what, "give a log with one line per event", number)
        yield line


def _event(
    row: Sequence[str], places: Mapping[str, int], reader: EventReader, line: int
) -> LogEvent | None:
    def cells(name: str) -> str | None:
        place = places.get(name)
        if place is None:
            return None
        return row[place] if place < len(row) else ""  # a short line ends with empty cells

    return reader.event(cells, line, row)


def _heading(
    path: Path, top: Sequence[str], mapping: LogMapping
) -> tuple[int, str, dict[str, int]]:
    """How many lines stand down to the heading, what divides cells, and where each field is."""
    _refuse_hops(path, top, mapping)
    best: tuple[_Places, list[str]] = ({}, [])
    for number, text in enumerate(top, 1):
        for delimiter in (mapping.delimiter,) if mapping.delimiter else _DELIMITERS:
            cells = [_plain(cell) for cell in _cells(text, delimiter)]
            places = _places(cells, mapping)
            if not _lacking(places, mapping):
                return number, delimiter, places
            if len(places) > len(best[0]) or (len(cells) > len(best[1]) and number == 1):
                best = (places, cells)
    raise InputFaults(f"the log {shown_path(path)}", _missing(path, mapping, *best))


_Places = dict[str, int]


def _places(cells: Sequence[str], mapping: LogMapping) -> _Places:
    """Where each field stands: mapped ones, and those that the heading names by itself."""
    wanted: dict[str, tuple[str, ...]] = {n: (column,) for n, column in mapping.columns.items()}
    held = any(name in mapping.columns for name in mapping.holders)
    for name in GUESSED:
        if name not in wanted and not (held and name in ("resource", "group")):
            wanted[name] = (name, XES_COLUMNS.get(name, name))
    found: _Places = {}
    for name, columns in wanted.items():
        plain = (_plain(column) for column in columns)
        if column := next((each for each in plain if each in cells), None):
            found[name] = cells.index(column)
    return found


def _lacking(places: _Places, mapping: LogMapping) -> list[str]:
    """Fields that are mapped or needed, and have no column."""
    lacking = [name for name in dict.fromkeys((*mapping.columns, *_NEEDED)) if name not in places]
    if not any(name in places for name in mapping.holders):
        lacking += [name for name in mapping.holders[:1] if name not in lacking]
    return lacking


def _missing(
    path: Path, mapping: LogMapping, places: _Places, found: Sequence[str]
) -> Iterator[Fault]:
    shown = ", ".join(filter(None, found))[:300] or "none"
    for name in _lacking(places, mapping):
        if column := mapping.columns.get(name):
            what = f"has no column {column[:80]!r} for the {name}"
            yield Fault(shown_name(path), what, f"map one that it has: {shown}")
        elif name in mapping.holders:
            what = "has no column mapped to who held a case"
            remedy = f"add --map resource=COLUMN or group=COLUMN, or --holder activity, of: {shown}"
            yield Fault(shown_name(path), what, remedy)
        else:
            what = f"has no column mapped to the {name}"
            yield Fault(shown_name(path), what, f"add --map {name}=COLUMN, of: {shown}")


def _refuse_hops(path: Path, top: Sequence[str], mapping: LogMapping) -> None:
    """Refuse hops that wian wrote itself, which are no events; whoever maps them means it."""
    found = {_plain(cell) for cell in _cells(top[0] if top else "", ",")}
    if found >= _OF_HOPS and not mapping.columns:
        remedy = "wian export parquet writes them as wian report latency --from reads them"
        raise refused(path, "holds hops of wian, and is no event log", remedy)


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return []


def _plain(heading: str) -> str:
    return " ".join(heading.strip("\ufeff").split()).casefold()
