"""Makes files and folders that only their owner can read.

They hold letters, accounts and the secrets of webhooks. What exists already is left as it is.
"""

from __future__ import annotations

import os
from pathlib import Path

_FILE, _FOLDER = 0o600, 0o700


def opener(path: str, flags: int) -> int:
    """For ``open``: a file that is made is readable for its user only."""
    return os.open(path, flags, _FILE)


def make_file(path: Path) -> None:
    """Make an empty file, unless there is one."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, _FILE))


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing, as the XDG specification wants it.

    https://specifications.freedesktop.org/basedir-spec: made "with permission 0700".
    """
    if not path.parent.exists():
        make_folder(path.parent)
    path.mkdir(mode=_FOLDER, exist_ok=True)
