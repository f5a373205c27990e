"""Stories of lines on a screen: where they may end, and which names stay whole."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from wian.jurisdictions.countries import jurisdiction
from wian.letters.line_breaks import marked, names_in

WORDING = jurisdiction("thailand").wording


@given(
    st.text(st.sampled_from("กขคงจดตนมยรลวสหอาิีุู่้์ำะเแโไ ๆฯ๑๒๓12.,/-()abc<>&\"'{}\t\n"), max_size=200)
)
def test_on_a_screen_the_same_pieces_are_marked_and_everything_else_is_text(text):
    """Whatever a stranger wrote, the only elements are ours; without them it reads the same."""
    found = str(marked(text, WORDING))
    bare = re.sub(r'<wbr>|<span class="(?:lines|loose)">|</span>', "", found)
    assert "<" not in bare
    assert html.unescape(bare) == "".join(WORDING.pieces(text))
    assert found.count("<wbr>") == max(len(WORDING.pieces(text)) - 1, 0)


def test_what_is_too_long_for_a_telephone_is_left_to_the_browser():
    """An address that nobody parts on paper would stick out of a narrow screen."""
    address = "registry-of-the-whole-department@circulars.example.go.th"
    found = marked(f"ส่งที่ {address} ภายในวันที่ ๕ มกราคม ๒๕๖๔", WORDING)
    assert f'<span class="loose">{address} </span>' in found
    assert "<wbr>วันที่ ๕ มกราคม ๒๕๖๔" in found


def test_a_letter_knows_the_places_that_it_names(gecc):
    """Those of its issuer, its addressees and the letters that it passes on."""
    assert {"พิษณุโลก", "จังหวัดพิษณุโลก"} <= names_in(gecc.letter("phitsanulok"), WORDING)
