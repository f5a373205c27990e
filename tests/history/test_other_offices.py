"""Stories of letters as other offices write, scan and stamp them; the words are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from hierarchy.office import LetterForm, Signatory
from wian.history.bundle import read_bundle
from wian.history.findings.stamps import early_stamps
from wian.jurisdictions.paper import FindingKind
from wian.kit.errors import InputFaults

MEMO = """
                         บันทึกข้อความ
ส่วนราชการ สถจ.พิษณุโลก กลุ่มงานบริหาร โทร. 0 5523 2490
ที่ พล 0023.3/155                     วันที่ 3 กุมภาพันธ์ 2564
เรื่อง รายงานผลการสำรวจถนน
เรียน ผู้ว่าราชการจังหวัดพิษณุโลก
อ้างถึง 1. หนังสือกรมส่งเสริมการปกครองท้องถิ่น ด่วนที่สุด ที่ มท 0810.7/ว51 ลงวันที่ 11 มกราคม 2564
        2. หนังสือจังหวัด ที่ พล 0023.3/ว 7 ลว. 4 ม.ค. 64
ตามหนังสือที่อ้างถึง กรมส่งเสริมการปกครองท้องถิ่นแจ้งว่า ได้กำหนดให้สำรวจถนน นั้น
สำนักงานได้ดำเนินการเรียบร้อยแล้ว
จึงเรียนมาเพื่อโปรดทราบ
นายตัวอย่าง ไม่มีจริง
ท้องถิ่นจังหวัดพิษณุโลก
"""

BARE = """
ด่วนที่สุด
ที่ มท ????/ว ??
                         กรมส่งเสริมการปกครองท้องถิ่น
เรื่อง ขอเชิญประชุม
เรียน นายตัวอย่าง ไม่มีจริง และนายอำเภอวังทอง

ด้วยกรมส่งเสริมการปกครองท้องถิ่นกำหนดจัดประชุม

ขอแสดงความนับถือ
"""


def letter_with(stamp: str, dated: str = "๑๑ มกราคม ๒๕๖๔") -> str:
    return f"""
{stamp}

ที่ มท ๐๘๑๐.๗/ว ๕๑
กรมส่งเสริมการปกครองท้องถิ่น
{dated}
เรื่อง การสำรวจถนน
เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด

ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้กำหนดให้มีการสำรวจถนน

จึงเรียนมาเพื่อโปรดทราบ

ขอแสดงความนับถือ
(......................)
อธิบดีกรมส่งเสริมการปกครองท้องถิ่น
"""


def kinds(bundle):
    return [finding.kind for finding in bundle.findings]


def test_a_memo_with_abbreviations_and_arabic_digits(read):
    """Every field that is there, and the name above the post passed over without its brackets."""
    [memo] = read(MEMO).letters
    assert memo.kind is LetterForm.MEMO
    assert memo.number.value == "พล ๐๐๒๓.๓/๑๕๕"
    assert memo.dated.value == date(2021, 2, 3)
    assert memo.sender.value == "สถจ.พิษณุโลก กลุ่มงานบริหาร"
    assert [each.value for each in memo.recipients] == ["ผู้ว่าราชการจังหวัดพิษณุโลก"]
    assert memo.signatory.value == Signatory("ท้องถิ่นจังหวัดพิษณุโลก")
    assert [(e.office, e.number.value) for e in memo.references] == [
        ("กรมส่งเสริมการปกครองท้องถิ่น", "มท ๐๘๑๐.๗/ว ๕๑"),
        ("จังหวัด", "พล ๐๐๒๓.๓/ว ๗"),
    ]
    assert "ไม่มีจริง" not in repr(replace(memo, transcript=()))


def test_what_cannot_be_read_stays_empty_and_is_said(read):
    """An illegible number, no date, no signature: three findings and no guess."""
    bundle = read(BARE)
    [letter] = bundle.letters
    assert (letter.number.read, letter.number.value) == ("มท ????/ว ??", None)
    assert letter.dated is None
    assert letter.signatory is None
    assert letter.marks == ("ด่วนที่สุด",)
    said = " ".join(e.what for e in bundle.findings if e.kind is FindingKind.UNREAD)
    assert [word for word in ("number", "date", "signatory") if word not in said] == []


def test_an_addressee_who_is_a_person_leaves_no_name(read):
    """Posts only; the post beside the person is kept."""
    bundle = read(BARE)
    [letter] = bundle.letters
    assert [each.value for each in letter.recipients] == [None, "นายอำเภอวังทอง"]
    assert "ไม่มีจริง" not in repr([replace(letter, transcript=()), bundle.findings])


def test_a_letter_whose_number_line_is_lost_is_still_a_letter(read):
    """Subject and salutation say where it begins."""
    text = letter_with("").replace("ที่ มท ๐๘๑๐.๗/ว ๕๑\n", "")
    [letter] = read(f"{letter_with('')}\n{text}").letters[1:]
    assert letter.number is None
    assert letter.sender.value == "กรมส่งเสริมการปกครองท้องถิ่น"
    assert letter.dated.value == date(2021, 1, 11)


@pytest.mark.parametrize(
    ("stamp", "desk", "number", "moment"),
    [
        (
            "จังหวัดพิษณุโลก เลขรับ 544 วันที่ 13 ม.ค. 64 เวลา 9.05 น.",
            "จังหวัดพิษณุโลก",
            "544",
            datetime.fromisoformat("2021-01-13T09:05"),
        ),
        ("สำนักงานจังหวัด\nรับที่......๕๔๔\nวันที่ 13/1/2564", "สำนักงานจังหวัด", "544", date(2021, 1, 13)),
        ("ธุรการ\nเลขที่รับ 544/2564\nวันที่ ๑๓ มกราคม ๒๕๖๔", "ธุรการ", "544", date(2021, 1, 13)),
        ("เลขรับ 544\nวันที่ 13 ม.ค. 2564\nเวลา ......", None, "544", date(2021, 1, 13)),
        ("กองคลัง\nเลขรับ .........\nวันที่ 13 ม.ค. 2564", "กองคลัง", None, date(2021, 1, 13)),
        ("กองคลัง\nเลขรับ 544\nเวลา 10.00 น.", "กองคลัง", "544", None),
    ],
)
def test_stamps_of_many_kinds(read, stamp, desk, number, moment):
    """On one line or several, in any digits, with whatever is missing left empty."""
    bundle = read(letter_with(stamp))
    [letter] = bundle.letters
    [found] = letter.stamps
    assert (found.desk and found.desk.value) == desk
    assert (found.receipt_number and found.receipt_number.value) == number
    assert found.inferred == moment
    missing = [each for each in (desk, number, moment) if each is None]
    assert kinds(bundle).count(FindingKind.UNREAD) == len(missing)


def test_a_ticked_unit_raises_no_question(read):
    """Only where no tick is visible is it open who took the letter on."""
    offered = "สถจ.\nเลขรับ 5\nวันที่ 13 ม.ค. 2564\n- ๑. ฝ่ายบริหาร\n- {}๒. กลุ่มงานกฎหมาย"
    assert FindingKind.UNMARKED_UNIT in kinds(read(letter_with(offered.format(""))))
    assert FindingKind.UNMARKED_UNIT not in kinds(read(letter_with(offered.format("✓ "))))


def test_a_stamp_that_several_days_fit_stays_open(read):
    """A lost digit that could be any of several is not guessed."""
    bundle = read(letter_with("กองคลัง\nเลขรับ 5\nวันที่ 1 ม.ค. 2564"))
    [stamp] = bundle.letters[0].stamps
    assert (stamp.read, stamp.inferred) == ("1 ม.ค. 2564", None)
    [found] = [e for e in bundle.findings if e.kind is FindingKind.STAMP_BEFORE_LETTER]
    assert "several days fit" in found.what


def test_a_reason_written_as_a_sentence_ends_in_one_full_stop(read, thailand):
    """As attached data hold it: a person wrote it."""
    [letter] = read(letter_with("กองคลัง\nเลขรับ 5\nวันที่ 13 ม.ค. 2563")).letters
    [stamp] = letter.stamps
    told = replace(stamp, moment=replace(stamp.moment, inference="The last digit did not print."))
    [found] = early_stamps([replace(letter, stamps=(told,))], thailand.paper)
    assert found.what.endswith(": The last digit did not print.")


def test_a_stamp_that_kept_the_old_year_is_taken_for_the_new_one(read):
    """The rubber stamp of January that nobody turned."""
    bundle = read(letter_with("กองคลัง\nเลขรับ 5\nวันที่ 13 ม.ค. 2563"))
    [stamp] = bundle.letters[0].stamps
    assert stamp.inferred == date(2021, 1, 13)
    assert "old year" in stamp.moment.inference
    assert stamp.read == "13 ม.ค. 2563"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("๑๙ มกราคม ๒๕๖๔", date(2021, 1, 19)),
        ("19 ม.ค. 2021", date(2021, 1, 19)),
        ("1๙ มกราคน ๒๕๖๔", date(2021, 1, 19)),
        ("๑l มกราคม ๒๕๖๔", date(2021, 1, 11)),
        ("๓๑ กุมภาพันธ์ ๒๕๖๔", None),
    ],
)
def test_dates_are_put_right_with_a_reason_or_left_alone(read, written, value):
    """A repaired date says why; an impossible one has no value."""
    [letter] = read(letter_with("", written)).letters
    assert letter.dated.read == written
    assert letter.dated.value == value
    assert (letter.dated.inference is not None) == (written[:2] in {"19", "1๙", "๑l"})


@pytest.mark.parametrize(
    ("opening", "chain"),
    [
        ("ด้วยกรม ก แจ้งว่า ได้กำหนด", ["กรม ก"]),
        ("ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้รับแจ้งจากกระทรวง ก ว่า ได้กำหนด", ["กระทรวง ก"]),
        (
            "ตามที่กรมที่ดินแจ้งว่า ได้รับแจ้งจากอำเภอว่านใหญ่ว่า สำนักงาน กขค ได้กำหนด",
            ["กรมที่ดิน", "อำเภอว่านใหญ่", "สำนักงาน กขค"],
        ),
        (
            "ด้วยกรมกแจ้งว่า ได้รับแจ้งจากกรมขว่า กรมคได้รับแจ้งจากกรมงว่า กรมจได้รับแจ้งจากกรมฉว่า มีการ",
            ["กรมก", "กรมข", "กรมค", "กรมง", "กรมจ", "กรมฉ"],
        ),
        ("ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้กำหนดให้มีการสำรวจถนน", []),
        ("การประชุมครั้งที่ ๒ จะมีขึ้นในวันที่ ๒ มกราคม ๒๕๖๔", []),
    ],
)
def test_chains_of_any_depth(read, opening, chain):
    """Told in pairs, with or without the sender's own name, and by names that hold the marks."""
    said = "ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้กำหนดให้มีการสำรวจถนน"
    [letter] = read(letter_with("").replace(said, opening)).letters
    assert [link.value for link in letter.chain] == chain


def test_the_faults_of_all_files_of_a_bundle_are_told_together(tmp_path, thailand):
    """A damaged file hides neither a wrong ending nor a file that is not there."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 cut")
    (tmp_path / "b.xyz").write_text("?")
    paths = [tmp_path / name for name in ("a.pdf", "b.xyz", "c.txt")]
    with pytest.raises(InputFaults) as refusal:
        read_bundle(paths, thailand)
    told = [fault.what for fault in refusal.value.faults]
    assert told == ["is no PDF, or a damaged one", "has the ending '.xyz'", "does not exist"]
