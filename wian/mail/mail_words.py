"""What e-mails say: in the language of the offices where it has a catalogue, else in English."""

from __future__ import annotations

from pathlib import Path

from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.catalogue import Catalogue, catalogue

ENGLISH = Path(__file__).parent / "words" / "en.yaml"
_OWN = "mail.yaml"


def mail_words(country: Jurisdiction) -> Catalogue:
    """The words of e-mails to a country's offices."""
    if country.language == "en" or country.words is None:
        return catalogue(ENGLISH)
    return catalogue(country.words / _OWN, ENGLISH)
