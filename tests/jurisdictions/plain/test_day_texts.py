"""Days that people type where letters write the month before the day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from wian.jurisdictions.plain.country import plain
from wian.jurisdictions.plain.day_texts import DayTexts
from wian.kit.errors import Unfit


@pytest.fixture(scope="module")
def months():
    """The months in English."""
    return plain().wording.words["months"]


@pytest.mark.parametrize("text", ["03/01/2027", "3.1.2027", "03-01-2027 15:29", "٣/١/٢٠٢٧"])
def test_a_day_that_could_be_two_is_refused_with_both(months, text):
    """Nobody can tell whether the month or the day comes first; registers have one order."""
    with pytest.raises(Unfit, match=r"^could be 2027-01-03 or 2027-03-01; write the one") as told:
        DayTexts(months, month_first=True).certain(text)
    assert told.value.kind == "two_days"
    for read in (DayTexts(months, month_first=True).moment, DayTexts(months).certain):
        assert read(text).strftime("%Y-%m-%d") == "2027-01-03"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1/19/2027", date(2027, 1, 19)),
        ("19/1/2027", date(2027, 1, 19)),
        ("3/3/2027", date(2027, 3, 3)),
        ("2027-01-03", date(2027, 1, 3)),
        ("January 3, 2027", date(2027, 1, 3)),
        ("1/19/2027 15:29", datetime.fromisoformat("2027-01-19T15:29")),
    ],
)
def test_a_day_that_can_be_one_alone_is_read(months, text, meant):
    """In either order, in ISO 8601 and in words."""
    assert DayTexts(months, month_first=True).certain(text) == meant


@pytest.mark.parametrize("text", ["13/13/2027", "2/30/2027", "x" * 5000])
def test_what_is_no_day_is_still_none(months, text):
    """With the month first as otherwise."""
    with pytest.raises(Unfit, match=r"^is no date"):
        DayTexts(months, month_first=True).certain(text)


def test_an_organisation_that_writes_the_month_first_has_its_typed_days_read_so(board):
    """Its settings alone say so."""
    with pytest.raises(Unfit, match="could be"):
        board.country.read_moment("03/01/2027")


def test_english_months_are_read_beside_those_of_the_language():
    """A clerk in Kenya types either; the example of a refusal is in the months of the folder."""
    swahili = ("Januari", "Februari", "Machi", "Aprili", "Mei", "Juni", "Julai", "Agosti")
    read = DayTexts((*swahili, "Septemba", "Oktoba", "Novemba", "Desemba")).certain
    assert read("30 Novemba 2026 18:04") == read("30 November 2026 18:04")
    assert read("3 March 2026") == read("3 Machi 2026") == date(2026, 3, 3)
    with pytest.raises(Unfit, match="19 Januari 2021"):
        read("30 Novemberi 2026")


def test_a_beginning_that_two_months_share_names_neither():
    """French juin and juillet."""
    french = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août")
    texts = DayTexts((*french, "septembre", "octobre", "novembre", "décembre"))
    assert texts.certain("3 juin 2026") == date(2026, 6, 3)
    with pytest.raises(Unfit):
        texts.certain("3 jui 2026")
