"""Stories of lines: where a Thai line may end, and where it does on paper."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
import thaibreak
from hypothesis import given
from hypothesis import strategies as st

from letters.pages.lines import pieces, proper_names
from letters.pages.pdf import letter_pdf

KEPT = re.compile(
    r"[\d][\d.,/-]*(?: [\d][\d.,/-]*)+|พ\.ศ\. \d+|โทร\. \d|\d{1,2} [ก-ฮ]+(?:คม|ยน|พันธ์) \d{4}"
    r"|[ก-ฮ]{2} [\d.]+/ว \d+|พิษณุโลก|วังทอง|www\.\S+"
)
"""What no line may part, said here in other words than the module's own."""


@pytest.mark.parametrize(
    "whole",
    [
        "๒๘ กุมภาพันธ์ ๒๕๖๔",
        "โทร. ๐ ๒๒๘๓ ๔๔๗๕",
        "พล ๐๐๒๓.๓/ว ๕๕๓",
        "๑๒,๕๐๐.๕๐",
        "นางสาวสมหญิง รักไทย",
        "ลงวันที่ ๑๑ มกราคม ๒๕๖๔",
        "พ.ศ. ๒๕๖๔",
        "ต่าง ๆ",
    ],
)
def test_what_belongs_together_stays_on_one_line(whole):
    """A date, a number, a telephone, a person, a letter's number: none is parted."""
    found = pieces(f"ขอส่งเอกสารมาให้ {whole} เพื่อดำเนินการต่อไป")
    assert any(whole in piece for piece in found)


def test_a_post_that_begins_like_a_title_is_no_person():
    """Chief of district and mayor are posts: what follows them is free to go on the next line."""
    found = pieces("ขอให้นายอำเภอแจ้ง องค์กรปกครองส่วนท้องถิ่นทราบ และนายกเทศมนตรีแจ้ง ผู้เกี่ยวข้อง")
    assert max(map(len, found)) < 20


def test_the_names_of_places_come_from_the_offices_named():
    """A place's name stays whole wherever it stands, with and without what it is."""
    names = proper_names(["จังหวัดพิษณุโลก", "ที่ว่าการอำเภอวังทอง", "กระทรวงมหาดไทย"])
    assert names == {"พิษณุโลก", "จังหวัดพิษณุโลก", "วังทอง", "อำเภอวังทอง"}
    assert "วังทอง" in "|".join(pieces("ชาววังทองทุกคน", names))


def test_a_span_too_wide_to_keep_gives_way_between_words():
    """A name as long as a line would tear a hole into it."""
    name = "คณะกรรมการบริหารงานบุคคลส่วนท้องถิ่นและการกระจายอำนาจให้แก่องค์กรปกครองส่วนท้องถิ่นระดับชาติ"
    assert len(pieces(name, [name])) > 5


@given(st.text(st.sampled_from("กขคงจดตนมยรลวสหอาิีุู่้์ำะเแโไ ๆฯ๑๒๓12.,/-()abcGECC\t\n"), max_size=200))
def test_the_pieces_are_the_text(text):
    """Nothing is lost or added, whatever the text; only runs of blanks are closed up."""
    found = pieces(text, ["นคร", "มหา"])
    assert "".join(found) == re.sub(r"\s+", " ", text).strip()
    assert all(found)


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
    """The case's letters, and as many again with their sentences shuffled into new paragraphs."""
    chance = random.Random(2564)  # noqa: S311 - a fixed shuffle, no secret
    clauses = [c for each in case_letters.values() for p in each.paragraphs for c in p.split(" ")]
    yield from case_letters.values()
    for number in range(40):
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
    assert seen > 600
