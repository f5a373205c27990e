"""Where do the definitions of jurisdictions lie that this program was told of?

In memory, in the home of the installation, where other processes find them, and in the ledgers that
recorded something under them. Templates must be files, so a definition is laid out as a folder: its
own files over those of ``plain``.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.plain.country import HERE, made
from wian.jurisdictions.plain.definition import Definition, ForeignDefinition, read_definition
from wian.kit.private_files import make_folder
from wian.kit.settings import Settings

_NAME = "definition.json"
_USUAL = ("templates", "delays.yaml", "targets.yaml")
"""What ``plain`` gives to each, besides its words."""

_laid_out: dict[tuple[Path, str], Jurisdiction] = {}
"""By home and id, what this process has laid out there: a few."""


def shelved(defined: Definition) -> Jurisdiction:
    """The jurisdiction of a definition, once it is laid out where other processes find it.

    Args:
        defined: The definition.
    """
    folder = _lay_out(defined)
    found = _assembled(defined.id, folder if defined.files else HERE)
    _laid_out[_home(), defined.id] = found
    return found


def from_shelf(id: str) -> Jurisdiction | None:  # noqa: A002 - the word of the command line
    """The jurisdiction of that id, where its definition lies in the home; ``None`` where not."""
    if found := _laid_out.get((_home(), id)):
        return found
    defined = definition_of(id)
    return shelved(defined) if defined else None


def definition_of(id: str) -> Definition | None:  # noqa: A002 - the same
    """The definition of that id in the home; ``None`` where there is none, or another one."""
    kept_here = _own_home.cache_info().currsize > 0
    for home in (_home(), *([_own_home()] if kept_here else [])):
        with suppress(OSError, ForeignDefinition):
            return read_definition((home / id / _NAME).read_bytes(), id)
    return None


@lru_cache(maxsize=64)
def _assembled(id: str, folder: Path) -> Jurisdiction:  # noqa: A002 - the same
    """Made once: calendars and wordings are compared by what they are, not by what they hold."""
    defined = definition_of(id)
    if defined is None:
        raise ForeignDefinition
    return made(defined, folder)


def _lay_out(defined: Definition) -> Path:
    """Lay a definition out in the first home that takes it; what lies there right stays."""
    for home in _homes():
        with suppress(OSError):
            folder = home / defined.id
            make_folder(folder)
            wanted = dict(_wanted(defined))
            for path, content in wanted.items():
                _write(folder / path, content)
            return folder
    raise ForeignDefinition


def _wanted(defined: Definition) -> dict[str, bytes]:
    """Path -> content of the whole folder."""
    found = {_NAME: defined.text}
    if not defined.files:
        return found
    for name in _USUAL:
        usual = HERE / name
        for path in sorted(usual.iterdir()) if usual.is_dir() else (usual,):
            found[str(path.relative_to(HERE))] = path.read_bytes()
    return found | {path: content.encode() for path, content in defined.files.items()}


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, unless it is so already."""
    with suppress(OSError):
        if path.read_bytes() == content:
            return
    make_folder(path.parent)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(beside).replace(path)


def _home() -> Path:
    return _home_of(os.environ.get("WIAN_HOME"))


@lru_cache(maxsize=16)
def _home_of(_: str | None) -> Path:
    """Read once: whoever has an id asks for its jurisdiction again and again."""
    return Settings().home.expanduser().absolute() / "jurisdictions"


def _homes() -> Iterator[Path]:
    """The home of the installation, and a folder of this process where that takes nothing."""
    yield _home()
    yield _own_home()


@lru_cache(maxsize=1)
def _own_home() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="wian-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
