"""What would look odd is said before the first letter goes out: a live one cannot come back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.jurisdictions.plain.country import plain
from wian.letters.oddities import proofread


@pytest.fixture
def read(gecc):
    """Proofread the directive of 2564 with some of its fields, or its writers, changed."""
    writers = [
        gecc.hierarchy.office(office) for wave in gecc.route.waves for office in wave.forwarders
    ]

    def run(change=lambda office: office, **fields):
        directive = gecc.directive.model_copy(update=fields)
        return proofread(directive, list(map(change, writers)), gecc.jurisdiction.wording)

    return run


def test_the_directive_of_2564_needs_no_mending(read):
    """Its clauses fit their sentences, and every office that writes has code and signatory."""
    assert read() == []


def test_a_purpose_with_the_word_that_the_letter_puts_before_it_would_say_it_twice(read):
    """A Thai writer begins a purpose so; "in order to in order to" goes out to a whole country."""
    (said,) = read(purpose="เพื่อให้ประชาชนได้รับความสะดวก")
    assert said.startswith("purpose begins with เพื่อ")
    assert said.endswith("leave it out.")


def test_a_word_that_only_begins_alike_is_none(read):
    """A neighbour (เพื่อนบ้าน) is not "in order to neighbours"."""
    assert read(purpose="เพื่อนบ้านได้รับแจ้งเหตุ") == []


def test_an_ask_is_read_too(read, gecc):
    """Each under its place in the file."""
    asks = tuple(ask.model_copy(update={"text": f"ขอให้{ask.text}"}) for ask in gecc.directive.asks)
    said = read(asks=asks)
    assert [each.partition(" ")[0] for each in said] == [
        f"asks.{place}.text" for place in range(len(asks))
    ]


def test_an_english_purpose_without_its_verb_makes_no_sentence(gecc):
    """ "In order to every village has safe water" went out: a verb was missing."""
    odd = gecc.directive.model_copy(update={"purpose": "Every village has safe water", "asks": ()})
    (said,) = proofread(odd, [], plain().wording)
    assert said.startswith('purpose begins with Every, and letters would read "in order to Every')
    fit = odd.model_copy(update={"purpose": "give every village safe water"})
    assert proofread(fit, [], plain().wording) == []


def test_a_sign_that_no_page_can_show_is_named(read):
    """A tick or an emoji pasted along: the letter would go out, and nobody could print it."""
    (said,) = read(subject="การซักซ้อมแผน ✓")
    assert said.startswith("subject holds ✓ (U+2713)")


def test_offices_without_code_or_signatory_are_counted_and_some_named(read):
    """A list of offices that somebody typed in a hurry has ids and names alone."""
    code, signs = read(lambda office: replace(office, letter_code=None, signatory=None))
    assert code.startswith("13 of 13 offices that write have no letter_code")
    assert code.endswith(": opm, moi, dla and 10 more.")
    assert "have no signatory, so that their letters are signed by the post" in signs
    assert "(opm)" in signs
