"""Where the Prefect server is, named or of ``wian up`` on this home, and where the desk."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from wian.kit.markdown import is_web_address
from wian.kit.settings import Settings

DESK = "WIAN_DESK_BASE_URL"
"""Names the desk's address for browsers."""
_FILE = "address"


def server_url() -> str | None:
    """URL of the Prefect API without a slash at its end; ``None`` where no server is known.

    ``PREFECT_API_URL`` names one; else ``wian up`` has written that of its own into the home.
    """
    named = os.environ.get("PREFECT_API_URL", "").strip().rstrip("/")
    return named or left_in(Settings().prefect_home)


def desk_address() -> str | None:
    """The desk's address for browsers without a slash at its end; ``None`` where none is known."""
    named = os.environ.get(DESK, "").strip().rstrip("/")
    return named if is_web_address(named) else None


def left_in(home: Path) -> str | None:
    """The URL that ``wian up`` has left in Prefect's home; its server may have gone since."""
    try:
        return (home / _FILE).read_text(encoding="utf-8").strip() or None
    except OSError:
        return None


def leave_in(home: Path, url: str) -> None:
    """Leave a URL in Prefect's home, for the other commands of this installation."""
    (home / _FILE).write_text(url + "\n", encoding="utf-8")


def take_from(home: Path) -> None:
    """Take away what :func:`leave_in` has left."""
    (home / _FILE).unlink(missing_ok=True)


def authorization() -> dict[str, str]:
    """The header that a server protected by an auth string wants."""
    secret = os.environ.get("PREFECT_API_AUTH_STRING", "")
    if not secret:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()}
