"""A country's name, script, era and clock stand in its folder, and in no room that all share."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "flows",
    "hierarchy",
    "tasks",
    *sorted(f"wian/{each.name}" for each in (ROOT / "wian").glob("[!_]*")),
)
COUNTRIES = ROOT / "wian" / "jurisdictions"
_FONTS = "a list of typefaces, by their own names"
ALLOWED = {
    "wian/ledger/migrations/versions/0004_views.py": (
        "a migration is history: the views that ledgers have by now are made as they were then"
    ),
    "wian/jurisdictions/countries.py": "the list of countries, and the id of the default one",
    "wian/desk/static/desk.css": f"{_FONTS}, and the numerals of CSS for pages in that language",
    "wian/reports/html/report.css": _FONTS,
    "wian/reports/progress/pages/svg.py": _FONTS,
    "wian/reports/latency/kaplan_meier.py": "cites a book of a society whose letters are a name",
}
"""Files that may name a country, each with its reason."""
_SCRIPT = re.compile("[\u0e00-\u0e7f]")
_NAMES = re.compile(
    r"thai|siam|bangkok|buddhist|geothai|\.go\.th\b|\bB\.E\.|phitsanulok|cp874|windows-874|tis-620"
    r"|indones|nusantara|jakarta|makassar|jayapura|kemendagri|\blokal\b|\bcamat\b|\bbupati\b"
    r"|\bYth\b|\btembusan\b|\bperihal\b|\bkelurahan\b|\bWI(B|TA)\b|\.go\.id\b",
    re.IGNORECASE,
)


def _of_a_country(path: Path) -> bool:
    """Whether a file lies in the folder of one country."""
    return len(path.parts) > len(COUNTRIES.parts) + 1 and COUNTRIES in path.parents


def _named(room: str) -> dict[str, list[str]]:
    found = {}
    folder = ROOT / room
    for path in sorted(folder.rglob("*") if folder.is_dir() else [folder]):
        if _of_a_country(path):
            continue
        if path.suffix in {".py", ".yaml", ".j2", ".js", ".css", ".sql", ".typ"}:
            lines = path.read_text(encoding="utf-8").splitlines()
            wrong = [line for line in lines if _SCRIPT.search(line) or _NAMES.search(line)]
            if wrong:
                found[str(path.relative_to(ROOT))] = wrong
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_names_no_country(room: str) -> None:
    """Whoever brings another country changes nothing here."""
    assert {path: lines for path, lines in _named(room).items() if path not in ALLOWED} == {}


@pytest.mark.parametrize(
    "planted",
    [
        'if country == "indonesia":',
        "zone = 'Asia/Makassar'",
        'label = "Tembusan"',
        "from wian.jurisdictions.thailand.dates import x",
        'mark = "\u0e17\u0e35\u0e48"',
        "era = 'B.E.'",
        'head = "Bupati Tegal"',
    ],
)
def test_a_planted_name_word_or_letter_is_found(planted, tmp_path, monkeypatch) -> None:
    """So that a country that changed a shared room would be seen; in its own folder it may."""
    for room in ("wian/desk", "wian/jurisdictions/elsewhere"):
        (tmp_path / room).mkdir(parents=True)
        (tmp_path / room / "shared.py").write_text(f"a = 1\n{planted}\n", encoding="utf-8")
    here = sys.modules[__name__]
    monkeypatch.setattr(here, "ROOT", tmp_path)
    monkeypatch.setattr(here, "COUNTRIES", tmp_path / "wian" / "jurisdictions")
    assert _named("wian/desk") == {"wian/desk/shared.py": [planted]}
    assert _named("wian/jurisdictions") == {}


@pytest.mark.parametrize("path", ALLOWED)
def test_what_is_allowed_is_needed(path: str) -> None:
    """An exception that nothing uses any more is taken off the list."""
    assert _named(path.rpartition("/")[0]).get(path)


TELL_OF_IT = {"CHANGELOG.md", "README.md", "constraints.txt", "pyproject.toml"}
"""Files of the project that name what it brings and needs, as docs, examples and tests do."""


MADE_HERE = ("_cache", ".hypothesis", ".egg-info", "build", "out")
"""How names end of what installing, testing and the demo make beside the project."""


def test_a_country_is_its_folder_and_an_entry_in_a_list() -> None:
    """No script, workflow or setting beside the rooms knows the second country either."""
    folders = {"docs", "examples", "tests", "benchmarks", ".git", ".venv", *ROOMS, "wian"}
    beside = [each for each in ROOT.iterdir() if each.name not in folders | TELL_OF_IT]
    files = [
        path
        for each in beside
        if not each.name.endswith(MADE_HERE)
        for path in (each.rglob("*") if each.is_dir() else [each])
        if path.is_file() and path.stat().st_size < 1_000_000
    ]
    text = {path: path.read_bytes().lower() for path in files}
    assert [
        str(path) for path, said in text.items() if b"indones" in said or b"lokal" in said
    ] == []
