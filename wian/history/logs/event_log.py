"""The events of a log that another program kept: who held a case, from when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from wian.delays.local_clock import FIRST_MINUTE, LAST_MINUTE
from wian.history.logs.faulty_lines import FaultyLines
from wian.history.logs.holder import Holder
from wian.history.logs.log_moments import LogMoment, MomentReader
from wian.history.logs.mapping import LogMapping
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import Fault, InputFaults
from wian.kit.text import invisible_sign
from wian.kit.text_file import shown_name, shown_path

_KEPT = 1000
_DAY = 1440
_LONGEST = 500
_BLANK = frozenset({"", "-", "null", "NULL", "None", "NaN", "nan"})

Cells = Callable[[str], str | None]
"""Gives the text of a field of ``FIELDS``; ``None`` where the log has no such column."""


class LogEvent(NamedTuple):
    """One event; what a log does not say is ``None``.

    Attributes:
        case: What it belongs to.
        activity: What was done.
        minute: When it was over, in UTC minutes since 1970.
        dated: Only the day is known.
        holder: Who did it: the group, or the resource where there is no group.
        level, kind, channel, directive: As the log's own columns have them.
        line: Where it stands.
        second: Seconds within the minute, where the log shows them.
        start_minute, start_second, start_dated: When it began, where the log says so.
        recipient: To whom the holder sent the case with it.
        order: What puts events of one moment in order, where the log says so.
    """

    case: str
    activity: str | None
    minute: int
    dated: bool
    holder: str | None
    level: str | None
    kind: str | None
    channel: str | None
    directive: str | None
    line: int
    second: float | None = None
    start_minute: int | None = None
    start_second: float | None = None
    start_dated: bool = False
    recipient: str | None = None
    order: float | None = None


@dataclass
class EventReader:
    """Makes events of the rows of one file, and collects what is wrong with them.

    Attributes:
        path: The file.
        mapping: How it is read.
        country: Whose log it is: its clock, and how it writes moments.
        left_out: Where faulty lines are noted that are left out; ``None``: they are refused.
        in_order: Lines of one moment stand in the order in which things happened.
        columns: What the log offers to be mapped.
        rows: How many were read; a log in XES may hold all of them on one line.
    """

    path: Path
    mapping: LogMapping
    country: Jurisdiction
    left_out: FaultyLines | None = None
    in_order: bool = False
    columns: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    count: int = 0
    rows: int = 0
    moments: MomentReader = field(init=False)

    def __post_init__(self) -> None:
        zone = self.mapping.zone(self.country.calendar.zone)
        form, dates = self.mapping.timestamp_format, self.country.dates
        self.moments = MomentReader(zone, form, dates, self.mapping.date_order)
        self.in_order |= self.mapping.lines_in_order

    def event(self, cells: Cells, line: int, row: Sequence[str] = ()) -> LogEvent | None:
        """The event of a row; ``None`` where something is wrong, which is noted.

        Args:
            cells: Its fields.
            line: Where it begins.
            row: Its cells as they stand, to be shown where it is left out.
        """
        before = self.count
        self.rows += 1
        found = self._event(cells, line)
        if self.count > before:
            if self.left_out is not None:
                self.left_out.note(line, self.faults, row)
                self.faults.clear()
            return None
        return found

    def _event(self, cells: Cells, line: int) -> LogEvent | None:
        case = self._text(cells, "case", line)
        moment = self._moment(cells, "timestamp", line)
        start = self._moment(cells, "start", line) if cells("start") else None
        if case is None:
            self._lacks(cells, "case", line)
        activity, holder = self._text(cells, "activity", line), self._holder(cells, line)
        if case is None or moment is None:
            return None
        if start and _later(start, moment):
            self.fault(line, "starts after it is over", "exchange the columns, or mend the line")
        return LogEvent(
            case=case,
            activity=activity,
            minute=moment.minute,
            dated=moment.dated,
            holder=holder,
            level=self._text(cells, "level", line),
            kind=self._text(cells, "kind", line),
            channel=self._text(cells, "channel", line),
            directive=self._text(cells, "directive", line),
            line=line,
            second=moment.second,
            start_minute=start and start.minute,
            start_second=start and start.second,
            start_dated=bool(start and start.dated),
            recipient=self._text(cells, "recipient", line),
            order=self._order(cells, line),
        )

    def _lacks(self, cells: Cells, name: str, line: int) -> None:
        """Note that a line does not say something that it must."""
        if cells(name) is None:
            self.fault(line, f"has no {name}", "say in which column it stands")
        else:
            self.fault(line, f"has no {name}: the cell is empty", "fill it in")

    def fault(self, line: int, what: str, remedy: str = "") -> None:
        """Note what is wrong on a line; the first thousand are kept, all are counted."""
        self.count += 1
        if len(self.faults) < _KEPT:
            self.faults.append(Fault(f"{shown_name(self.path)} line {line}", what, remedy))

    def whole_line(self, line: int, what: str, remedy: str, row: Sequence[str] = ()) -> None:
        """Note a line of which no field can be read."""
        self.fault(line, what, remedy)
        if self.left_out is not None:
            self.left_out.note(line, self.faults, row)
            self.faults.clear()

    def refuse_faulty(self) -> None:
        """Refuse the file where anything was wrong, unless faulty lines are left out.

        Raises:
            InputFaults: Everything that was.
        """
        if self.left_out is not None or not self.faults:
            return
        if self.count > len(self.faults):
            more = self.count - len(self.faults)
            self.faults.append(Fault(shown_name(self.path), f"{more:,} more lines are faulty"))
        last = self.faults[-1]
        remedy = "; ".join(filter(None, (last.remedy, "or give --leave-out-faulty")))
        self.faults[-1] = replace(last, remedy=remedy)
        raise InputFaults(f"the log {shown_path(self.path)}", self.faults)

    def offers(self, names: Iterable[str]) -> None:
        """Remember what the log offers to be mapped."""
        self.columns.extend(name for name in names if name and name not in self.columns)

    def _holder(self, cells: Cells, line: int) -> str | None:
        if self.mapping.holder is not None:
            return self._text(cells, self.mapping.holder.value, line)
        group = self._text(cells, Holder.GROUP.value, line)
        return group or self._text(cells, Holder.RESOURCE.value, line)

    def _order(self, cells: Cells, line: int) -> float | None:
        text = self._text(cells, "order", line)
        if text is None:
            return float(self.rows) if self.in_order else None
        try:
            return float(text)
        except ValueError:
            self.fault(line, f"has the order {text[:40]!r}", "map a column of numbers to order")
            return None

    def _text(self, cells: Cells, name: str, line: int) -> str | None:
        text = cells(name)
        if text is None:
            return None
        text = " ".join(text.split())
        if len(text) > _LONGEST:
            self.fault(line, f"has a {name} of {len(text):,} characters", "map another column")
            return None
        if sign := invisible_sign(text):
            self.fault(line, f"has the invisible character {sign} in its {name}", "remove it")
            return None
        return None if text in _BLANK else text

    def _moment(self, cells: Cells, name: str, line: int) -> LogMoment | None:
        text = (cells(name) or "").strip()
        if not text:
            self._lacks(cells, name, line)
            return None
        try:
            found = self.moments(text)
        except ValueError as error:
            self.fault(line, f"{name} {text[:60]!r} {error}")
            return None
        if not FIRST_MINUTE <= found.minute < LAST_MINUTE:
            self.fault(line, f"{name} {text[:60]!r} lies before 1900 or after 2199", "check it")
            return None
        return found


def _later(start: LogMoment, end: LogMoment) -> bool:
    """Whether a start certainly lies after an end, which may be any moment of its day."""
    if end.dated:
        return start.minute >= end.minute + _DAY
    return (start.minute, start.second or 0.0) > (end.minute, end.second or 0.0)
