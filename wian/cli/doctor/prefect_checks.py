"""Prefect: whether its API answers and lets wian in, and whether its database fits the load."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx

from wian.cli.doctor.diagnosis import Diagnosis, attend, faulty, fine
from wian.cli.doctor.installation import PATIENCE_SECONDS, Installation
from wian.kit.counted import number
from wian.kit.text_file import printable
from wian.ledger.condition import LedgerCondition
from wian.notices.prefect_address import authorization, server_url

_DATABASE = "PREFECT_SERVER_DATABASE_CONNECTION_URL"
_LARGE_BYTES = 2 * 10**9
_MANY_LETTERS = 5_000
"""Letters of thirty days beyond which Prefect's SQLite answers that it is locked."""
_POSTGRESQL = f"Give Prefect a separate PostgreSQL database, named in {_DATABASE}."
_UP = "Nothing is lost meanwhile: the ledger has it. Start wian up, or the unit prefect-api."


def api(found: Installation) -> Iterator[Diagnosis]:
    """Whether the API that is named, or was left by ``wian up``, answers."""
    url = server_url()
    if url is None:
        said = "No Prefect server is named or running. wian propagate runs its steps in its own"
        yield fine(f"{said} process; with --prefect it starts a server.")
        return
    shown = printable(_without_password(url))
    named = bool(found.environ.get("PREFECT_API_URL", "").strip())
    status = _status(f"{url}/health")
    if status != httpx.codes.OK:
        said = f"Prefect's API at {shown} does not answer ({status})."
        yield faulty(said, _UP) if named else attend(said, _UP)
        return
    asked = _status(f"{url}/admin/version")
    if asked in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        what = f"Prefect's API at {shown} refuses this installation's auth string."
        remedy = "Set PREFECT_API_AUTH_STRING to the server's PREFECT_SERVER_API_AUTH_STRING."
        yield faulty(what, remedy)
    else:
        yield fine(f"Prefect's API at {shown} answers.")


def _status(url: str) -> int | str:
    """What a GET is answered with; the kind of error where it is not."""
    try:
        return httpx.get(url, headers=authorization(), timeout=PATIENCE_SECONDS).status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return type(error).__name__


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def database(found: Installation) -> Iterator[Diagnosis]:
    """Whether Prefect's own database is a file where there is much to do, or has grown large."""
    url = found.environ.get(_DATABASE, "")
    if url and not url.startswith("sqlite"):
        yield fine("Prefect's database is on a server.")
        return
    seen = found.ledger if isinstance(found.ledger, LedgerCondition) else None
    if seen and seen.on_server:
        what = "Prefect's database is a SQLite file, while the ledger is on a server."
        yield attend(f"{what} Under load it answers that it is locked.", _POSTGRESQL)
        return
    if seen and seen.live and seen.letters_lately > _MANY_LETTERS:
        what = f"Prefect's database is a SQLite file, with {number(seen.letters_lately)} letters"
        yield attend(
            f"{what} in thirty days: under load it answers that it is locked.", _POSTGRESQL
        )
        return
    file = found.home / "prefect" / "prefect.db"
    if not file.exists():
        yield fine("Prefect has no database yet; it makes a SQLite file, enough for one machine.")
        return
    size = file.stat().st_size
    said = f"Prefect's database is a SQLite file of {number(round(size / 10**6))} MB"
    if size > _LARGE_BYTES:
        remedy = "Stop wian, move the file away (it only shows past runs), and start wian again."
        yield attend(f"{said}, which makes it slow.", remedy)
    else:
        yield fine(f"{said}, which is enough for one machine.")
