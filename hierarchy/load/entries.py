"""An office and its parents as a file writes them, before they are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from hierarchy.check.soundness import is_sound, soundness_faults
from hierarchy.columns.line_columns import LineColumns
from hierarchy.columns.office_columns import OfficeList
from hierarchy.graph import Hierarchy
from hierarchy.load.emblem_files import EmblemFiles
from hierarchy.load.file_conventions import ANY, OfficeRules
from hierarchy.office import Line, Office
from hierarchy.succession.lifetimes import Lifetimes, dated_offices
from hierarchy.succession.succession_faults import line_faults, succession_faults
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import Loc, faults_of, shown

_OFFICE = TypeAdapter(Office)
_LINE = TypeAdapter(Line)


@dataclass(slots=True)
class OfficeEntry:
    """One office of a file.

    Attributes:
        fields: Its raw fields.
        parents: A raw line for each parent: ``parent``, and ``kind`` and ``channel`` where given.
        where: From the location of a field to file and line.
        where_parent: From the position of a parent to file and line.
    """

    fields: dict[str, Any]
    parents: list[Any]
    where: Callable[[Loc], str]
    where_parent: Callable[[int], str]


@dataclass(slots=True)
class Checked:
    """What checking entries brought to light.

    ``ids`` holds the usable ids of faulty offices too, so that their children are not blamed;
    ``parentless`` the offices with a parent that could not be read.
    """

    columns: OfficeList = field(default_factory=OfficeList)
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    parentless: set[str] = field(default_factory=set)
    places: dict[str, list[str]] = field(default_factory=lambda: {"office": [], "line": []})
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def hierarchy(
        self, subject: str, remarks: Sequence[str], jurisdiction: str | None = None
    ) -> Hierarchy:
        """The hierarchy of the entries.

        Raises:
            InputFaults: Any entry is faulty, or together they are no hierarchy.
        """
        lives = Lifetimes(dated_offices(self.columns.records))
        of_lives = succession_faults(lives, self.ids, self._place_of)
        if self.faults:
            unsound = soundness_faults(self.ids, self.lines, self._place, self.parentless)
            raise InputFaults(subject, [*self.faults, *unsound, *of_lives])
        offices = self.columns.sorted()
        lines = LineColumns.of(offices.ids, self.lines)
        if lines is None or not is_sound(offices.ids, lines):
            faults = soundness_faults(self.ids, self.lines, self._place)
            raise InputFaults(subject, [*faults, *of_lives])
        if faults := of_lives or line_faults(lives, offices.ids, lines, self._place_of):
            raise InputFaults(subject, faults)
        return Hierarchy(offices, lines, subject, remarks, jurisdiction, self.pictures)

    def _place(self, kind: str, index: int) -> str:
        return self.places[kind][index]

    def _place_of(self, office: str) -> str:
        return self.places["office"][self.ids.index(office)]


def checked(
    entries: Iterable[OfficeEntry],
    defaults: Mapping[str, Mapping[str, Any]],
    rules: OfficeRules = ANY,
    emblems: EmblemFiles | None = None,
) -> Checked:
    """Check every entry on its own, collecting all faults.

    Args:
        entries: In the order of the file.
        defaults: For a kind, the fields that its offices have where they give none.
        rules: What the jurisdiction asks of its offices. One that gives the zone of its clock says
            what it has anyway, and another is a fault.
        emblems: Reads the pictures that the entries name.
    """
    result = Checked(pictures=emblems.pictures if emblems else {})
    for entry in entries:
        fields = _fields(entry, defaults)
        usual = fields.pop("channel", None)
        if emblems:
            result.faults += emblems.settle(fields, entry.where(("emblem",)))
        _check_office(entry, fields, rules, result)
        if not entry.parents:
            result.faults += _channel_faults(entry, usual)
        for index, raw in enumerate(entry.parents):
            _check_line(entry, index, raw, usual, result)
    result.faults = list(dict.fromkeys(result.faults))  # a faulty default is one fault
    return result


def _fields(entry: OfficeEntry, defaults: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The fields of an office: its own, and those of its kind where it gives none."""
    kind = entry.fields.get("kind")
    usual = defaults.get(kind, {}) if isinstance(kind, str) else {}
    return {**usual, **entry.fields}


def _check_office(
    entry: OfficeEntry, fields: dict[str, Any], rules: OfficeRules, result: Checked
) -> None:
    _settle_zone(fields, rules)
    faults: list[Fault] = []
    try:
        office = _OFFICE.validate_python(fields)
    except ValidationError as error:
        faults = faults_of(error, entry.where)
    else:
        result.columns.add([office])
        if office.time_zone is not None and not rules.takes(office.time_zone):
            faults.append(_other_clock(entry, office.time_zone, rules))
        faults += (
            replace(fault, where=entry.where((fault.where,))) for fault in rules.numbers(office)
        )
    result.faults += faults
    if not any(fault.what.startswith("id ") for fault in faults):
        result.ids.append(entry.fields["id"].strip())
        result.places["office"].append(entry.where(()))


def _settle_zone(fields: dict[str, Any], rules: OfficeRules) -> None:
    """Leave the usual zone out, and fill in the one that an id tells."""
    office, said = fields.get("id"), fields.get("time_zone", "")
    if not (isinstance(office, str) and isinstance(said, str)):
        return
    if zone := rules.zone(office, said):
        fields["time_zone"] = zone
    else:
        fields.pop("time_zone", None)


def _other_clock(entry: OfficeEntry, zone: str, rules: OfficeRules) -> Fault:
    """An office on a clock that its country does not have: most often a slip."""
    where = entry.where(("time_zone",))
    if not rules.others:
        what = f"time_zone is {shown(zone)}, and all offices of a jurisdiction have its clock"
        return Fault(where, f"{what}, {rules.clock}", "leave it out, or name another jurisdiction")
    known = ", ".join(sorted({str(rules.clock), *rules.others}))
    what = f"time_zone is {shown(zone)}, which is no zone of this jurisdiction"
    return Fault(where, what, f"use one of {known}, or leave it out")


def _channel_faults(entry: OfficeEntry, usual: Any) -> list[Fault]:
    """What is wrong with a usual channel that no line takes."""
    if usual is None:
        return []
    _, faults = _line("a", {"parent": "b", "channel": usual}, entry.where(("channel",)))
    return faults


def _check_line(entry: OfficeEntry, index: int, raw: Any, usual: Any, result: Checked) -> None:
    """Check a line to an office, which takes the office's usual channel where it gives none."""
    where = entry.where_parent(index)
    child = entry.fields.get("id")
    if usual is not None and isinstance(raw, Mapping):
        raw = {"channel": usual, **raw}
    line, faults = _line(child, raw, where)
    result.faults += faults
    if line is not None:
        result.lines.append(line)
        result.places["line"].append(where)
    elif isinstance(child, str):
        result.parentless.add(child)


def _line(child: Any, raw: Any, where: str) -> tuple[Line | None, list[Fault]]:
    if not isinstance(raw, Mapping):
        remedy = "write an id, or parent, kind and channel"
        return None, [Fault(where, f"parent is {shown(raw)}, not an office", remedy)]
    try:
        return _LINE.validate_python({"child": child, **raw}), []
    except ValidationError as error:
        faults = faults_of(error, lambda _: where)
        return None, [fault for fault in faults if not fault.what.startswith("child ")]
