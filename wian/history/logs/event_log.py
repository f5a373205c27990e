"""The events of a log that another program kept: who held a case, from when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from wian.history.logs.log_moments import MomentReader, moment_reader
from wian.history.logs.mapping import LogMapping
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import Fault, InputFaults
from wian.kit.text import invisible_sign
from wian.kit.text_file import shown_name, shown_path

_KEPT = 1000
_LONGEST = 500
_BLANK = frozenset({"", "-", "null", "NULL", "None", "NaN", "nan"})

Cells = Callable[[str], str | None]
"""Gives the text of a field of ``FIELDS``; ``None`` where the log has no such column."""


class LogEvent(NamedTuple):
    """One event; what a log does not say is ``None``.

    Attributes:
        case: What it belongs to.
        activity: What was done.
        minute: When, in UTC minutes since 1970.
        dated: Only the day is known.
        holder: The group that did it, or the resource where there is no group.
        level, kind, channel, directive: As the log's own columns have them.
        line: Where it stands.
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


@dataclass
class EventReader:
    """Makes events of the rows of one file, and collects what is wrong with them.

    Attributes:
        path: The file.
        mapping: How it is read.
        country: Whose log it is: its clock, and how it writes moments.
        first, last: UTC minutes that moments must lie between: the working calendar.
    """

    path: Path
    mapping: LogMapping
    country: Jurisdiction
    first: int
    last: int
    faults: list[Fault] = field(default_factory=list)
    count: int = 0
    _moment: MomentReader = field(init=False)

    def __post_init__(self) -> None:
        zone = self.mapping.zone(self.country.calendar.zone)
        form, dates = self.mapping.timestamp_format, self.country.dates
        self._moment = moment_reader(zone, form, dates)

    def event(self, cells: Cells, line: int) -> LogEvent | None:
        """The event of a row; ``None`` where something is wrong, which is noted."""
        case = self._text(cells, "case", line)
        moment = self._minute(cells, line)
        if case is None:
            self.fault(line, "has no case", "say in which column it stands")
        holder = self._text(cells, "group", line) or self._text(cells, "resource", line)
        if case is None or moment is None:
            return None
        return LogEvent(
            case=case,
            activity=self._text(cells, "activity", line),
            minute=moment[0],
            dated=moment[1],
            holder=holder,
            level=self._text(cells, "level", line),
            kind=self._text(cells, "kind", line),
            channel=self._text(cells, "channel", line),
            directive=self._text(cells, "directive", line),
            line=line,
        )

    def fault(self, line: int, what: str, remedy: str = "") -> None:
        """Note what is wrong on a line; the first thousand are kept, all are counted."""
        self.count += 1
        if len(self.faults) < _KEPT:
            self.faults.append(Fault(f"{shown_name(self.path)} line {line}", what, remedy))

    def refuse_faulty(self) -> None:
        """Refuse the file where anything was wrong.

        Raises:
            InputFaults: Everything that was.
        """
        if self.count > len(self.faults):
            more = self.count - len(self.faults)
            self.faults.append(Fault(shown_name(self.path), f"{more:,} more lines are faulty"))
        if self.faults:
            raise InputFaults(f"the log {shown_path(self.path)}", self.faults)

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

    def _minute(self, cells: Cells, line: int) -> tuple[int, bool] | None:
        text = (cells("timestamp") or "").strip()
        if not text:
            self.fault(line, "has no timestamp", "say in which column it stands")
            return None
        try:
            found = self._moment(text)
        except ValueError as error:
            self.fault(line, f"timestamp {text[:60]!r} {error}")
            return None
        if not self.first <= found.minute <= self.last:
            self.fault(line, f"timestamp {text[:60]!r} lies outside the working calendar")
            return None
        return found.minute, found.precision.value == "day"
