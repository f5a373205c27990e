"""A file that travels with a directive, an answer or a return: how is it read and known?"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from wian.kit.errors import Fault
from wian.kit.pydantic_faults import shown
from wian.kit.text import ShortText
from wian.letters.file_kind import MIB, NotEnclosable, file_kind

LARGEST = 20 * MIB
"""Bytes that one file may have: what mail and slow lines of small offices still carry."""
LARGEST_TOGETHER = 50 * MIB
"""Bytes that all files of a directive may have together."""
_LONGEST_NAME = 240
"""Bytes of a name: what folders hold, with some digits of the digest before it."""


_MISSING, _FROM_FOLDER = "file_missing", "write its path from the directive's folder"


class KeptFile(BaseModel):
    """What a directive or an act says of a file that the ledger keeps.

    Attributes:
        name: Its name.
        media_type: Its kind by its content, as an Internet media type.
        size: How many bytes it has.
        sha256: Digest of its bytes, under which it is kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ShortText
    media_type: ShortText
    size: Annotated[int, Field(ge=1)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True)
class EnclosedFile:
    """A file and its content, before the ledger keeps it.

    Attributes:
        kept: What the directive or the act will say of it.
        content: The file, byte for byte.
    """

    kept: KeptFile
    content: bytes


def read_enclosed(path: Path) -> EnclosedFile:
    """The file at ``path``, once it is one that may travel: its kind follows from its content.

    Raises:
        NotEnclosable: It is missing, no regular file, empty, too large, of another kind, of
            another kind than its name says, or carries macros; or its name is no plain text.
    """
    return enclosed(path.name, _bounded(path, _plain_name(path.name)))


def enclosed(name: str, content: bytes) -> EnclosedFile:
    """A file that came with its name, once it is one that may travel.

    Args:
        name: Its name, without folders.
        content: The file.

    Raises:
        NotEnclosable: As for :func:`read_enclosed`.
    """
    name = _plain_name(name)
    if not content:
        remedy = "name the file that is meant"
        raise NotEnclosable(f"{shown(name)} is empty", remedy, "file_nothing")
    if len(content) > LARGEST:
        most = LARGEST // MIB
        what = f"{shown(name)} has more than {most} MiB"
        remedy = "make it smaller, or publish it and name its address in details"
        raise NotEnclosable(what, remedy, "file_heavy", most=most)
    kind = file_kind(content, name)
    digest = sha256(content).hexdigest()
    kept = KeptFile(name=name, media_type=kind.media_type, size=len(content), sha256=digest)
    return EnclosedFile(kept, content)


def _plain_name(name: str) -> str:
    """A name that every reader and every folder can hold.

    Raises:
        NotEnclosable: It is no plain line of text, or too long.
    """
    remedy = "rename it"
    try:
        plain = TypeAdapter(ShortText).validate_python(name)
    except ValidationError:
        what = f"{shown(name)} has a name that is no plain text"
        raise NotEnclosable(what, remedy, "file_name") from None
    if len(plain.encode()) > _LONGEST_NAME:
        what = f"{shown(name)} has a name that is too long"
        raise NotEnclosable(what, remedy, "file_name_long")
    return plain


def _bounded(path: Path, name: str) -> bytes:
    """The bytes of a regular file, one more than are taken at most."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NotEnclosable(f"{shown(name)} is no regular file", "name a file")
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except (OSError, ValueError):
        raise NotEnclosable(
            f"{shown(name)} is not there, or may not be read",
            "correct its path",
            _MISSING,
        ) from None


@dataclass(frozen=True, slots=True)
class EnclosedFiles:
    """The files that a directive names, read once.

    Attributes:
        by_enclosure: By the enclosure's place in the directive.
        faults: What is wrong with those that cannot travel.
    """

    by_enclosure: Mapping[int, EnclosedFile]
    faults: tuple[Fault, ...]


def read_all(entries: Any, folder: Path | None) -> EnclosedFiles:
    """Read the files that the entries of ``enclosures`` name.

    Args:
        entries: What stands under ``enclosures``, sound or not.
        folder: The directive's folder, out of which no path leads; ``None``: a program names
            them, from wherever it runs.
    """
    found: dict[int, EnclosedFile] = {}
    faults: list[Fault] = []
    for at, path in _paths(entries):
        where = f"enclosures.{at}.file"
        try:
            _refuse_outside(path, folder)
            read = read_enclosed(folder / path if folder else Path(path))
        except NotEnclosable as error:
            remedy = error.remedy if error.kind != _MISSING else _FROM_FOLDER
            faults.append(Fault(where, error.what, remedy))
            continue
        total = sum(each.kept.size for each in found.values()) + read.kept.size
        if total > LARGEST_TOGETHER:
            what = f"all files together have more than {LARGEST_TOGETHER // MIB} MiB"
            faults.append(Fault(where, what, "leave some out, or make them smaller"))
            break
        found[at] = read
    return EnclosedFiles(found, tuple(faults))


def _paths(entries: Any) -> Iterator[tuple[int, str]]:
    for at, entry in enumerate(entries if isinstance(entries, list | tuple) else ()):
        path = entry.get("file") if isinstance(entry, Mapping) else getattr(entry, "file", None)
        if isinstance(path, str) and path.strip():
            yield at, path.strip()


def _refuse_outside(path: str, folder: Path | None) -> None:
    """A directive that somebody sent must not take other files of this machine along."""
    if folder is None:
        return
    try:
        inside = (folder / path).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        inside = False
    if not inside:
        raise NotEnclosable(
            f"{shown(path)} lies outside the directive's folder", "copy it into that folder"
        )


def distinct_names(files: Sequence[KeptFile]) -> list[tuple[str, KeptFile]]:
    """Each file once, under a name that no other has: digits of its digest where two share one."""
    found: dict[str, KeptFile] = {}
    for each in files:
        if each.sha256 in {other.sha256 for other in found.values()}:
            continue
        taken = {name.casefold() for name in found}  # as some file systems compare them
        name = each.name if each.name.casefold() not in taken else f"{each.sha256[:12]}-{each.name}"
        found[name] = each
    return list(found.items())


def in_words(file: KeptFile) -> str:
    """A file in one line: its name and size."""
    return f"{file.name} ({max(round(file.size / 1000), 1):,} kB)"
