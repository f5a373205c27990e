"""Loads a hierarchy from a stranger's file: all of it, or every fault in it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hierarchy.graph import Hierarchy
from hierarchy.load.emblem_files import EmblemFiles
from hierarchy.load.entries import checked
from hierarchy.load.file_conventions import Countries, OfficeRules
from hierarchy.load.office_rows import OfficeRows
from hierarchy.load.plain_offices import NotPlain, PlainOffices
from hierarchy.load.yaml_file import FoundOffices, read_hierarchy_file
from wian.kit.errors import InputFaults
from wian.kit.text_file import refused, shown_path


def load_hierarchy(path: Path, known: Countries = Countries()) -> Hierarchy:  # noqa: B008 - frozen
    """Load a hierarchy from ``.yaml``, ``.yml`` or ``.csv``.

    Args:
        path: A YAML file as ``hierarchy_schema`` describes it, or a CSV file with the columns
            id, name, level, kind, parent and any other field of an office.
        known: The jurisdictions that the file may name, and the headings of their columns.

    Raises:
        InputFaults: All that is wrong with it, with file and line.
    """
    kind = path.suffix.lower()
    if kind == ".csv":
        return _csv_hierarchy(path, known)
    if kind not in {".yaml", ".yml"}:
        raise refused(path, "is neither .yaml, .yml nor .csv", "give a file of these kinds")
    return _yaml_hierarchy(path, known)


def _csv_hierarchy(path: Path, known: Countries) -> Hierarchy:
    rules, subject = known.rules_of(None), shown_path(path)
    with suppress(NotPlain):
        offices = PlainOffices({}, rules, EmblemFiles(path.parent))
        offices.add_rows(OfficeRows(path, known))
        return offices.hierarchy(subject, ())
    rows = OfficeRows(path, known)
    result = checked(rows.entries(), {}, rules, EmblemFiles(path.parent))
    result.faults[:0] = rows.faults
    return result.hierarchy(subject, ())


def _yaml_hierarchy(path: Path, known: Countries) -> Hierarchy:
    found = read_hierarchy_file(path, known)
    head, rules = found.head, found.rules
    with suppress(NotPlain, InputFaults):
        return _plain(found, rules, path.parent).hierarchy(
            head.name, head.remarks, head.jurisdiction
        )
    result = checked(found.all_entries(), head.defaults, rules, EmblemFiles(path.parent))
    result.faults[:0] = found.faults
    return result.hierarchy(head.name, head.remarks, head.jurisdiction)


def _plain(found: FoundOffices, rules: OfficeRules, folder: Path) -> PlainOffices:
    """The offices of a YAML file and of those that it includes, where none may have a fault."""
    if found.faults:
        raise NotPlain
    offices = PlainOffices(found.head.defaults, rules, EmblemFiles(folder))
    for entry in found.entries:
        offices.add(entry)
    for rows in found.included:
        offices.add_rows(rows)
    return offices
