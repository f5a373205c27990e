"""A stamp beside a letterhead leaves no word in it, and takes no word of the letter's with it."""

from __future__ import annotations

import pytest

from benchmarks.truth.letter_heads import HEADS, heads_of, read
from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.reading.layout.stamp_columns import without_stamp_columns


def _left(*texts: str) -> list[str]:
    lines = [PaperLine(text, at) for at, text in enumerate(texts)]
    return [line.text for line in without_stamp_columns(lines)]


@pytest.mark.parametrize("receipt", ["รับที่ ๖๖๐๒", "เลขรับ ๖๖๐๒", "เลขที่รับ ......"])
def test_the_stamps_cells_go_and_the_letters_stay(receipt: str) -> None:
    """Its office above the receipt number, its date and time below."""
    assert _left(
        "กรมสมมุติ                        สำนักงานตัวอย่าง",
        f"ที่ กษ ๐๓๑๗/๒๒๑๔                 {receipt}",
        "๘๑๑ ถนนสามเสน                   วันที่ ๑๑ พ.ย. ๒๕๖๗",
        "                                เวลา ๑๐.๓๕ น.",
        "          ๗ พฤศจิกายน ๒๕๖๗",
    ) == [
        "กรมสมมุติ",
        "ที่ กษ ๐๓๑๗/๒๒๑๔",
        "๘๑๑ ถนนสามเสน",
        "",
        "          ๗ พฤศจิกายน ๒๕๖๗",
    ]


def test_the_stamp_is_read_from_its_cells() -> None:
    """Its desk, number, day and time; the mark and the date beside it stay the letter's."""
    [letter] = read(
        "                  บันทึกข้อความ                   สำนักปลัดเทศบาล\n"
        "ด่วน                                            รับเลขที่ ๒๒๗๑\n"
        "ส่วนราชการ  กองคลัง  เทศบาลสมมุติ                 วันที่ ๑๒/๗/๖๕\n"
        "ที่  สท ๕๒๑๐๓/๔๒๐     วันที่ ๑๑ ก.ค. ๖๕            เวลา ๑๓.๓๐ น.\n"
        "เรื่อง  ขอส่งงบทดลอง\nเรียน  ปลัดเทศบาล\n      ด้วยกองคลังได้ปิดบัญชี\n"
    )
    [stamp] = letter.stamps
    assert stamp.desk.value == "สำนักปลัดเทศบาล"
    assert stamp.receipt_number.value == "2271"
    assert str(stamp.moment.value) == "2022-07-12 13:30:00"
    assert letter.marks == ("ด่วน",)
    assert str(letter.dated.value) == "2022-07-11"


def test_the_letters_own_number_on_the_right_stays() -> None:
    """However near the stamp stands to it."""
    lines = ["โรงพยาบาลสมมุติ        ที่ พล ๐๐๓๓/๙๘๗๖", "๙๐ ถนนสมมุติ           รับที่ ๑๒"]
    assert _left(*lines) == [lines[0], "๙๐ ถนนสมมุติ"]


def test_sentences_with_gaps_stay() -> None:
    """A text that speaks of receipts is no stamp."""
    lines = ["ด้วยกรมสมมุติแจ้งผล     จำนวน ๒ ราย", "ได้ลงทะเบียน            รับที่ ๑๒"]
    assert _left(*lines)[0] == lines[0]


def test_heads_without_such_stamps_stay_as_they_are() -> None:
    """No line of the first set is changed."""
    for head in heads_of(HEADS / "development.yaml"):
        lines = head.text.split("\n")
        assert _left(*lines) == lines
