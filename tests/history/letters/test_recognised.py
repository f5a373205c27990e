"""What is recognised from a picture is believed only where its digits are not confused."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from hierarchy.office import LetterForm
from wian.history.letters.recognised import believable
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.paper import (
    Citation,
    CitationPlace,
    Medium,
    Reading,
    ReadLetter,
    ReadStamp,
)

RECOGNITION = jurisdiction("thailand").paper.recognition


def _letter(number: str, read: str, moment: date) -> ReadLetter:
    dated, numbered = Reading(read, moment), Reading(number, number)
    stamp = ReadStamp(None, numbered, dated, (), "a.pdf", 1, 2)
    cited = Citation("x", CitationPlace.REFERENCE, None, numbered, dated, 3)
    return ReadLetter(
        "a.pdf",
        1,
        9,
        Medium.OCR,
        LetterForm.EXTERNAL,
        number=numbered,
        dated=dated,
        citations=(cited,),
        stamps=(stamp,),
    )


@pytest.mark.parametrize(
    ("read", "moment"),
    [
        ("๕ มีนาคม ๒๕๓๕", date(1992, 3, 5)),
        ("5 มีนาคม 2505", date(1962, 3, 5)),
        ("5 มี.ค. 05 10.30", datetime.fromisoformat("1962-03-05T10:30")),
    ],
    ids=["confused digits", "before letters had this form", "with a time"],
)
def test_a_date_that_must_be_wrong_is_left_empty(read, moment):
    """The words that were taken for it stay."""
    letter = believable(_letter("544", read, moment), RECOGNITION)
    (stamp,), (cited,) = letter.stamps, letter.citations
    for found in (letter.dated, stamp.moment, cited.dated):
        assert (found.read, found.value, found.confidence) == (read, None, 0.0)
    assert letter.number.value == stamp.receipt_number.value == cited.number.value == "544"


def test_a_number_with_digits_that_the_model_confuses_is_left_empty():
    """The usual Thai model has never heard of half of them."""
    letter = believable(_letter("พล ๐๐๒๓.๓/ว ๕๕๓", "5 มีนาคม 2565", date(2022, 3, 5)), RECOGNITION)
    (stamp,), (cited,) = letter.stamps, letter.citations
    assert letter.number.value is stamp.receipt_number.value is cited.number.value is None
    assert letter.dated.value == stamp.inferred == cited.dated.value == date(2022, 3, 5)
