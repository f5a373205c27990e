"""Properties of comparing Thai text as scans and text layers leave it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wian.jurisdictions.thailand.reading.thai_text import (
    compact,
    edits,
    encoded_one_way,
    grams,
    joined,
)

words = st.text(alphabet="กขคงจa1 ่้", max_size=8)


def plain_edits(one: str, other: str) -> int:
    """Optimal string alignment, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        plain_edits(one[:-1], other) + 1,
        plain_edits(one, other[:-1]) + 1,
        plain_edits(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    )
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-1] + other[-2]:
        best = min(best, plain_edits(one[:-2], other[:-2]) + 1)
    return best


@given(one=st.text(alphabet="กขค", max_size=6), other=st.text(alphabet="กขค", max_size=6))
def test_edits_are_counted_as_defined_or_given_up(one, other):
    """Within the bound the exact count, beyond it nothing."""
    count = plain_edits(one, other)
    assert edits(one, other, 3) == (count if count <= 3 else None)


@given(text=words)
def test_encoding_one_way_changes_nothing_the_second_time(text):
    """What is encoded one way already stays."""
    once = encoded_one_way(text)
    assert encoded_one_way(once) == once


def test_signs_that_look_the_same_compare_the_same():
    """Decomposed sara am, two sara e for sara ae, a tone before its vowel, spaces that are none."""
    assert compact("นํ้า") == compact("น้ำ")
    assert compact("เเจ้ง") == compact("แจ้ง")
    assert compact("ที่") == compact("ท่ี")
    assert compact("ว\u00a0๕๑\u200b") == "ว51"


def test_wrapped_lines_join_as_thai_runs_on():
    """No space inside Thai, one beside anything else."""
    assert joined(["สำนักงานปลัด", "สำนักนายก"]) == "สำนักงานปลัดสำนักนายก"
    assert joined(["สะดวก", "(GECC)", "ประจำปี"]) == "สะดวก (GECC) ประจำปี"
    assert joined(["ว ๗๗๖๖", "ลงวันที่ ๒๘"]) == "ว ๗๗๖๖ ลงวันที่ ๒๘"


@given(text=words, more=words)
def test_a_text_holds_its_own_pieces(text, more):
    """What is quoted whole is found whole."""
    assert grams(text, 3) <= grams(text + more, 3)
