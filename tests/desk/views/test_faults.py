"""Stories of what is wrong with a form, said in the reader's language."""

from __future__ import annotations

import re

import pytest

from tests.plugins.answering import FORM
from wian.desk.app.words import languages
from wian.desk.views.faults import in_words
from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import Fault, InputFaults
from wian.letters.answer_form.form import AnswerForm
from wian.letters.answer_form.values import checked_values
from wian.office.inputs import AnswerText, Assignment, Paragraphs, Reason, checked

THAI, ENGLISH = languages(jurisdiction("thailand"))


@pytest.mark.parametrize(
    ("form", "fields", "said"),
    [
        (Reason, {"reason": "<b>ไฟดับ</b>"}, "เหตุผล: มีเครื่องหมาย"),
        (Reason, {"reason": "ก" * 301}, "เหตุผล: ยาวเกิน ๓๐๐ ตัวอักษร"),
        (Reason, {"reason": "ก\nข"}, "เหตุผล: ต้องอยู่ในบรรทัดเดียว"),
        (Paragraphs, {"paragraphs": ("ดี", "{{x}}")}, "ย่อหน้า ๒: มีเครื่องหมาย"),
        (Paragraphs, {"paragraphs": ("ก\u202eข",)}, "ย่อหน้า ๑: มีอักขระที่มองไม่เห็น"),
        (Paragraphs, {"paragraphs": ("ทำแล้ว ✓",)}, "ย่อหน้า ๑: มี ✓ ซึ่งไม่มีในแบบอักษรของหนังสือ"),
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
    told = in_words(THAI, caught.value.faults, _thai)
    assert told[0].startswith(said)
    assert not re.search("[A-Za-z0-9]", re.sub(r"'[^']*'|U\+202E", "", "".join(told)))
    english = "".join(in_words(ENGLISH, caught.value.faults))
    assert not re.search("[\u0e00-\u0e7f]", re.sub("'[^']*'", "", english))


def _thai(value):
    return jurisdiction("thailand").wording.digits(str(value))


def test_a_fault_of_a_file_on_the_server_stays_as_it_is():
    """It names the file and the line, which no words of a form do; so does one without words."""
    named = Fault("offices.yaml line 3", "text is empty", "", "string_too_short", {"field": "text"})
    plain = Fault("answers.csv line 3", "text is empty", "write it")
    other = Fault("", "number is odd")
    unknown = Fault("", "shade is empty", "", "string_too_short", {"field": "shade"})
    nested = Fault("", "text.x is empty", "", "string_too_short", {"field": "text.x"})
    faults = [named, plain, plain, other, unknown, nested]
    assert in_words(THAI, faults) == [str(each) for each in dict.fromkeys(faults)]


def test_numbers_are_written_as_the_reader_does_and_a_strangers_text_stays():
    """Counts with their thousands apart, lines without; digits of a cell are those of the cell."""
    cells = Fault("", "", "", "cells", {"line": 12345, "count": 1500, "columns": 4})
    assert in_words(THAI, [cells], _thai) == [
        "บรรทัด ๑๒๓๔๕: มี ๑,๕๐๐ ช่อง แต่หัวตารางมี ๔ คอลัมน์ โปรดตรวจจุลภาคและเครื่องหมายคำพูด"
    ]
    office = {"line": 3, "column": "office", "value": "'la-5650103 {line}'"}
    told = in_words(THAI, [Fault("", "", "", "office_unknown", office)], _thai)
    assert told == ["บรรทัด ๓ คอลัมน์ office: ไม่มีหน่วยงาน 'la-5650103 {line}' โปรดแก้รหัส"]


def test_numbers_of_a_fault_stand_in_the_signs_of_the_language():
    """Of Indonesian and of English beside it."""
    fault = Fault("", "is too long", kind="none_left", values={"field": "reason", "most": 9_999})
    own, english = languages(jurisdiction("indonesia"))
    assert "9.999" in in_words(own, [fault])[0]
    assert "9,999" in in_words(english, [fault])[0]


def test_a_field_of_a_form_is_named_in_the_readers_language():
    """The directive calls it by a Thai name; an English desk by its English one, if it has any."""
    form = AnswerForm.model_validate(FORM)
    given = {"shelters": 10**15, "drill": "done", "siren": "yes", "sites": [{"name": "a"}]}
    faults = checked_values(form, given).faults
    assert in_words(ENGLISH, faults) == [
        "Shelters: 1000000000000000 is too large; write less than 1,000,000,000,000,000",
        "Sites, row 1: จำนวนเตียง: fill it in",
    ]
    huge, row = in_words(THAI, faults, _thai)
    assert huge.startswith("จำนวนศูนย์พักพิง: ")
    assert row.startswith("รายชื่อศูนย์ แถวที่ ๑: จำนวนเตียง: ")
