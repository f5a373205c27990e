"""Where do large hierarchies lie by column, so that no command takes their JSON apart again?

In the folder ``offices`` of the installation's home. What the ledger keeps is the truth: a file
that is missing, damaged or of another version is made from it anew, and anybody may delete them.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hierarchy.graph import Hierarchy
from wian.kit.private_files import make_folder
from wian.kit.settings import Settings
from wian.kit.whole_file import UnwritableFile, replacing

_LARGE = 20_000
"""Smaller hierarchies are read from the ledger in less than a second."""
_MOST = 4
"""Files that are kept: of those that were used last."""


def stored(digest: str) -> Hierarchy | None:
    """The hierarchy of a digest, where it lies there whole.

    Args:
        digest: The hierarchy's.
    """
    path = _folder() / f"{digest}.columns"
    with suppress(OSError), path.open("rb") as source:
        if found := Hierarchy.from_columns(source, digest):
            path.touch()
            return found
    return None


def store(hierarchy: Hierarchy) -> None:
    """Keep a large hierarchy by column; where the home cannot be written to, none is kept."""
    if len(hierarchy.offices) < _LARGE:
        return
    folder = _folder()
    with suppress(OSError, UnwritableFile):
        make_folder(folder)
        with (
            replacing(folder / f"{hierarchy.digest()}.columns") as beside,
            beside.open("wb") as out,
        ):
            out.writelines(hierarchy.column_pieces())
        kept = sorted(folder.glob("*.columns"), key=_used, reverse=True)
        for old in kept[_MOST:]:
            old.unlink()


def _folder() -> Path:
    return Settings().home.expanduser().absolute() / "offices"


def _used(path: Path) -> float:
    """When a file was used last; long ago where another process has just deleted it."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
