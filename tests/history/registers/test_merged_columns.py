"""Cells of a workbook that are merged downwards hold for every row that they span."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from hierarchy.office import Office
from wian.history.registers.headings import register_vocabulary
from wian.history.registers.recogniser import Recogniser, RegisterHints
from wian.history.registers.register_file import read_register
from wian.jurisdictions.countries import jurisdiction


def test_a_cell_merged_downwards_counts_for_every_row_below(tmp_path: Path) -> None:
    """One day is typed for the letters of a day; a running number is never shared."""
    book = Workbook()
    sheet = book.active
    for row in (
        ["ทะเบียนหนังสือรับ จังหวัดพิษณุโลก"],
        ["เลขทะเบียนรับ", "ที่", "จาก", "วันที่รับ"],
        [1, "มท 0810.7/ว 51", "สถ.", "13 ม.ค. 2564"],
        [2, "มท 0810.7/ว 52"],
        [None, "มท 0810.7/ว 53"],
        [4, "มท 0810.7/ว 54", "ปภ.", "14 ม.ค. 2564"],
    ):
        sheet.append(row)
    for cells in ("A1:D1", "A4:A5", "C3:C5", "D3:D5"):
        sheet.merge_cells(cells)
    path = tmp_path / "register.xlsx"
    book.save(path)
    country = jurisdiction("thailand")
    office = Office("phitsanulok", "จังหวัดพิษณุโลก", "province", "province")
    recogniser = Recogniser([office], register_vocabulary(country.headings.registers))
    reading = read_register(path, recogniser, country, RegisterHints("phitsanulok"))
    found = [(row.number, row.sender, row.entered.day) for row in reading.rows]
    assert found == [(1, "สถ.", 13), (2, "สถ.", 13), (4, "ปภ.", 14)]
    (rejected,) = reading.rejected
    assert (rejected.line, rejected.reasons) == (5, ("has no running number",))
    assert rejected.cells["วันที่รับ"] == "13 ม.ค. 2564"
