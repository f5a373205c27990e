"""A stranger's text that a spreadsheet would run is written so that it is shown instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wian.kit.formulas import as_it_was, harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+66", "-2+3", "@SUM(1)", "\tx", "\rx", "\n=x", " =1", "＝1+1", "'=1"]
)
def test_what_begins_like_a_formula_gets_an_apostrophe(text):
    """Blanks before the sign, and wide signs, count too."""
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["", "-", "=", "a=b", "'tis", "มท ๐๘๐๙.๒/ว ๒๒", -5, -1.5, None])
def test_anything_else_stays_as_it_is(value):
    """A figure, a sign alone, and a text with a sign inside."""
    assert harmless(value) == value


@given(some.text(alphabet="'=+-@ \t\nก1"))
def test_what_was_written_is_read_back(text):
    """The guard can be taken off without a doubt."""
    assert as_it_was(harmless(text)) == text
