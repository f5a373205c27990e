"""The promise that the documentation says a thing once: no paragraph and no row comes twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
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


def _alike(texts: Sequence[list[str]], least: float) -> Iterator[tuple[int, int]]:
    """Pairs of texts whose shorter one has at least that share of its runs of three words in the
    other too."""
    runs = [{*zip(each, each[1:], each[2:], strict=False)} for each in texts]
    holders: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, each in enumerate(runs):
        for run in each:
            holders[run].append(at)
    shared = Counter(pair for held in holders.values() for pair in combinations(held, 2))
    for (one, other), count in sorted(shared.items()):
        if count >= least * max(1, min(len(runs[one]), len(runs[other]))):
            yield one, other


def _repeats(text: str) -> list[str]:
    """The openings of paragraphs that say again what one before them says."""
    found = _paragraphs(text)
    pairs = {*_alike(found, _ALIKE)}
    pairs |= {
        (one, other)
        for one, other in combinations(range(len(found)), 2)
        if found[one][:_OPENING] == found[other][:_OPENING]
    }
    return [" ".join(found[other][:12]) for _, other in sorted(pairs)]


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
        rows = list(_rows(section))
        alike = {*_alike([words for _, _, words in rows], _ALIKE)}
        for one, other in combinations(range(len(rows)), 2):
            (table, name, _), (other_table, other_name, _) = rows[one], rows[other]
            if name == other_name and (table == other_table or (one, other) in alike):
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
        f"{long[one][0]} and {long[other][0]}: {' '.join(long[one][1][:12])}"
        for one, other in _alike([words for _, words in long], _ALIKE_ELSEWHERE)
        if long[one][0] != long[other][0]
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
