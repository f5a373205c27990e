"""What becomes of one letter's text where that of the letter beside it is edited?"""

import pytest

from wian.office.draft_text import carried

_FIRST = ("opening", "asks mayors", "contact", "close to mayors")
_OWN = ("opening", "asks abbots", "answer of abbots", "contact", "close to abbots")


@pytest.mark.parametrize(
    ("edited", "text"),
    [
        (_FIRST, _OWN),
        (("new", *_FIRST[1:]), ("new", *_OWN[1:])),
        (("opening", "asks mayors more", *_FIRST[2:]), _OWN),
        ((*_FIRST[:3], "edited close"), (*_OWN[:4], "edited close")),
        (("opening", "asks mayors", "more", *_FIRST[2:]), (*_OWN[:3], "more", *_OWN[3:])),
        (("opening", *_FIRST[2:]), _OWN),
        (_FIRST[1:], _OWN[1:]),
        (("all in one",), ("all in one", "asks abbots", "answer of abbots")),
    ],
)
def test_what_all_say_is_edited_for_all_and_what_one_asks_stays_its_own(edited, text):
    """Whatever is done to what mayors are asked, what abbots are asked stays as composed."""
    assert carried(_FIRST, _OWN, edited) == text


def test_the_edited_letter_itself_is_as_edited():
    """Whatever was added, taken out or moved."""
    for edited in (("a",), ("contact", "opening"), ("opening", "x", "y", "close to mayors")):
        assert carried(_FIRST, _FIRST, edited) == edited
