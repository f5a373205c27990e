"""What does a folder of a user's files define? Rules, words, templates; or all its faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from wian.jurisdictions.plain.definition import Definition
from wian.jurisdictions.plain.files.typst_imports import import_faults
from wian.jurisdictions.plain.rules import CalendarRules, Identity
from wian.jurisdictions.plain.words import word_faults
from wian.jurisdictions.plain.working_days import closed_days
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import Loc, faults_of, shown
from wian.kit.text_file import read_bytes, read_text, refused, shown_path
from wian.kit.yaml_nodes import read_yaml

HEAD, CALENDAR, WORDS = "jurisdiction.yaml", "calendar.yaml", "words.yaml"
FIGURES = ("delays.yaml", "targets.yaml")
OFFICES = ("offices.yaml", "offices.yml", "offices.csv")
SCREENS = ("desk.yaml", "desk.en.yaml", "reports.yaml")
MOST_TEMPLATES = 100
MOST_BYTES = 2**20
"""Of one file of the folder; its offices aside, which are read as any file of offices."""
_TEMPLATE = re.compile(r"[a-z][a-z0-9_-]{0,40}(\.[a-z]{2,5})?\.(j2|typ|css|js)")
_M = TypeVar("_M", bound=BaseModel)


class NoFolder(InputFaults):
    """A path at which no jurisdiction lies.

    Args:
        path: The path.
    """

    def __init__(self, path: Path) -> None:
        what = f"has no {HEAD}, and is no folder of a jurisdiction"
        remedy = "make one with wian jurisdiction new"
        super().__init__(shown_path(path), [Fault(shown_path(path), what, remedy)])


@dataclass
class _Reader:
    """Reads the files of a folder, gathering faults.

    Attributes:
        folder: The folder.
        faults: All faults so far.
        files: Path in the folder -> content, of files that are kept as they are.
    """

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def values(self, name: str) -> tuple[Any, Callable[[Loc], str]]:
        """What a YAML file holds, and where its fields stand; an empty mapping if there is none."""
        path = self.folder / name
        if not path.exists() and not path.is_symlink():
            return {}, lambda _: name
        try:
            self._require_own(path)
            read_bytes(path, MOST_BYTES)
            data, line_of = read_yaml(path)
        except InputFaults as error:
            self.faults += error.faults
            return {}, lambda _: name
        return data, lambda loc: f"{name} line {line_of(loc)}"

    def model(self, kind: type[_M], name: str) -> _M | None:
        """A file's rules; ``None``, and their faults, where they are none."""
        before = len(self.faults)
        data, where = self.values(name)
        if len(self.faults) > before:
            return None
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            self.faults += faults_of(error, where)
            return None

    def keep(self, name: str) -> None:
        """Keep a text file as it is, where it is there."""
        path = self.folder / name
        if not path.exists() and not path.is_symlink():
            return
        try:
            self._require_own(path)
            read_bytes(path, MOST_BYTES)
            self.files[name] = read_text(path)
        except InputFaults as error:
            self.faults += error.faults

    def words(self) -> None:
        """Keep the words of letters, checked."""
        before = len(self.faults)
        data, where = self.values(WORDS)
        self.faults += [Fault(where(loc), what, fix) for loc, what, fix in word_faults(data)]
        if len(self.faults) == before:
            self.keep(WORDS)

    def screens(self) -> None:
        """Keep the catalogues of pages: flat texts, whose fields are plain names."""
        for name in SCREENS:
            path = f"screens/{name}"
            before = len(self.faults)
            data, where = self.values(path)
            self.faults += _screen_faults(data, where)
            if len(self.faults) > before:
                continue
            self.keep(path)
            for key, text in (yaml.safe_load(self.files.get(path, "{}")) or {}).items():
                if not isinstance(
                    text, str
                ):  # as pages read it: no, 12 and 2026-01-01 are no texts
                    self.faults.append(
                        Fault(where((str(key),)), f"{key} is read as no text", "put it in quotes")
                    )

    def templates(self) -> None:
        """Keep the templates."""
        names = sorted(each.name for each in _listed(self.folder / "templates"))
        if len(names) > MOST_TEMPLATES:
            what = f"holds {len(names):,} files"
            self.faults.append(Fault("templates", what, f"leave at most {MOST_TEMPLATES} there"))
            return
        for name in names:
            path = f"templates/{name}"
            if not _TEMPLATE.fullmatch(name):
                what = f"{shown(name)} is no name of a template"
                self.faults.append(Fault(path, what, "call it as plain calls its own"))
                continue
            self.keep(path)
            if name.endswith(".typ") and path in self.files:
                self.faults += import_faults(path, self.files[path])

    def _require_own(self, path: Path) -> None:
        """Refuse a link that leads out of the folder."""
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise refused(path, "leads out of the folder", "put the file itself there")


def is_folder(path: Path) -> bool:
    """Whether a path is that of a jurisdiction's folder."""
    try:
        return path.is_dir() and (path / HEAD).exists()
    except (OSError, ValueError):
        return False


def read_folder(folder: Path) -> Definition:
    """The definition that a folder holds.

    Args:
        folder: The folder, as ``wian jurisdiction new`` makes it.

    Raises:
        InputFaults: It is none, or all that is wrong with its files.
    """
    if not is_folder(folder):
        raise NoFolder(folder)
    reader = _Reader(folder)
    identity = reader.model(Identity, HEAD)
    calendar = reader.model(CalendarRules, CALENDAR)
    reader.words()
    reader.screens()
    reader.templates()
    for name in FIGURES:
        reader.keep(name)
    if reader.faults or identity is None or calendar is None:
        raise InputFaults(shown_path(folder), reader.faults)
    closed = closed_days(calendar, identity.language)
    return Definition(identity, calendar, closed, reader.files)


def offices_file(folder: Path) -> Path | None:
    """The file of a folder's own offices; ``None`` where it has none."""
    return next((folder / name for name in OFFICES if (folder / name).is_file()), None)


def unread_files(folder: Path) -> list[str]:
    """Files that nothing reads, such as one whose name is misspelt; notes and tables aside."""
    known = {HEAD, CALENDAR, WORDS, *FIGURES, *OFFICES, "directive.yaml"}
    inside = [each for name in ("templates", "screens") for each in _listed(folder / name)]
    return sorted(
        str(path.relative_to(folder))
        for path in (*_listed(folder), *inside)
        if not path.is_dir()
        and path.suffix not in {".md", ".csv"}
        and not _is_read(path.relative_to(folder), known)
    )


def _is_read(path: Path, known: set[str]) -> bool:
    if path.parent.name == "templates":
        return True
    if path.parent.name == "screens":
        return path.name in SCREENS
    return path.name in known


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir()) if folder.is_dir() else []
    except OSError:
        return []


def _screen_faults(data: Any, where: Callable[[Loc], str]) -> Iterator[Fault]:
    if not isinstance(data, Mapping):
        yield Fault(where(()), "is no list of keys with texts", "write key: text")
        return
    for key, text in data.items():
        at = where((str(key),))
        if isinstance(text, Mapping | list) or text is None:
            yield Fault(at, f"{key} is {shown(text)}", "write a text")
        elif odd := re.search(r"\{(?![a-z_]+(?::,)?\})[^}]*\}?|(?<!\{)\}(?<![\w,]\})", str(text)):
            yield Fault(at, f"{key} holds {shown(odd[0])}", "name a field as English does: {count}")
