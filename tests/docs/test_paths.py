"""The promise that files, folders and modules named in the documentation exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
# Decisions and changes name what there was in their time.
_PAGES = [
    *(_ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
    *sorted(page for page in (_ROOT / "docs").rglob("*.md") if page.parent.name != "adr"),
]
_PATH = re.compile(
    r"`((?:benchmarks|docs|examples|flows|hierarchy|tasks|tests|wian)/[\w./-]*)`"
    r"|pytest ((?:tests)/[\w./-]+)"
)
_MODULE = re.compile(r"python -m ((?:benchmarks|flows|wian)(?:\.\w+)*)")


def _missing(text: str) -> list[str]:
    """The paths and modules named in a text that are not in the repository."""
    paths = [one or other for one, other in _PATH.findall(text)]
    modules = [name.replace(".", "/") for name in _MODULE.findall(text)]
    runs = [
        any((_ROOT / f"{name}{end}").exists() for end in (".py", "/__main__.py"))
        for name in modules
    ]
    return [path for path in paths if not (_ROOT / path).exists()] + [
        name for name, there in zip(modules, runs, strict=True) if not there
    ]


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: str(page.relative_to(_ROOT)))
def test_a_reader_finds_each_file_that_a_page_names(page: Path) -> None:
    """An engineer reads of a module in the documentation and opens it."""
    assert _missing(page.read_text(encoding="utf-8")) == []


def test_a_file_that_has_moved_is_seen() -> None:
    """Somebody moves a module and forgets the page that names it."""
    assert _missing("`wian/nowhere.py`, `python -m benchmarks.nothing`") == [
        "wian/nowhere.py",
        "benchmarks/nothing",
    ]
