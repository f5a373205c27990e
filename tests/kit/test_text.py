"""Text of strangers: what a name may hold."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from wian.kit.text import KEPT, ShortText, one_line, plain, seen, spelt_out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ office }}", "template syntax"),
        ("{% if %}", "template syntax"),
        ("<script>x</script>", "markup"),
        ("<b onclick=x>", "markup"),
        ("<!-- x", "markup"),
        ("<svg/onload=alert(1)>", "markup"),
        ("<a\thref=x", "markup"),
        ("<img\nsrc=x onerror=alert(1)//", "markup"),
        ("x<y", "markup"),
        ("<?php", "markup"),
        ("< /b", "markup"),
        ("< b>", "markup"),
        ("a\x00b", r"U\+0000"),
        ("a\x85b", r"U\+0085"),
        ("a\u202eb", r"U\+202E"),
        ("a\ud800b", r"U\+D800"),
        ("a\u200bb", r"U\+200B"),
        ("a\u200db", r"U\+200D"),
        ("\u200e", r"U\+200E"),
        ("a\u00adb", r"U\+00AD"),
        ("a\u2060b", r"U\+2060"),
        ("a\U000e0041b", r"U\+E0041"),
    ],
)
def test_text_that_is_not_plain_is_refused(text, expected):
    """A name that would act in a template, a page or a terminal is no name."""
    with pytest.raises(ValueError, match=expected):
        plain(text)


@pytest.mark.parametrize(
    "text", ["# $x @y", "1 < 2 > 0", "x < y", "<ก", "<3", "กรมฯ {1} 100 %", "a\nb", "<= 3"]
)
def test_ordinary_signs_are_allowed(text):
    """Signs that merely look special stand in real subjects."""
    assert plain(text) == text


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क्\u200dष"])
def test_a_joiner_stays_where_its_script_needs_it(text):
    """Persian and Hindi write words with a joiner."""
    assert plain(text) == seen(text) == text


def test_what_is_seen_is_what_is_left_without_signs_of_no_width():
    """A name copied from a page is the name that one reads."""
    assert seen("จังหวัด\u200bพิษณุโลก\u200e\u200d") == "จังหวัดพิษณุโลก"


def test_what_a_ledger_keeps_is_still_read():
    """Signs without width were accepted once; a ledger of those days opens."""
    name = TypeAdapter(ShortText)
    assert name.validate_python("a\u200bb", context=KEPT) == "a\u200bb"
    with pytest.raises(ValidationError, match="U\\+202E"):
        name.validate_python("a\u202eb", context=KEPT)


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


def test_markup_that_a_ledger_kept_is_still_read():
    """It was accepted under the rules of its day, and every page escapes it."""
    assert plain("<svg/onload=x>", kept=True) == "<svg/onload=x>"


def test_what_commands_a_terminal_is_spelt_out():
    """Tabs, line feeds and signs that only break words stay."""
    assert spelt_out("a\tb\nc\u200bd") == "a\tb\nc\u200bd"
    assert spelt_out("\x1b]0;x\x07\u202eก\x9b") == "[U+001B]]0;x[U+0007][U+202E]ก[U+009B]"
