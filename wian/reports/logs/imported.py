"""Imports an event log: hops of ``wian.reports.hop_frame.SCHEMA`` in a Parquet file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import polars as pl

from wian.delays.working_time import working_time
from wian.history.logs.csv_log import csv_events
from wian.history.logs.event_log import EventReader, LogEvent
from wian.history.logs.faulty_lines import FaultyLines
from wian.history.logs.mapping import UNGUESSED, LogMapping
from wian.history.logs.xes_log import MARK, XesFile, xes_events
from wian.jurisdictions.countries import jurisdiction
from wian.kit.text_file import refused
from wian.kit.whole_file import replacing
from wian.reports.completed_hops import completed
from wian.reports.hop_frame import INSTANTS, SCHEMA, write_parquet
from wian.reports.logs.exported import hops_frame, own_hops
from wian.reports.logs.handovers import events_frame, hops_of, shared_moments
from wian.reports.logs.sent_letters import letters_of

_BATCH = 100_000
_XES = (".xes", ".xes.gz")
_NO_HOLDER, _ONE_HOLDER = "no holder", "one holder"
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
        open: Hops that are not finished.
        left_out: Why cases make no hop -> how many: ``one holder``, ``no holder``.
        faulty: Lines that were left out as faulty.
        faulty_path: Where they stand; ``None`` where none were.
        uncertain_dates: Days that could also be read with day and month exchanged.
        uncertain_date: One of them; empty where there is none.
        shared_moments: Moments of a case that several holders share, in no known order.
        outside_calendar: Hops in years that the working calendar does not know.
        unmapped: Columns that bear the name of a field, and were not read as it.
    """

    path: Path
    events: int
    cases: int
    hops: int
    own: bool
    unknown_ends: tuple[str, ...]
    open: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    faulty: int = 0
    faulty_path: Path | None = None
    uncertain_dates: int = 0
    uncertain_date: str = ""
    shared_moments: int = 0
    outside_calendar: int = 0
    unmapped: tuple[str, ...] = ()


def import_log(  # noqa: PLR0913 - what is read, how, and into what
    path: Path,
    mapping: LogMapping,
    out: Path,
    country: str,
    advance: Callable[[int], object] = lambda _: None,
    *,
    leave_out: Path | None = None,
) -> ImportedLog:
    """Read a log, and write its hops; a file that is there is replaced once all is well.

    Args:
        path: The log: XES where its name ends in ``.xes`` or ``.xes.gz``, else CSV. One that
            wian exported is read as its hops, unless columns are mapped.
        mapping: Its columns, and how it writes moments.
        out: The file of hops.
        country: Jurisdiction whose calendar and clock the hops are measured with.
        advance: Is told of events read.
        leave_out: Faulty lines are left out, and written to this file where there are any; where
            ``None`` they are refused.

    Raises:
        InputFaults: The log cannot be read, lines of it are faulty, or no case of it goes from one
            holder to another.
        UnwritableFile: The file of hops cannot be written.
    """
    if not path.is_file():
        raise refused(path, "is no file that can be read", "check the path")
    with ExitStack() as stack:
        beside = stack.enter_context(replacing(out))
        made = tempfile.TemporaryDirectory(prefix=".wian-", dir=out.parent)
        folder = Path(stack.enter_context(made))
        faulty = None
        if leave_out:
            faulty = stack.enter_context(_left_out(leave_out, folder / "faulty.csv"))
        reader = EventReader(path, mapping, jurisdiction(country), faulty)
        importing = _Importing(folder, reader, country, advance)
        hops, own = importing.hops(path)
        write_parquet(hops, beside)
        counts = _counts(hops, country)
        if not own:
            importing.refuse_no_hop(counts["hops"])
    return importing.outcome(out, counts, leave_out, own=own)


@contextmanager
def _left_out(path: Path, noted: Path) -> Iterator[FaultyLines]:
    """Faulty lines, noted beside the work; in the file at ``path`` once all is well, if any are."""
    with noted.open("w", encoding="utf-8-sig", newline="") as file:
        faulty = FaultyLines(file)
        yield faulty
    if faulty.count:
        with replacing(path) as kept:
            kept.write_bytes(noted.read_bytes())


def _counts(hops: pl.LazyFrame, country: str) -> dict[str, int]:
    """Cases, hops, those open, and those beyond the years of the working calendar."""
    minutes = [f"{name}_minute" for name in INSTANTS]
    read = hops.select("propagation", "open", *minutes).collect()
    working = working_time(country)
    outside = np.zeros(read.height, dtype=np.bool_)
    for name in minutes:
        known = read[name].is_not_null().to_numpy()
        outside |= known & ~working.covers(read[name].fill_null(0).to_numpy())
    return {
        "cases": read["propagation"].n_unique(),
        "hops": read.height,
        "open": int(read["open"].sum()),
        "outside_calendar": int(outside.sum()),
    }


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
    left_out: dict[str, int] = field(default_factory=dict)
    shared: int = 0

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

    def outcome(
        self, out: Path, counts: dict[str, int], leave_out: Path | None, *, own: bool
    ) -> ImportedLog:
        """What became of the log, and what of it could be read in another way."""
        moments, faulty = self.reader.moments, self.reader.left_out
        sure = moments.proven or not moments.uncertain
        return ImportedLog(
            path=out,
            events=self.read,
            cases=counts["cases"],
            hops=counts["hops"],
            own=own,
            unknown_ends=self.unknown_ends,
            open=counts["open"],
            left_out=self.left_out,
            faulty=faulty.count if faulty else 0,
            faulty_path=leave_out if faulty and faulty.count else None,
            uncertain_dates=0 if sure else moments.uncertain,
            uncertain_date="" if sure else moments.example[:60],
            shared_moments=self.shared,
            outside_calendar=counts["outside_calendar"],
            unmapped=() if own else self._unmapped(),
        )

    def _unmapped(self) -> tuple[str, ...]:
        """Fields that the log has a column of the same name for, and nobody mapped."""
        offered = {name.casefold() for name in self.reader.columns}
        read = self.reader.mapping.columns
        taken = {column.casefold() for column in read.values()}
        return tuple(
            name for name in UNGUESSED if name in offered and name not in read.keys() | taken
        )

    def refuse_no_hop(self, hops: int) -> None:
        """Refuse a log of which no case goes from one holder to another.

        Raises:
            InputFaults: There is no hop; with the columns that could be mapped.
        """
        if hops:
            return
        columns = ", ".join(self.reader.columns)[:300] or "none"
        remedy = (
            "add --map group=COLUMN or --map resource=COLUMN, or --holder activity to follow cases "
            f"from activity to activity; the log has: {columns}"
        )
        if self.left_out.get(_NO_HOLDER) and not self.left_out.get(_ONE_HOLDER):
            raise refused(self.reader.path, self._without_holder(), remedy)
        raise refused(self.reader.path, "has no case that went from one holder to another", remedy)

    def _without_holder(self) -> str:
        """That no line says who held a case, and which mapped column is empty."""
        mapped = (self.reader.mapping.columns.get(each) for each in ("group", "resource"))
        empty = " and ".join(f"'{name}'" for name in mapped if name)
        return f"does not say who held a case{f': its column {empty} is empty' if empty else ''}"

    def _handed_over(self, events: Iterator[LogEvent]) -> pl.LazyFrame:
        mapping, name = self.reader.mapping, self.reader.path.name.partition(".")[0]
        kept = self._kept(events, events_frame)
        done = set(kept.select(pl.col("activity").unique()).collect(engine="streaming")["activity"])
        self.unknown_ends = tuple(dict.fromkeys(each for each in mapping.end if each not in done))
        made = letters_of if "recipient" in mapping.columns else hops_of
        hops = made(kept, name, self.country, mapping.end).collect(engine="streaming")
        self.shared = shared_moments(kept)
        self._count_left_out(kept, hops)
        return self._completed(hops.lazy())

    def _count_left_out(self, events: pl.LazyFrame, hops: pl.DataFrame) -> None:
        """Count the cases that make no hop, by why."""
        held = events.group_by("case").agg(pl.col("holder").is_not_null().any())
        cases = held.collect(engine="streaming")
        gone = cases.join(hops.select(case="propagation").unique(), on="case", how="anti")
        found = {_NO_HOLDER: gone.filter(~pl.col("holder")), _ONE_HOLDER: gone.filter("holder")}
        self.left_out = {why: rows.height for why, rows in found.items() if rows.height}

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
