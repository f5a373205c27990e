"""The story of a question that goes up again as one table, worked in a browser desk by desk."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from tests.browser.clerk import POST, Clerk
from tests.browser.conftest import Listening
from tests.plugins.answering import BODIES, FILLED
from wian.desk.app.settings import DeskSettings
from wian.ledger.proof.verification import verify
from wian.office.filled_form import FilledForm
from wian.office.gathering.report import report

DISTRICT, ABOVE = "phitsanulok.mueang-phitsanulok", ("phitsanulok", "dla", "moi")


@pytest.fixture
def listening(  # noqa: PLR0913, PLR0917 - fixtures
    home, form_ledger, answering, hashed, quick_hashes, monkeypatch
):
    """A desk over the ledger of a directive with a form that three bodies have stamped."""
    for name in DeskSettings.model_fields:
        monkeypatch.delenv(f"WIAN_DESK_{name.upper()}", raising=False)
    with Listening(form_ledger, hashed, 20 * (answering.living.start.minute + 120)) as desk:
        yield desk


@pytest.fixture
def at(window, listening, answering):
    """Somebody of an office, with the survey's letter, or its table, in front of them."""

    def come(office, path, width=1280):
        clerk = Clerk(window(width, 900), listening, office)
        clerk.open(path.format(answering.plan.id))
        return clerk

    return come


@pytest.fixture
def send_up(form_ledger, answering):
    """The offices above the district report, one after the other."""
    return lambda minutes: [
        report(answering.acting(form_ledger, office, minutes + place))
        for place, office in enumerate(ABOVE)
    ]


def _text(clerk):
    return " ".join(clerk.page.locator("main").inner_text().split())


def _fill_in(clerk):
    """A telephone: a number too large, a page opened anew, the fault at its field, and mended."""
    page = clerk.page
    shelters = page.get_by_label("จำนวนศูนย์พักพิง")
    page.locator("summary", has_text="บันทึกคำตอบ").click()
    shelters.fill("๖๐๐")
    for choice in ("ซักซ้อมแล้ว", "มี"):
        page.get_by_label(choice, exact=True).check()
    page.reload()
    page.get_by_role("status").get_by_role("button").click()
    assert shelters.input_value() == "๖๐๐"
    clerk.press("บันทึกคำตอบ")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert "500" in page.locator("#answer-shelters-wrong").inner_text()
    shelters.fill("๔")
    clerk.press("บันทึกคำตอบ")
    assert "๔ แห่ง" in _text(clerk)


def _upload(clerk, path):
    """The form as a workbook, filled in on the way; the clerk looks at the page and sends it."""
    page = clerk.page
    page.locator("summary", has_text="บันทึกคำตอบ").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดแบบเป็นไฟล์ตารางคำนวณ").click()
    book = load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    sheet = book.active
    for row in range(4, 12):
        given = {"shelters": 5, "budget": 99.5, "drill": "กำหนดวันแล้ว", "siren": "ไม่มี"}
        sheet.cell(row, 2).value = given.get(sheet.cell(row, 4).value)
    book["sites"]["A3"], book["sites"]["B3"] = "ศาลากลาง", 1200
    book.save(path)
    page.locator("summary", has_text="กรอกจากไฟล์ตารางคำนวณ").click()
    page.get_by_label("ไฟล์ตารางคำนวณ (XLSX)").set_input_files(path)
    clerk.press("กรอกจากไฟล์")
    assert page.get_by_label("จำนวนศูนย์พักพิง").input_value() == "5"
    clerk.press("บันทึกคำตอบ")


def _gather(clerk):
    """Nine shelters; one was counted twice; reported with the table, before all have answered."""
    page = clerk.page
    assert "ตอบแล้ว ๒ จาก ๑๙ แห่ง" in _text(clerk)
    wrong = {"below": BODIES[0], "field": "shelters", "value": "๓", "reason": "นับซ้ำ"}
    clerk.act("แก้ไขตัวเลข", "บันทึกการแก้ไข", "", **wrong)
    with page.expect_navigation():
        page.get_by_role("button", name="รายงานต่อ").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="หนังสือรายงานพร้อมตาราง (PDF)").click()
    pages = PdfDocument(Path(download.value.path()).read_bytes())
    assert pages[1].get_width() > pages[1].get_height()
    assert any("นับซ้ำ" in each.get_textpage().get_text_range() for each in pages)


def test_a_question_comes_back_as_one_table(at, listening, answering, send_up, tmp_path):
    """Filled in on a telephone and by workbook, gathered, corrected, reported, followed down."""
    _fill_in(at(BODIES[0], "/letters/{}", 390))
    _upload(at(BODIES[1], "/letters/{}"), tmp_path / "filled.xlsx")
    district = at(DISTRICT, "/outgoing/{}/table")
    _gather(district)
    send_up(300)
    origin = at("opm", "/outgoing/{}/table")
    told = _text(origin)
    assert "ตอบแล้ว ๒ จาก ๑๐๓ แห่ง" in told
    assert f"นับซ้ำ {DISTRICT} {POST}" in told
    assert origin.page.locator("tfoot .figure").first.inner_text() == "๙"
    for office in (*reversed(ABOVE), DISTRICT, BODIES[0]):
        name = answering.plan.hierarchy.office(office).name
        with origin.page.expect_navigation():
            origin.page.locator("tbody a").filter(has_text=name).first.click()
    assert f"บันทึกโดย {BODIES[0]} {POST}" in _text(origin)
    assert "๔ แห่ง" in _text(origin)
    answering.fill(listening.ledger, BODIES[2], 310, filled=FilledForm({**FILLED, "shelters": 7}))
    with district.page.expect_navigation():
        district.page.get_by_role("button", name="รายงานต่อ").click()
    send_up(320)
    origin.open(f"/outgoing/{answering.plan.id}/table")
    assert "ตอบแล้ว ๓ จาก ๑๐๓ แห่ง" in _text(origin)
    assert origin.page.locator("tfoot .figure").first.inner_text() == "๑๖"
    assert verify(listening.ledger).ok
