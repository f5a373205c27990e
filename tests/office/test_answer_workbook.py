"""Stories of a form as a workbook: it comes back as it was filled in, or is refused."""

from __future__ import annotations

import zipfile
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


def _rows_of(sheet):
    return {sheet.cell(row, 4).value: row for row in range(4, 12)}


def _saved(book):
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_everything_odd_in_a_workbook_is_told_at_its_field_at_once():
    """Formulas without results, merged and hidden cells, 1e308, days as text, rows too many."""
    book = load_workbook(BytesIO(form_workbook(SURVEY, "x", THAI)))
    sheet, sites = book["คำตอบ"], book["sites"]
    rows = _rows_of(sheet)
    odd = {"shelters": 1e308, "budget": "=1+1", "drill": "ซักซ้อม", "drilled": "31 ก.พ. 2570"}
    for name, value in {**odd, "siren": "=HYPERLINK(1)", "needs": "x" * 301}.items():
        sheet.cell(rows[name], 2).value = value
    sheet.merge_cells(
        start_row=rows["shelters"], end_row=rows["shelters"], start_column=2, end_column=3
    )
    sheet.row_dimensions[rows["drill"]].hidden = True
    book.create_sheet("notes")["D4"] = "shelters of others"
    for row in range(3, 12):
        sites.cell(row, 1).value, sites.cell(row, 2).value = "=A1", -row
    data = BytesIO(_saved(book))
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("xl/vbaProject.bin", b"Auto_Open")
    given_ = filled_workbook(SURVEY, data.getvalue(), "a.xlsx")
    found = checked_values(SURVEY, given_, Notation.of(jurisdiction("thailand"))).faults
    kinds = {fault.values["at"]: fault.kind for fault in found}
    formula = "answer_formula"
    assert kinds["shelters"] == "answer_huge"
    assert (kinds["budget"], kinds["siren"]) == (formula, formula)
    assert (kinds["drill"], kinds["needs"]) == ("answer_choice", "answer_long")
    assert (kinds["sites"], "drilled" in kinds) == ("answer_row_count", True)
    assert len(found) == 7
    assert "less than 1,000,000,000,000,000" in str(found[0])
    assert "save the workbook" in found[1].remedy


def test_the_rows_of_a_table_are_told_one_by_one():
    """A formula in a row is no empty cell: the row counts, and is named."""
    book = load_workbook(BytesIO(form_workbook(SURVEY, "x", THAI)))
    book["sites"]["A3"], book["sites"]["B3"] = "วัด", "=SUM(B4:B9)"
    book["sites"]["B4"] = "=1"
    found = checked_values(SURVEY, filled_workbook(SURVEY, _saved(book), "a.xlsx"), draft=True)
    places = [(fault.values["at"], fault.values["row"], fault.kind) for fault in found.faults]
    assert places == [
        ("sites.0.beds", 1, "answer_formula"),
        ("sites.1.beds", 2, "answer_formula"),
    ]
    assert str(found.faults[0]).startswith(
        "Sites, row 1: จำนวนเตียง (sites.0.beds): holds a formula"
    )


def test_two_sheets_that_say_different_things_are_refused():
    """A clerk kept a copy of the sheet: the same again is one answer, another number is none."""
    book = load_workbook(BytesIO(form_workbook(SURVEY, "x", THAI, {"shelters": 4})))
    book.copy_worksheet(book["คำตอบ"])
    assert filled_workbook(SURVEY, _saved(book), "a.xlsx")["shelters"] == 4
    book.worksheets[-1].cell(_rows_of(book["คำตอบ"])["shelters"], 2).value = 5
    with pytest.raises(UnreadableAnswer, match="fills in shelters twice, and differently"):
        filled_workbook(SURVEY, _saved(book), "a.xlsx")


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_before_it_does():
    """Two gigabytes in a few bytes: the declared size is enough to say no."""
    data = BytesIO(form_workbook(SURVEY, "x", THAI))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/bomb.bin", bytes(1000))
        package.filelist[-1].file_size = 2**31
    with pytest.raises(UnreadableAnswer, match="unpacks to more than") as caught:
        filled_workbook(SURVEY, data.getvalue(), "a.xlsx")
    assert caught.value.faults[0].kind == "answer_workbook"
