"""Letters of a country without a wording of its own: blanks between words, numbers with a year."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.jurisdictions.plain_wording import PlainWording

WORDING = PlainWording(Path())


def test_days_times_and_numbers_are_gregorian_and_arabic():
    """And a number bears its year."""
    day = date(2026, 1, 19)
    assert WORDING.letter_number("AB", 12, WORDING.register_year(day), dated=day) == "AB-12/2026"
    assert WORDING.letter_number(None, 12, 2026, dated=day) == "12/2026"
    assert (WORDING.long_date(day), WORDING.short_date(day)) == ("19 January 2026", "2026-01-19")
    assert (WORDING.clock(time(9, 5)), WORDING.digits("a1")) == ("09:05", "a1")
    assert WORDING.window_phrase(day, day) == "19 January 2026"
    assert WORDING.window_phrase(day, date(2026, 2, 1)) == "19 January 2026 - 1 February 2026"


@pytest.mark.parametrize(
    ("items", "joined"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")],
)  # fmt: skip
def test_a_list_is_read_back(items, joined):
    """Commas, and a word before the last."""
    assert WORDING.join(items) == joined
    assert WORDING.addressees(joined) == (tuple(items) or ("",))


def test_sentences_are_set_apart():
    """A capital, one full stop, and nothing of what is empty."""
    said = WORDING.paragraph(["the  crown\ninforms you", "", " see: ", "1. do it."])
    assert said == "The crown informs you. See: 1. do it."


def test_a_line_ends_at_blanks_alone():
    """But not within a date, a telephone number or a name that is given."""
    text = "the Office of the East calls 51 234 567 on 19 January 2026"
    assert WORDING.pieces(text, ["Office of the East", "x" * 60]) == (
        "the ",
        "Office of the East ",
        "calls 51 234 567 ",
        "on 19 January 2026",
    )
    assert WORDING.proper_names([text]) == frozenset()


@given(st.text(st.sampled_from("abcé 12-.\t\n"), max_size=60))
def test_the_pieces_are_the_text(text):
    """Nothing is lost or added; only runs of blanks are closed up."""
    found = WORDING.pieces(text, ["a b", "1 2"])
    assert "".join(found) == " ".join(text.split())
    assert all(found)
