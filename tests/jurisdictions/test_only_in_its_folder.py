"""A country's name, script, era and clock stand in its folder, and in no room that all share."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    *("flows", "hierarchy", "tasks", "wian/delays", "wian/followup", "wian/history"),
    *("wian/imports", "wian/kit", "wian/ledger", "wian/office", "wian/propagation"),
)
ALLOWED = {
    "wian/ledger/migrations/versions/0004_views.py": (
        "a migration is history: the views that ledgers have by now are made as they were then"
    ),
}
"""Files that may name a country, each with its reason."""
_SCRIPT = re.compile("[\u0e00-\u0e7f]")
_NAMES = re.compile(
    r"thai|siam|bangkok|buddhist|\bB\.E\.|phitsanulok|cp874|windows-874|tis-620",
    re.IGNORECASE,
)


def _named(room: str) -> dict[str, list[str]]:
    found = {}
    for path in sorted((ROOT / room).rglob("*")):
        if path.suffix in {".py", ".yaml", ".j2", ".js", ".css", ".sql"}:
            lines = path.read_text(encoding="utf-8").splitlines()
            wrong = [line for line in lines if _SCRIPT.search(line) or _NAMES.search(line)]
            if wrong:
                found[str(path.relative_to(ROOT))] = wrong
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_names_no_country(room: str) -> None:
    """Whoever brings another country changes nothing here."""
    assert {path: lines for path, lines in _named(room).items() if path not in ALLOWED} == {}


@pytest.mark.parametrize("path", ALLOWED)
def test_what_is_allowed_is_needed(path: str) -> None:
    """An exception that nothing uses any more is taken off the list."""
    assert _named(path.rpartition("/")[0]).get(path)
