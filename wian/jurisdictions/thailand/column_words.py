"""The words that head the columns of Thai registers, lists of answers and lists of offices."""

from __future__ import annotations

from collections.abc import Mapping

from wian.jurisdictions.column_words import (
    Column,
    ColumnNames,
    Headings,
    RegisterKind,
    RegisterWords,
)

_REGISTERS: ColumnNames = {
    (Column.NUMBER, RegisterKind.RECEIVE): """
        เลขทะเบียนรับ|เลขรับ|เลขที่รับ|รับที่|ทะเบียนรับ|ทะเบียนรับที่|ทะเบียนรับเลขที่
        เลขที่ทะเบียนรับ|เลขทะเบียนหนังสือรับ|เลขรับหนังสือ
    """,
    (Column.NUMBER, RegisterKind.SEND): """
        เลขทะเบียนส่ง|เลขส่ง|เลขที่ส่ง|ส่งที่|ทะเบียนส่ง|ทะเบียนส่งที่|ทะเบียนส่งเลขที่
        เลขที่ทะเบียนส่ง|เลขทะเบียนหนังสือส่ง|เลขส่งหนังสือ
    """,
    (Column.NUMBER, None): "เลขทะเบียน|ทะเบียนเลขที่|เลขที่ทะเบียน",
    (Column.LETTER_NUMBER, None): """
        ที่|ที่หนังสือ|หนังสือที่|เลขที่หนังสือ|เลขหนังสือ|เลขที่|ที่ของหนังสือ
    """,
    (Column.LETTER_DATED, None): """
        ลงวันที่|หนังสือลงวันที่|วันที่หนังสือ|วันที่ของหนังสือ|วันที่ในหนังสือ|ลว
        ลงวันที่หนังสือ
    """,
    (Column.ENTERED, RegisterKind.RECEIVE): """
        วันที่รับ|รับวันที่|วันรับ|วันที่รับหนังสือ|วันเดือนปีที่รับ|วันเดือนปีรับ|วดปที่รับ
        วดปรับ|วันที่ลงรับ
    """,
    (Column.ENTERED, RegisterKind.SEND): """
        วันที่ส่ง|ส่งวันที่|วันส่ง|วันที่ส่งหนังสือ|วันเดือนปีที่ส่ง|วันเดือนปีส่ง|วดปที่ส่ง
        วดปส่ง|วันที่ส่งออก
    """,
    (Column.ENTERED, None): "วันที่|วันเดือนปี|วดป|วันที่ลงทะเบียน|วันเดือนปีที่ลงทะเบียน",
    (Column.CLOCK, None): "เวลา|เวลาที่รับ|เวลารับ|เวลาส่ง|เวลาที่ส่ง",
    (Column.SENDER, None): "จาก|ผู้ส่ง|หน่วยงานที่ส่ง|หน่วยงานผู้ส่ง|เจ้าของเรื่อง",
    (Column.RECIPIENT, None): "ถึง|เรียน|ผู้รับ|หน่วยงานที่รับ|หน่วยงานผู้รับ",
    (Column.SUBJECT, None): "เรื่อง|ชื่อเรื่อง",
    (Column.ACTION, None): "การปฏิบัติ|การดำเนินการ|การปฏิบัติงาน|ผู้ปฏิบัติ|ดำเนินการ",
    (Column.REMARK, None): "หมายเหตุ",
    (Column.URGENCY, None): "ชั้นความเร็ว|ความเร็ว|ระดับความเร็ว|ชั้นความเร่งด่วน|ความเร่งด่วน",
    (Column.SECRECY, None): "ชั้นความลับ|ความลับ|ระดับความลับ|ระดับชั้นความลับ",
    (None, None): "ลำดับ|ลำดับที่|ที่ลำดับ",
}
"""Forms 13 and 14 of the Regulation of the Office of the Prime Minister on Correspondence
B.E. 2526 (clauses 38.1 and 43.1), and what offices make of them."""
_OFFICES: Mapping[str, str] = {
    **dict.fromkeys(("รหัส", "รหัสหน่วยงาน"), "id"),
    **dict.fromkeys(("ชื่อ", "ชื่อหน่วยงาน"), "name"),
    **dict.fromkeys(("ชื่อภาษาอังกฤษ", "ชื่ออังกฤษ"), "name_en"),
    "ระดับ": "level",
    "ประเภท": "kind",
    **dict.fromkeys(("สังกัด", "รหัสสังกัด"), "parent"),
    "ที่อยู่": "address",
    "โทรศัพท์": "phone",
    "ผู้ลงนาม": "signatory",
    "หมายเหตุ": "note",
}
_ANSWERS: Mapping[str, str] = {
    **dict.fromkeys(("สำนักงาน", "หน่วยงาน", "รหัสสำนักงาน", "รหัสหน่วยงาน"), "office"),
    **dict.fromkeys(("วันที่ตอบ", "ตอบวันที่", "วันตอบ", "ตอบเมื่อ"), "answered"),
    "คำตอบ": "answer",
    "เหตุผล": "reason",
}

THAI_HEADINGS = Headings(
    offices=_OFFICES,
    answers=_ANSWERS,
    registers=RegisterWords(
        columns=_REGISTERS,
        titles={
            RegisterKind.RECEIVE: "ทะเบียน(?:หนังสือ)?รับ|หนังสือรับ",
            RegisterKind.SEND: "ทะเบียน(?:หนังสือ)?ส่ง|หนังสือส่ง",
        },
        title="ทะเบียน(?:หนังสือ)?(?:รับ|ส่ง)",
        before=("หนังสือรับ", "หนังสือส่ง", "ทะเบียนรับ", "ทะเบียนส่ง", "ของ"),
        after=("ปี", "ประจำ", r"พ\."),
        day_mark="วันที่",
        day_line="วันที่ ... เดือน ... พ.ศ. ...",
    ),
)
