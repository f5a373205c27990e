"""Are numbers and dates of a line read as they stand, or not at all?"""

import pytest

from wian.jurisdictions.thailand.reading.values import date_in, number_of


@pytest.mark.parametrize("text", ["o/1/2567", "I-O-66", "หน้า l|-o1.oO"])
def test_letters_that_look_like_digits_are_no_date(text):
    """Nothing is read, and nothing fails."""
    found = date_in(text, 1, 1)
    assert found is None or found.value is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("มท.0810.7/ว 51", "มท ๐๘๑๐.๗/ว ๕๑"),
        ("ตย. 089/2566", "ตย. ๐๘๙/๒๕๖๖"),
        ("สน.2345/2567", "สน.๒๓๔๕/๒๕๖๗"),
        ("พิเศษ ๑๒/๒๕๖๖", "พิเศษ ๑๒/๒๕๖๖"),
        ("SU 0101/Circ. 14", "SU 0101/Circ. 14"),
    ],
)
def test_the_point_behind_a_ministrys_letters_is_left_out_and_any_other_stays(printed, value):
    """An office that makes its code up keeps its own form."""
    assert number_of(printed, 1, 1).value == value
