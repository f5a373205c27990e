"""Stories of an office between: it corrects a figure beside, reports, and the next stamps it."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from tests.plugins.answering import BODIES, FILLED
from wian.ledger.access.permissions import Role
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.office.filled_form import FilledForm

DISTRICT, PROVINCE = "phitsanulok.mueang-phitsanulok", "phitsanulok"


@pytest.fixture
def survey(opened_desk, form_ledger, answering, drill_of):
    """Two bodies of a district have answered."""
    for at, body in enumerate(BODIES[:2]):
        answering.fill(form_ledger, body, filled=FilledForm({**FILLED, "shelters": at + 3}))
    minutes = answering.living.start.minute + 120
    return drill_of(opened_desk(form_ledger, minutes), answering.plan)


def _said(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def _send(survey, browser, act, **fields):
    done = browser.send(f"{survey.sent}/{act}", page=f"{survey.sent}/table", **fields)
    return browser.follow(done.headers["location"].partition("#")[0]) if done.is_redirect else done


def test_a_district_corrects_reports_and_the_province_stamps_it(survey):
    """The figure that was given stays; the report is a letter that says how many are in it."""
    officer = survey.at(DISTRICT)
    wrong = {"below": BODIES[0], "field": "shelters", "value": "๕", "reason": "นับรวมอาคารใหม่"}
    page = _said(_send(survey, officer, "adjust", **wrong))
    assert "นับรวมอาคารใหม่" in page
    page = _said(_send(survey, officer, "report", remark="ส่วนที่เหลือจะรายงานภายหลัง"))
    (report,) = [act for act in survey.acts(DISTRICT) if act.kind is ActKind.REPORTED]
    assert (report.body.answered, report.body.totals["shelters"].change) == (2, 2)
    assert report.body.totals["shelters"].sum == 7
    assert "รายงานแล้วตามหนังสือที่" in page
    address = f"{survey.plan.id}~{DISTRICT}~0"
    assert f'href="/outgoing/{address}/letter.pdf"' in officer.get(f"{survey.sent}/table").text
    above = survey.at(PROVINCE)
    for browser, part in ((officer, "outgoing"), (above, "letters")):
        assert len(PdfDocument(browser.get(f"/{part}/{address}/letter.pdf").content)) > 1
        assert load_workbook(
            BytesIO(browser.get(f"/{part}/{address}/tables.xlsx").content)
        ).sheetnames
    assert survey.at("dla").get(f"/outgoing/{address}/tables.xlsx").status_code == 404
    again = _said(_send(survey, officer, "report"))
    assert "ไม่มีสิ่งใหม่" in again
    origin = _said(survey.at("opm").get(f"{survey.sent}/table"))
    assert "นับรวมอาคารใหม่" in origin
    assert "ยังไม่ได้รายงานขึ้นมา" in origin
    assert "ยังไม่ได้รายงานขึ้นมา" not in _said(above.get(f"{survey.sent}/table"))
    shown = above.get(f"{survey.sent}/table")
    assert "ส่วนที่เหลือจะรายงานภายหลัง" in shown.text
    while 'name="sender"' in shown.text:
        shown = _send(survey, above, "report-stamp", sender=DISTRICT)
    stamped = [act for act in survey.acts(PROVINCE) if act.kind is ActKind.REPORT_STAMPED]
    assert len(stamped) == len(survey.plan.office(PROVINCE).desks)
    assert verify(survey.ledger).ok


def test_what_cannot_be_corrected_is_told_where_it_was_entered(survey):
    """No number, no reason, an office without an answer: a sentence, and what was typed stays."""
    officer = survey.at(DISTRICT)
    base = {"below": BODIES[0], "field": "shelters", "value": "หลายแห่ง", "reason": "x"}
    page = _send(survey, officer, "adjust", **base)
    assert (page.status_code, 'value="หลายแห่ง"' in page.text) == (422, True)
    page = _send(survey, officer, "adjust", **{**base, "value": "-๑"})
    assert (page.status_code, "น้อยกว่า 0" in _said(page)) == (422, True)
    page = _send(survey, officer, "adjust", **{**base, "value": "1", "below": BODIES[2]})
    assert page.status_code == 409
    assert not [act for act in survey.acts(DISTRICT) if act.kind is ActKind.ADJUSTED]


def test_who_only_looks_sees_no_button(survey):
    """An observer reads the table, and nothing can be pressed."""
    page = survey.at(DISTRICT, Role.OBSERVER).get(f"{survey.sent}/table")
    assert 'action="/outgoing' not in page.text
    assert page.status_code == 200
