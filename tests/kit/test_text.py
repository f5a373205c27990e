"""Text of strangers: what a name may hold."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.kit.text import one_line, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ office }}", "template syntax"),
        ("{% if %}", "template syntax"),
        ("<script>x</script>", "markup"),
        ("<b onclick=x>", "markup"),
        ("<!-- x", "markup"),
        ("a\x00b", r"U\+0000"),
        ("a\x85b", r"U\+0085"),
        ("a\u202eb", r"U\+202E"),
        ("a\ud800b", r"U\+D800"),
    ],
)
def test_text_that_is_not_plain_is_refused(text, expected):
    """A name that would act in a template, a page or a terminal is no name."""
    with pytest.raises(ValueError, match=expected):
        plain(text)


@pytest.mark.parametrize("text", ["# $x @y", "1 < 2 > 0", "กรมฯ {1} 100 %", "a\nb", "<= 3"])
def test_ordinary_signs_are_allowed(text):
    """Signs that merely look special stand in real subjects."""
    assert plain(text) == text


@given(st.text())
def test_plain_text_holds_no_control_character(text):
    """Whatever passes can be printed without moving a cursor."""
    try:
        passed = plain(text)
    except ValueError:
        return
    assert not [c for c in passed if unicodedata.category(c) == "Cc" and c != "\n"]


def test_one_line_is_one_line():
    """A subject does not run over two lines."""
    with pytest.raises(ValueError, match="line break"):
        one_line("a\nb")
