"""The words by which the parts of a Thai letter are known when it is read back.

Names and order of the parts: Regulation of the Office of the Prime Minister on Correspondence
B.E. 2526, clauses 11 (external letter), 12 (memo), 13 and 14 (stamped letter), 28 (urgency) and
annex 5 (reception stamp: receipt number, date, time). Spellings that scans and typists leave are
accepted beside the right ones.
"""

from __future__ import annotations

import re

from wian.jurisdictions.thailand.dates import LONG_MONTHS, SHORT_MONTHS

DIGIT = "0-9๐-๙"
LOOK_ALIKES = {"o": "0", "O": "0", "๏": "0", "°": "0", "l": "1", "I": "1", "|": "1", "ๆ": "7"}
"""Signs that scans and typists put for a digit, and the digit."""
_LOOSE = DIGIT + re.escape("".join(LOOK_ALIKES))

MEMO = re.compile(r"^\s*บันทึก\s*ข้อ\s*ความ\s*$")
NUMBER_LABEL = re.compile(rf"^\s*ที่(?:\s+|(?=[{DIGIT}(]|[ก-ฮ]{{1,4}}\.?\s?[{DIGIT}(]))")
DATED = re.compile(r"^\s*ลง\s*วันที่")

SUBJECT, SALUTATION, REFERENCE, ENCLOSURES, OFFICE, NUMBER, DATE = (
    "subject",
    "salutation",
    "reference",
    "enclosures",
    "office",
    "number",
    "date",
)
FIELDS = {
    SUBJECT: re.compile(r"^\s*เร[ืี][่]?อ[่]?ง(?=\s|$)\s*:?\s*"),
    SALUTATION: re.compile(r"^\s*(?:กราบเรียน|เรียน|นมัสการ|ถึง)(?=\s|$)\s*:?\s*"),
    REFERENCE: re.compile(r"^\s*อ้างถึง(?=\s|$)\s*:?\s*"),
    ENCLOSURES: re.compile(r"^\s*ส[ิี]่?งที่?ส่?งมา(?:ด้วย|ดวย)(?=\s|$)\s*:?\s*"),
    OFFICE: re.compile(r"^\s*ส่วนราชการ(?=\s|$)\s*:?\s*"),
    DATE: re.compile(r"^\s*วันที่(?=\s|$|[0-9๐-๙])\s*:?\s*"),
}
"""Field -> its name at the head of a line, ``ที่`` (number) apart."""
STAMPED_SALUTATION = re.compile(r"^\s*ถึง(?=\s)")

LETTER_NUMBER = re.compile(
    rf"(?:(?P<code>[ก-ฮ]{{2,4}}\.?\s?(?:\([ก-ฮ.\s]{{1,12}}\)\s?)?"
    rf"[{_LOOSE}][{_LOOSE}.\-]*(?:\s?\([{DIGIT}ก-ฮ.]{{1,8}}\))?)\s*/\s*)?"
    rf"(?P<circular>ว\.?\s*)?(?P<number>[{_LOOSE}]{{1,9}})(?![{_LOOSE}ก-๎])"
)
"""A letter's number: code of the office, ว on a circular, running number."""

_NUMERIC_DATE = (
    rf"(?P<d>[{_LOOSE}]{{1,2}})\s*[/\-.]\s*(?P<m>[{_LOOSE}]{{1,2}})\s*[/\-.]\s*"
    rf"(?P<y>[{_LOOSE}]{{4}}|[{_LOOSE}]{{2}})"
)
_WORDED_DATE = (
    rf"(?P<day>[{_LOOSE}]{{1,2}})\s*(?P<month>[ก-ฮเ-ไะ][ก-๎.\s]{{1,15}}?)\s*(?:พ\.?\s*ศ\.?\s*)?"
    rf"(?P<year>[{_LOOSE}]{{4}}|[{_LOOSE}]{{2}})"
)
DATE_TEXT = re.compile(rf"(?<![{DIGIT}])(?:{_WORDED_DATE}|{_NUMERIC_DATE})(?![{_LOOSE}])")
"""A date, its month in words or as a number."""
MONTHS = (*LONG_MONTHS, *SHORT_MONTHS)

RECEIPT = re.compile(
    rf"(?:เลข\s*(?:ที่)?\s*รับ|รับ\s*(?:เลข\s*)?ที่)(?:ที่)?\s*[.…:_\s]*(?P<number>[{_LOOSE}]{{1,9}})?"
    rf"(?:\s*/\s*(?P<year>[{DIGIT}]{{2,4}}))?(?![ก-๎])"
)
"""A reception stamp's line of the receipt number."""
STAMP_DATE = re.compile(r"(?:ลง\s*)?วันที่?\s*(?:รับ)?\s*[.…:_\s]*")
STAMP_TIME = re.compile(
    rf"เวลา\s*[.…:_\s]*(?P<time>[{_LOOSE}]{{1,2}}\s*[.:]\s*[{_LOOSE}]{{2}})?\s*(?:น\.?)?"
)
UNIT_OFFERED = re.compile(
    rf"^\s*[-•*]?\s*(?P<tick>[✓✔☑☒/]|\[[xX✓]\])?\s*[☐□]?\s*\(?[{DIGIT}]{{1,2}}[.)]\s*(?P<unit>[ก-๎].{{0,58}})$"
)
"""A unit that a stamp offers to send the letter on to."""

CLOSING = re.compile(r"^\s*(?:ขอแสดงความนับถือ|ขอแสดงความเคารพ|ด้วยความนับถือ|ขอนมัสการด้วยความ|ควรมิควร)")
SEAL = re.compile(r"^\s*\(?\s*ตราชื่อส่วนราชการ")
NAME_LINE = re.compile(r"^\s*(?:ลงชื่อ|\(ลงชื่อ\))?[\s.…]*\(\s*\S.{2,}")
"""The signer's name in brackets (or the blank for it): never kept."""
ACTING = re.compile(
    r"(?:ปฏิบัติราชการแทน|ปฏิบัติหน้าที่แทน|ปฏิบัติหน้าที่|รักษาราชการแทน|รักษาการในตำแหน่ง|รักษาการแทน|ทำการแทน)"
)
PURPOSE = re.compile(
    r"^\s*จึง(?:แจ้งเรื่อง.*มา|[^\s]{0,12}เรียนมา|ขอ.{0,30}มา|แจ้งมา|ส่งมา|[^\s]{0,8}มา)เพื่อ"
)
"""The last paragraph: what the letter is written for."""
SUBJECT_IN_TEXT = re.compile(r"^\s*จึง(?:ขอ)?แจ้งเรื่อง\s*(?P<subject>.+?)\s*มาเพื่อ")
"""The last paragraph of a stamped letter, which names its subject."""
OPENER = re.compile(
    r"^\s*(?:ด้วย|ตามที่|ตามหนังสือ|ตามพระราช|ตามมติ|ตามนโยบาย|ตามประกาศ|ตามระเบียบ|เนื่องด้วย|เนื่องจาก|อนุสนธิ|โดยที่|ในการนี้|ทั้งนี้|อนึ่ง|"
    r"จึงเรียน|จึงแจ้ง|จึงขอ|ขอเรียน|พร้อมนี้|บัดนี้)"
)
"""The beginning of a paragraph of the text."""
CONSIDERED = re.compile(r"^\s*\S{2,80}พิจารณาแล้ว")
POINT = re.compile(rf"^\s*\(?(?P<number>[{DIGIT}]{{1,2}})[.)]\s+(?=\S)")
"""A numbered paragraph or entry."""
PHONE = re.compile(rf"(?:โ?ทร\.?|โทรศัพท์|โทรสาร|โทรฯ)\s*[:.]?\s*(?=[{DIGIT}(+])")
FOOT = re.compile(
    r"^\s*(?:สำนัก|กอง|กลุ่ม|ฝ่าย|งาน|ส่วน|ศูนย์|โ?ทร\.?\s|โทร|E-?mail|อีเมล|ไปรษณีย์|สำเนาส่ง|ผู้ประสานงาน|"
    r"เว็บไซต์|www\.|https?:)",
    re.IGNORECASE,
)
COPIES = re.compile(r"^\s*สำเนา(?:ส่ง|เรียน)\s*")
DISTRIBUTION = re.compile(r"^\s*บัญชี(?:รายชื่อ)?แนบท้าย")
PAGE_NUMBER = re.compile(
    rf"^\s*[-–—]?\s*(?:หน้า\s*)?[{DIGIT}]{{1,2}}\s*(?:/\s*[{DIGIT}]{{1,2}})?\s*[-–—]?\s*$"
)
CATCHWORD = re.compile(r"^\s*/\s*\S.{0,40}(?:\.{2,}|…)\s*$")
"""First words of the next page at the foot of a page (``/ทั้งนี้...``)."""

ATTACHED_IN_TEXT = re.compile(
    r"รายละเอียด(?:ปรากฏ)?ตาม(?P<what>.{1,1500}?)(?:ซึ่งได้แนบมาพร้อมนี้|ที่แนบมาพร้อมนี้|ดังแนบ)"
)
COUNT = re.compile(
    rf"จำนวน\s*[{DIGIT}]+\s*(?:ชุด|ฉบับ|เล่ม|แผ่น|หน้า|รายการ|ไฟล์|ชิ้น|[^\s{DIGIT}]+?(?=และ|\s|$))"
)
CITED_LETTER = re.compile(
    r"(?:สำเนา)?(?:หนังสือ|บันทึกข้อความ|บันทึก)\s*(?P<office>[^\d๐-๙]*?)\s*(?=ที่(?:\s|ว\s?[0-9๐-๙]|[ก-ฮ]{2}\s?[0-9๐-๙])|ด่วน|ลับ|ลงวันที่|จำนวน|$)"
)
CITED_NUMBER = re.compile(
    rf"(?:ด่วน(?:ที่สุด|มาก)?\s*|ลับ(?:ที่สุด|มาก)?\s*)?(?<!วัน)ที่\s*(?P<cited>{LETTER_NUMBER.pattern})"
)
CITED_DATE = re.compile(r"ลง\s*วันที่\s*")
QR_CODE = re.compile(r"(?:QR\s*-?\s*Code|คิว\s*อาร์\s*(?:โค้ด|โค๊ด)?|รหัสคิวอาร์)", re.IGNORECASE)

SEAT = re.compile(
    r"^(?:ศาลากลาง(?=จังหวัด)|ที่ว่าการ(?=อำเภอ|กิ่งอำเภอ)|สำนักงาน(?=เทศบาล|องค์การบริหารส่วน))"
)
"""What stands before an office's name where a letterhead gives the office by its seat."""
OFFICE_WORD = re.compile(
    r"^(?:สำนัก|กระทรวง|กรม|จังหวัด|อำเภอ|เทศบาล|องค์การ|องค์กร|เมืองพัทยา|คณะ|ศูนย์|กอง|ศาลากลาง|ที่ว่าการ|มหาวิทยาลัย|การ|ส่วน)"
)
OFFICE_KIND = re.compile(
    r"^(?:กระทรวง|กรม|จังหวัด|อำเภอ|เทศบาลนคร|เทศบาลเมือง|เทศบาลตำบล|องค์การบริหารส่วนจังหวัด|องค์การบริหารส่วนตำบล|เมืองพัทยา)"
)
"""What kind of office a name says it is."""
POST_WORD = (
    r"(?:นายกองค|นายกอง[คต]|นายกเทศ|นายกเมือง|นายกรัฐ|นายก|นายอำเภอ|นายทะเบียน|นายแพทย์|ผู้ว่า|ผู้อำนวยการ|ผู้บัญชาการ|"
    r"ผู้บังคับ|ผู้จัดการ|ผู้ตรวจ|ผู้บริหาร|ผู้กำกับ|ผู้|หัวหน้า|รองปลัด|ปลัด|รองอธิบดี|อธิบดี|อธิการ|ประธาน|เลขาธิการ|"
    r"ท้องถิ่นจังหวัด|ท้องถิ่นอำเภอ|คณบดี|ท่าน)"
)
BODY_WORD = r"(?:กระทรวง|กรม|จังหวัด|อำเภอ|เทศบาล|องค์การ|องค์กร|สำนัก|ส่วนราชการ|หน่วยงาน|เมืองพัทยา)"
PERSON = re.compile(
    r"^\(?\s*(?:ลงชื่อ\s*)?(?:นางสาว|น\.\s?ส\.|นาง|นาย(?!ก(?:องค|อง[คต]|เทศ|เมือง|รัฐ|สมาคม|สภา|เหล่า|บริหาร)|อำเภอ|"
    r"ทะเบียน|แพทย์|ด่าน|สถานี|ช่าง|ท่า|ตรวจ)|คุณ|ดร\.|ม\.[รล]\.ว?\.?|ว่าที่|พล\.?[ตทอ]|พ\.[ตทอ]\.|"
    r"พัน(?:เอก|โท|ตรี)|ร้อย(?:เอก|โท|ตรี)|[รสจด]\.[ตทอ]\.|Mr|Mrs|Ms)"
)
"""A title that a person's name follows."""

INFORMS = "แจ้งว่า"
INFORMED_BY = "ได้รับแจ้งจาก"
THAT = re.compile(r"ว่า(?!การ|ราชการ)")
VERB = re.compile(r"(?=(?:ได้|มี(?!น)|ขอ|จะ|กำหนด|เห็นชอบ|ประสงค์|พิจารณา|ดำเนินการ|อยู่ระหว่าง|จัด|เปิด))")
"""What an office does: the beginning of what it decided."""
OPENING = re.compile(r"^\s*(?:ด้วย|ตามที่|เนื่องด้วย|เนื่องจาก|อนุสนธิ)\s*")

DEED = re.compile(
    r"(?:จึง)?ขอ(?:ความ(?:ร่วมมือ|อนุเคราะห์|กรุณา))?(?:ได้โปรด|โปรด)?(?:ให้)?(?P<doers>.{0,120}?)(?:ดำเนินการ)?\s*ดังนี้\s*$"
)
"""The end of a paragraph that announces numbered points, and who is to do them."""
REQUEST = re.compile(r"(?:จึง|และ|ทั้งนี้\s*)?ขอ(?:ความ(?:ร่วมมือ|อนุเคราะห์)|ให้|ประชาสัมพันธ์|เชิญ)")
"""The beginning of a request inside a paragraph."""
ENQUIRIES = re.compile(r"สอบถาม|ข้อสงสัย|ดาวน์โหลด|ประสานงาน")
PASSED_ON = re.compile(
    r"^(?:ให้)?(?:[^\s]{0,60}?)แจ้ง(?P<named>.{2,90}?)(?:ในเขตพื้นที่|ที่เกี่ยวข้อง|ในสังกัด|ในพื้นที่)(?:ให้)?"
)
"""A request to pass something on to others: whom, and then what."""

KNOWN_POSTS = (
    "ผู้ว่าราชการจังหวัด",
    "นายอำเภอ",
    "นายกองค์การบริหารส่วนจังหวัด",
    "นายกองค์การบริหารส่วนตำบล",
    "นายกเทศมนตรีนคร",
    "นายกเทศมนตรีเมือง",
    "นายกเทศมนตรีตำบล",
    "นายกเมืองพัทยา",
    "หัวหน้าส่วนราชการ",
    "หัวหน้าหน่วยงาน",
    "หัวหน้ารัฐวิสาหกิจ",
    "ปลัดกระทรวง",
    "ปลัดสำนักนายกรัฐมนตรี",
    "ปลัดจังหวัด",
    "ปลัดอำเภอ",
    "ปลัดกรุงเทพมหานคร",
    "ปลัดเทศบาล",
    "ปลัดองค์การบริหารส่วน",
    "ท้องถิ่นจังหวัด",
    "ท้องถิ่นอำเภอ",
    "เลขาธิการคณะกรรมการ",
    "ผู้อำนวยการสำนัก",
    "ผู้อำนวยการกอง",
    "ผู้บัญชาการตำรวจ",
    "ผู้บังคับการตำรวจ",
    "ประธานสภา",
    "อธิบดีกรม",
    "อธิการบดีมหาวิทยาลัย",
)
"""How the posts that letters are addressed to begin."""
