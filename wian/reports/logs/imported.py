"""Imports an event log: hops of ``wian.reports.hop_frame.SCHEMA`` in a Parquet file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import polars as pl

from wian.history.logs.csv_log import csv_events
from wian.history.logs.event_log import EventReader, LogEvent
from wian.history.logs.mapping import LogMapping
from wian.history.logs.xes_log import MARK, XesFile, xes_events
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant
from wian.kit.text_file import refused
from wian.kit.whole_file import replacing
from wian.reports.completed_hops import completed
from wian.reports.hop_frame import SCHEMA, write_parquet
from wian.reports.logs.exported import hops_frame, own_hops
from wian.reports.logs.handovers import events_frame, hops_of

_BATCH = 100_000
_XES = (".xes", ".xes.gz")
_Each = TypeVar("_Each")


@dataclass(frozen=True, slots=True)
class ImportedLog:
    """What became of a log.

    Attributes:
        path: The file of hops.
        events: Events that were read; those of a log of wian's own are counted as hops.
        cases: Cases (propagations) that became hops.
        hops: Hops written.
        own: It is a log that wian exported, and was read as such.
        unknown_ends: Activities that were to end a case, and that no event has.
    """

    path: Path
    events: int
    cases: int
    hops: int
    own: bool
    unknown_ends: tuple[str, ...]


def import_log(
    path: Path,
    mapping: LogMapping,
    out: Path,
    country: str,
    advance: Callable[[int], object] = lambda _: None,
) -> ImportedLog:
    """Read a log, and write its hops; a file that is there is replaced once all is well.

    Args:
        path: The log: XES where its name ends in ``.xes`` or ``.xes.gz``, else CSV. One that
            wian exported is read as its hops, unless columns are mapped.
        mapping: Its columns, and how it writes moments.
        out: The file of hops.
        country: Jurisdiction whose calendar and clock the hops are measured with.
        advance: Is told of events read.

    Raises:
        InputFaults: The log cannot be read, or lines of it are faulty: all of them.
        UnwritableFile: The file of hops cannot be written.
    """
    if not path.is_file():
        raise refused(path, "is no file that can be read", "check the path")
    reader = EventReader(path, mapping, jurisdiction(country), *_bounds(country))
    with (
        replacing(out) as beside,
        tempfile.TemporaryDirectory(prefix=".wian-", dir=out.parent) as folder,
    ):
        importing = _Importing(Path(folder), reader, country, advance)
        hops, own = importing.hops(path)
        write_parquet(hops, beside)
        counted = hops.select(pl.len(), pl.col("propagation").n_unique()).collect().row(0)
    return ImportedLog(out, importing.read, counted[1], counted[0], own, importing.unknown_ends)


def _bounds(country: str) -> tuple[int, int]:
    """The moments that the calendar reaches from and to."""
    calendar = jurisdiction(country).calendar
    first = datetime.combine(calendar.first, time(), calendar.zone)
    last = datetime.combine(calendar.last, time(), calendar.zone) + timedelta(days=1, minutes=-1)
    zone = ZoneInfo("UTC")
    return Instant.of(first, zone).minute, Instant.of(last, zone).minute


@dataclass
class _Importing:
    """One import under way: its parts lie in a folder, so that memory holds a batch at a time."""

    folder: Path
    reader: EventReader
    country: str
    advance: Callable[[int], object]
    read: int = 0
    parts: int = 0
    unknown_ends: tuple[str, ...] = ()

    def hops(self, path: Path) -> tuple[pl.LazyFrame, bool]:
        """The hops of a log, complete; and whether it is wian's own."""
        if not path.name.lower().endswith(_XES):
            return self._handed_over(csv_events(path, self.reader, self.advance)), False
        file = XesFile(path)
        traces = file.traces()
        first = list(islice(traces, 1))
        rest = chain(first, traces)
        if MARK in file.attributes and not self.reader.mapping.columns:
            kept = self._kept(self._counted(own_hops(rest, self.reader)), hops_frame)
            return self._completed(kept), True
        return self._handed_over(xes_events(rest, self.reader, self.advance)), False

    def _handed_over(self, events: Iterator[LogEvent]) -> pl.LazyFrame:
        mapping, name = self.reader.mapping, self.reader.path.name.partition(".")[0]
        kept = self._kept(events, events_frame)
        done = set(kept.select(pl.col("activity").unique()).collect(engine="streaming")["activity"])
        self.unknown_ends = tuple(dict.fromkeys(each for each in mapping.end if each not in done))
        return self._completed(hops_of(kept, name, self.country, mapping.end))

    def _kept(
        self, each: Iterator[_Each], frame: Callable[[Iterable[_Each]], pl.DataFrame]
    ) -> pl.LazyFrame:
        """What was read, on the disk; refused where a line was faulty or nothing was read."""
        while batch := list(islice(each, _BATCH)):
            self.read += len(batch)
            self._keep(frame(batch))
        self.reader.refuse_faulty()
        if not self.read:
            raise refused(self.reader.path, "holds no event", "give a log with events")
        return self._together("part")

    def _completed(self, hops: pl.LazyFrame) -> pl.LazyFrame:
        for batch in hops.collect(engine="streaming").iter_slices(_BATCH):
            self._keep(completed(batch), "hops")
        if not any(self.folder.glob("hops-*")):
            return pl.LazyFrame(schema=dict(SCHEMA))
        return self._together("hops")

    def _keep(self, frame: pl.DataFrame, kind: str = "part") -> None:
        self.parts += 1
        frame.write_parquet(self.folder / f"{kind}-{self.parts:06}.parquet", compression="lz4")

    def _together(self, kind: str) -> pl.LazyFrame:
        files: Sequence[Path] = sorted(self.folder.glob(f"{kind}-*"))
        return pl.scan_parquet(list(files), glob=False, hive_partitioning=False)

    def _counted(self, hops: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for hop in hops:
            self.advance(1)
            yield hop
