"""Signs of numbers: how they are declared, and what is written in them."""

from __future__ import annotations

import pytest

from wian.kit.number_signs import SAMPLE, NumberSigns, SignedNumber, declared_signs


@pytest.mark.parametrize(
    ("sample", "written"),
    [
        (SAMPLE, "91,600.5"),
        ("1.234,5", "91.600,5"),
        ("1 234,5", "91\u00a0600,5"),
        ("1'234.5", "91'600.5"),
        ("1234,5", "91600,5"),
    ],
)
def test_a_sample_declares_the_signs(sample, written):
    """The same number in other signs."""
    assert declared_signs(sample).written("91,600.5") == written


@pytest.mark.parametrize("sample", ["1,234,5", "1.234.5", "1234", "2.345,6", "1x234,5", ""])
def test_another_number_declares_nothing(sample):
    """Nor does one that has a sign for both."""
    with pytest.raises(ValueError, match=r"write that number .* '1\.234,5'"):
        declared_signs(sample)


def test_a_number_takes_the_signs_in_every_format():
    """Bare it stays the number by which one is told from many."""
    value = SignedNumber(91600.5, NumberSigns(",", "."))
    assert f"{value:,.1f} {value:.2f} {value}" == "91.600,5 91600,50 91600,5"
    assert str(SignedNumber(1, NumberSigns(",", "."))) == "1"
