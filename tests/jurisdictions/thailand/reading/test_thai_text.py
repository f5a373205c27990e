"""Properties of comparing Thai text as scans and text layers leave it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wian.jurisdictions.thailand.reading.thai_text import compact, encoded_one_way, joined

words = st.text(alphabet="กขคงจa1 ่้", max_size=8)


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


def test_what_a_text_layer_made_of_sara_am_is_put_right():
    """A blank for its circle, or before it; marks that a font keeps elsewhere."""
    assert encoded_one_way("ส านักงาน จ านวน อ าเภอ") == "สำนักงาน จำนวน อำเภอ"
    assert encoded_one_way("ค ำสั่ง น้ า เร ื่อง") == "คำสั่ง น้ำ เรื่อง"
    assert encoded_one_way("ที\uf70a ป\uf712น") == "ที่ ป็น"
    assert encoded_one_way("ว่า ค่า ต าบล") == "ว่า ค่า ตำบล"
