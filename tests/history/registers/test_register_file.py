"""Registers read: files of every make, each row kept or rejected with its reasons."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from hierarchy.office import Office
from wian.history.registers import register_file, workbooks
from wian.history.registers.headings import register_vocabulary
from wian.history.registers.recogniser import Recogniser, Register, RegisterHints
from wian.history.registers.register_file import RegisterReading, read_register
from wian.history.registers.rejects import rejected_path, write_rejected
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import InputFaults

OFFICES = [
    Office("phitsanulok", "จังหวัดพิษณุโลก", "province", "province"),
    Office("tak", "จังหวัดตาก", "province", "province"),
]
HEADING = ["เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "วันที่รับ", "เวลา"]
ROW = ["๕๔๔", "มท ๐๘๑๐.๗/ว ๕๑", "๑๑ ม.ค. ๖๔", "สถ.", "ผวจ.", "การรับสมัคร", "13/1/2564", "10.30"]
TITLE = ["ทะเบียนหนังสือรับ จังหวัดพิษณุโลก"]
at = datetime.fromisoformat


def read(path: Path, given: RegisterHints = RegisterHints("phitsanulok")) -> RegisterReading:  # noqa: B008
    country = jurisdiction("thailand")
    recogniser = Recogniser(OFFICES, register_vocabulary(country.headings.registers))
    return read_register(path, recogniser, country, given)


def refusal(path: Path, given: RegisterHints = RegisterHints("phitsanulok")) -> str:  # noqa: B008
    with pytest.raises(InputFaults) as refused:
        read(path, given)
    return str(refused.value)


def as_csv(rows: Sequence[Sequence[object]], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.csv"


def workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_register_is_read(path: Path) -> None:
    """One row of form 13, with its office and kind from the title."""
    path.write_text(as_csv([TITLE, [], HEADING, ROW]), encoding="utf-8")
    reading = read(path, RegisterHints())
    assert reading.register == Register("phitsanulok", RegisterKind.RECEIVE, "registry")
    (row,) = reading.rows
    assert (row.line, row.year, row.number, row.entered) == (4, 2564, 544, at("2021-01-13T10:30"))
    assert (row.letter_number, row.letter_dated) == ("มท ๐๘๑๐.๗/ว ๕๑", date(2021, 1, 11))
    assert (row.sender, row.recipient, row.subject) == ("สถ.", "ผวจ.", "การรับสมัคร")
    assert (reading.rejected, reading.notes) == ((), ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_spreadsheets_save_csv_in_many_ways(path: Path, encoding: str, delimiter: str) -> None:
    """Commas, semicolons or tabs; and Windows-874 is decoded, and said."""
    path.write_text(as_csv([TITLE, HEADING, ROW], delimiter), encoding=encoding)
    reading = read(path)
    assert [row.subject for row in reading.rows] == ["การรับสมัคร"]
    assert [("Windows-874" in note) for note in reading.notes] == [True] * (encoding == "cp874")


def test_the_day_may_stand_above_the_rows(path: Path) -> None:
    """Form 13 has no column for it: a page begins with its day, its title and its heading."""
    short = HEADING[:6]
    page = ["ทะเบียนหนังสือรับ วันที่ ๑๓ เดือน มกราคม พ.ศ. ๒๕๖๔"]
    split = ["วันที่", "14", "เดือน", "มกราคม", "พ.ศ.", "2564"]
    rows = [page, short, ROW[:6], split, ["545", *ROW[1:6]], page, short, ["546", *ROW[1:6]]]
    path.write_text(as_csv([*rows, ["15 ม.ค. 2564"], ["547"]]), encoding="utf-8")
    days = [(row.number, row.entered.day) for row in read(path).rows]
    assert days == [(544, 13), (545, 14), (546, 13), (547, 15)]


def test_every_reason_is_said(path: Path) -> None:
    """A row that cannot be read says all that is wrong with it; the others are kept."""
    bad = ["x", "มท 1/1", "31/2/2564", "ก", "ข", "ค\u202eง", "13/1/21", "25.10"]
    rows = [HEADING, bad, ROW, ["", "มท 1/2"], ["545/2563", *ROW[1:]], ROW]
    path.write_text(as_csv(rows), encoding="utf-8")
    reading = read(path)
    assert [row.line for row in reading.rows] == [3]
    reasons = {row.line: row.reasons for row in reading.rejected}
    assert [reason.split(";")[0] for reason in reasons[2]] == [
        "เลขทะเบียนรับ 'x' is no running number",
        "ลงวันที่ '31/2/2564' is no date: there is no day 31 in month 2 of 2564",
        "เรื่อง holds the invisible character U+202E",
        "วันที่รับ '13/1/21' has the year 21, of no certain era",
        "เวลา '25.10' is no time of day",
    ]
    assert reasons[4][0] == "has no running number"
    assert reasons[4][1].startswith("has no day of reception: the cell under วันที่รับ is empty, and")
    assert reasons[5] == ("is numbered in the year 2020, and registered on 2021-01-13",)
    assert reasons[6] == ("has the number 544 of line 3 again",)


def test_a_broken_row_does_not_break_the_file(path: Path) -> None:
    """A quotation mark inside a quoted cell spoils its row only."""
    path.write_text(as_csv([HEADING]) + '"1"x,a\n' + as_csv([ROW]), encoding="utf-8")
    reading = read(path)
    assert [row.number for row in reading.rows] == [544]
    (rejected,) = reading.rejected
    assert (rejected.line, rejected.reasons) == (
        2,
        ("""is no valid CSV: ',' expected after '"'""",),
    )


def test_a_send_register_is_numbered_by_its_letters(path: Path) -> None:
    """Form 14: the day is the letter's own where no other one is given."""
    rows = [["เลขทะเบียนส่ง", "ที่", "ลงวันที่", "ถึง"], ["553", "พล ๐๐๒๓.๓", "19/1/2564", "นายอำเภอ"]]
    path.write_text(as_csv(rows), encoding="utf-8")
    reading = read(path)
    assert reading.register.kind is RegisterKind.SEND
    assert [(row.year, row.number, row.entered) for row in reading.rows] == [
        (2564, 553, date(2021, 1, 19))
    ]


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    """A sheet a month, spreadsheet dates and numbers; a sheet without heading is left out."""
    path = workbook(
        tmp_path / "r.xlsx",
        มกราคม=[TITLE, HEADING, [544, *ROW[1:6], at("2021-01-13T00:00"), 10.3]],
        กุมภาพันธ์=[HEADING, [545.0, *ROW[1:6], at("2564-02-01T09:05"), None], [], [544, *ROW[1:6]]],
        สรุป=[["รวม", 2]],
    )
    reading = read(path)
    assert [(row.sheet, row.line, row.number, row.entered) for row in reading.rows] == [
        ("มกราคม", 3, 544, at("2021-01-13T10:30")),
        ("กุมภาพันธ์", 2, 545, at("2021-02-01T09:05")),
    ]
    assert [(row.sheet, row.line) for row in reading.rejected] == [("กุมภาพันธ์", 4)]
    assert reading.notes == ("r.xlsx, sheet สรุป has no heading of a register, and was left out.",)


def test_a_workbook_is_read_as_spreadsheets_save_it(tmp_path: Path) -> None:
    """Shared strings, rich text with its pronunciation, cells without places, gaps, escapes, times
    and empty sheets.
    """
    heading = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADING)
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>มท 1/1</t></si><si><r><t>จังหวัด</t></r><r><t>ตาก</t></r>'
        "<rPh><t>tak</t></rPh></si><si><t>บน_x000D_ล่าง</t></si></sst>"
    )
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"/><row r="3">{heading}</row>'
        '<row r="7"><c r="A7"><f>1+1</f><v>2</v></c><c r="B7" t="s"><v>0</v></c>'
        '<c r="D7" t="s"><v>1</v></c><c r="F7" t="s"><v>2</v></c>'
        '<c r="G7" t="d"><v>2021-01-13T10:30:00</v></c><c r="ZZ7" t="b"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    path = _with_part(tmp_path / "r.xlsx", {SHEET: sheet.encode(), STRINGS: strings.encode()})
    (row,) = read(path).rows
    assert (row.line, row.number, row.entered) == (7, 2, at("2021-01-13T10:30"))
    assert (row.letter_number, row.sender, row.recipient) == ("มท 1/1", "จังหวัดตาก", "")
    assert row.subject == "บน ล่าง"


def test_hidden_and_empty_sheets_are_left_out(tmp_path: Path) -> None:
    """What is hidden is not imported, and that is said."""
    book = Workbook()
    book.create_sheet("ว่าง")
    hidden, shown = book.create_sheet("ซ่อน"), book.create_sheet("รับ")
    hidden.sheet_state = "hidden"
    for sheet in (hidden, shown):
        sheet.append(HEADING)
        sheet.append(ROW)
    book.save(tmp_path / "r.xlsx")
    reading = read(tmp_path / "r.xlsx")
    assert [row.sheet for row in reading.rows] == ["รับ"]
    assert reading.notes == ("r.xlsx, sheet ซ่อน is hidden, and was left out.",)


def test_two_registers_in_one_workbook_are_refused(tmp_path: Path) -> None:
    """Received and sent letters are numbered apart."""
    sent = ["เลขทะเบียนส่ง", *HEADING[1:6]]
    path = workbook(tmp_path / "r.xlsx", รับ=[HEADING, ROW], ส่ง=[sent, ROW[:6]])
    assert "give each register its own file" in refusal(path)


def test_formulas_are_not_evaluated(tmp_path: Path) -> None:
    """A cell holds what was saved with it: a formula that nobody calculated holds nothing."""
    path = workbook(tmp_path / "r.xlsx", รับ=[HEADING, ["=1+1", *ROW[1:]]])
    (rejected,) = read(path).rejected
    assert rejected.reasons == ("has no running number",)


def test_unknown_columns_are_left_out_and_said(path: Path) -> None:
    """A column of the office's own does no harm."""
    path.write_text(as_csv([[*HEADING, "ตู้"], [*ROW, "3"]]), encoding="utf-8")
    reading = read(path)
    assert len(reading.rows) == 1
    assert reading.notes == ("register.csv: 'ตู้' is no column of a register, and was left out.",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\x00\x01\x02", "is a binary file"),
        ("ก,ข".encode("utf-16"), "is in UTF-16; save it as CSV UTF-8"),
        (b"%PDF-1.7", "is a PDF, and a register is read from a table of cells"),
        (b"\xd0\xcf\x11\xe0old", "of the old kind, or one with a password; save it as XLSX"),
        (b"PK\x03\x04 nonsense", "is no readable workbook"),
        (b"a,b\n1,\xff\xfe\x01\x80\x81", "line 2: is neither in UTF-8 nor in Windows-874"),
        (b"a,b,c\n1,2,3\n", "has no heading of a register in its first 60 lines; write one such"),
        (as_csv([HEADING]).encode() + b'"1,a\n2,b\n', "line 2: opens a quotation mark"),
        (as_csv([HEADING]).encode() + b"1," + b"x" * 200_000, None),
    ],
)
def test_hostile_files_are_refused_in_a_sentence(
    path: Path, content: bytes, said: str | None
) -> None:
    """Whatever is in the file, there is one sentence that says what and where."""
    path.write_bytes(content)
    if said:
        assert said in refusal(path)
    else:
        assert len(read(path).rejected) == 1


def test_a_workbook_that_is_none_is_not_called_a_text(path: Path) -> None:
    """Whoever sends a damaged XLSX is told of a workbook, not of encodings."""
    damaged = path.with_suffix(".XLSX")
    damaged.write_bytes(b"a,b\n1,\xff\xfe\x01\x80\x81")
    assert "is no workbook; open it in a spreadsheet and save it again" in refusal(damaged)
    damaged.write_bytes(b"a,b\n1,2\n")
    assert "is a text file and no workbook, though its name ends in .xlsx" in refusal(damaged)


def test_a_register_without_end_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are only so many letters a year."""
    monkeypatch.setattr(register_file, "MAX_LINES", 2000)
    path.write_text(as_csv([HEADING]) + "x\n" * 3000, encoding="utf-8")
    assert "has more than 2,000 lines; split it by month" in refusal(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """Missing, or a folder."""
    assert "does not exist" in refusal(tmp_path / "nowhere.csv")
    assert "is not a file" in refusal(tmp_path)


def _with_part(path: Path, changed: dict[str, bytes]) -> Path:
    """A workbook with parts replaced or added."""
    source = workbook(path.with_name("good.xlsx"), รับ=[HEADING, ROW])
    with zipfile.ZipFile(source) as good, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bad:
        parts = {part: good.read(part) for part in good.namelist()} | changed
        if STRINGS in changed:
            parts[TYPES] = parts[TYPES].replace(b"</Types>", OVERRIDE.encode() + b"</Types>")
        for part, content in parts.items():
            bad.writestr(part, content)
    return path


SHEET, STRINGS, TYPES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OVERRIDE = (
    f'<Override PartName="/{STRINGS}" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
OPENING = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        (SHEET, LAUGHS, "holds XML that no spreadsheet writes"),
        (SHEET, LAUGHS.decode().encode("utf-16"), "holds XML that no spreadsheet writes"),
        ("xl/styles.xml", LAUGHS, "holds XML that no spreadsheet writes"),
        ("xl/styles.xml", b" " * (17 * 2**20), "has a part of more than 16 MB: xl/styles.xml"),
        (SHEET, b"", "is no readable workbook"),
        (SHEET, OPENING + b'<row><c t="s"><v>9</v></c></row>', "is no readable workbook"),
        (SHEET, OPENING + b'<row><c r="1"><v>9</v></c></row>', "is no readable workbook"),
        (SHEET, OPENING + b"<row><c></row>", "is no readable workbook"),
        (
            SHEET,
            OPENING + b'<row r="999999999"><c><v>9</v></c></row></sheetData></worksheet>',
            "has no heading of a register",
        ),
        (SHEET, OPENING + b"<c/>" * 12_001, "has more cells than a register can have"),
        ("xl/media/bomb.bin", bytes(300 * 2**20), "unpacks to more than 256 MB"),
        ("xl/workbook.xml", b"<nonsense/>", "has no heading of a register"),
    ],
    ids=[
        "entities",
        "utf-16 entities",
        "entities in styles",
        "huge styles",
        "empty",
        "no such string",
        "no column",
        "broken",
        "far row",
        "cells",
        "zip bomb",
        "no workbook",
    ],
)
def test_bombs_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, content: bytes, said: str
) -> None:
    """Entities, far-away rows, too many cells, and parts that unpack without end."""
    monkeypatch.setattr(workbooks, "MAX_TAGS", 12_000)
    assert said in refusal(_with_part(tmp_path / "bad.xlsx", {part: content}))


def test_rejected_rows_are_kept_beside(path: Path) -> None:
    """Each with line and reasons, under the register's own headings; formulas defused."""
    rows = [HEADING, ["x", "=HYPERLINK(1)", *ROW[2:]], ["-", "-5", *ROW[2:]]]
    path.write_text(as_csv(rows), encoding="utf-8")
    beside = rejected_path(path)
    write_rejected(read(path), beside)
    with beside.open(encoding="utf-8-sig", newline="") as file:
        kept = list(csv.DictReader(file))
    assert [(row["line"], row["ที่"]) for row in kept] == [("2", "'=HYPERLINK(1)"), ("3", "'-5")]
    assert kept[0]["reason"].startswith("เลขทะเบียนรับ 'x' is no running number")


def test_corrected_rows_can_be_imported_themselves(path: Path) -> None:
    """The file of rejected rows is a register again, once its cells are right; and when nothing
    is rejected any more, the file goes.
    """
    path.write_text(as_csv([HEADING, ["5x", *ROW[1:]]]), encoding="utf-8")
    beside = rejected_path(path)
    write_rejected(read(path), beside)
    beside.write_text(beside.read_text("utf-8-sig").replace("5x", "544"), encoding="utf-8")
    again = read(beside)
    assert ([row.number for row in again.rows], again.rejected, again.notes) == ([544], (), ())
    path.write_text(as_csv([HEADING, ROW]), encoding="utf-8")
    write_rejected(read(path), beside)
    assert not beside.exists()


def test_a_folder_that_cannot_be_written_to_is_said(path: Path) -> None:
    """The remedy is an option."""
    path.write_text(as_csv([HEADING, ["x"]]), encoding="utf-8")
    with pytest.raises(InputFaults, match="name another folder with --rejected"):
        write_rejected(read(path), path.parent / "nowhere" / "x.csv")


def test_signs_without_width_are_left_out_and_that_is_said(path: Path) -> None:
    """Text copied from web pages has them between words; those that turn the text are refused."""
    turned = ["๕๔๕", *ROW[1:5], "ก\u202eข", *ROW[6:]]
    wide = [*ROW[:5], "การ\u200bรับ\u200eสมัคร", *ROW[6:]]
    path.write_text(as_csv([*[TITLE], HEADING, wide, turned]), encoding="utf-8")
    reading = read(path)
    assert [row.subject for row in reading.rows] == ["การรับสมัคร"]
    said = "register.csv: characters without width in 1 cell were left out."
    assert said in reading.notes
    (rejected,) = reading.rejected
    assert rejected.reasons == ("เรื่อง holds the invisible character U+202E; remove it",)


def test_a_file_whose_rows_are_all_faulty_is_refused_as_a_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a million rejected rows help nobody, and take their time."""
    monkeypatch.setattr(register_file, "MAX_REJECTED", 3)
    path.write_text(as_csv([TITLE, HEADING, *[["x", *ROW[1:]]] * 5]), encoding="utf-8")
    said = refusal(path)
    assert "has more than 3 rows that cannot be read; line 3 เลขทะเบียนรับ 'x' is no running" in said
    assert said.endswith("check its headings, or whether it is a register")
