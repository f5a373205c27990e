"""Stories of a form as a workbook: it comes back as it was filled in, or is refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from tests.letters.answer_form.forms import ANSWERS
from tests.letters.answer_form.forms import FORM as WIDE
from tests.plugins.answering import FORM
from tests.plugins.files import PDF
from wian.jurisdictions.countries import jurisdiction
from wian.letters.answer_form.form import AnswerForm
from wian.letters.answer_form.notation import Notation
from wian.letters.answer_form.values import checked_values
from wian.office.answer_workbook import (
    UnreadableAnswer,
    WorkbookWords,
    filled_workbook,
    form_workbook,
)

SURVEY = AnswerForm.model_validate(FORM)
THAI = WorkbookWords("th", "ใช่", "ไม่ใช่", "คำตอบ")


@given(ANSWERS)
@settings(max_examples=15, deadline=None)
def test_what_stands_in_a_workbook_comes_back_as_it_was(values):
    """Downloaded, looked at, uploaded: every value, every row, to the last decimal."""
    book = form_workbook(WIDE, "Survey", THAI, values)
    notation = Notation.of(jurisdiction("thailand"))
    assert checked_values(WIDE, filled_workbook(WIDE, book, "a.xlsx"), notation).sound() == values


def test_a_clerk_finds_labels_help_and_lists_and_fills_it_in():
    """In a spreadsheet's own kinds: a number, a choice from the list, a day, rows of a table."""
    book = load_workbook(BytesIO(form_workbook(SURVEY, "=HYPERLINK(1)", THAI)))
    sheet = book["คำตอบ"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=HYPERLINK(1)", "s")
    rows = {sheet.cell(row, 4).value: row for row in range(4, 12)}
    assert sheet.cell(rows["shelters"], 1).value == "จำนวนศูนย์พักพิง *"
    assert "นับเฉพาะที่ใช้ได้ทันที" in sheet.cell(rows["shelters"], 3).value
    rules = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    assert (rules[f"B{rows['shelters']}"].formula2, rules[f"B{rows['siren']}"].formula1) == (
        *("500", '"มี,ไม่มี"'),
    )
    sheet.cell(rows["shelters"], 2).value = 4
    sheet.cell(rows["budget"], 2).value = 1250.5
    sheet.cell(rows["drill"], 2).value = "ซักซ้อมแล้ว"
    sheet.cell(rows["siren"], 2).value = "มี"
    book["sites"]["A3"], book["sites"]["B3"] = "วัด", 20
    written = BytesIO()
    book.save(written)
    found = filled_workbook(SURVEY, written.getvalue(), "a.xlsx")
    assert checked_values(SURVEY, found).sound() == {
        "shelters": 4,
        "budget": "1250.50",
        "drill": "done",
        "siren": True,
        "sites": [{"name": "วัด", "beds": 20}],
    }


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "answer_workbook"),
        (b"", "answer_workbook"),
        (b"PK\x03\x04" + b"\0" * 50, "answer_workbook"),
        (b"PK" * 600_000, "answer_workbook_large"),
        (form_workbook(WIDE, "Other", THAI), "answer_workbook_other"),
    ],
    ids=["pdf", "empty", "broken", "large", "other"],
)
def test_a_workbook_that_is_none_is_refused_in_a_sentence(content, kind):
    """A PDF renamed, a broken package, a huge one, and the form of another directive."""
    only = AnswerForm.model_validate(
        {"fields": [{"id": "other", "kind": "text", "label": "Other"}]}
    )
    with pytest.raises(UnreadableAnswer, match="download the form again") as caught:
        filled_workbook(only, content, "a.xlsx")
    (fault,) = caught.value.faults
    assert fault.kind == kind
