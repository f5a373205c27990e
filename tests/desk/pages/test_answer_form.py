"""Stories of a clerk who fills in a directive's form at the desk."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import polars as pl
import pytest
from openpyxl import load_workbook

from tests.plugins.answering import BODIES, FILLED, FORM
from tests.plugins.files import PDF
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.office.filled_form import FilledForm

LEAF = BODIES[0]
TYPED = {
    "v.shelters": "๔",
    "v.budget": "1,250.50",
    "v.drill": "done",
    "v.siren": "yes",
    "v.sites.0.name": "วัด",
    "v.sites.0.beds": "20",
    "v.sites.1.name": "",
    "v.sites.1.beds": "",
    "text": "",
}


@pytest.fixture
def survey(opened_desk, form_ledger, answering, drill_of):
    """A survey under way: some bodies have stamped."""
    return drill_of(opened_desk(form_ledger, answering.living.start.minute + 90), answering.plan)


def _answers(survey):
    return [act for act in survey.acts(LEAF) if act.kind is ActKind.ANSWERED]


def _sent(survey, clerk, act, files=None, **fields):
    done = clerk.send(f"{survey.path}/{act}", page=survey.path, files=files, **fields)
    return clerk.follow(done.headers["location"]) if done.is_redirect else done


def _send(survey, clerk, key, typed=TYPED, files=None):
    return _sent(survey, clerk, "answer", files, key=key, **typed)


def _said(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def test_the_form_is_drawn_and_what_is_typed_is_recorded(survey, key_of):
    """Thai digits, a choice, a row of the table; the page then shows what was answered."""
    clerk = survey.at(LEAF)
    page = clerk.get(survey.path)
    for field in FORM["fields"]:
        assert field["label"] in page.text
    assert "นับเฉพาะที่ใช้ได้ทันที" in page.text
    assert 'name="v.sites.2.beds"' in page.text
    sent = _send(survey, clerk, key_of(page))
    (act,) = _answers(survey)
    assert act.body.values == {**FILLED, "sites": [{"name": "วัด", "beds": 20}]}
    assert "๑,๒๕๐.๕๐ บาท" in _said(sent)
    assert verify(survey.ledger).ok


def test_every_fault_is_told_at_its_field_and_nothing_typed_is_lost(survey, key_of):
    """Four mistakes at once; what was right still stands in the form."""
    clerk = survey.at(LEAF)
    wrong = {**TYPED, "v.shelters": "สิบ", "v.siren": "", "v.sites.0.beds": "-1"}
    page = _send(survey, clerk, key_of(clerk.get(survey.path)), wrong)
    assert page.status_code == 422
    told = dict(
        re.findall(r'<p class="wrong" id="answer-([a-z0-9-]+)-wrong">([^<]+?) *</p>', page.text)
    )
    assert set(told) == {"shelters", "siren", "sites-0-beds"}
    assert told["siren"] == "โปรดกรอก"
    assert 'value="1,250.50"' in page.text
    assert 'value="สิบ"' in page.text
    assert re.search(r'value="done" checked', page.text)
    assert _answers(survey) == []


def test_a_file_of_a_field_is_kept_when_the_answer_is_amended(survey, key_of):
    """The map was sent once; the second answer keeps it without choosing it again."""
    clerk = survey.at(LEAF)
    key = key_of(clerk.get(survey.path))
    first = _send(survey, clerk, key, files={"v.map": ("map.pdf", PDF, "application/pdf")})
    (digest,) = set(re.findall(r'name="k\.map" value="([0-9a-f]{64})"', first.text))
    again = {**TYPED, "v.shelters": "5", "k.map": digest}
    _send(survey, clerk, key_of(first), again)
    one, two = _answers(survey)
    assert one.body.values["map"] == two.body.values["map"] == digest
    assert (two.body.values["shelters"], two.body.files) == (5, one.body.files)
    assert verify(survey.ledger).ok


def test_an_answer_is_taken_back_at_the_desk(survey, key_of):
    """With a reason; the form is there again, filled in as it was."""
    clerk = survey.at(LEAF)
    sent = _send(survey, clerk, key_of(clerk.get(survey.path)))
    (number,) = re.findall(r'name="number" value="(\d+)"', sent.text)
    gone = _sent(survey, clerk, "take-back", number=number, reason="นับผิด")
    assert survey.item(LEAF).answer is None
    assert "ถอนคำตอบ" in _said(gone)
    refused = _sent(survey, clerk, "take-back", number="999", reason="x")
    assert refused.status_code == 409


def test_a_workbook_fills_in_the_form_and_records_nothing(survey):
    """Downloaded, filled in and uploaded: the clerk sees it in the page before sending it."""
    clerk = survey.at(LEAF)
    book = load_workbook(BytesIO(clerk.get(f"{survey.path}/answer.xlsx").content))
    sheet = book["คำตอบ"]
    for row in range(4, 12):
        value = {"shelters": 7, "drill": "กำหนดวันแล้ว", "budget": "มาก"}.get(
            sheet.cell(row, 4).value
        )
        sheet.cell(row, 2).value = value
    written = BytesIO()
    book.save(written)
    page = _sent(survey, clerk, "answer/workbook", {"file": ("a.xlsx", written.getvalue())})
    assert 'name="v.shelters"' in page.text
    assert re.search(r'name="v.shelters"[^>]+value="7"', page.text)
    assert re.search(r'value="planned" checked', page.text)
    assert "answer-budget-wrong" in page.text
    assert _answers(survey) == []
    refused = _sent(survey, clerk, "answer/workbook", {"file": ("a.xlsx", PDF)})
    assert "a.xlsx ไม่ใช่ไฟล์ตารางคำนวณที่อ่านได้" in _said(refused)


def test_the_office_above_sees_the_sum_and_follows_it_to_the_answer(survey, answering):
    """Its table has who answered and who is silent; a step down is the answer."""
    for at, body in enumerate(BODIES[:2]):
        given = {**FILLED, "shelters": at + 3, "sites": [{"name": "ศาลากลาง", "beds": 1200}]}
        answering.fill(survey.ledger, body, filled=FilledForm(given))
    officer = survey.at("phitsanulok.mueang-phitsanulok")
    assert f"{survey.sent}/table" in officer.get(survey.sent).text
    page = _said(officer.get(f"{survey.sent}/table"))
    assert "ตอบแล้ว ๒ จาก" in page
    assert "๒,๕๐๑.๐๐" in page
    assert page.count("ศาลากลาง ๑,๒๐๐") == 2
    assert "ยังไม่ตอบ" in page
    own = officer.get(f"{survey.sent}/table", params={"under": BODIES[1]})
    assert "๔ แห่ง" in _said(own)
    assert "ปลัดเทศบาล" in own.text
    assert officer.get(f"{survey.sent}/table", params={"under": "moi"}).status_code == 404
    book = officer.get(f"{survey.sent}/answers.xlsx").content
    cells = {cell.value for row in load_workbook(BytesIO(book)).active.iter_rows() for cell in row}
    assert {3, 4, "silent"} <= cells
    assert load_workbook(BytesIO(book))["sites"].max_row == 3
    table = pl.read_parquet(BytesIO(officer.get(f"{survey.sent}/values.parquet").content))
    assert (table["shelters"].sum(), str(table["budget"].sum())) == (7, "2501.00")
    assert BODIES[0] in officer.get(f"{survey.sent}/values.csv").text


def test_the_origin_sees_who_cannot_know_yet(survey):
    """Provinces whose districts have not passed it on."""
    page = _said(survey.at("opm").get(f"{survey.sent}/table"))
    assert "หนังสือยังไม่ถึง" in page
