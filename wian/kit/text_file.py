"""Reads a stranger's text file: bounded, regular, UTF-8, or a fault with the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wian.kit.errors import Fault, InputFaults

MAX_BYTES = 64 * 1024 * 1024
"""Largest file read; a hierarchy of 100,000 offices takes about 20 MB."""

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


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """The content of the file at ``path``.

    Raises:
        InputFaults: The file is missing, unreadable, no regular file, or has more than ``most``
            bytes.
    """
    try:
        return _read_bytes(path, most)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise refused(path, f"cannot be read: {reason}", "check the path and its rights") from None
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


def _read_bytes(path: Path, most: int) -> bytes:
    if not path.exists():
        raise refused(path, "does not exist", "check the path")
    if not path.is_file():
        raise refused(path, "is not a file", "give the path of a file")
    with path.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise refused(path, f"is larger than {most // 2**20} MB", "split it or shorten it")
    return data


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
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(path, "is in UTF-16", "save it as UTF-8")
    if b"\x00" in data:
        raise refused(path, "is a binary file", "give a text file in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        likely = next((" or ".join(each.names) for each in old if each.fits(data)), "")
        guess = f" (it looks like {likely})" if likely else ""
        raise refused(path, f"is not in UTF-8{guess}", "save it as UTF-8", line) from None
