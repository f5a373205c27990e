"""Lines on paper: where they really end, read back from the pages."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import thaibreak

from wian.letters.pages.letter_pdf import letter_pdf

KEPT = re.compile(
    r"[\d][\d.,/-]*(?: [\d][\d.,/-]*)+|พ\.ศ\. \d+|โทร\. \d|\d{1,2} [ก-ฮ]+(?:คม|ยน|พันธ์) \d{4}"
    r"|[ก-ฮ]{2} [\d.]+/ว \d+|พิษณุโลก|วังทอง|www\.\S+"
)
"""What no line may part, said here in other words than the module's own."""


def _line_ends(paragraph: str, lines: list[str], squeeze) -> list[int]:
    """Where in a paragraph its lines end; the lines used are taken off the list."""
    ends, read, wanted = [], "", squeeze(paragraph)
    places = [index for index, letter in enumerate(paragraph) if squeeze(letter)]
    while len(read) < len(wanted):
        read += squeeze(lines.pop(0))
        assert wanted.startswith(read)
        ends.append(places[len(read) - 1] + 1)
    return ends[:-1]


def _letters(case_letters):
    """The case's letters, and others with their sentences shuffled into new paragraphs."""
    chance = random.Random(2564)  # noqa: S311 - a fixed shuffle, no secret
    clauses = [c for each in case_letters.values() for p in each.paragraphs for c in p.split(" ")]
    yield from case_letters.values()
    for number in range(24):
        base = chance.choice(list(case_letters.values()))
        said = [
            f"ที่ {number} " + " ".join(chance.choices(clauses, k=chance.randint(8, 60))) + " จบ"
            for _ in range(chance.randint(2, 4))
        ]
        yield replace(base, paragraphs=tuple(said), distribution=(), number=f"ว {number}")


def test_every_line_ends_where_a_word_ends(case_letters, thailand, paper):
    """Over many letters, read back from paper: no line parts a word, a date or a number."""
    seen = 0
    for letter in _letters(case_letters):
        read = paper(letter_pdf(letter, thailand))
        lines = [line for line in read.lines if not re.match(r"- [๐-๙]+ -$|/.*\.\.\.$", line)]
        first = "".join(letter.paragraphs[0].split())[:12]
        while not "".join(lines[0].split()).startswith(first):
            lines.pop(0)
        for paragraph in letter.paragraphs:
            words = set(thaibreak.boundaries(paragraph))
            for end in _line_ends(paragraph, lines, lambda text: "".join(text.split())):
                assert end in words, paragraph[end - 10 : end] + "|" + paragraph[end : end + 10]
                within = [m for m in KEPT.finditer(paragraph) if m.start() < end < m.end()]
                assert not within, within
                seen += 1
    assert seen > 400
