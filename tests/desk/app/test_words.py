"""The desk's words: every one in every language, and none that a page lacks."""

from __future__ import annotations

import re
import string
from pathlib import Path

from wian.desk.app.words import languages, say_error
from wian.jurisdictions.countries import jurisdiction
from wian.kit.catalogue import ONE

THAI, ENGLISH = languages(jurisdiction("thailand"))

ROOM = Path(__file__).resolve().parents[3] / "wian" / "desk"
_USED = re.compile(r"""(?<![A-Za-z_])t\(\s*["']([a-z_]+(?:\.[a-z0-9_-]+)+)["']""")
_NAMED = re.compile(r"""["']((?:sign_in|password|nav)\.[a-z_]+)["']""")


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_words():
    """The same keys, each with the same placeholders, and none empty; Thai has no forms for one."""
    thai, english = THAI.words, ENGLISH.words
    assert sorted(thai.own) == sorted(key for key in english if not key.endswith(ONE))
    for key, text in english.items():
        assert _placeholders(text) == _placeholders(thai[key.removesuffix(ONE)]), key
        assert text.strip()
        assert thai[key.removesuffix(ONE)].strip()


def test_the_signs_of_numbers_go_by_the_language_of_the_page():
    """The offices' own beside English ones."""
    own, english = languages(jurisdiction("indonesia"))
    assert own.signs.written("91,600 3.5") == "91.600 3,5"
    assert english.signs.written("91,600 3.5") == "91,600 3.5"


def test_one_is_told_otherwise_than_many():
    """Where a language tells them apart, by the count."""
    counts = ("0", "1", "2", "1,001")
    told = [ENGLISH.words.say("draft.to", count=each) for each in counts]
    assert told == [
        "To 0 recipients",
        "To 1 recipient",
        "To 2 recipients",
        "To 1,001 recipients",
    ]
    assert THAI.words.say("draft.to", count="๑") == "ถึงผู้รับ ๑ แห่ง"
    assert ENGLISH.words.say("act.drafted", count=1) == "Edited the draft (1 paragraph)"


def test_the_thai_words_are_thai():
    """Nothing was left in English."""
    for key, text in THAI.words.own.items():
        assert re.search("[\u0e01-\u0e4e]", text), key


def test_no_page_uses_a_word_that_there_is_not():
    """In templates and in code."""
    used = {
        key
        for path in ROOM.rglob("*.j2")
        for key in _USED.findall(path.read_text(encoding="utf-8"))
    }
    named = {
        key
        for path in ROOM.rglob("*.py")
        for key in _NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(used) > 15
    assert len(named) > 5
    assert sorted((used | named) - ENGLISH.words.keys()) == []


def test_a_value_with_braces_stays_as_it_is():
    """A subject is filled in, not read."""
    assert ENGLISH.words.say("refusal.faults.text", subject="{0.__class__}").startswith(
        "{0.__class__}: "
    )


def test_a_refusal_without_words_of_its_own_keeps_its_sentence():
    """English is better than nothing."""
    assert say_error(THAI, ValueError("No.")) == "No."
