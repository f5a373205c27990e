"""Properties: whatever lies in the file, reading never breaks, and never says what is not there."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from wian.history.bundle import read_documents
from wian.history.documents.document import Document, lines_of
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.paper import Medium
from wian.jurisdictions.thailand.reading.thai_text import compact

THAILAND = jurisdiction("thailand")
PIECES = (
    "ที่ มท ๐๘๑๐.๗/ว ๕๑",
    "ที่ ",
    "ที่ว่าการอำเภอวังทอง",
    "มท ????/ว ??",
    "๐136",
    "๑๙ มกราคม ๒๕๖๔",
    "เรื่อง  ขอเชิญประชุม",
    "เรื่อง",
    "เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด",
    "เรียน",
    "ถึง อำเภอวังทอง",
    "บันทึกข้อความ",
    "ส่วนราชการ สถจ. โทร. 0 5523 2490",
    "วันที่ ๒๙ ธ.ค. ๒๕๖๓",
    "อ้างถึง",
    "32 ธันวาคม 2563",
    "สิ่งที่ส่งมาด้วย ๑. แบบสำรวจ จำนวน ๑ ชุด",
    "ลงวันที่ ๒๘ ธันวาคม ๒๕๖๓",
    "จำนวน",
    "ด่วนที่สุด",
    "ด้วยกระทรวงมหาดไทยแจ้งว่า ได้รับแจ้งจาก",
    "ว่า ได้กำหนด",
    "จึงขอให้ดำเนินการ ดังนี้",
    "๑. รายงาน",
    "จึงเรียนมาเพื่อทราบ",
    "ขอแสดงความนับถือ",
    "(....................)",
    "ปฏิบัติราชการแทน",
    "นายอำเภอ",
    "เลขรับ..... 67230",
    "เลขที่รับ",
    "วันที่ 2 ธ.ค. 2563",
    "เวลา..... 15.29 น.",
    "เวลา 99.99 น.",
    "กอง.บด.",
    "- ๑. ฝ่ายบริหารทั่วไป",
    "๒. กลุ่มงาน",
    "QR Code",
    "\f",
    "\x00",
    "( ",
    "/",
    "๗๗๗/",
    "ว",
    "0" * 12,
)
scraps = st.lists(
    st.tuples(
        st.sampled_from(PIECES) | st.text(max_size=12), st.sampled_from(["\n", "\n\n", " ", "   "])
    ),
    max_size=40,
).map(lambda parts: "".join(piece + gap for piece, gap in parts))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(text="ที่ มท ๐๘๑๐.๗/ว ๕๑\nถึง เทศบาลตำบลวังทอง\x02 อำเภอวังทอง\nเรื่อง ขอเชิญประชุม")
@given(text=scraps)
def test_scraps_of_letters_in_any_order_are_read_without_inventing_a_word(text):
    """Every word that a reading gives stands in the file; every finding is whole."""
    bundle = read_documents(
        [Document("x.txt", Medium.TEXT, lines_of(text, THAILAND.paper))], THAILAND
    )
    source = compact(text)
    for letter in bundle.letters:
        stamps = [(e.desk, e.receipt_number) for e in letter.stamps]
        fields = [letter.number, letter.dated, letter.subject, *letter.chain, *letter.recipients]
        for reading in [*fields, *(each for pair in stamps for each in pair)]:
            assert reading is None or compact(reading.read) in source
            assert reading is None or 0 <= reading.confidence <= 1
    for finding in bundle.findings:
        assert finding.where.startswith("x.txt")
        assert finding.what
        assert finding.settles
        assert 0 < finding.confidence <= 1
