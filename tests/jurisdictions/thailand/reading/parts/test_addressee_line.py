"""Where is a line of addressees cut, and where is it not?"""

from __future__ import annotations

import pytest

from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.reading.parts.addressee_line import recipients_of


@pytest.mark.parametrize(
    ("line", "posts"),
    [
        (
            "ผู้ว่าราชการจังหวัด ทุกจังหวัด ยกเว้นจังหวัดนนทบุรี และจังหวัดปทุมธานี",
            ["ผู้ว่าราชการจังหวัด ทุกจังหวัด ยกเว้นจังหวัดนนทบุรี และจังหวัดปทุมธานี"],
        ),
        (
            "นายอำเภอ ทุกอำเภอ เว้นอำเภอวังทอง และผู้กำกับการ ทุกสถานี",
            ["นายอำเภอ ทุกอำเภอ เว้นอำเภอวังทอง", "ผู้กำกับการ ทุกสถานี"],
        ),
        ("คณาจารย์ บุคลากร และนักศึกษา ทุกท่าน", ["คณาจารย์", "บุคลากร", "นักศึกษา ทุกท่าน"]),
        (
            "กำนัน ผู้ใหญ่บ้าน แพทย์ประจำตำบล และสารวัตรกำนัน",
            ["กำนัน", "ผู้ใหญ่บ้าน", "แพทย์ประจำตำบล", "สารวัตรกำนัน"],
        ),
        ("ผกก.สภ.เมือง - ผกก.สภ.วังทอง", ["ผกก.สภ.เมือง", "ผกก.สภ.วังทอง"]),
        ("นอ.เมือง นอ.วังทอง", ["นอ.เมือง", "นอ.วังทอง"]),
        ("ผู้อำนวยการสำนักงานเขตพื้นที่ เขต ๑ - ๓", ["ผู้อำนวยการสำนักงานเขตพื้นที่ เขต ๑ - ๓"]),
        ("รอง ผบก.ภ.จว.สมมุติ, ผกก.สภ.เมือง", ["รอง ผบก.ภ.จว.สมมุติ", "ผกก.สภ.เมือง"]),
        (
            "รองนายกรัฐมนตรี รัฐมนตรีประจำสำนักนายกรัฐมนตรี กระทรวง กรม",
            ["รองนายกรัฐมนตรี", "รัฐมนตรีประจำสำนักนายกรัฐมนตรี", "กระทรวง กรม"],
        ),
        (
            "รองผู้ว่าราชการจังหวัดแพร่ รักษาราชการแทน ผู้ว่าราชการจังหวัดแพร่ และนายอำเภอ ทุกอำเภอ",
            [
                "รองผู้ว่าราชการจังหวัดแพร่ รักษาราชการแทน ผู้ว่าราชการจังหวัดแพร่",
                "นายอำเภอ ทุกอำเภอ",
            ],
        ),
        ("คณบดี นายกสโมสรนักศึกษา", ["คณบดี", "นายกสโมสรนักศึกษา"]),
        (
            "นายอำเภอ ทุกอำเภอ สรรพากรพื้นที่พิษณุโลก รวมทั้งนายกเทศมนตรี ทุกแห่ง",
            ["นายอำเภอ ทุกอำเภอ", "สรรพากรพื้นที่พิษณุโลก", "นายกเทศมนตรี ทุกแห่ง"],
        ),
        (
            "ประธานกรรมการ บริษัท วิศวกรสมมุติ จำกัด สถาปนิกโครงการ และนิติกรชำนาญการ",
            ["ประธานกรรมการ บริษัท วิศวกรสมมุติ จำกัด", "สถาปนิกโครงการ", "นิติกรชำนาญการ"],
        ),
        (
            "คณบดีคณะแพทยศาสตร์ มหาวิทยาลัยสมมุติ อิหม่ามมัสยิดสมมุติ และเหรัญญิกสมาคม",
            ["คณบดีคณะแพทยศาสตร์ มหาวิทยาลัยสมมุติ", "อิหม่ามมัสยิดสมมุติ", "เหรัญญิกสมาคม"],
        ),
        ("ผกก.๑ บก.ทท.๓ และ ผบ.ร้อย ตชด.๓๑๒", ["ผกก.๑ บก.ทท.๓", "ผบ.ร้อย ตชด.๓๑๒"]),
        ("ผู้อำนวยการกองและข้าราชการทุกท่าน", ["ผู้อำนวยการกอง", "ข้าราชการทุกท่าน"]),
        ("นายกเนติบัณฑิตยสภา", ["นายกเนติบัณฑิตยสภา"]),
        ("นายกเทศมนตรีนครตากแนละนายกเทศมนตรีเมืองแม่สอด", [None]),
        ("นายกฤษฎา สมมุติ", [None]),
        (
            "All Lecturers, Head of Library, and Programme Chairs",
            ["All Lecturers", "Head of Library", "Programme Chairs"],
        ),
        (
            "Director, Institute of Sample Law and Policy",
            ["Director, Institute of Sample Law and Policy"],
        ),
    ],
)
def test_each_addressee_stands_alone_and_those_left_out_with_their_class(line, posts):
    assert [each.value for each in recipients_of([PaperLine(line, 1)], 1)] == posts


def test_posts_in_short_are_listed_line_by_line():
    """As the radio of the police has them."""
    lines = [PaperLine("     ผกก.สภ.ทุกแห่ง", 1), PaperLine("     สว.สภ.ทุกแห่ง", 2)]
    found = recipients_of(lines, 1, offices=True)
    assert [each.value for each in found] == ["ผกก.สภ.ทุกแห่ง", "สว.สภ.ทุกแห่ง"]


def test_an_officer_stands_below_a_list_of_posts_but_a_wrapped_name_goes_on():
    """One post above says nothing: its name may have been wrapped before the same word."""
    above = [PaperLine("รองปลัดเทศบาล", 1), PaperLine("หัวหน้าสำนักปลัด", 2)]
    officer = PaperLine("นักวิชาการตรวจสอบภายใน", 3)
    found = recipients_of([*above, officer], 1)
    assert [each.value for each in found] == [each.text for each in (*above, officer)]
    [alone] = recipients_of([PaperLine("ผู้อำนวยการกลุ่มงาน", 1), officer], 1)
    assert alone.value == "ผู้อำนวยการกลุ่มงานนักวิชาการตรวจสอบภายใน"


def test_wrapped_lists_and_lists_by_lines_are_told_apart():
    """A name goes on below a long line; below a short one the next addressee begins."""
    wrapped = [
        PaperLine("ผู้อำนวยการสำนักงานส่งเสริมสหกรณ์และกลุ่มเกษตรกรภาคเหนือตอนล่าง เขต ๑ เลขาธิการคณะ", 1),
        PaperLine("กรรมการการเลือกตั้ง และเจ้าคณะจังหวัด ทุกจังหวัด", 2),
    ]
    assert [each.value for each in recipients_of(wrapped, 1)][1:] == [
        "เลขาธิการคณะกรรมการการเลือกตั้ง",
        "เจ้าคณะจังหวัด ทุกจังหวัด",
    ]
    lines = ["     กำนันตำบลสมมุติ", "     เจ้าอาวาสวัดสมมุติ", "     กรรมการผู้จัดการโรงงาน"]
    found = recipients_of([PaperLine(text, at) for at, text in enumerate(lines)], 1)
    assert [each.value for each in found] == [text.strip() for text in lines]


def test_offices_of_a_stamped_letter_keep_the_body_that_they_are_a_part_of():
    """And one more below ``และ`` is another office."""
    lines = [
        PaperLine("  คณะนิติศาสตร์ มหาวิทยาลัยสมมุติ สถาบันวิจัยสังคม สำนักงานประมงจังหวัดตาก", 1),
        PaperLine("  และโครงการชลประทานตาก", 2),
    ]
    assert [each.value for each in recipients_of(lines, 1, offices=True)] == [
        "คณะนิติศาสตร์ มหาวิทยาลัยสมมุติ",
        "สถาบันวิจัยสังคม",
        "สำนักงานประมงจังหวัดตาก",
        "โครงการชลประทานตาก",
    ]


def test_those_who_have_a_copy_are_not_addressed():
    """Below the addressee of a memo in English."""
    lines = [PaperLine("Dean, Faculty of Science", 1), PaperLine("Cc:   Vice President", 2)]
    assert [each.value for each in recipients_of(lines, 1)] == ["Dean, Faculty of Science"]
