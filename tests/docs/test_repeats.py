"""The promise that the documentation says a thing once: no paragraph and no row comes twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_MADE = (
    _ROOT / "docs" / "reference" / "api.md"
)  # written by the program, from the API's description
_PAGES = [
    *(_ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
    *sorted(page for page in (_ROOT / "docs").rglob("*.md") if page != _MADE),
]
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_NOT_PROSE = ("#", "|", "!", "<!--", "    ")
_ITEM = re.compile(r"\n(?=\s*(?:[-*]|\d+\.)\s)")
_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
_OPENING, _SHORTEST, _ALIKE = 5, 8, 0.65
_SHORTEST_ELSEWHERE, _ALIKE_ELSEWHERE = 25, 0.8


def _text(page: Path) -> str:
    return _FENCE.sub("", page.read_text(encoding="utf-8")) + "\n"


def _words(text: str) -> list[str]:
    """The words of a paragraph in lower case, without the addresses of its links."""
    return re.findall(r"\w+", re.sub(r"\]\([^)]*\)", " ", text).lower())


def _paragraphs(text: str) -> list[list[str]]:
    """The paragraphs and list items of a page that are long enough to be repeats."""
    blocks = (block for block in re.split(r"\n\s*\n", text) if not block.startswith(_NOT_PROSE))
    words = (_words(item) for block in blocks for item in _ITEM.split(block))
    return [each for each in words if len(each) >= _SHORTEST]


def _shared(one: list[str], other: list[str]) -> float:
    """The share of the shorter paragraph's runs of three words that the other has too."""
    first, second = ({*zip(each, each[1:], each[2:], strict=False)} for each in (one, other))
    return len(first & second) / max(1, min(len(first), len(second)))


def _repeats(text: str) -> Iterator[str]:
    """The openings of paragraphs that say again what one before them says."""
    for one, other in combinations(_paragraphs(text), 2):
        if one[:_OPENING] == other[:_OPENING] or _shared(one, other) >= _ALIKE:
            yield " ".join(other[:12])


def _rows(section: str) -> Iterator[tuple[int, str, list[str]]]:
    """The rows of a section that explain a name in code: their table, the name, the words."""
    for table, text in enumerate(_TABLE.findall(section)):
        for row in text.splitlines()[2:]:
            name, _, rest = row.strip("| ").partition(" |")
            if name.startswith("`"):
                yield table, name, _words(rest)


def _twice(text: str) -> Iterator[str]:
    """The names that two rows of one table explain, or two tables of a section in like words."""
    for section in re.split(r"^#+ ", text, flags=re.MULTILINE):
        for (table, name, one), (other_table, other_name, other) in combinations(_rows(section), 2):
            if name == other_name and (table == other_table or _shared(one, other) >= _ALIKE):
                yield name


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: str(page.relative_to(_ROOT)))
def test_a_page_says_a_thing_once(page: Path) -> None:
    """A reader of one page meets no paragraph, item or row that she has read above."""
    text = _text(page)
    assert [*_repeats(text), *_twice(text)] == []


def test_no_long_paragraph_stands_on_two_pages() -> None:
    """What two pages need stands on one of them, and the other links to it."""
    long = [
        (page.name, words)
        for page in _PAGES
        for words in _paragraphs(_text(page))
        if len(words) >= _SHORTEST_ELSEWHERE
    ]
    copies = [
        f"{here} and {there}: {' '.join(one[:12])}"
        for (here, one), (there, other) in combinations(long, 2)
        if here != there and _shared(one, other) >= _ALIKE_ELSEWHERE
    ]
    assert copies == []


def test_a_repeat_is_seen() -> None:
    """Somebody pastes a paragraph in again with other words at its end, or a row of a table."""
    once = "Registers that offices kept themselves come in by import, with their gaps.\n"
    again = "Registers that offices kept themselves are imported, outside of the others.\n"
    table = "| kind | what must hold |\n|---|---|\n| `import` | whole |\n| `import` | complete |\n"
    assert len([*_repeats(f"{once}\n{again}")]) == 1
    assert [*_twice(table)] == ["`import`"]
    assert [*_repeats(once), *_twice(table.replace("`import` | c", "`act` | c"))] == []
