"""Headings of registers: columns in any order, under the names that offices give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.history.registers.headings import register_vocabulary
from wian.jurisdictions.column_words import Column, RegisterKind
from wian.jurisdictions.countries import jurisdiction

WORDS = register_vocabulary(jurisdiction("thailand").headings.registers)

FORM = {
    Column.NUMBER: ("เลขทะเบียนรับ", "เลขรับ", "Receipt No."),
    Column.LETTER_NUMBER: ("ที่", "ที่หนังสือ", "Letter number"),
    Column.LETTER_DATED: ("ลงวันที่", "ลว.", "Dated"),
    Column.ENTERED: ("วันที่รับ", "ว/ด/ป ที่รับ", "Date received"),
    Column.CLOCK: ("เวลา", "เวลาที่รับ", "Time"),
    Column.SENDER: ("จาก", "ผู้ส่ง", "From"),
    Column.RECIPIENT: ("ถึง", "ถึง :", "To"),
    Column.SUBJECT: ("เรื่อง", "เรื่\u200bอง", "Subject"),
    Column.ACTION: ("การปฏิบัติ", "การดำเนินการ", "Action"),
    Column.REMARK: ("หมายเหตุ", "หมายเหตุ.", "Remarks"),
    Column.URGENCY: ("ชั้นความเร็ว", "ความเร่งด่วน", "Urgency"),
    Column.SECRECY: ("ชั้นความลับ", "ชั้นความลับ :", "Classification"),
}


@given(st.data())
def test_columns_are_known_in_any_order_and_language(data: st.DataObject) -> None:
    """Form 13 with date and time, and the marks: shuffled, each under one of its names."""
    order = data.draw(st.permutations(list(FORM)))
    names = [data.draw(st.sampled_from(FORM[column])) for column in order]
    heading = WORDS.find_heading([(1, names)])
    assert heading is not None
    assert list(heading.columns) == order
    assert heading.kinds == {RegisterKind.RECEIVE}
    assert heading.unknown == ()


def test_a_title_block_stands_above() -> None:
    """The heading is found below titles, days and blank lines."""
    lines = [
        (1, ["ทะเบียนหนังสือส่ง จังหวัดพิษณุโลก", "", ""]),
        (2, []),
        (4, ["เลขทะเบียนส่ง", "ที่", "ถึง"]),
        (5, ["1", "พล 0023.3/1", "นายอำเภอ"]),
    ]
    heading = WORDS.find_heading(lines)
    assert heading is not None
    assert (heading.line, heading.kinds) == (4, {RegisterKind.SEND})


def test_a_heading_may_take_two_lines() -> None:
    """Joined cells head number and date of the letter together."""
    lines = [
        (3, ["เลขรับ", "หนังสือ", None, "จาก", "เรื่อง"]),
        (4, [None, "ที่", "ลงวันที่", None, None]),
        (5, [1, "ก 1/1", "1/1/64", "ข", "ค"]),
    ]
    heading = WORDS.find_heading(lines)
    assert heading is not None
    assert heading.line == 4
    assert heading.columns[Column.LETTER_DATED] == 2
    assert heading.columns[Column.SUBJECT] == 4
    assert heading.unknown == ()


@pytest.mark.parametrize("labels", [["a", "b"], ["ที่", "จาก", "ถึง", "เรื่อง"], ["เลขรับ", "ที่"], []])
def test_too_little_is_no_heading(labels: list[str]) -> None:
    """Without the running number, or with two columns only, a line could be anything."""
    assert WORDS.find_heading([(1, labels)]) is None


def test_a_column_that_stands_twice_is_a_fault() -> None:
    """Which of the two holds the date cannot be known."""
    heading = WORDS.find_heading([(2, ["เลขรับ", "ที่", "ลงวันที่", "Dated"])])
    assert heading is not None
    (fault,) = WORDS.heading_faults("r.csv", heading)
    assert str(fault).startswith(
        "r.csv line 2: has two columns for the date of the letter; keep one"
    )
