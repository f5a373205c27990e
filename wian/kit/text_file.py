"""Reads a stranger's text file: bounded, regular, UTF-8, or a fault with the remedy."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from wian.kit.errors import Fault, InputFaults

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read whole; tables of offices are read row by row, and may be larger."""

_PIECE = 2**20
_SHOWN = 120
_ASCII = 0x80
_LIKELY = 0.95
"""Share of a file's bytes above ASCII by which an older encoding is recognised."""


@dataclass(frozen=True, slots=True)
class OldEncoding:
    """An encoding of one script that files had before UTF-8.

    Attributes:
        codec: Python's name of it.
        names: What people call it, the usual name first.
        letters: The bytes that are letters and signs of the script.
    """

    codec: str
    names: tuple[str, ...]
    letters: range

    def fits(self, data: bytes) -> bool:
        """Whether ``data``, which is not UTF-8, looks like it."""
        high = [byte for byte in data[:65536] if byte >= _ASCII]
        return sum(byte in self.letters for byte in high) >= _LIKELY * len(high)


def read_text(path: Path, old: Sequence[OldEncoding] = ()) -> str:
    """The text of the file at ``path``, without a byte order mark.

    Args:
        path: The file.
        old: Encodings that the refusal of another file names, where the file looks like one.

    Raises:
        InputFaults: The file is missing, unreadable, no regular file, too large, binary, or not
            in UTF-8.
    """
    return _decoded(path, read_bytes(path), old)


@contextmanager
def open_text(path: Path, old: Sequence[OldEncoding], most: int) -> Iterator[TextIO]:
    """The text of a file as a stream, once the whole file is found to be text.

    Args:
        path: The file.
        old: Encodings that the refusal of another file names, where the file looks like one.
        most: Most bytes that it may have.

    Raises:
        InputFaults: As ``read_text``.
    """
    with _told(path):
        _require_file(path)
        with path.open("rb") as raw:
            _require_text(path, raw, old, most)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield stream


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """The content of the file at ``path``.

    Raises:
        InputFaults: The file is missing, unreadable, no regular file, or has more than ``most``
            bytes.
    """
    with _told(path):
        _require_file(path)
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    if len(data) > most:
        raise refused(path, f"is larger than {most // 2**20} MB", "split it or shorten it")
    return data


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what the system says of a file into a refusal of it."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise refused(path, f"cannot be read: {reason}", "check the path and its rights") from None
    except UnicodeDecodeError:
        raise refused(path, "is not in UTF-8", "save it as UTF-8") from None
    except ValueError:
        raise refused(path, "is no usable path", "write the path of a file") from None


def refused(
    path: Path,
    what: str,
    remedy: str = "",
    line: int | None = None,
    *,
    kind: str = "",
    **values: object,
) -> InputFaults:
    """The refusal of the file at ``path`` for one reason."""
    where = shown_name(path) if line is None else f"{shown_name(path)} line {line}"
    return InputFaults(shown_path(path), [Fault(where, what, remedy, kind, values)])


def shown_name(path: Path) -> str:
    """The file's name for a message, shortened from the left."""
    return shown_path(Path(path.name))


def shown_path(path: Path) -> str:
    """``path`` for a message, shortened from the left."""
    text = printable(str(path))
    return text if len(text) <= _SHOWN else f"…{text[1 - _SHOWN :]}"


def printable(text: str) -> str:
    """``text`` with what a terminal cannot show (controls, lone surrogates) escaped."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def _require_file(path: Path) -> None:
    if not path.exists():
        raise refused(path, "does not exist", "check the path")
    if not path.is_file():
        raise refused(path, "is not a file", "give the path of a file")


def decoded(data: bytes, old: Sequence[OldEncoding]) -> tuple[str, OldEncoding | None]:
    """The text of ``data``: UTF-8, else the first of ``old`` that it looks like.

    Returns:
        The text, and the older encoding that it is in; ``None`` where it is in UTF-8.

    Raises:
        UnicodeDecodeError: It is in none of them.
    """
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        fault = error
    for encoding in old:
        if encoding.fits(data):
            try:
                return data.decode(encoding.codec), encoding
            except UnicodeDecodeError as error:
                fault = error
    raise fault


def in_none_of(old: Sequence[OldEncoding]) -> str:
    """What is wrong with a file in no encoding that is read: a clause."""
    if not old:
        return "is not in UTF-8"
    return f"is neither in UTF-8 nor in {' or '.join(each.names[0] for each in old)}"


def _decoded(path: Path, data: bytes, old: Sequence[OldEncoding]) -> str:
    _refuse_no_text(path, data, first=True)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _not_in_utf8(path, line, data, old) from None


def _require_text(path: Path, raw: BinaryIO, old: Sequence[OldEncoding], most: int) -> None:
    """Refuse a file, read in pieces, that is too large or not all text in UTF-8."""
    decoder, begin, size, lines = getincrementaldecoder("utf-8")(), b"", 0, 1
    wrong: int | None = None
    while piece := raw.read(_PIECE):
        _refuse_no_text(path, piece, first=not begin)
        begin, size = begin or piece, size + len(piece)
        if size > most:
            raise refused(path, f"is larger than {most // 2**20:,} MB", "shorten it")
        if wrong is None:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                wrong = lines + error.object.count(b"\n", 0, error.start)
            lines += piece.count(b"\n")
    if wrong is None and decoder.getstate()[0]:
        wrong = lines
    if wrong is not None:
        raise _not_in_utf8(path, wrong, begin, old)


def _refuse_no_text(path: Path, data: bytes, *, first: bool) -> None:
    if first and data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(path, "is in UTF-16", "save it as UTF-8")
    if b"\x00" in data:
        raise refused(path, "is a binary file", "give a text file in UTF-8")


def _not_in_utf8(path: Path, line: int, begin: bytes, old: Sequence[OldEncoding]) -> InputFaults:
    likely = next((" or ".join(each.names) for each in old if each.fits(begin)), "")
    guess = f" (it looks like {likely})" if likely else ""
    return refused(path, f"is not in UTF-8{guess}", "save it as UTF-8", line)
