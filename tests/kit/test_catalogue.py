"""Stories of a catalogue: one and many, and what stands beneath it."""

from __future__ import annotations

import pytest

from wian.kit.catalogue import catalogue

ENGLISH = 'sent: "{count} letters"\nsent.one: "{count} letter"\nback: Back\n'


@pytest.fixture
def files(tmp_path):
    english = tmp_path / "en.yaml"
    english.write_text(ENGLISH)
    return english, tmp_path / "own.yaml"


def test_one_is_told_otherwise_than_many(files):
    """Where a language tells them apart."""
    words = catalogue(files[0])
    assert [words.say("sent", count=each) for each in (0, 1, "1", 2)] == [
        "0 letters",
        "1 letter",
        "1 letter",
        "2 letters",
    ]


def test_what_a_catalogue_lacks_is_said_in_english(files):
    """But never half of it: a language with one form keeps to it."""
    english, own = files
    own.write_text('sent: "{count} brev"\n')
    words = catalogue(own, english)
    assert words.say("sent", count=1) == "1 brev"
    assert words["back"] == "Back"
    assert sorted(words) == ["back", "sent", "sent.one"]
    assert sorted(words.own) == ["sent"]
    assert "forth" not in words


def test_without_a_catalogue_all_is_english(files):
    """A country need not bring one."""
    english, own = files
    assert catalogue(own, english) is catalogue(english)


def test_a_word_that_there_is_not_is_an_error(files):
    """It does not vanish from the page."""
    with pytest.raises(KeyError):
        catalogue(files[0]).say("forth")
