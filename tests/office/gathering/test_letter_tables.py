"""Stories of the tables that a report encloses: who said what, the whole, and who corrected it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.plugins.answering import BODIES, FILLED
from wian.ledger.proof.upward.gathering import _is_added_up
from wian.office.actor import Acting
from wian.office.filled_form import FilledForm
from wian.office.gathering.adjust import adjust
from wian.office.gathering.report import report

DISTRICT, PROVINCE, DEPARTMENT = "phitsanulok.mueang-phitsanulok", "phitsanulok", "dla"
SITES = [{"name": "วัดกลาง", "beds": 40}, {"name": "โรงเรียน 2", "beds": 25}]


@pytest.fixture
def reports(form_ledger, answering):
    """Two bodies answer, the district corrects one figure; the reports of it and those above."""

    def acting(office, minutes):
        now = answering.living.later(minutes)
        return Acting(form_ledger, answering.plan, office, by="นายอำเภอ", now=now)

    more = {"needs": "เต็นท์ 5 หลัง", "drilled": "2026-11-30", "sites": SITES}
    answering.fill(form_ledger, BODIES[0], filled=FilledForm({**FILLED, **more}))
    answering.fill(form_ledger, BODIES[1], filled=FilledForm({**FILLED, "drill": "planned"}))
    adjust(acting(DISTRICT, 150), BODIES[0], "shelters", "3", "นับซ้ำ")
    return [
        report(acting(office, 200 + 10 * at)).body
        for at, office in enumerate((DISTRICT, PROVINCE, DEPARTMENT))
    ]


def test_a_district_encloses_what_each_body_said(reports):
    """A number is a number, the rest is printed in words; who is silent has a row too."""
    table, sites = reports[0].letter.tables
    assert table.title == "ตารางสรุปคำตอบของหน่วยงาน"
    assert reports[0].letter.number in table.of
    labels = [head.label for head in table.heads]
    assert labels[:5] == ["หน่วยงาน", "คำตอบ", "จำนวนศูนย์พักพิง", "งบประมาณ", "การซักซ้อม"]
    assert [head.label for head in table.heads if head.figure] == labels[2:4]
    rows = {row[1]: row for row in table.rows}
    assert [row[1] for row in table.rows].count("ยังไม่ตอบ") == 17
    assert set(rows["ยังไม่ตอบ"][2:]) == {None}
    (first,) = (row for row in table.rows if "เต็นท์ ๕ หลัง" in row)
    assert first[2:] == ("4", "1250.50", "ซักซ้อมแล้ว", "มี", "๓๐ พ.ย. ๒๕๖๙", "เต็นท์ ๕ หลัง", None)
    assert table.total[:4] == ("รวมคำตอบ ๒ จาก ๑๙ แห่ง", None, "8", "2501.00")
    assert table.total[4:6] == ("ซักซ้อมแล้ว ๑, กำหนดวันแล้ว ๑", "มี ๒")
    assert (sites.title, sites.total) == ("รายชื่อศูนย์", ("รวมคำตอบ ๒ จาก ๑๙ แห่ง", None, "65"))
    assert [row[1:] for row in sites.rows] == [("วัดกลาง", "40"), ("โรงเรียน ๒", "25")]
    assert reports[0].letter.enclosures == (
        "ตารางสรุปคำตอบของหน่วยงาน จำนวน ๑ ชุด",
        "รายชื่อศูนย์ จำนวน ๑ ชุด",
    )


def test_a_correction_is_marked_with_who_and_why_on_every_level(reports):
    """The note of the district goes up with its report; the given number stays in each table."""
    said = "จำนวนศูนย์พักพิง ตอบ ๔ แก้ไขเป็น ๓ ผู้แก้ไข นายอำเภอ"
    for body in reports:
        table = body.letter.tables[0]
        row, total = table.marks
        assert (table.rows[row.row][2], row.meant) in {("4", "3"), ("8", "7")}
        assert (total.row, total.meant, table.total[2]) == (len(table.rows), "7", "8")
        assert [table.notes[at] for at in row.notes] == list(table.notes)
        assert said in table.notes[0]
        assert "นับซ้ำ" in table.notes[0]


def test_the_rows_of_a_form_go_up_to_the_top(reports):
    """Each level encloses them again, with the body that wrote them."""
    rows = {body.letter.tables[1].rows for body in reports}
    assert len(rows) == 1
    assert [len(body.letter.tables[0].rows) for body in reports] == [19, 12, 1]
    assert reports[2].letter.tables[0].rows[0][1] == "๒ จาก ๑๐๓ แห่ง"


def test_a_table_that_says_something_else_than_the_totals_is_a_fault(reports):
    """A row changed, the last row changed: neither adds up to what the report says."""
    (table, sites), totals = reports[0].letter.tables, reports[0].totals
    assert _is_added_up(table, totals)
    assert _is_added_up(sites, totals)
    changed = (*sites.rows[:1], (*sites.rows[1][:2], "26"))
    assert not _is_added_up(replace(sites, rows=changed), totals)
    assert not _is_added_up(replace(table, total=(*table.total[:2], "9", *table.total[3:])), totals)
