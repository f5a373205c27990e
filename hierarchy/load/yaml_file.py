"""The hierarchy as a YAML file: its layout, its offices, and the CSV files it includes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from hierarchy.load.entries import OfficeEntry
from hierarchy.load.file_conventions import Countries, NamedCountry, OfficeRules
from hierarchy.load.office_rows import OfficeRows
from hierarchy.office import OFFICE_FIELDS, Slug
from wian.kit.errors import Fault, InputFaults
from wian.kit.likeness import close_to
from wian.kit.pydantic_faults import Loc, faults_of, shown
from wian.kit.text import LongText, ShortText
from wian.kit.text_file import refused, shown_name, shown_path
from wian.kit.yaml_nodes import LineOf, read_yaml

_FIELDS = (*(each for each in OFFICE_FIELDS if each != "id"), "channel")


class HierarchyFile(BaseModel):
    """What stands at the top of a hierarchy file.

    Attributes:
        name: What the hierarchy is called.
        jurisdiction: Id of the jurisdiction whose offices they are, or the path of a folder that
            has one, from the file's own folder: its calendar, clock, wording and usual delays
            apply; where left out, those of the folder's own, or else the default one's.
        settings: What a jurisdiction that takes settings (``plain``) is to be: clock, hours,
            holidays, form of numbers and dates.
        remarks: What its user must know: sources to credit, assumptions.
        defaults: For a kind of office, fields that its offices have where they give none.
        include: CSV files with further offices, in the file's own folder or below it.
        offices: The offices: the fields of ``Office`` and ``parent``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ShortText
    jurisdiction: ShortText | None = None
    settings: dict[str, Any] | None = None
    remarks: tuple[LongText, ...] = ()
    defaults: dict[Slug, dict[str, Any]] = {}
    include: tuple[ShortText, ...] = ()
    offices: tuple[dict[str, Any], ...] = ()


@dataclass(slots=True)
class FoundOffices:
    """What a YAML file and those that it includes hold, before it is checked.

    Attributes:
        head: The top of the file; its jurisdiction is an id.
        rules: What the jurisdiction asks of its offices.
        entries: Its own offices.
        included: The CSV files that it includes.
        faults: Faults so far.
    """

    head: HierarchyFile
    rules: OfficeRules
    entries: list[OfficeEntry]
    included: list[OfficeRows]
    faults: list[Fault]

    def all_entries(self) -> Iterator[OfficeEntry]:
        """The offices of all the files in order; ``faults`` is whole at the end."""
        yield from self.entries
        for rows in self.included:
            try:
                yield from rows.entries()
            except InputFaults as error:
                self.faults += error.faults
            else:
                self.faults += rows.faults


def read_hierarchy_file(path: Path, known: Countries) -> FoundOffices:
    """The head of a YAML file, its entries, its includes, and faults so far.

    Args:
        path: The file.
        known: The jurisdictions that it may name, and the headings of their columns.

    Raises:
        InputFaults: The file cannot be read, or its layout is wrong.
    """
    data, line_of = read_yaml(path, known.encodings)

    def where(loc: Loc) -> str:
        return f"{shown_name(path)} line {line_of(loc)}"

    head = _head(path, data, where)
    entries = [
        _entry(shown_name(path), line_of, index, raw) for index, raw in enumerate(head.offices)
    ]
    faults = [
        Fault(where(("defaults", kind, key)), f"{shown(key)} is no field of an office", remedy)
        for kind, usual in head.defaults.items()
        for key in usual
        if key not in _FIELDS and (remedy := close_to(key, _FIELDS))
    ]
    try:
        country = _country(head, known, path.parent, where)
    except InputFaults as error:
        country = None
        faults += error.faults
    if country is not None:
        head = head.model_copy(update={"jurisdiction": country.id})
    included = []
    for index, name in enumerate(head.include):
        if fault := _include_fault(path.parent, name, where(("include", index))):
            faults.append(fault)
        else:
            included.append(OfficeRows(path.parent / name, known))
    rules = country.rules if country else known.rules_of(head.jurisdiction)
    return FoundOffices(head, rules, entries, included, faults)


def _head(path: Path, data: object, where: Callable[[Loc], str]) -> HierarchyFile:
    """What stands at the top of the file; a directive is refused as what it is."""
    if isinstance(data, dict) and {"origin", "addressees"} <= set(data) and "offices" not in data:
        remedy = "name a file of offices; a directive is what wian plan and wian propagate take"
        raise refused(path, "is a directive, not a file of offices", remedy)
    try:
        return HierarchyFile.model_validate(data)
    except ValidationError as error:
        raise InputFaults(shown_path(path), faults_of(error, where)) from None


def _country(
    head: HierarchyFile, known: Countries, folder: Path, where: Callable[[Loc], str]
) -> NamedCountry | None:
    """What the file's jurisdiction means beyond an id; ``None`` where it is a known id or none."""
    name, settings = head.jurisdiction, head.settings
    if settings is None and (name is None or not known.ids or name in known.ids):
        return None
    found = known.named and known.named(name or "", settings, folder, where)
    if found:
        return found
    at = where(("jurisdiction",))
    if settings is not None and name is None:
        what, remedy = "settings stands without jurisdiction", "write jurisdiction: plain above it"
        raise InputFaults("the file", [Fault(where(("settings",)), what, remedy)])
    if settings is not None:
        what = f"the jurisdiction {shown(name)} takes no settings"
        raise InputFaults("the file", [Fault(at, what, "write jurisdiction: plain, or leave them")])
    remedy = f"use one of: {', '.join(known.ids)}"
    if known.named:
        remedy += "; or write the path of a jurisdiction's folder"
    raise InputFaults(
        "the file", [Fault(at, f"the jurisdiction {shown(name)} is not known", remedy)]
    )


def _entry(name: str, line_of: LineOf, index: int, raw: dict[str, Any]) -> OfficeEntry:
    at: Loc = ("offices", index)

    def where(loc: Loc) -> str:
        given = loc and loc[0] in raw
        usual: Loc = ("defaults", str(raw.get("kind")))
        deep = line_of((*usual, *loc)) if loc and not given else 0
        if deep > line_of(usual):
            return f"{name} line {deep}"
        return f"{name} line {line_of((*at, *loc))}"

    def where_parent(position: int) -> str:
        return f"{name} line {line_of((*at, 'parent', position))}"

    own = {key: value for key, value in raw.items() if key != "parent"}
    return OfficeEntry(own, list(_parents(raw.get("parent"))), where, where_parent)


def _parents(raw: Any) -> Iterator[Any]:
    for parent in raw if isinstance(raw, Sequence) and not isinstance(raw, str) else [raw]:
        if parent is not None:
            yield {"parent": parent} if isinstance(parent, str) else parent


def _include_fault(folder: Path, name: str, where: str) -> Fault | None:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        return Fault(where, f"{shown(name)} lies outside this file's folder", "move it in")
    if path.suffix.lower() != ".csv":
        return Fault(where, f"{shown(name)} is no CSV file", "include .csv files only")
    return None
