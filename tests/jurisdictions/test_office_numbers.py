"""An office's own form of numbers: within its country's rule, written, read back, and refused."""

from __future__ import annotations

from datetime import date

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.office import Line, Office
from wian.history.letters.office_index import OfficeIndex
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.office_numbers import RunningNumber

JULY = date(2026, 7, 13)


def _office(code: str | None, form: str | None = None, **more: str) -> Office:
    fields = {"letter_code": code, "number_form": form, **more}
    return Office(id="b", name="B", level="b", kind="b", **fields)


@pytest.mark.parametrize(
    ("country", "code", "form", "circular", "printed"),
    [
        ("indonesia", "140/TGR", None, False, "140/001/TGR/VII/2026"),
        ("indonesia", "140/TGR", "{class}/{number:4}/{unit}/{year}", False, "140/0001/TGR/2026"),
        ("indonesia", "140/TGR", "{code}/{number}", False, "140/TGR/1"),
        ("thailand", "มท ๐๘๑๐", "{code}.2/{number:3}", False, "มท ๐๘๑๐.๒/๐๐๑"),
        ("thailand", "มท ๐๘๑๐", "{code}.2/{number:3}", True, "มท ๐๘๑๐.๒/ว ๐๐๑"),
        ("plain", "WB", "{code}-{year}-{number:3}", False, "WB-2026-001"),
        ("plain", None, "[{code}-]{number}.{roman}", False, "1.VII"),
    ],
)
def test_a_number_is_written_and_read_back(country, code, form, circular, printed):
    """As the office has it, else as its country; its own letters are known by it."""
    where, office = jurisdiction(country), _office(code, form)
    year = where.wording.register_year(JULY)
    of = RunningNumber(1, year, JULY, circular)
    assert where.letter_number(office, of) == printed
    assert not list(where.number_faults(office))
    if code and "{code}" in (form or "{code}"):
        above = Office(id="a", name="A", level="a", kind="a")
        known = Hierarchy.build(
            [above, office], [Line("a", "b")], subject="x", jurisdiction=country
        )
        found = OfficeIndex(known, where.paper).office(None, printed)
        assert found
        assert found.office == "b"


def test_a_letter_is_classified_as_its_directive_says():
    """In the country's usual form, in an office's own, and in a letter code that is a form."""
    where = jurisdiction("indonesia")
    of = RunningNumber(7, 2026, JULY, circular=False, classification="900.1")
    assert where.letter_number(_office("140/TGR"), of) == "900.1/007/TGR/VII/2026"
    assert where.letter_number(_office("TGR"), of) == "900.1/007/TGR/VII/2026"
    assert where.letter_number(_office("140/{nomor}/SJ"), of) == "900.1/007/SJ"
    own = _office("140/TGR", "{unit}/{number}/{class}")
    assert where.letter_number(own, of) == "TGR/7/900.1"


@pytest.mark.parametrize(
    ("country", "form", "said"),
    [
        ("thailand", "{number}/{year}", "is not the letter code, a slash and the running number"),
        ("thailand", "{code}/{number}/{year}", "is not the letter code, a slash"),
        ("indonesia", "{number:3}.{code}", "does not hold the classification"),
        ("indonesia", "{class}/{number}", "does not hold the classification"),
        ("indonesia", "{ 7 * 7 }", "has a brace that opens no field"),
        ("plain", "{number}" * 2, "must have {number} once"),
        ("plain", "x" * 90 + "{number}", "is longer than 80 characters"),
        ("thailand", "{class}{code}/{number}", "is not the letter code, a slash"),
    ],
)
def test_a_form_outside_the_rule_is_refused(country, form, said):
    """At its field, with a form that would do."""
    (fault,) = jurisdiction(country).number_faults(_office("140/X", form))
    assert fault.where == "number_form"
    assert said in fault.what
    assert fault.remedy


@pytest.mark.parametrize(
    ("country", "fields", "where"),
    [
        ("thailand", {"classes": "apart"}, "classes"),
        ("indonesia", {"circulars": "apart"}, "circulars"),
        ("plain", {"number_form": "{number}", "classes": "apart"}, "classes"),
    ],
)
def test_series_that_run_apart_must_look_apart(country, fields, where):
    """Each has a number 1."""
    (fault,) = jurisdiction(country).number_faults(_office("140/X", **fields))
    assert fault.where == where
    assert not list(jurisdiction("indonesia").number_faults(_office("140/X", classes="apart")))


def test_a_form_and_a_code_that_is_a_form_contradict_each_other():
    """It is said what to leave out."""
    office = _office("140/{nomor}/SJ", "{code}/{number}")
    (fault,) = jurisdiction("indonesia").number_faults(office)
    assert "'140/{nomor}/SJ' is a form too" in fault.what
