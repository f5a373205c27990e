"""Secrets of an installation: missing, weak, or copied from an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from wian.cli.doctor.diagnosis import Diagnosis, attend, faulty, fine
from wian.cli.doctor.installation import Installation
from wian.kit.secret_strength import MAKE_ONE, is_example, weakness_of
from wian.kit.text_file import printable

_SHORTEST_PASSWORD = 16
_URLS = (
    "WIAN_DATABASE_URL",
    "WIAN_DESK_LIMIT_STORAGE",
    "PREFECT_SERVER_DATABASE_CONNECTION_URL",
    "PREFECT_SERVER_DOCKET_URL",
)
_AUTH, _SERVER_AUTH = "PREFECT_API_AUTH_STRING", "PREFECT_SERVER_API_AUTH_STRING"
_STRINGS = (_AUTH, _SERVER_AUTH, "PREFECT_REDIS_MESSAGING_PASSWORD")
_NEW = f"Make one with {MAKE_ONE}, and set it wherever it is used."
_LOCAL = ("", "localhost", "127.0.0.1", "::1")


class _Secret(NamedTuple):
    """A variable, and the secret in it."""

    variable: str
    value: str


def desk_secret(found: Installation) -> Iterator[Diagnosis]:
    """The key that signs sessions at the desk."""
    if any(fault.where == "WIAN_DESK_SECRET" for fault in found.faults):
        yield faulty("WIAN_DESK_SECRET is weak or an example (see settings).", _NEW)
        return
    if found.desk and found.desk.secret.get_secret_value():
        yield fine("WIAN_DESK_SECRET is set and strong.")
        return
    key = found.home / "desk.key"
    if not key.exists():
        yield fine(f"WIAN_DESK_SECRET is not set; the desk makes {printable(str(key))} itself.")
    elif weakness := weakness_of(key.read_text("utf-8", "replace").strip()):
        yield faulty(f"{printable(str(key))} {weakness}.", "Delete it; the desk makes a new one.")
    else:
        yield fine(f"The key in {printable(str(key))} is strong.")


def passwords(found: Installation) -> Iterator[Diagnosis]:
    """The passwords in the environment, of databases, Redis and Prefect."""
    wrong = [*_weak(found.environ), *_without(found.environ), *_unequal(found.environ)]
    yield from wrong or [fine("No password of the environment is short or an example.")]


def _weak(environ: Mapping[str, str]) -> Iterator[Diagnosis]:
    for variable, value in _set(environ):
        if is_example(value):
            what = f"The password in {variable} comes from an example: everybody knows it."
            yield faulty(what, _NEW)
        elif len(value) < _SHORTEST_PASSWORD:
            what = f"The password in {variable} has fewer than {_SHORTEST_PASSWORD} characters."
            yield attend(what, _NEW)


def _set(environ: Mapping[str, str]) -> Iterator[_Secret]:
    for name in _URLS:
        if password := urlsplit(environ.get(name, "")).password:
            yield _Secret(name, unquote(password))
    for name in _STRINGS:
        if given := environ.get(name, ""):
            yield _Secret(name, given.partition(":")[2] or given)


def _without(environ: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Redis or a Prefect API on another machine that asks for no password."""
    storage = urlsplit(environ.get("WIAN_DESK_LIMIT_STORAGE", ""))
    if storage.scheme.startswith("redis") and not storage.password and not _is_local(storage):
        what = "Redis in WIAN_DESK_LIMIT_STORAGE is on another machine and asks for no password."
        yield attend(what, "Set requirepass in Redis, and write redis://:PASSWORD@host:6379.")
    api = urlsplit(environ.get("PREFECT_API_URL", ""))
    if api.hostname and not _is_local(api) and not environ.get(_AUTH):
        what = f"The Prefect API is on another machine, and {_AUTH} is not set."
        remedy = f"Set {_SERVER_AUTH} at the API, and {_AUTH} to the same here."
        yield attend(what, remedy)


def _is_local(parts: object) -> bool:
    return (getattr(parts, "hostname", None) or "") in _LOCAL


def _unequal(environ: Mapping[str, str]) -> Iterator[Diagnosis]:
    both = environ.get(_AUTH), environ.get(_SERVER_AUTH)
    if all(both) and both[0] != both[1]:
        what = f"{_AUTH} and {_SERVER_AUTH} differ: Prefect's API refuses wian."
        yield faulty(what, "Set both to the same value.")
