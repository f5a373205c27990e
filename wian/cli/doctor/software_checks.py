"""Versions of what wian is built on, and the fonts that pages are set in."""

from __future__ import annotations

import platform
import re
import sqlite3
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from wian.cli.doctor.diagnosis import Diagnosis, attend, faulty, fine
from wian.cli.doctor.installation import Installation
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.letters.pages.fonts import FontMissing, lacking

Version = tuple[int, ...]


class Supported(NamedTuple):
    """The versions of a package that work.

    Attributes:
        package: Its name.
        least: The first that does.
        below: The first that does not any more; empty where none is known.
        breaks: What happens with another.
    """

    package: str
    least: Version
    below: Version
    breaks: str


SUPPORTED = (
    Supported("prefect", (3, 9, 1), (3, 10), "flows do not run"),
    Supported("fastapi", (0, 139), (0, 151), "Prefect fails when it is imported"),
    Supported(
        "sqlalchemy", (2, 0, 30), (2, 1), "Prefect's scheduler makes no runs, without a word"
    ),
    Supported("starlette", (1, 0), (), "the desk does not start"),
    Supported("pydantic", (2, 10), (), "files cannot be read"),
    Supported("typst", (0, 15), (), "no page can be set"),
)
_PYTHON: Version = (3, 11)
_SQLITE: Version = (3, 35)
_INSTALL = "Reinstall wian with its constraints: pip install -c constraints.txt ."


def versions(_found: Installation) -> Iterator[Diagnosis]:
    """Whether Python, SQLite and the packages that can break wian are of versions that work."""
    wrong = [*_wrong_programs(), *(_wrong_package(each) for each in SUPPORTED)]
    found = [each for each in wrong if each is not None]
    shown = ", ".join(f"{each.package} {_installed(each.package)}" for each in SUPPORTED[:3])
    yield from found or [
        fine(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {shown} fit.")
    ]


def _wrong_programs() -> Iterator[Diagnosis]:
    for name, found, least in (
        ("Python", platform.python_version(), _PYTHON),
        ("SQLite", sqlite3.sqlite_version, _SQLITE),
    ):
        if parsed(found) < least:
            wanted = ".".join(map(str, least))
            yield faulty(f"{name} is {found}; wian needs {wanted}.", f"Install a newer {name}.")


def _wrong_package(wanted: Supported) -> Diagnosis | None:
    found = _installed(wanted.package)
    if found is None:
        return faulty(f"The package {wanted.package} is not installed.", _INSTALL)
    return judged(wanted, found)


def judged(wanted: Supported, found: str) -> Diagnosis | None:
    """What is wrong with the version of a package; ``None``: nothing."""
    if parsed(found) < wanted.least:
        return faulty(f"{wanted.package} {found} is too old: {wanted.breaks}.", _INSTALL)
    if wanted.below and parsed(found) >= wanted.below:
        return faulty(f"{wanted.package} {found} is too new: {wanted.breaks}.", _INSTALL)
    return None


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def parsed(text: str) -> Version:
    """The numbers that a version begins with: ``0.154.0rc1`` is (0, 154, 0)."""
    numbers = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, numbers[0].split("."))) if numbers else ()


def fonts(found: Installation) -> Iterator[Diagnosis]:
    """Whether the font of letters is there, and has the signs of the country's digits."""
    name = found.desk.jurisdiction if found.desk else DEFAULT_JURISDICTION
    try:
        sign = lacking(jurisdiction(name).wording.digits("0123456789"))
    except FontMissing as error:
        yield faulty(str(error), "Reinstall the package fontpkg-sarabun.")
        return
    if sign:
        what = f"The font of letters lacks {sign}, which letters of {name} have."
        yield attend(what, "Reinstall the package fontpkg-sarabun.")
    else:
        yield fine(f"The font of letters is there, with the signs of {name}.")
