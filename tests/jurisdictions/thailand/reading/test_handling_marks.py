"""Which lines of a letter are marks of urgency or secrecy, and of which class."""

from __future__ import annotations

import time

import pytest

from benchmarks.truth.letter_heads import read
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.reading.handling_marks import (
    CLASSES,
    apart,
    class_of,
    is_mark,
    secrecy_in,
    urgency_in,
)
from wian.jurisdictions.thailand.reading.letter_spans import with_marks_apart


def _lines(*texts: str) -> list[PaperLine]:
    return [PaperLine(text, number) for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(("mark", "held"), CLASSES.items())
@pytest.mark.parametrize("around", ["{}", "   {}  ", "- {} -", "({})", "“{}”", "** {} **"])
def test_a_mark_alone_on_a_line_is_known_whatever_frames_it(mark, held, around):
    assert class_of(around.format(mark)) is held


@pytest.mark.parametrize(
    ("line", "urgency", "secrecy"),
    [
        ("ด่วนที่สุด          ลับมาก", Urgency.MOST_URGENT, Secrecy.SECRET),
        ("ลับ/ด่วน", Urgency.URGENT, Secrecy.CONFIDENTIAL),
        ("ชั้นความลับ : ลับที่สุด", None, Secrecy.TOP_SECRET),
        ("ชั้นความเร็ว ด่วน มาก", Urgency.VERY_URGENT, None),
        ("ลับ และ ด่วน", Urgency.URGENT, Secrecy.CONFIDENTIAL),
        ("ลับมาก   ชุดที่ ๓ ของ ๕ ชุด", None, Secrecy.SECRET),
        ("หน้า ๑ ของ ๒ หน้า     ลับ", None, Secrecy.CONFIDENTIAL),
        ("สำเนาคู่ฉบับ   ลับ", None, Secrecy.CONFIDENTIAL),
        ("ด่วนๆ", Urgency.URGENT, None),
        ("ด่วนที่สุด !!!", Urgency.MOST_URGENT, None),
        ("Very Urgent / Confidential", Urgency.VERY_URGENT, Secrecy.CONFIDENTIAL),
        ("ด่วนที่สุด (MOST URGENT)", Urgency.MOST_URGENT, None),
        ("ด่วน (ภายในวันที่ ๑๐ พ.ย. ๖๕)", Urgency.URGENT, None),
        ("ด่วนมาก (ส่งทางไปรษณีย์)", Urgency.VERY_URGENT, None),
        ("ระดับความเร็ว: ด่วน   ชั้นความลับ ปกติ", Urgency.URGENT, None),
        ("PRECEDENCE : FLASH   CLASSIFICATION : SECRET", Urgency.MOST_URGENT, Secrecy.SECRET),
        ("ลำดับความเร่งด่วน : ผู้รับปฏิบัติ ด่วนมาก ผู้รับทราบ ปกติ", Urgency.VERY_URGENT, None),
    ],
)
def test_marks_share_a_line(line, urgency, secrecy):
    found = urgency_in(_lines(line), 1), secrecy_in(_lines(line), 1)
    assert tuple(each and each.value for each in found) == (urgency, secrecy)
    assert class_of(line) is (secrecy or urgency)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "เรื่องลับ",
        "ลับหลัง",
        "ขอให้ดำเนินการเป็นการด่วน",
        "ชั้นความลับ",
        "ด่วนที่สุด ที่ มท ๐๖๒๔/ว ๙",
        "กองการลับ",
        "ชั้นความเร็ว : ด่วนมากเท่าที่จะทำได้",
        "urgent.",
        "ทางโทรสารด่วน",
        "เรื่องด่วน",
    ],
)
def test_other_words_are_no_marks(line):
    assert class_of(line) is None
    assert not is_mark(line)


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("ความเร่งด่วน ☐ ปกติ ☑ ด่วน ☐ ด่วนมาก ☐ ด่วนที่สุด", Urgency.URGENT),
        ("[ ] ปกติ [ ] ด่วน [x] ด่วนมาก", Urgency.VERY_URGENT),
        ("ปกติ ( ) ด่วน (/) ด่วนมาก ( )", Urgency.URGENT),
        ("ชั้นความเร็ว ( ) ปกติ ( ) ด่วน ( ) ด่วนมาก", None),
        ("ชั้นความเร็ว (/) ปกติ ( ) ด่วน", None),
        ("ชั้นความลับ : ไม่มี", None),
    ],
)
def test_of_boxes_only_the_ticked_one_counts(line, held):
    assert is_mark(line)
    assert class_of(line) is held


def test_the_most_secret_of_several_marks_counts():
    found = secrecy_in(_lines("ลับ", "ด้วยจังหวัด", "ลับที่สุด", "ลับมาก"), 0.9)
    assert (found.read, found.value, found.line) == ("ลับที่สุด", Secrecy.TOP_SECRET, 3)
    assert secrecy_in(_lines("ด่วน"), 0.9) is None


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("ด่วนที่สุด  ที่ พล ๐๐๒๓.๓/ว ๗๗", ("ด่วนที่สุด", "ที่ พล ๐๐๒๓.๓/ว ๗๗")),
        ("ลับ ด่วน   บันทึกข้อความ", ("ลับ ด่วน", "บันทึกข้อความ")),
        ("ที่ พล ๐๐๒๓.๓/ว ๗๗", ("ที่ พล ๐๐๒๓.๓/ว ๗๗",)),
        ("ที่ ลับ พล ๐๐๒๓.๓/๗๗", ("ลับ", "ที่ พล ๐๐๒๓.๓/๗๗")),
        ("บันทึกข้อความ (ลับมาก)", ("(ลับมาก)", "บันทึกข้อความ")),
        ("วิทยุด่วนมาก", ("ด่วนมาก", "วิทยุ")),
        ("ด่วน-วิทยุในราชการ ตร.", ("ด่วน-", "วิทยุในราชการ ตร.")),
        ("วิทยุในราชการกรมสมมุติ (ด่วนที่สุด)", ("(ด่วนที่สุด)", "วิทยุในราชการกรมสมมุติ")),
        (
            "ลับ ที่ มท ๐๘๑๐.๗/ว ๕๑ ลงวันที่ ๑๑ มกราคม ๒๕๖๔",
            ("ลับ ที่ มท ๐๘๑๐.๗/ว ๕๑ ลงวันที่ ๑๑ มกราคม ๒๕๖๔",),
        ),
    ],
)
def test_marks_beside_a_number_stand_apart_but_not_in_a_citation(line, parts):
    assert apart(line) == parts


def test_a_citation_that_is_wrapped_before_its_date_keeps_its_mark():
    """The mark is the cited letter's; else the letter that cites it would count as secret."""
    cited = _lines("ลับ ที่ มท ๐๘๑๐.๗/ว ๕๑", "", "ลงวันที่ ๑๑ มกราคม ๒๕๖๔ จำนวน ๑ ชุด")
    assert with_marks_apart(cited) == tuple(cited)
    own = _lines("ลับ ที่ มท ๐๘๑๐.๗/ว ๕๑", "กรมส่งเสริมการปกครองท้องถิ่น")
    assert [line.text for line in with_marks_apart(own)][:2] == ["ลับ", "ที่ มท ๐๘๑๐.๗/ว ๕๑"]


_LETTER = """ที่ พล ๐๐๒๓.๓/๗๗                      ศาลากลางจังหวัดพิษณุโลก
            ๔ มีนาคม ๒๕๖๖
เรื่อง  การเลื่อนประชุม
เรียน  นายอำเภอทุกอำเภอ
     ด้วยจังหวัดมีความประสงค์จะเลื่อนประชุม จึงขอให้ท่านดำเนินการแจ้งผู้เกี่ยวข้องโดย
ด่วนที่สุด
     จึงเรียนมาเพื่อทราบ
            ขอแสดงความนับถือ
"""


def test_the_last_word_of_a_sentence_is_no_mark():
    """It stays in the text, of which a transcript carries every word."""
    [letter] = read(_LETTER)
    assert letter.urgency is None
    assert letter.paragraphs[0].text.endswith("โดยด่วนที่สุด")


def test_a_mark_may_stand_at_the_foot_or_on_two_lines():
    """As a stamp that somebody pressed where the page had room."""
    [foot] = read(_LETTER + "ด่วนมาก\n")
    assert foot.urgency.value is Urgency.VERY_URGENT
    [narrow] = read("   ด่วน\n  ที่สุด\n" + _LETTER)
    assert (narrow.urgency.read, narrow.urgency.value) == ("ด่วนที่สุด", Urgency.MOST_URGENT)


@pytest.mark.parametrize("hostile", ["ลับ" * 50_000, "ลับ " * 50_000, "(" * 200_000, "ด่วน " * 19])
def test_long_lines_are_looked_at_once(hostile):
    began = time.process_time()
    is_mark(hostile), class_of(hostile), apart(hostile)
    assert time.process_time() - began < 5
