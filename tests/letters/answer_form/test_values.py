"""Stories of people and programs that fill in a form, and of what does not fit it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given

from tests.letters.answer_form.forms import ANSWERS, FORM
from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import InputFaults
from wian.letters.answer_form.notation import Notation
from wian.letters.answer_form.values import checked_values, kept_faults

LEAST = {"centres": 3, "state": "good", "open": True}


def _checked(**values):
    return checked_values(FORM, {**LEAST, **values}, files={"plan.pdf": "ab" * 32})


def _faults(**values) -> list[str]:
    return [str(fault) for fault in _checked(**values).faults]


def test_a_clerk_writes_as_thai_offices_do_and_the_ledger_keeps_it_plainly():
    """Thai digits, the Buddhist era, labels instead of ids, and the office's words for yes."""
    thai = Notation.of(jurisdiction("thailand"))
    given_ = {
        "centres": "๑,๒๓๔",
        "cost": "12,500.5",
        "state": " ดี ",
        "open": "มี",
        "since": "๓ มีนาคม ๒๕๖๔",
        "comment": "",
        "needs": "Money, staff",
        "sites": [{"name": "ก", "seats": "๑๒"}, {"name": " ", "seats": ""}],
    }
    assert checked_values(FORM, given_, thai).sound() == {
        "centres": 1234,
        "cost": "12500.50",
        "state": "good",
        "needs": ["staff", "money"],
        "open": True,
        "since": "2021-03-03",
        "sites": [{"name": "ก", "seats": 12}],
    }


@pytest.mark.parametrize("written", ["1,250.50 baht", "1,250.50baht", "1,250.50"])
def test_a_number_may_have_the_unit_of_its_field_behind_it(written):
    """As it is written on paper; any other unit is none, and nothing is converted."""
    assert _checked(cost=written).values["cost"] == "1250.50"
    (fault,) = _faults(cost="1.2 thousand baht")
    assert "is '1.2 thousand baht', which is no number" in fault


def test_an_indonesian_clerk_divides_thousands_with_points():
    """1.250,5 is one thousand two hundred and fifty and a half; ya is yes."""
    notation = Notation.of(jurisdiction("indonesia"))
    given_ = {**LEAST, "centres": "1.250", "cost": "1.250,5", "open": "tidak"}
    values = checked_values(FORM, given_, notation).sound()
    assert (values["centres"], values["cost"], values["open"]) == (1250, "1250.50", False)


def test_a_spreadsheet_and_a_program_give_values_of_their_own_kinds():
    """Numbers with floating points, real dates, booleans: none is rounded on the way."""
    values = _checked(cost=0.1, since=datetime(2021, 3, 3, 9, 0), centres=3.0, plan="plan.pdf")  # noqa: DTZ001 - a cell of a spreadsheet has no zone
    assert values.sound() == {
        **LEAST,
        "cost": "0.10",
        "since": "2021-03-03",
        "plan": "ab" * 32,
    }
    assert _checked(since=date(2021, 3, 3)).sound()["since"] == "2021-03-03"


def test_a_cell_that_holds_a_year_of_the_buddhist_era_is_refused_with_the_year_that_is_meant():
    """A spreadsheet takes 3 March 2564 for a day five centuries ahead."""
    thai = Notation.of(jurisdiction("thailand"))
    (fault,) = checked_values(FORM, {**LEAST, "since": date(2564, 3, 3)}, thai).faults
    assert (fault.kind, fault.remedy) == ("era", "write 2021")


def test_all_faults_come_at_once_each_at_its_field_with_what_to_do():
    """A clerk corrects the whole form in one go."""
    found = checked_values(
        FORM,
        {"centres": "9,9", "cost": "1.555", "state": "so so", "needs": ["x"], "since": "soon"}
        | {"plan": "other.pdf", "sites": [{"seats": 1}, {"name": "A", "seats": "two"}], "zzz": 1},
    )
    assert {fault.values["at"]: fault.kind for fault in found.faults} == {
        "centres": "answer_number",
        "cost": "answer_places",
        "state": "answer_choice",
        "needs": "answer_choice",
        "open": "answer_missing",
        "since": "date",
        "plan": "answer_file",
        "sites.0.name": "answer_missing",
        "sites.1.seats": "answer_number",
        "": "answer_unknown",
    }
    assert all(fault.remedy for fault in found.faults)
    with pytest.raises(InputFaults, match=r"The answer has 10 faults"):
        found.sound()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("centres", -1, "Centres (centres): is -1; write at least 0"),
        ("centres", 5001, "is 5001; write at most 5000"),
        ("centres", 1.5, "which is no whole number"),
        ("centres", True, "which is no number"),
        ("centres", float("nan"), "which is no number"),
        ("centres", "1e3", "which is no number"),
        ("centres", [1], "which is no number"),
        ("cost", "9" * 16, "which is too large"),
        ("state", {"a": 1}, "which is none of the choices; use Good, Poor"),
        ("open", "perhaps", "is 'perhaps'; write มี or ไม่มี"),
        ("since", "1999-12-31", "is 1999-12-31; write at least 2000-01-01"),
        ("since", 20210303, "which is no day"),
        ("comment", "x" * 51, "has 51 characters; write at most 50"),
        ("comment", "<b>", "holds markup"),
        ("comment", "{{ 7 }}", "holds template syntax"),
        ("comment", "a\u202eb", "holds the invisible character U+202E"),
        ("comment", True, "which is no text"),
        ("sites", "A", "which is no list of rows"),
        ("sites", [{"name": "A"}] * 5, "has 5 rows; write from 0 to 4"),
        ("sites", [{"name": "A", "beds": 1}], "'beds' is no field of the form; use name, seats"),
    ],
)
def test_a_value_that_does_not_fit_is_told_in_a_sentence(field, value, told):
    """Hostile and mistaken values alike: one sentence, no traceback."""
    (fault,) = _faults(**{field: value})
    assert told in fault


def test_a_draft_may_lack_what_the_answer_needs():
    """What is half filled in is kept as far as it goes."""
    found = checked_values(FORM, {"centres": "7"}, draft=True)
    assert (found.values, found.faults) == ({"centres": 7}, ())


@given(ANSWERS)
def test_what_is_kept_reads_back_as_itself(values):
    """The proof can hold every kept answer against its form again, and finds it as it was."""
    assert kept_faults(FORM, values, {}) == ()


def test_values_that_the_ledger_would_not_have_kept_are_found():
    """Somebody changed a number's form, left a field out, or named a file that is not there."""
    assert kept_faults(FORM, {**LEAST, "centres": "3"}, {}) == ("are not written as they are kept",)
    (missing,) = kept_faults(FORM, {"centres": 3, "open": True}, {})
    assert "is missing" in missing
    (file,) = kept_faults(FORM, {**LEAST, "plan": "cd" * 32}, {"plan.pdf": "ab" * 32})
    assert "does not go with the answer" in file
