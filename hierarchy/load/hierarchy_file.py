"""Loads a hierarchy from a stranger's file: all of it, or every fault in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hierarchy.graph import Hierarchy
from hierarchy.load.csv_file import csv_entries
from hierarchy.load.entries import Checked, OfficeEntry, checked
from hierarchy.load.file_conventions import Countries
from hierarchy.load.yaml_file import HierarchyFile, read_hierarchy_file
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
        return _checked_csv(path, known).hierarchy(shown_path(path), ())
    if kind not in {".yaml", ".yml"}:
        raise refused(path, "is neither .yaml, .yml nor .csv", "give a file of these kinds")
    head, result = _checked_yaml(path, known)
    return result.hierarchy(head.name, head.remarks, head.jurisdiction)


def _checked_csv(path: Path, known: Countries) -> Checked:
    entries, faults = csv_entries(path, known)
    result = checked(_taken_out(entries), {}, known.clock(None))
    result.faults[:0] = faults
    return result


def _checked_yaml(path: Path, known: Countries) -> tuple[HierarchyFile, Checked]:
    head, entries, faults = read_hierarchy_file(path, known)
    result = checked(_taken_out(entries), head.defaults, known.clock(head.jurisdiction))
    result.faults[:0] = faults
    return head, result


def _taken_out(entries: list[OfficeEntry]) -> Iterator[OfficeEntry]:
    """The entries in order, none kept: they are as large as the offices that come of them."""
    entries.reverse()
    while entries:
        yield entries.pop()
