"""Loads files of offices that have no fault, and says so where one may: a million rows soon."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from hierarchy.check.soundness import is_sound
from hierarchy.columns.line_columns import CHANNELS, KINDS, LineColumns, LineEnds
from hierarchy.columns.office_columns import OfficeColumns, OfficeList
from hierarchy.graph import Hierarchy
from hierarchy.load.emblem_files import EmblemFiles
from hierarchy.load.entries import Checked, OfficeEntry, checked
from hierarchy.load.file_conventions import OfficeRules
from hierarchy.load.office_rows import OfficeRows, row_entry, split_cell
from hierarchy.load.plain_records import plain_records
from hierarchy.load.row_stream import Row
from hierarchy.succession.lifetimes import Lifetimes, dated_offices
from hierarchy.succession.succession_faults import line_faults, succession_faults

_AT_ONCE = 2048
_KINDS = {"": 0} | {kind.value: number for number, kind in enumerate(KINDS)}
_CHANNELS = {"": 0} | {channel.value: number for number, channel in enumerate(CHANNELS)}


class NotPlain(Exception):
    """Something may be a fault: the files are to be read with care, which reports it."""


class PlainOffices:
    """Gathers the offices of files by column, as long as nothing is wrong with them.

    Args:
        defaults: For a kind, the fields that its offices have where they give none.
        rules: What the jurisdiction asks of its offices.
        emblems: Reads the pictures that they name.
    """

    def __init__(
        self,
        defaults: Mapping[str, Mapping[str, Any]],
        rules: OfficeRules,
        emblems: EmblemFiles | None = None,
    ) -> None:
        self._defaults, self._rules, self._emblems = defaults, rules, emblems
        self._offices = OfficeList()
        self._lines = LineEnds(array("i"), array("i"), bytearray(), bytearray())
        self._parents: dict[str, int] = {}

    def add_rows(self, table: OfficeRows) -> None:
        """Add the offices of a CSV file.

        Raises:
            NotPlain: It may have a fault, has several rows for an office, or takes the usual
                channel of a kind.
            InputFaults: It cannot be read.
        """
        if any("channel" in usual for usual in self._defaults.values()):
            raise NotPlain
        rows = iter(table)
        while part := list(islice(rows, _AT_ONCE)):
            if any(len(cells) != len(table.header) for _, cells in part):
                raise NotPlain
            self._add_part(table, part)
        if table.faults:
            raise NotPlain

    def _add_part(self, table: OfficeRows, part: Sequence[Row]) -> None:
        cells = zip(*(cells for _, cells in part), strict=True)
        columns = {
            name: list(map(str.strip, column))
            for name, column in zip(table.header, cells, strict=True)
        }
        self._add_lines(columns)
        texts, odd = plain_records(columns, self._rules)
        if self._defaults:
            odd.update(at for at, kind in enumerate(columns["kind"]) if kind in self._defaults)
        records = list(map(str.encode, texts))
        for at in odd:
            checked_row = self._checked(row_entry(table.name, table.row(part[at]))).columns
            records[at] = checked_row.records[0]
            columns["level"][at] = checked_row.levels[0]
        self._offices.ids += columns["id"]
        self._offices.levels.extend(columns["level"])
        self._offices.kinds.extend(columns["kind"])
        self._offices.records += records

    def _add_lines(self, columns: Mapping[str, Sequence[str]]) -> None:
        nothing = [""] * len(columns["id"])
        kinds, channels = (columns.get(name, nothing) for name in ("line_kind", "channel"))
        rows = zip(columns["parent"], kinds, channels, strict=True)
        for child, (parents, kind, channel) in enumerate(rows, start=len(self._offices.ids)):
            for parent in split_cell(parents):
                self._add_line(parent, child, kind, channel)

    def _add_line(self, parent: str, child: int, kind: str, channel: str) -> None:
        if kind not in _KINDS or channel not in _CHANNELS:
            raise NotPlain
        self._lines.parents.append(self._parents.setdefault(parent, len(self._parents)))
        self._lines.children.append(child)
        self._lines.kinds.append(_KINDS[kind])
        self._lines.channels.append(_CHANNELS[channel])

    def add(self, entry: OfficeEntry) -> None:
        """Add an office, with the full check.

        Raises:
            NotPlain: It has a fault.
        """
        found = self._checked(entry)
        for line in found.lines:
            self._add_line(line.parent, len(self._offices.ids), line.kind, line.channel)
        self._offices.ids += found.ids
        self._offices.levels.extend([found.columns.levels[0]])
        self._offices.kinds.extend([found.columns.kinds[0]])
        self._offices.records += found.columns.records

    def _checked(self, entry: OfficeEntry) -> Checked:
        found = checked([entry], self._defaults, self._rules, self._emblems)
        if found.faults:
            raise NotPlain
        return found

    def hierarchy(
        self, name: str, remarks: Sequence[str], jurisdiction: str | None = None
    ) -> Hierarchy:
        """The hierarchy of the offices.

        Raises:
            NotPlain: They are none.
        """
        rows = self._offices.ids
        offices = self._offices.sorted()
        at = {office: position for position, office in enumerate(offices.ids)}
        try:
            above = [at[parent] for parent in self._parents]
        except KeyError:
            raise NotPlain from None
        ends = LineEnds(
            array("i", map(above.__getitem__, self._lines.parents)),
            array("i", (at[rows[child]] for child in self._lines.children)),
            self._lines.kinds,
            self._lines.channels,
        )
        lines = LineColumns(offices.ids, ends)
        if not is_sound(offices.ids, lines) or _have_faulty_days(offices, lines):
            raise NotPlain
        pictures = self._emblems.pictures if self._emblems else {}
        return Hierarchy(offices, lines, name, remarks, jurisdiction, pictures)


def _have_faulty_days(offices: OfficeColumns, lines: LineColumns) -> bool:
    lives = Lifetimes(dated_offices(offices.texts()))
    return bool(
        succession_faults(lives, offices.ids, str) or line_faults(lives, offices.ids, lines, str)
    )
