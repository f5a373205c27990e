"""Registers as the programs of offices export them: every row enters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hierarchy.office import Office
from wian.history.registers.headings import register_vocabulary
from wian.history.registers.recogniser import Recogniser, RegisterHints
from wian.history.registers.register_file import RegisterReading, read_register
from wian.jurisdictions.countries import jurisdiction

PHITSANULOK = Office("phitsanulok", "จังหวัดพิษณุโลก", "province", "province")


def read(tmp_path: Path, text: str) -> RegisterReading:
    country = jurisdiction("thailand")
    path = tmp_path / "register.csv"
    path.write_text(text, encoding="utf-8")
    recogniser = Recogniser([PHITSANULOK], register_vocabulary(country.headings.registers))
    return read_register(path, recogniser, country, RegisterHints("phitsanulok"))


def test_a_program_of_schools_exports_columns_that_are_none_of_a_register(tmp_path):
    """Year, group, links and the clerk's name stand beside what a register has."""
    text = """ทะเบียนหนังสือรับ
เลขทะเบียนรับ,ปี,ที่,ลงวันที่,จาก,ถึง,เรื่อง,กลุ่มปฏิบัติ,บุคคลปฏิบัติ,หมายเหตุ,วันลงทะเบียน,แก้ไข,ลบ
1,2564,พล 52005/88,8 ม.ค. 2564,ทน.พล.,ผอ.,เปลี่ยนหลอดไฟ,อำนวยการ,นางตัวอย่าง,,13 ม.ค. 2564,คลิก,
2,2564,พล 0118/7,11 ม.ค. 2564,อ.วังทอง,ผอ.,วันเด็ก,อำนวยการ,,,13 ม.ค. 2564,คลิก,
"""
    reading = read(tmp_path, text)
    assert [(row.number, row.entered, row.action) for row in reading.rows] == [
        (1, date(2021, 1, 13), "อำนวยการ"),
        (2, date(2021, 1, 13), "อำนวยการ"),
    ]
    assert reading.rejected == reading.notes == ()
    assert "นาง" not in repr(reading.rows)


@pytest.mark.parametrize("mark", ["ว ๕๕๓", "ว๕๕๓", "ว.553", "ว 553/2564"])
def test_circulars_are_numbered_apart(tmp_path, mark):
    """The same number is there twice: one of a circular, one of an ordinary letter."""
    text = f"""ทะเบียนหนังสือส่ง
เลขทะเบียนส่ง,ที่,ลงวันที่,จาก,ถึง,เรื่อง
{mark},พล ๐๐๒๓.๓/,๑๙ ม.ค. ๖๔,สถจ.,ทุกอำเภอ,GECC
๕๕๓,พล ๐๐๒๓.๓/๕๕๓,๑๙ ม.ค. ๖๔,สถจ.,อธิบดี,รายงาน
"""
    reading = read(tmp_path, text)
    numbers = [(row.number, bool(row.circular)) for row in reading.rows]
    assert numbers == [(553, True), (553, False)]
    paper = jurisdiction("thailand").paper
    assert paper.number_key(reading.rows[0].letter_number).startswith("พล0023.3/ว553")
    assert reading.rejected == ()


def test_a_code_may_have_a_column_to_itself(tmp_path):
    """The circular's number is put together from two columns."""
    text = """ทะเบียนหนังสือส่ง
เลขทะเบียนส่ง,รหัสส่วนราชการ,ลงวันที่,ถึง,เรื่อง
ว 12,พล 0023.3,5/1/2564,ทุกอำเภอ,ภัยแล้ง
"""
    (row,) = read(tmp_path, text).rows
    assert row.letter_number == "พล 0023.3/ว 12"


def test_headings_of_two_lines_with_merged_cells(tmp_path):
    """One word stands over the receipt number and its day, another over the letter's."""
    text = """ทะเบียนหนังสือรับ
ทะเบียนรับ,,หนังสือ,,จาก,ถึง,เรื่อง
เลขที่,วันที่,ที่,ลงวันที่,,,
544,13/1/64,มท 0810.7/ว 51,11/1/64,สถ.,ผวจ.,การรับสมัคร
"""
    (row,) = read(tmp_path, text).rows
    assert (row.number, row.entered, row.letter_dated) == (
        544,
        date(2021, 1, 13),
        date(2021, 1, 11),
    )
    assert row.letter_number == "มท 0810.7/ว 51"


def test_blank_rows_and_sums_are_no_entries(tmp_path):
    """Nor are what is carried over from page to page."""
    text = """ทะเบียนหนังสือรับ
เลขทะเบียนรับ,ที่,ลงวันที่,จาก,เรื่อง,วันที่รับ
,,,,,
1,มท 1/1,11 มกราคม พ.ศ. 2564,สถ.,ก,13 ม.ค. 64
รวม 1 ฉบับ,,,,,
,,ยอดยกไป,1,,
2,มท 1/2,๒๕๖๔-๐๑-๑๒,สถ.,ข,๑๓ มกราคม ๒๕๖๔
รวมทั้งสิ้น,2,,,,
"""
    reading = read(tmp_path, text)
    assert [(row.number, row.letter_dated) for row in reading.rows] == [
        (1, date(2021, 1, 11)),
        (2, date(2021, 1, 12)),
    ]
    assert reading.rejected == ()


@pytest.mark.parametrize(
    ("number", "remark", "expected"),
    [
        ("ลับ ที่ มท 1/1", "", ("ที่ มท 1/1", "", "ลับ")),
        ("มท 1/1 (ด่วนที่สุด)", "ลับมาก", ("มท 1/1", "ด่วนที่สุด", "ลับมาก")),
        ("มท 1/1", "ลับมือ", ("มท 1/1", "", "")),
        ("ลับ ด่วนที่สุด มท 1/1", "", ("มท 1/1", "ด่วนที่สุด", "ลับ")),
        ("มท (ลับ) 1/1", "", ("มท 1/1", "", "ลับ")),
    ],
)
def test_marks_stay_with_their_letter(tmp_path, number, remark, expected):
    """Beside the number or alone among the remarks, a mark says who may read the letter."""
    text = f"""ทะเบียนหนังสือรับ
เลขทะเบียนรับ,ที่,ลงวันที่,จาก,เรื่อง,วันที่รับ,หมายเหตุ
1,{number},11 ม.ค. 64,สถ.,ก,13 ม.ค. 64,{remark}
"""
    (row,) = read(tmp_path, text).rows
    assert (row.letter_number, row.urgency, row.secrecy) == expected
