"""Do the texts that a folder has for pages fit the pages: known keys, known placeholders?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

from wian.desk.app import words as desk
from wian.jurisdictions.plain.files.folder import SCREENS
from wian.kit.catalogue import ONE, catalogue
from wian.kit.errors import Fault
from wian.kit.likeness import close_to
from wian.kit.yaml_nodes import read_yaml
from wian.reports import bilingual as reports

_LEVELS = "level."
"""Begins the keys of what a report calls the levels of offices, which are the author's own."""


def screen_faults(folder: Path) -> Iterator[Fault]:
    """Keys that no page asks for, and placeholders that a page gives no value.

    Args:
        folder: A folder that ``read_folder`` finds nothing wrong with.
    """
    for name in SCREENS:
        path = folder / "screens" / name
        if path.exists():
            english = catalogue(desk.ENGLISH if name.startswith("desk") else reports.ENGLISH)
            yield from _faults(path, f"screens/{name}", english)


def _faults(path: Path, name: str, english: Mapping[str, str]) -> Iterator[Fault]:
    own, line_of = read_yaml(path)
    for key, text in own.items():
        where, meant = f"{name} line {line_of((str(key),))}", str(key).removesuffix(ONE)
        usual = english.get(key, english.get(meant))
        if usual is not None:
            yield from _of_placeholders(where, str(key), str(text), usual)
        elif not meant.startswith(_LEVELS):
            yield Fault(where, f"{key} is no key of pages", close_to(str(key), english))


def _of_placeholders(where: str, key: str, text: str, usual: str) -> Iterator[Fault]:
    known = _fields(usual)
    if unknown := sorted(_fields(text) - known):
        fields = ", ".join(f"{{{each}}}" for each in sorted(known)) or "no field"
        yield Fault(where, f"{key} names {{{unknown[0][:20]}}}", f"it has {fields}")


def _fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}
