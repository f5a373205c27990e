"""Stories of letters laid out: the forms, as text and as a page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from hierarchy.office import LetterForm
from wian.jurisdictions.thailand.line_breaks import kept
from wian.kit.text_width import width
from wian.letters.letter import Reference
from wian.letters.text_and_html import render

DLA_LETTER = Reference("กรมส่งเสริมการปกครองท้องถิ่น", "มท ๐๘๑๐.๗/ว ๕๑", date(2021, 1, 11))
HOSTILE = "ทุน <50% & 'ฟรี' \"x\" {x} $y #z @k *b* [l](m)"


def _letters(gecc):
    """The province's letter, the ministry's memo, and a district's stamped letter."""
    memo = gecc.directive.observed.letters[0]
    return {
        "province": gecc.letter("phitsanulok", "พล ๐๐๒๓.๓/ว ๕๕๓", received=DLA_LETTER),
        "ministry": gecc.letter(
            "moi", memo.number, memo.issued, received=None, addressed_to=memo.addressed_to
        ),
        "stamped": gecc.letter(
            "phitsanulok.wang-thong", "พล ๐๘๒๓/ว ๗", date(2021, 1, 22), form=LetterForm.STAMPED
        ),
    }


@pytest.mark.parametrize("name", ["province", "ministry", "stamped"])
@pytest.mark.parametrize(("layout", "ending"), [("text", "txt"), ("html", "html")])
def test_the_letters_of_2564_are_laid_out_as_a_registrar_expects(
    gecc, golden, name, layout, ending
):
    """The three forms, letter by letter of the case."""
    golden(f"{name}.{ending}", render(_letters(gecc)[name], gecc.jurisdiction, layout))


def test_a_chain_of_six_offices_is_told_to_the_end(case_of, chain, plainly, golden):
    """Far down, the chain is cited in pairs."""
    case = case_of(chain(7), plainly())
    golden("chain-of-six.txt", render(case.letter("o6"), case.jurisdiction, "text"))


@pytest.mark.parametrize(("layout", "ending"), [("text", "txt"), ("html", "html")])
def test_a_hostile_directive_stays_text(  # noqa: PLR0913, PLR0917 - its fixtures and its cases
    case_of, chain, plainly, golden, layout, ending
):
    """Signs that mean something to some program print as they are, and HTML escapes them."""
    directive = plainly(
        subject=HOSTILE,
        decided=HOSTILE,
        purpose=HOSTILE,
        details=[HOSTILE],
        asks=[{"to": {"levels": ["local"]}, "text": HOSTILE, "named": HOSTILE}],
        contact={"unit": HOSTILE},
        enclosures=[{"title": HOSTILE}],
        secrecy="secret",
    )
    case = case_of(chain(3), directive)
    golden(f"hostile.{ending}", render(case.letter("o2"), case.jurisdiction, layout))


def test_template_syntax_and_markup_in_a_letter_are_printed_not_run(gecc):
    """Even a letter that bypassed the directive's checks is only data to a form."""
    bad = "{{ 7 * 7 }}{% include 'x' %}<script>alert(1)</script>วันที่"
    letter = replace(
        gecc.letter("phitsanulok"),
        subject=bad,
        addressed_to=bad,
        paragraphs=(bad,),
        number=bad,
        letterhead=(bad,),
        signatory=(bad,),
        drafted_by=(bad,),
        copies=(bad,),
        distribution=(bad,),
        enclosures=(bad, bad),
        issuer=bad,
    )
    page = render(letter, gecc.jurisdiction, "html")
    assert "49" not in page
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 10
    assert "{{ 7 * 7 }}{% include 'x' %}" in render(letter, gecc.jurisdiction, "text")


class _Reader(HTMLParser):
    """Reads a page as a person does: its words, without style and title."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.open = [], []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002 - HTMLParser calls it so
        if tag not in {"meta", "br", "wbr"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "title"} & set(self.open):
            self.words.append(data)


@pytest.mark.parametrize("name", ["province", "ministry", "stamped"])
def test_page_and_text_say_the_same(gecc, name):
    """The two layouts differ in nothing that is read."""

    def read(text: str) -> str:
        return re.sub(r"[\s()\u2060]", "", text)

    letter = _letters(gecc)[name]
    reader = _Reader()
    reader.feed(render(letter, gecc.jurisdiction, "html"))
    assert reader.open == []
    assert read("".join(reader.words)) == read(render(letter, gecc.jurisdiction, "text"))


def test_the_fields_of_an_external_letter_stand_in_the_order_of_the_regulation(gecc):
    """Clause 11: number, office, date, subject, salutation, enclosures, text, close, signature."""
    letter = _letters(gecc)["province"]
    text = render(letter, gecc.jurisdiction, "text")
    order = [
        letter.number, "ศาลากลาง", "๑๙ มกราคม ๒๕๖๔", "เรื่อง  ", "เรียน  ", "สิ่งที่ส่งมาด้วย  ",
        "          ด้วย", "จึงเรียนมา", "ขอแสดงความนับถือ", "(..", "รองผู้ว่า", "กลุ่มงาน", "โทร. ๐ ๕๕",
    ]  # fmt: skip
    places = [text.index(field) for field in order]
    assert places == sorted(places)


def test_blocks_on_the_right_stand_in_one_column(gecc):
    """Vowels above and below take no room, so that the lines of the head begin together."""
    text = render(_letters(gecc)["province"], gecc.jurisdiction, "text")
    first, second = text.splitlines()[:2]
    assert width(first.partition("ศาลากลาง")[0]) == width(second.partition("ถนน")[0])


def test_no_line_ends_in_blanks(gecc):
    """Blanks at a line's end show as changes in every comparison."""
    for letter in _letters(gecc).values():
        for line in render(letter, gecc.jurisdiction, "text").splitlines():
            assert line == line.rstrip()


def test_copies_and_reference_numbers_of_several_enclosures_are_laid_out(gecc):
    """Two enclosures are numbered in Thai digits; copies stand at the foot."""
    letter = replace(_letters(gecc)["province"], enclosures=("ก", "ข"), copies=("ค",))
    text = render(letter, gecc.jurisdiction, "text")
    assert "สิ่งที่ส่งมาด้วย  ๑. ก\n" in text
    assert "๒. ข\n" in text
    assert "สำเนาส่ง  ค\n" in text
    page = render(letter, gecc.jurisdiction, "html")
    assert '<span>๒.</span><span><span class="lines">ข</span></span>' in page


def test_dates_and_telephone_numbers_stay_on_one_line():
    """A date never breaks between day and month, nor a number between its groups."""
    spans = {
        "วันที่ ๑ มกราคม - ๒๘ กุมภาพันธ์ ๒๕๖๔ รายละเอียด": "วันที่_๑_มกราคม_- ๒๘_กุมภาพันธ์_๒๕๖๔ รายละเอียด",
        "โทร. ๐ ๒๒๘๓ ๔๔๗๕ หรือ": "โทร._๐_๒๒๘๓_๔๔๗๕ หรือ",
    }
    for text, wanted in spans.items():
        assert kept(text) == wanted.replace("_", "\u00a0")


def test_vowels_and_tone_marks_take_no_column():
    """ที่ is one column wide, กำ two."""
    assert (width("ที่"), width("กำ"), width("abc")) == (1, 2, 3)
