"""Reads a directive from its file, and checks it against the hierarchy it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from hierarchy.graph import Hierarchy
from hierarchy.office import OfficeId
from hierarchy.route.planner import plan_route
from hierarchy.route.route import Route
from hierarchy.route.selection import Selection
from hierarchy.route.selector import select, selection_faults
from hierarchy.route.way_up import way_up
from wian.jurisdictions.countries import encodings
from wian.jurisdictions.instant import day_of
from wian.kit.errors import Fault, InputFaults, WianError
from wian.kit.pydantic_faults import Loc, faults_of, shown
from wian.kit.text import ShortText
from wian.kit.text_file import refused, shown_name, shown_path
from wian.kit.yaml_nodes import LineOf, read_yaml
from wian.letters.directive import Directive, History
from wian.letters.enclosed_file import EnclosedFiles, read_all
from wian.letters.observed_history import history_faults
from wian.letters.written_day import Day, Moment


@dataclass(frozen=True, slots=True)
class DirectiveFile:
    """What stands in a directive's file, sound or not.

    Attributes:
        path: The file; of one that is in no file (see :func:`unfiled`) its id.
        directive: The directive; ``None`` where the file has faults.
        faults: Those that show without knowing the offices.
        data: Its fields.
        faulty: Where the faulty ones are.
        line_of: From a field to its line; ``None`` where there is no file.
        enclosed: The files that it encloses.
    """

    path: Path
    directive: Directive | None
    faults: tuple[Fault, ...]
    data: Mapping[str, Any]
    faulty: tuple[Loc, ...]
    line_of: LineOf | None
    enclosed: EnclosedFiles = field(default_factory=lambda: EnclosedFiles({}, ()))

    @property
    def subject(self) -> str:
        """What a report of its faults calls it."""
        return shown_path(self.path) if self.line_of else f"The directive {self.path}"

    @property
    def hierarchy(self) -> str | None:
        """The hierarchy that it names, if it does so soundly."""
        if self.directive is not None:
            return self.directive.hierarchy
        name: str | None = self._read(ShortText, "hierarchy")
        return name

    def fitting(self, hierarchy: Hierarchy, *, dated: bool = True) -> tuple[Directive, Route]:
        """The directive and its whole route, once both fit the hierarchy.

        Args:
            hierarchy: The offices that it is for.
            dated: It must say when it is issued; a live one is issued when it is sent.

        Raises:
            InputFaults: All faults: those of the file itself, and how what is sound in it
                contradicts the hierarchy, each with its line.
            WianError: Its one fault is that no letter reaches an addressee.
        """
        parts = self._parts(dated=dated)
        faults = [*self.faults, *map(self.placed, _office_faults(parts, hierarchy))]
        route, astray = _route(parts, hierarchy)
        if astray is not None:
            faults.append(self.placed(Fault("addressees", str(astray).rstrip("."))))
        faults += map(self.placed, _route_faults(parts, hierarchy, route))
        if astray is not None and len(faults) == 1:
            raise astray
        if faults or self.directive is None or route is None:
            raise InputFaults(self.subject, sorted(faults, key=line_in_file))
        return self.directive, route

    def placed(self, fault: Fault) -> Fault:
        """A fault of a field with the line on which it stands."""
        if self.line_of is None:
            return fault
        loc = tuple(int(part) if part.isdecimal() else part for part in fault.where.split("."))
        where = f"{shown_name(self.path)} line {self.line_of(loc)}, {fault.where}"
        return replace(fault, where=where)

    def _parts(self, *, dated: bool) -> _Parts:
        if self.directive is not None:
            return _Parts.of(self.directive, dated=dated)
        timed = not (self._is_faulty("issued") or self._is_faulty("observed"))
        return _Parts(
            origin=self._read(OfficeId, "origin"),
            addressees=self._selections("addressees"),
            asks=self._selections("asks", "to"),
            issued=self._read(Moment, "issued") if timed else None,
            observed=self._read(History, "observed") if timed else None,
            dated=dated and timed,
            whole=not self._is_faulty("addressees"),
            answer_days=self._answer_days(),
        )

    def _answer_days(self) -> dict[int, Mapping[str, date]]:
        """The sound ones of the days by which asks want answers."""
        entries = self.data.get("asks")
        count = len(entries) if isinstance(entries, list) else 0
        found = {at: self._read(Day, "asks", at, "answer_by") for at in range(count)}
        return {at: {"answer_by": day} for at, day in found.items() if day is not None}

    def _selections(self, field: str, *inner: str) -> dict[int, Selection]:
        """The sound ones of a list, by their place in it."""
        entries = self.data.get(field)
        count = len(entries) if isinstance(entries, list) else 0
        found = ((index, self._read(Selection, field, index, *inner)) for index in range(count))
        return {index: selection for index, selection in found if selection is not None}

    def _is_faulty(self, *loc: str | int) -> bool:
        """Something in a field is at fault, or what holds the field is."""
        return any(at[: len(loc)] == loc[: len(at)] for at in self.faulty)

    def _read(self, kind: Any, *loc: str | int) -> Any:
        """A field's value; ``None`` where it is missing or at fault, itself or in its place."""
        if self._is_faulty(*loc):
            return None
        value: Any = self.data
        for part in loc:
            value = value.get(part) if isinstance(part, str) else value[part]
        if value is None:
            return None
        with suppress(ValidationError):
            return TypeAdapter(kind).validate_python(value.strip() if type(value) is str else value)
        return None


def read_directive(path: Path) -> DirectiveFile:
    """Read the directive in the YAML file at ``path``, with all its faults.

    Raises:
        InputFaults: The file cannot be read, is no YAML, holds no fields, or is one of offices.
    """
    if path.suffix.lower() == ".csv":
        remedy = "name a directive in YAML, and give a file of offices with --hierarchy"
        raise refused(path, "is a CSV file, which no directive is", remedy)
    data, line_of = read_yaml(path, encodings())
    name = shown_name(path)
    if not isinstance(data, dict):
        fault = Fault(f"{name} line 1", "is no set of fields", "write 'id: ...' and the rest")
        raise InputFaults(shown_path(path), [fault])
    if "offices" in data and not {"origin", "addressees"} & set(data):
        remedy = "name a directive, and give this one with --hierarchy"
        raise refused(path, "is a file of offices, not a directive", remedy)
    enclosed = read_all(data.get("enclosures"), path.parent)
    try:
        directive = Directive.model_validate(data)
    except ValidationError as error:
        faults = faults_of(error, lambda loc: f"{name} line {line_of(loc)}")
        faults = _asked_below(faults, error)
        faulty = tuple(each["loc"] for each in error.errors(include_url=False))
        found = DirectiveFile(path, None, tuple(faults), data, faulty, line_of, enclosed)
    else:
        found = DirectiveFile(path, directive, (), data, (), line_of, enclosed)
    of_files = map(found.placed, (*enclosed.faults, *_filled_in(data.get("enclosures"))))
    return replace(found, faults=(*found.faults, *of_files))


def _filled_in(entries: Any) -> Iterator[Fault]:
    """What wian fills in of an enclosure, and no author writes."""
    for at, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and "kept" in entry:
            what = "kept is filled in by wian"
            yield Fault(f"enclosures.{at}.kept", what, "write the file's path as file: instead")


_OF_AN_ASK = ("answer_by", "answer_by_level")


def _asked_below(faults: Sequence[Fault], error: ValidationError) -> list[Fault]:
    """The faults, where answer days of the whole directive are told where they belong."""
    above = {each["loc"][0] for each in error.errors(include_url=False) if len(each["loc"]) == 1}
    said = {f"{name} is no known field": name for name in _OF_AN_ASK if name in above}
    return [
        replace(
            fault,
            what=f"{said[fault.what]} is no field of a directive",
            remedy="write it under an entry of asks, beside its to and text",
        )
        if fault.what in said
        else fault
        for fault in faults
    ]


def load_directive(path: Path) -> Directive:
    """The directive in the YAML file at ``path``.

    Offices are only names here; whether they exist is for :meth:`DirectiveFile.fitting`.

    Raises:
        InputFaults: The file cannot be read, is no YAML, or is no directive: all faults, each
            with its line.
    """
    found = read_directive(path)
    if found.directive is None or found.faults:
        raise InputFaults(shown_path(path), sorted(found.faults, key=line_in_file))
    return found.directive


def unfiled(directive: Directive) -> DirectiveFile:
    """A directive that a program holds, to be checked as one from a file is."""
    enclosed = read_all(directive.enclosures, None)
    return DirectiveFile(Path(directive.id), directive, enclosed.faults, {}, (), None, enclosed)


def line_in_file(fault: Fault) -> int:
    """The line in where a fault stands, for their order: that of the file."""
    _, _, line = fault.where.rpartition(" line ")
    number = line.partition(",")[0]
    return int(number) if number.isdecimal() else 0


def directive_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a directive's file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Directive.model_json_schema(by_alias=True),
        "title": "wian directive",
    }


@dataclass(frozen=True, slots=True)
class _Parts:
    """What of a directive is sound enough to be held against a hierarchy.

    Attributes:
        origin: The office that decides; ``None`` where that is at fault.
        addressees: Selections of them, by their place.
        asks: Whom each ask is for, by its place.
        issued: When the origin issues.
        observed: Its history.
        dated: ``issued`` and ``observed`` are sound, and must say when it is issued.
        whole: ``addressees`` has all of them.
        answer_days: By when answers are wanted, by the place of the ask, and the field.
        gathered: Offices between gather the answers.
    """

    origin: str | None
    addressees: Mapping[int, Selection]
    asks: Mapping[int, Selection]
    issued: date | None
    observed: History | None
    dated: bool
    whole: bool = True
    answer_days: Mapping[int, Mapping[str, date]] = field(default_factory=dict)
    gathered: bool = False

    @property
    def first_issue(self) -> date | None:
        """When the origin issues, as far as its file says."""
        letters = self.observed.letters if self.observed else ()
        seen = (letter.issued for letter in letters if letter.office == self.origin)
        return self.issued or next(seen, None)

    @classmethod
    def of(cls, directive: Directive, *, dated: bool) -> _Parts:
        asks = {index: ask.to for index, ask in enumerate(directive.asks)}
        addressees = dict(enumerate(directive.addressees))
        days = {index: ask.answer_days for index, ask in enumerate(directive.asks)}
        return cls(
            directive.origin,
            addressees,
            asks,
            directive.issued,
            directive.observed,
            dated,
            answer_days=days,
            gathered=directive.answer is not None,
        )


def _route(parts: _Parts, hierarchy: Hierarchy) -> tuple[Route | None, WianError | None]:
    """The whole route where it can be known, or why an addressee is not reached."""
    if parts.origin is None or not parts.whole or any(_office_faults(parts, hierarchy)):
        return None, None
    try:
        return plan_route(hierarchy, parts.origin, tuple(parts.addressees.values())), None
    except WianError as error:
        return None, error


def _office_faults(parts: _Parts, hierarchy: Hierarchy) -> Iterator[Fault]:
    if parts.origin is not None and parts.origin not in hierarchy.graph:
        what = f"there is no office {shown(parts.origin)}"
        yield Fault("origin", what, hierarchy.meant(parts.origin))
    for index, selection in parts.addressees.items():
        yield from selection_faults(hierarchy, selection, _field("addressees", index))


def _field(*at: str | int) -> Callable[[Loc], str]:
    return lambda loc: ".".join(map(str, (*at, *loc)))


def _route_faults(parts: _Parts, hierarchy: Hierarchy, route: Route | None) -> Iterator[Fault]:
    yield from _ask_faults(parts, hierarchy, route)
    yield from _answer_faults(parts, hierarchy, route)
    yield from _uncounted_answers(parts, hierarchy, route)
    yield from _issue_faults(parts)
    if parts.observed is not None:
        yield from history_faults(parts.observed, parts.issued, hierarchy, route)


def _ask_faults(parts: _Parts, hierarchy: Hierarchy, route: Route | None) -> Iterator[Fault]:
    reached = set(route.offices[1:]) if route else set()
    for index, to in parts.asks.items():
        where = _field("asks", index, "to")
        if faults := selection_faults(hierarchy, to, where):
            yield from faults
        elif route and reached.isdisjoint(select(hierarchy, [to])):
            what = "takes only offices that no letter of this directive reaches"
            yield Fault(where(()), what, "widen it, or make them addressees")


def _answer_faults(parts: _Parts, hierarchy: Hierarchy, route: Route | None) -> Iterator[Fault]:
    """Answer days before there is anything to answer, and days of levels that nobody is of."""
    for index, days in parts.answer_days.items():
        where = _field("asks", index)
        if parts.dated and parts.first_issue is not None:
            yield from _early_answers(days, parts.first_issue, where)
        if days.keys() <= {"answer_by"} or route is None or index not in parts.asks:
            continue
        if not _unknown_to(parts, index, hierarchy):
            asked = set(route.offices[1:]).intersection(select(hierarchy, [parts.asks[index]]))
            of = way_up(route, asked).wave_of if parts.gathered else asked
            levels = sorted(set(map(hierarchy.level, of)))
            yield from _level_faults(days, levels, where)


def _uncounted_answers(parts: _Parts, hierarchy: Hierarchy, route: Route | None) -> Iterator[Fault]:
    """Answers that letters would ask of offices on the way: only those of addressees are taken."""
    if route is None:
        return
    for index, days in parts.answer_days.items():
        to = parts.asks.get(index)
        if to is None or to in parts.addressees.values() or _unknown_to(parts, index, hierarchy):
            continue
        passed = set(route.offices[1:]).difference(route.addressees)
        found = map(hierarchy.level, passed.intersection(select(hierarchy, [to])))
        levels = sorted({n for n in found if {"answer_by", f"answer_by_level.{n}"} & days.keys()})
        if levels:
            what = f"wants answers of offices that are no addressees, of level {', '.join(levels)}"
            remedy = f"add 'levels: [{', '.join(levels)}]' to addressees, or leave them out here"
            yield Fault(_field("asks", index, "to")(()), what, remedy)


def _unknown_to(parts: _Parts, index: int, hierarchy: Hierarchy) -> bool:
    """Whom an ask is for cannot be told."""
    return any(selection_faults(hierarchy, parts.asks[index], _field("asks", index, "to")))


def _early_answers(
    days: Mapping[str, date], issued: date, where: Callable[[Loc], str]
) -> Iterator[Fault]:
    first = day_of(issued)
    for name, day in days.items():
        if day < first:
            what = f"{day} is before the directive is issued, which is on {first}"
            yield Fault(where((name,)), what, "write a day that leaves time to answer")


def _level_faults(
    days: Mapping[str, date], levels: Sequence[str], where: Callable[[Loc], str]
) -> Iterator[Fault]:
    for name in days:
        level = name.partition(".")[2]
        if level and level not in levels:
            what = f"{shown(level)} is the level of nobody who is asked"
            yield Fault(where((name,)), what, f"use {' or '.join(levels)}, or leave it out")


def _issue_faults(parts: _Parts) -> Iterator[Fault]:
    observed = parts.observed.letters if parts.observed else ()
    if parts.dated and parts.issued is None and not observed:
        what = "is missing, and no observed letter dates the directive"
        yield Fault("issued", what, "write the date on which the origin issues it")
    for index, letter in enumerate(observed):
        if letter.office == parts.origin and parts.issued not in (None, letter.issued):
            what = f"is {parts.issued}, but the origin's letter was observed on {letter.issued}"
            yield Fault("issued", what, f"leave it out, or correct observed.letters.{index}")
