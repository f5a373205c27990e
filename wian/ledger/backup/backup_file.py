"""The file of a backup: a new one is whole before it has its name, and none is lost unasked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wian.kit.errors import WianError
from wian.kit.private_files import make_file


class BackupRefused(WianError):
    """A backup cannot be written or restored so; nothing was changed.

    Args:
        what: A clause that says why.
        remedy: A clause that says what to do.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}; {remedy}. Nothing was changed.")


def refuse_overwriting(file: Path, *, replace: bool) -> None:
    """Refuse a place at which something stands, or which is no place for a file.

    Raises:
        BackupRefused: It is.
    """
    if file.is_dir():
        raise BackupRefused(f"{file} is a folder", "name a file in it")
    if not file.parent.is_dir():
        raise BackupRefused(f"There is no folder {file.parent}", "make it, or name another file")
    if file.exists() and not replace:
        raise BackupRefused(f"{file} is there already", "name another file, or say --replace")


def refuse_missing(file: Path) -> None:
    """Refuse a backup that is not there.

    Raises:
        BackupRefused: It is not.
    """
    if not file.is_file():
        raise BackupRefused(f"There is no file {file}", "name one that wian backup wrote")


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """An empty file beside the one that is meant, which takes its place once it is complete.

    Raises:
        BackupRefused: It cannot be written.
    """
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        make_file(part)
        yield part
        _keep(part, file)
    except OSError as error:
        what = f"{file} cannot be written ({error.strerror})"
        raise BackupRefused(what, "name a file in a folder that you may write to") from error
    finally:
        for each in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
            each.unlink(missing_ok=True)


def _keep(part: Path, file: Path) -> None:
    """Give the file its name, so that a power cut leaves the old one or the new one whole."""
    with part.open("rb") as opened:
        os.fsync(opened.fileno())
    part.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
