"""The promise that the list of changes is that of this version, and short enough to read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.version import Version

_ROOT = Path(__file__).resolve().parents[2]
_TEXT = (_ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
_LONGEST = 125  # characters of an entry


def _released() -> list[tuple[str, str]]:
    """The released versions with their dates, in the order of the file."""
    return re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$", _TEXT, re.MULTILINE)


def test_the_version_is_that_of_the_newest_release_or_on_the_way_to_the_next() -> None:
    """An operator compares `wian --version` with the list; unreleased work has another name."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    released, version = Version(_released()[0][0]), Version(project["version"])
    unreleased = re.search(r"## \[Unreleased\]\n+### ", _TEXT)
    assert version.is_devrelease and version > released if unreleased else version == released


def test_releases_stand_newest_first_and_are_linked_from_the_top() -> None:
    """A reader jumps from the head of the page to a version, and finds the newest on top."""
    versions, dates = zip(*_released(), strict=True)
    assert list(dates) == sorted(dates, reverse=True)
    linked = re.search(r"^Versions: (.+)$", _TEXT, re.MULTILINE)
    assert linked
    assert re.findall(r"\[([^\]]+)\]", linked[1]) == ["Unreleased", *versions]


def test_a_change_is_told_in_a_line() -> None:
    """Somebody looks through a release before an upgrade: an entry is one line."""
    newest = _TEXT[_TEXT.index("## [Unreleased]") : _TEXT.index("## [0.1.0]")]
    assert [line for line in newest.splitlines() if len(line) > _LONGEST] == []
    assert re.findall(r"^ +\S.*$", newest, re.MULTILINE) == []
