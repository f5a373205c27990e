"""Forms of letter numbers: written, read back, and refused."""

from __future__ import annotations

import pytest

from wian.jurisdictions.number_form import NumberForm, NumberValues, checked_form


@pytest.mark.parametrize(
    ("pattern", "written", "without"),
    [
        ("[{code}-]{number}/{year}", "AB-12/2026", "12/2026"),
        ("{code}/{year}/{number:4}", "AB/2026/0012", "/2026/0012"),
        ("[{code}/]{roman}/{number}", "AB/VII/12", "VII/12"),
        ("No. {number} s. {year}", "No. 12 s. 2026", "No. 12 s. 2026"),
        ("{number}/{month:2}", "12/07", "12/07"),
    ],
)
def test_a_number_is_written_and_read_back(pattern, written, without):
    """With the code of an office and without one."""
    form = NumberForm(checked_form(pattern))
    assert form.written(NumberValues("AB", 12, 2026, 7)) == written
    assert form.written(NumberValues(None, 12, 2026, 7)) == without
    code = {"code": "AB"} if "AB" in written else {}
    held = form.read(written)
    assert held is not None
    assert (int(held.pop("number")), held) == (12, code)
    assert form.read("something else") is None


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{code}/{year}", "must have {number} once"),
        ("{number}{number}", "must have {number} once"),
        ("{number}/{year}/{year}", "no field twice"),
        ("[{code}-{number}]", "square brackets around no {code}"),
        ("{number}/{day}", "names {day}, which no number has"),
        ("{number}/{code", "a brace that opens no field"),
        ("{number.__class__}", "a brace that opens no field"),
        ("[{code}-{number}", "a square bracket without its other half"),
        ("[{year}-]{number}", "square brackets around no {code}"),
        ("x" * 81, "is longer than 80"),
        ("{number}\n", "a sign that does not print"),
    ],
)
def test_a_form_that_cannot_be_is_refused(pattern, why):
    """With what to write instead."""
    with pytest.raises(ValueError, match="; ") as refused:
        checked_form(pattern)
    assert why in str(refused.value)
