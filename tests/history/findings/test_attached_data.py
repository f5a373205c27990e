"""What the data attached to a letter say of it."""

from __future__ import annotations

from dataclasses import replace

from wian.history.findings.attached_data import rehearsed
from wian.history.letters.letter_reader import from_data
from wian.jurisdictions.countries import jurisdiction
from wian.letters.composition.sample_letters import sample_letters


def test_a_rehearsed_letter_is_named_as_printed():
    """Capitals of its number too."""
    country = jurisdiction("plain")
    letter = replace(sample_letters(country)["first"], number="NKR/MOL-12/2026")
    read = replace(from_data(letter, "a.pdf", country.paper), simulated=True)
    (found,) = rehearsed([read])
    assert "Letter NKR/MOL-12/2026 was worked out in a rehearsal" in found.what
