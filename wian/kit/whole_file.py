"""Writes an exported file in one step: complete or not at all, gzipped if its name says so."""

from __future__ import annotations

import gzip
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TextIO, cast

from wian.kit.errors import WianError
from wian.kit.text_file import shown_path

_LEVEL = 6
_READABLE = 0o666


class UnwritableFile(WianError):
    """A file that cannot be written.

    Args:
        path: The file.
        reason: Why not.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The file {shown_path(path)} cannot be written ({reason}); "
            "name a file in a folder that you may write to."
        )


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside ``path``, which takes its place at the end, and goes where anything fails.

    The folder of ``path`` is made where only that one is missing.

    Raises:
        UnwritableFile: There is no such place, it may not be written to, or the disk is full.
    """
    beside = _beside(path)
    try:
        yield beside
        beside.chmod(_READABLE & ~_umask())
        beside.replace(path)
    except OSError as error:
        raise UnwritableFile(path, (error.strerror or type(error).__name__).lower()) from error
    finally:
        with suppress(OSError):
            beside.unlink()


def _beside(path: Path) -> Path:
    try:
        if path.is_dir():
            raise UnwritableFile(path, "it is a folder")
        path.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    except OSError as error:
        raise UnwritableFile(path, (error.strerror or type(error).__name__).lower()) from error
    except ValueError as error:
        raise UnwritableFile(path, str(error)) from error
    os.close(handle)
    return Path(name)


@contextmanager
def text_file(path: Path) -> Iterator[TextIO]:
    """A text file in UTF-8 that is there once it is whole; gzipped where its name ends in ``.gz``.

    The same text gives the same bytes: a gzipped one bears no name and no time.

    Raises:
        UnwritableFile: As :func:`replacing`.
    """
    with replacing(path) as beside, beside.open("wb") as raw:
        if path.suffix.lower() == ".gz":
            with gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed:
                yield from _texts(cast("IO[bytes]", packed))
        else:
            yield from _texts(raw)


def _texts(raw: IO[bytes]) -> Iterator[TextIO]:
    text = io.TextIOWrapper(raw, encoding="utf-8", newline="\n", write_through=False)
    try:
        yield text
    finally:
        text.flush()
        text.detach()


def _umask() -> int:
    """What the user keeps from others; asking for it means setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
