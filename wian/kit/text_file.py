"""Reads a stranger's text file: bounded, regular, UTF-8, or a fault with the remedy."""

from __future__ import annotations

from pathlib import Path

from wian.kit.errors import Fault, InputFaults

MAX_BYTES = 64 * 1024 * 1024
"""Largest file read; a hierarchy of 100,000 offices takes about 20 MB."""

_SHOWN = 120
_ASCII = 0x80
_THAI_BYTES = range(0xA1, 0xFC)


def read_text(path: Path) -> str:
    """The text of the file at ``path``, without a byte order mark.

    Raises:
        InputFaults: The file is missing, unreadable, no regular file, too large, binary, or not
            in UTF-8.
    """
    return _decoded(path, read_bytes(path))


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


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(path, "is in UTF-16", "save it as UTF-8")
    if b"\x00" in data:
        raise refused(path, "is a binary file", "give a text file in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = " (it looks like Windows-874 or TIS-620)" if looks_thai(data) else ""
        raise refused(path, f"is not in UTF-8{guess}", "save it as UTF-8", line) from None


def looks_thai(data: bytes) -> bool:
    """Whether ``data``, which is not UTF-8, looks like Windows-874 or TIS-620."""
    high = [byte for byte in data[:65536] if byte >= _ASCII]
    thai = sum(byte in _THAI_BYTES for byte in high)
    return thai >= 0.95 * len(high)
