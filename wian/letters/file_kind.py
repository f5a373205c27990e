"""Which kinds of files may travel, and of which kind is one by its content?"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType

from wian.kit.errors import WianError
from wian.kit.pydantic_faults import shown

MIB = 2**20
LARGEST_UNPACKED = 200 * MIB
"""Bytes that the parts of a DOCX or XLSX may have together: the largest workbooks of offices stay
below, and what unpacks to more is meant to fill a machine."""
MOST_PARTS = 5_000
"""Parts that a DOCX or XLSX may have: one per picture and sheet."""
_PDF_HEAD = 1024
"""A PDF's mark stands within its first 1,024 bytes (ISO 32000, implementation note 13)."""
_MACROS = "vbaProject.bin"
_ENTRY = b"PK\x01\x02"
"""What every entry of a ZIP directory begins with (APPNOTE 4.3.12)."""
_PACKED_AS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How the parts of an Office document may be packed (ISO/IEC 29500-2, annex B)."""
_ENCRYPTED = 0x1
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
)
"""What comes of an archive that is cut off, or was made to mislead."""


class NotEnclosable(WianError):
    """A file that cannot travel with a letter.

    Args:
        what: What is wrong with it.
        remedy: What to do.
        kind: Which fault it is, for whoever says it in words of their own.
        values: What those words name besides the file's ``name``.
    """

    def __init__(self, what: str, remedy: str, kind: str = "", **values: object) -> None:
        self.what, self.remedy, self.kind, self.values = what, remedy, kind, values
        super().__init__(f"The file {what}; {remedy}.")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken.

    Attributes:
        media_type: Its Internet media type.
        endings: How names of such files end, the usual one first.
        fits: Whether a content is of this kind.
    """

    media_type: str
    endings: tuple[str, ...]
    fits: Callable[[bytes], bool]


def _begins(mark: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(mark)


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:_PDF_HEAD]


def _is_office(part: str) -> Callable[[bytes], bool]:
    """Whether a content is an Office Open XML package (ISO/IEC 29500-2) whose main part is this."""

    def fits(content: bytes) -> bool:
        names = _packed_names(content)
        return "[Content_Types].xml" in names and part in names

    return fits


def _packed_names(content: bytes) -> Sequence[str]:
    """The names in a ZIP archive, none of whose contents is unpacked; empty where it is none."""
    if not content.startswith(b"PK") or content.count(_ENTRY) > MOST_PARTS:
        return ()
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return packed.namelist()
    except _UNREADABLE:
        return ()


_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = (
    FileKind("application/pdf", (".pdf",), _is_pdf),
    FileKind(f"{_OFFICE}.wordprocessingml.document", (".docx",), _is_office("word/document.xml")),
    FileKind(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",), _is_office("xl/workbook.xml")),
    FileKind("image/png", (".png",), _begins(b"\x89PNG\r\n\x1a\n")),
    FileKind("image/jpeg", (".jpg", ".jpeg"), _begins(b"\xff\xd8\xff")),
)
TAKEN = "PDF, DOCX, XLSX, PNG or JPEG"
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {kind.media_type: kind.endings[0] for kind in _KINDS}
)
"""Media types of the files that are taken, each with its usual ending."""
ENDINGS = tuple(ending for kind in _KINDS for ending in kind.endings)
"""How the names of such files end."""


def file_kind(content: bytes, name: str) -> FileKind:
    """Of which kind a file is, once it may travel.

    Args:
        content: The file.
        name: Its name, a plain line of text.

    Raises:
        NotEnclosable: It is of another kind than those that are taken, or than its name says, is
            damaged, would unpack to more than a machine bears, or carries macros.
    """
    kind = next((each for each in _KINDS if each.fits(content)), None)
    if kind is None:
        remedy = "save it as one of these"
        raise NotEnclosable(f"{shown(name)} is no {TAKEN}", remedy, "file_kind", taken=TAKEN)
    if not name.lower().endswith(kind.endings):
        usual = kind.endings[0]
        what = f"{shown(name)} has the content of a {usual} file"
        raise NotEnclosable(what, f"rename it to end in {usual}", "file_ending", ending=usual)
    if kind.media_type.startswith(_OFFICE):
        _refuse_package(content, name)
    return kind


def _refuse_package(content: bytes, name: str) -> None:
    """Refuse an Office document that carries macros, is damaged, or is a bomb.

    What its directory says of sizes may be a lie, so that every part is unpacked, piece by piece,
    and thrown away; a part that is longer than it says fails its checksum.
    """
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = packed.infolist()
        if any(each.filename.endswith(_MACROS) for each in parts):
            remedy = "save it without them"
            raise NotEnclosable(f"{shown(name)} carries macros", remedy, "file_macros")
        if sum(each.file_size for each in parts) > LARGEST_UNPACKED:
            what = f"{shown(name)} would unpack to more than {LARGEST_UNPACKED // MIB} MiB"
            most = LARGEST_UNPACKED // MIB
            raise NotEnclosable(what, "make it smaller", "file_bomb", most=most)
        if not all(_whole(packed, each) for each in parts):
            remedy = "open it, and save it again"
            raise NotEnclosable(f"{shown(name)} is damaged", remedy, "file_damaged")


def _whole(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part can be unpacked, and has the size and checksum that the directory names."""
    if part.compress_type not in _PACKED_AS or part.flag_bits & _ENCRYPTED:
        return False
    try:
        with packed.open(part) as opened:
            while opened.read(MIB):
                pass
    except _UNREADABLE:
        return False
    return True
