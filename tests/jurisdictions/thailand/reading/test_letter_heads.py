"""Are the heads of Thai letters read as they stand, whatever institution wrote them?"""

from bisect import bisect_left
from itertools import accumulate

import pytest

from benchmarks.truth.letter_heads import (
    FIELDS,
    HEADS,
    PRECISION,
    RECALL,
    SURE,
    heads_of,
    judged,
    measured,
    read,
)

SETS = sorted(path.stem for path in HEADS.glob("*.yaml"))


@pytest.mark.parametrize("name", SETS)
def test_every_field_is_right_or_empty(name):
    """Of the composed heads, and what is said to be sure is right as often as it says."""
    tallies, sure = measured(heads_of(HEADS / f"{name}.yaml"))
    for field in FIELDS:
        assert tallies[field].precision >= PRECISION, tallies[field].faults
        assert tallies[field].recall >= RECALL, tallies[field].faults
        assert tallies[field].invented == 0, tallies[field].faults
    said = [right for confidence, right in sure if confidence >= SURE]
    assert sum(said) >= SURE * len(said)


@pytest.mark.parametrize("name", SETS)
def test_letters_of_one_file_are_told_apart(name):
    """Where one ends and the next begins, whatever forms follow each other."""
    heads = heads_of(HEADS / f"{name}.yaml")
    ends = [*accumulate(len(head.text.split("\n")) + 1 for head in heads)]
    letters = read("\n\n".join(head.text for head in heads))
    assert [bisect_left(ends, each.first_line) for each in letters] == [*range(len(heads))]


def test_findings_about_heads_are_right_as_often_as_they_say():
    """A slip, a loss or a stamp is on none of them; a missing letter is one that they cite."""
    heads = [head for name in ("ninth", "tenth") for head in heads_of(HEADS / f"{name}.yaml")]
    sure = [right for head in heads for said, right in judged(head) if said >= SURE]
    assert sum(sure) >= SURE * len(sure) > 0


CITED = "หนังสือกระทรวงมหาดไทย ด่วนที่สุด ที่ มท ๐๘๑๐.๗/ว ๕๑ ลงวันที่ ๑๑ มกราคม ๒๕๖๔"


@pytest.mark.parametrize("label", ["อ้างถึง", "สิ่งที่ส่งมาด้วย", "ด้วยได้รับ"])
@pytest.mark.parametrize("word", range(1, len(CITED.split(" "))))
def test_a_cited_letter_may_be_wrapped_anywhere(label, word):
    """Within its mark, its number and its date."""
    words = CITED.split(" ")
    wrapped = f"{' '.join(words[:word])}\n{' '.join(words[word:])}"
    [letter] = read(
        f"ที่ พล ๐๐๒๓.๓/๙๙\nศาลากลางจังหวัดพิษณุโลก\n๑๙ มกราคม ๒๕๖๔\nเรื่อง ภัยแล้ง\n"
        f"เรียน นายอำเภอ ทุกอำเภอ\n{label} {wrapped}\nจึงเรียนมาเพื่อทราบ\n"
    )
    [citation] = letter.citations
    assert citation.number.value == "มท ๐๘๑๐.๗/ว ๕๑"
    assert citation.dated.value.isoformat() == "2021-01-11"


_FAX = """โทรสารในราชการกรมสมมุติ
จาก  อธิบดีกรมสมมุติ
ถึง  ผู้ว่าราชการจังหวัดทุกจังหวัด
วันที่ ๓ มีนาคม ๒๕๖๖
เรื่อง  ขอเลื่อนประชุม
     ขอเลื่อนการประชุมเป็นวันที่ ๙ มีนาคม ๒๕๖๖
"""
_NEXT = """ที่ พล ๐๐๑๗.๓/ว ๒๐๑                   ศาลากลางจังหวัดพิษณุโลก
            ๔ มีนาคม ๒๕๖๖
เรื่อง  การเลื่อนประชุม
เรียน  นายอำเภอทุกอำเภอ
     ด้วยจังหวัดได้รับแจ้งว่าเลื่อนประชุม
     จึงเรียนมาเพื่อทราบ
"""


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_fax_without_a_number_takes_none_from_the_letter_behind_it(between):
    """Nor loses its subject to it."""
    fax, letter = read(f"{_FAX}{between}{_NEXT}")
    assert fax.number is None
    assert fax.subject.value == "ขอเลื่อนประชุม"
    assert letter.number.value == "พล ๐๐๑๗.๓/ว ๒๐๑"


_STATION = """วิทยุในราชการ ตร.
จาก  ผบก.สมมุติ
ถึง  ผกก.ทุก สภ.
เรื่อง  การตรวจสถานีตำรวจ
{number}     ด้วยจะมีการตรวจสถานี ขอให้เตรียมการรับตรวจ
"""
_SCHOOL = """                                  โรงเรียนอนุบาลสมมุติ
            ๔ มีนาคม ๒๕๖๖
เรื่อง  แจ้งปิดภาคเรียน
เรียน  ท่านผู้ปกครองนักเรียน
     ด้วยโรงเรียนกำหนดปิดภาคเรียน
     จึงเรียนมาเพื่อทราบ
"""


def test_a_letter_without_a_number_takes_nothing_of_the_message_above_it():
    """Though no closing stands between them; a number right below a subject is the message's."""
    radio, letter = read(_STATION.format(number="ที่ ๐๐๒๓.(สท)/๔๑๐\n") + "\n" + _SCHOOL)
    assert radio.number.value == "๐๐๒๓.(สท)/๔๑๐"
    assert (letter.sender.value, letter.number) == ("โรงเรียนอนุบาลสมมุติ", None)


def test_a_name_beside_a_post_is_not_kept():
    """Nor that of a person whose heir or parent is written to."""
    text = _SCHOOL.replace("ท่านผู้ปกครองนักเรียน", "{}")
    [letter] = read(text.format("ประธานกรรมการสถานศึกษา (นายสมมุติ ตัวอย่าง)"))
    assert [each.read for each in letter.recipients] == ["ประธานกรรมการสถานศึกษา"]
    [letter] = read(text.format("ทายาทของนายสมมุติ ตัวอย่าง"))
    assert [(each.read, each.value) for each in letter.recipients] == [("", None)]


_FORM = """แบบฟอร์มโทรสาร
ถึง (TO) : ท้องถิ่นจังหวัดสมมุติ
จาก (FROM) : ผู้อำนวยการกองสมมุติ
เลขที่หนังสือ : มท ๐๘๐๒.๔/๑๙๙๐
วันที่ (DATE) : ๔ กันยายน ๒๕๖๘
เรื่อง (SUBJECT) : ขอข้อมูล
     ขอให้ส่งข้อมูลภายในวันนี้
"""


def test_a_form_may_name_its_addressee_above_its_sender():
    """With each label in two languages."""
    [letter] = read(_FORM)
    assert (letter.number.value, letter.sender.value) == ("มท ๐๘๐๒.๔/๑๙๙๐", "ผู้อำนวยการกองสมมุติ")
    assert [each.value for each in letter.recipients] == ["ท้องถิ่นจังหวัดสมมุติ"]


@pytest.mark.parametrize("nothing", ["ไม่มี", "-", "–"])
def test_nothing_is_enclosed_where_the_paper_says_so(nothing):
    """The word is no enclosure; that of a unit for laws hides no letter that it wrote."""
    text = _SCHOOL.replace("เรียน  ท่าน", f"สิ่งที่ส่งมาด้วย  {nothing}\nเรียน  ท่าน")
    text = text.replace("ด้วยโรงเรียน", "ตามบันทึกกองกฎหมาย ที่ กค ๐๗๐๒/๙๙๘ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖ โรงเรียน")
    [letter] = read(text)
    assert letter.enclosures == ()
    assert [each.number.value for each in letter.citations] == ["กค ๐๗๐๒/๙๙๘"]
