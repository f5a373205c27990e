"""The key that signs the desk's sessions and the links in e-mails, kept in the home."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from wian.kit.errors import WianError
from wian.kit.private_files import make_folder
from wian.kit.secret_strength import weakness_of

SECRET = "WIAN_DESK_SECRET"  # noqa: S105 - the variable that holds one
"""Names the key where it is not kept in the home."""


class UnusableKey(WianError):
    """The file of the key cannot be used.

    Args:
        path: Where it is.
        what: A clause that says what is wrong.
        remedy: A clause that says what to do.
    """

    def __init__(self, path: Path, what: str, remedy: str) -> None:
        super().__init__(f"The desk's key {path} {what}; {remedy}.")


def desk_key(given: str, home: Path) -> str:
    """The key: as given, else from ``desk.key`` in ``home``, made where missing.

    Several processes that start at once get the same one.

    Args:
        given: The key that the settings name; empty where they name none.
        home: The installation's folder.

    Raises:
        UnusableKey: The file cannot be made or read, others may read it, or it is too short.
    """
    if given:
        return given
    path = home.expanduser() / "desk.key"
    try:
        if not path.exists():
            _make(path)
        return _read(path)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise UnusableKey(path, f"cannot be used ({reason})", "check the folder's rights") from None


def _make(path: Path) -> None:
    """Write a whole new key beside, and give it the name unless another process was first."""
    make_folder(path.parent)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink()


def _read(path: Path) -> str:
    if path.stat().st_mode & 0o077:
        raise UnusableKey(path, "may be read by others", f"run chmod 600 {path}")
    key = path.read_text(errors="replace").strip()
    if weakness := weakness_of(key):
        raise UnusableKey(path, weakness, "delete it; a new one is made")
    return key
