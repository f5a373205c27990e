"""Stories of what is wrong with a form, said in the reader's language."""

from __future__ import annotations

import pytest

from desk.views.faults import in_words
from hierarchy.errors import Fault, InputFaults
from jurisdictions.known import jurisdiction
from tasks.entering import AnswerText, Assignment, Paragraphs, Reason, checked


@pytest.mark.parametrize(
    ("form", "fields", "said"),
    [
        (Reason, {"reason": "<b>ไฟดับ</b>"}, "เหตุที่บันทึกภายหลัง: มีเครื่องหมาย"),
        (Reason, {"reason": "ก" * 301}, "เหตุที่บันทึกภายหลัง: ยาวเกิน ๓๐๐ ตัวอักษร"),
        (Reason, {"reason": "ก\nข"}, "เหตุที่บันทึกภายหลัง: ต้องอยู่ในบรรทัดเดียว"),
        (Paragraphs, {"paragraphs": ("ดี", "{{x}}")}, "ย่อหน้า ๒: มีเครื่องหมาย"),
        (Paragraphs, {"paragraphs": ("ก\u202eข",)}, "ย่อหน้า ๑: มีอักขระที่มองไม่เห็น"),
        (Paragraphs, {"paragraphs": ()}, "ย่อหน้า: ยังไม่ได้กรอก"),
        (Paragraphs, {"paragraphs": ("ก",) * 41}, "ย่อหน้า: มีมากเกินไป"),
        (Assignment, {"group": " "}, "กลุ่มงานหรือหน่วย: ยังไม่ได้กรอก"),
        (AnswerText, {"text": ""}, "คำตอบ: ยังไม่ได้กรอก"),
    ],
)
def test_every_fault_of_a_form_has_its_words(form, fields, said):
    """In Thai, with the field's name, no word of English, and Thai digits."""
    with pytest.raises(InputFaults) as caught:
        checked(form, **fields)
    told = in_words("th", caught.value.faults, jurisdiction("thailand").wording.digits)
    assert told[0].startswith(said)
    assert not any("a" <= sign <= "z" or "0" <= sign <= "9" for sign in "".join(told))


def test_a_fault_of_a_file_stays_as_it_is():
    """It names the line."""
    fault = Fault("answers.csv line 3", "text is empty", "write it")
    other = Fault("", "number is odd")
    assert in_words("th", [fault, fault, other]) == [str(fault), str(other)]
