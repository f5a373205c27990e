"""By what right somebody signs for another post is read from the word for it."""

import pytest

from benchmarks.truth.letter_heads import read
from hierarchy.office import ActingTerm


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("ปฏิบัติราชการแทน", ActingTerm.DELEGATED),
        ("รักษาราชการแทน", ActingTerm.DEPUTISING),
        ("รักษาการในตำแหน่ง", ActingTerm.CARETAKER),
        ("ปฏิบัติหน้าที่", ActingTerm.STANDING_IN),
    ],
)
@pytest.mark.parametrize("gap", [" ", "\n"])
def test_each_word_for_acting_has_its_own_right(word, term, gap):
    """On the line of the post, or below it."""
    [letter] = read(
        "ที่ พล ๐๐๒๓.๑/ว ๖๐๒\nศาลากลางจังหวัดพิษณุโลก\n๒ กุมภาพันธ์ ๒๕๖๔\nเรื่อง ภัยแล้ง\n"
        "เรียน นายอำเภอ ทุกอำเภอ\nด้วยจังหวัดขอให้รายงาน\nจึงเรียนมาเพื่อทราบ\nขอแสดงความนับถือ\n"
        f"(นายสมมุติ แล้งดี)\nรองผู้ว่าราชการจังหวัด{gap}{word}\nผู้ว่าราชการจังหวัดพิษณุโลก\n"
    )
    signed = letter.signatory.value
    assert (signed.post, signed.acting_for) == (
        "รองผู้ว่าราชการจังหวัด",
        "ผู้ว่าราชการจังหวัดพิษณุโลก",
    )
    assert signed.term is term
