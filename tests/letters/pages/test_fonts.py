"""Stories of the font that pages are set in: which signs it has, before a letter is out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.letters.pages.fonts import lacking
from wian.letters.pages.letter_pdf import letter_pdf
from wian.letters.pages.typst_compiler import PageFault


@pytest.mark.parametrize(
    "text", ["", "ที่ มท ๐๒๑๘/ว ๑ ฯลฯ ๆ ฿", "é ñ € ½ ² °C – “x” … → ≤", "a\u00a0b", "#panic() $x$ \\"]
)
def test_what_the_font_has_can_be_set(case_letters, thailand, text):
    """Thai, Latin and what offices write between; nothing of it is a command to the typesetter."""
    assert lacking(text) == ""
    assert letter_pdf(replace(case_letters["province"], paragraphs=(text,)), thailand)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("ดี 😀", "😀"),
        ("ทำแล้ว ✓ → ☐", "✓"),
        ("α", "α"),
        ("漢字", "漢"),
        ("ລາວ", "ລ"),
        ("\ue000", "\ue000"),
    ],
)
def test_the_first_sign_that_the_font_lacks_is_named(case_letters, thailand, text, sign):
    """The very letter that could not be set."""
    assert lacking(text) == sign
    with pytest.raises(PageFault):
        letter_pdf(replace(case_letters["province"], paragraphs=(text,)), thailand)
