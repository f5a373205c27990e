"""A file that travels with a directive: which kinds are taken, and how one is read and known."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from wian.kit.errors import Fault, WianError
from wian.kit.pydantic_faults import shown
from wian.kit.text import ShortText

LARGEST = 20 * 2**20
"""Bytes that one file may have: what mail and slow lines of small offices still carry."""
LARGEST_TOGETHER = 50 * 2**20
"""Bytes that all files of a directive may have together."""
_MIB = 2**20
_PDF_HEAD = 1024
"""A PDF's mark stands within its first 1,024 bytes (ISO 32000, implementation note 13)."""
_MACROS = "vbaProject.bin"


class KeptFile(BaseModel):
    """What a directive says of a file that the ledger keeps.

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
        kept: What the directive will say of it.
        content: The file, byte for byte.
    """

    kept: KeptFile
    content: bytes


class NotEnclosable(WianError):
    """A file that cannot travel with a directive.

    Args:
        what: What is wrong with it.
        remedy: What to do.
    """

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"The file {what}; {remedy}.")


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:_PDF_HEAD]


def _is_png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n")


def _is_jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff")


def _is_office(part: str) -> Callable[[bytes], bool]:
    """Whether a content is an Office Open XML package (ISO/IEC 29500-2) whose main part is this."""

    def fits(content: bytes) -> bool:
        names = _packed_names(content)
        return "[Content_Types].xml" in names and part in names

    return fits


def _packed_names(content: bytes) -> Sequence[str]:
    """The names in a ZIP archive, none of whose contents is unpacked; empty where it is none."""
    if not content.startswith(b"PK"):
        return ()
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ()


@dataclass(frozen=True, slots=True)
class _Kind:
    media_type: str
    endings: tuple[str, ...]
    fits: Callable[[bytes], bool]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = (
    _Kind("application/pdf", (".pdf",), _is_pdf),
    _Kind(f"{_OFFICE}.wordprocessingml.document", (".docx",), _is_office("word/document.xml")),
    _Kind(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",), _is_office("xl/workbook.xml")),
    _Kind("image/png", (".png",), _is_png),
    _Kind("image/jpeg", (".jpg", ".jpeg"), _is_jpeg),
)
_TAKEN = "PDF, DOCX, XLSX, PNG or JPEG"
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {kind.media_type: kind.endings[0] for kind in _KINDS}
)
"""Media types of the files that are taken, each with its usual ending."""


def read_enclosed(path: Path) -> EnclosedFile:
    """The file at ``path``, once it is one that may travel: its kind follows from its content.

    Raises:
        NotEnclosable: It is missing, no regular file, empty, too large, of another kind, of
            another kind than its name says, or carries macros; or its name is no plain text.
    """
    try:
        name = TypeAdapter(ShortText).validate_python(path.name)
    except ValidationError:
        raise NotEnclosable(
            f"{shown(path.name)} has a name that is no plain text", "rename it"
        ) from None
    content = _bounded(path, name)
    kind = _kind(content, name)
    digest = sha256(content).hexdigest()
    kept = KeptFile(name=name, media_type=kind.media_type, size=len(content), sha256=digest)
    return EnclosedFile(kept, content)


def _bounded(path: Path, name: str) -> bytes:
    """The bytes of a regular file of a bearable size."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NotEnclosable(f"{shown(name)} is no regular file", "name a file")
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except (OSError, ValueError):
        raise NotEnclosable(
            f"{shown(name)} is not there, or may not be read",
            "write its path from the directive's folder",
        ) from None
    if not content:
        raise NotEnclosable(f"{shown(name)} is empty", "name the file that is meant")
    if len(content) > LARGEST:
        raise NotEnclosable(
            f"{shown(name)} has more than {LARGEST // _MIB} MiB",
            "make it smaller, or publish it and name its address in details",
        )
    return content


def _kind(content: bytes, name: str) -> _Kind:
    kind = next((each for each in _KINDS if each.fits(content)), None)
    if kind is None:
        raise NotEnclosable(f"{shown(name)} is no {_TAKEN}", "save it as one of these")
    if not name.lower().endswith(kind.endings):
        raise NotEnclosable(
            f"{shown(name)} has the content of a {kind.endings[0]} file",
            f"rename it to end in {kind.endings[0]}",
        )
    if any(each.endswith(_MACROS) for each in _packed_names(content)):
        raise NotEnclosable(f"{shown(name)} carries macros", "save it without them")
    return kind


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
            faults.append(Fault(where, error.what, error.remedy))
            continue
        total = sum(each.kept.size for each in found.values()) + read.kept.size
        if total > LARGEST_TOGETHER:
            what = f"all files together have more than {LARGEST_TOGETHER // _MIB} MiB"
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
