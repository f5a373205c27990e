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


_SIGNS = {"\u0e48": "\u0e48?", "\u0e49": "\u0e49?", "า": "[าำ]"}
"""Signs that a page loses, or that look like another one where they stand apart."""


def _loose(word: str) -> str:
    """A pattern of a label whose signs stand apart, or whose tone marks are lost, on a page."""
    return r"\s?".join(_SIGNS.get(sign, re.escape(sign)) for sign in word)


MEMO = re.compile(
    rf"^\s*(?:{_loose('บันทึกข้อความ')}|(?i:(?:internal\s|inter-?office\s)?memorandum|memo))\s*$"
)
MESSAGE_WORD = r"(?:ใบ(?:นำ)?ส่ง\s?|แบบ(?:ฟอร์ม)?(?:การ)?(?:ส่ง)?\s?)?(?:ข่าว)?(?:โทรสาร|วิทยุ|โทรเลข)"
"""How the title of a message begins."""
MESSAGE = re.compile(
    r"^\s*(?:ใน\s*ราชการ.{0,60}|กระดาษเขียนข่าว\S{0,12}(?:\s\S{1,12})?|(?:ใบ(?:นำ)?ส่ง\s?|แบบ(?:ฟอร์ม)?(?:การ)?(?:ส่ง)?\s?)?"
    r"(?:(?:โทรสาร|วิทยุ(?:สื่อสาร)?|โทรเลข|ข่าววิทยุ|โทรศัพท์)\s*/?\s*){1,3}"
    r"(?:(?:ใน\s*)?ราชการ.{0,60}|ตร\.?|สื่อสาร|ด่วน.{0,12}"
    r"|(?:จังหวัด|อำเภอ|กรม|กระทรวง|สำนักงาน|เทศบาล)[ก-๎.]{1,60})?)\s*$"
)
"""The title of a message by fax or radio, which has ``จาก`` and ``ถึง`` (clause 15, and the
ministries' own forms)."""
NUMBER_LABEL = re.compile(
    rf"^\s*(?:เลขที่\s*:?\s*(?=[ก-ฮ]{{1,5}}(?:\.|\s?[{DIGIT}])|[{DIGIT}]{{4}}[.(])|(?:เลข)?ที่\s?(?:ของผู้ให้ข่าว|หนังสือ)\s*:?\s*|{_loose('ที่')}\s*:\s*"
    rf"|{_loose('ที่')}(?:\s+|(?=[{DIGIT}(]|[ก-ฮ]{{1,4}}\.?\s?[{DIGIT}(]))"
    r"|(?i:(?:our\s+)?ref(?:erence)?\.?\s*(?:no\.?)?|no\.?)\s*:?\s*(?=[A-Z]{2,6}(?:[-/][A-Z]{1,6}|\s?\([A-Z]{1,6}\))?[\s./]{0,2}\d|\d{4}|\d{1,4}/\d{4}\s*$))"
)
BLANK_NUMBER = re.compile(r"^\s*ที่[\s.…_/:-]*$")
"""The label of a number that was not given."""
DATED = re.compile(r"^\s*(?:หมู่\s?วัน\s?-?เวลา|ลง\s*วันที่|ลว\.?(?=[\s0-9๐-๙])|ลง(?=\s*[0-9๐-๙]))")

_SUBMITTED_TO = r"(?:ปลัด|อธิ|รอง|ผู้(?!ถือ|มี)|ประธาน|เลขา|คณบดี|หัวหน้า|นายก|นายอำเภอ|กรรมการ|คณะกรรมการ)"
"""The posts that a memo is submitted to (``เสนอ ปลัดกระทรวง``)."""

SUBJECT, SALUTATION, REFERENCE, ENCLOSURES, OFFICE, NUMBER, DATE, FROM = (
    "subject",
    "salutation",
    "reference",
    "enclosures",
    "office",
    "number",
    "date",
    "from",
)
FIELDS = {
    SUBJECT: re.compile(
        r"^\s*(?:เ\s?ร\s?[ืี]\s?่?\s?อ\s?่?\s?ง(?=[\s:.…]|$)|(?i:subject|re)(?=\s?:))[\s:.…]*"
    ),
    SALUTATION: re.compile(
        rf"^\s*(?:(?:(?:กราบเรียน|นมัสการ|เจริญพร)\s?[/,]\s?เรียน|เรียน\s?/\s?(?:กราบเรียน|นมัสการ|เสนอ)|กราบนมัสการ|{_loose('กราบเรียน')}|{_loose('เรียน')}|นมัสการ|เจริญพร|{_loose('ถึง')}|ผู้รับปฏิบัติ)(?=[\s:]|\.{{2}}|…|$)"
        rf"|เสนอ(?=\s*:?\s+(?:[ก-ฮ]{{1,6}}\.|{_SUBMITTED_TO}))|(?i:to|attention|attn\.?)(?=\s?:)|Dear(?=\s))[\s:.…]*"
    ),
    REFERENCE: re.compile(
        rf"^\s*(?:{_loose('อ้างถึง')}(?=[\s:]|\.{{2}}|…|$)"
        r"|(?i:references?|refer to|your ref\.?)(?=\s?:)|Your [Rr]ef\.?(?=\s))[\s:.…]*"
    ),
    ENCLOSURES: re.compile(
        r"^\s*(?:ส\s?[ิี]่?\s?ง\s?ที่?\s?(?:ส่?\s?ง|แนบ)\s?มา\s?(?:ด้วย|ดวย|พร้อมนี้)|เอกสาร\s?แนบ)(?=[\s:.…]|$)[\s:.…]*"
        r"|^\s*(?i:enclosures?|encls?\.?|attachments?)\s?:\s*"
    ),
    OFFICE: re.compile(
        rf"^\s*(?:{_loose('ส่วนราชการ')}|หน่วยงาน|ส่วนงาน)(?=[\s:.…]|$)[\s:.…]*"
        r"|^\s*(?i:office|unit|division)\s?:\s*"
    ),
    DATE: re.compile(
        rf"^\s*(?:{_loose('วันที่')}(?=\s|$|[:.…0-9๐-๙])|"
        rf"วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)ที่(?=\s?[{DIGIT}])"
        rf"|วัน\s?[-,]?\s?เวลา(?=\s{{2}}|\s?:)|(?i:date)(?=\s?:))[\s:.…]*"
    ),
}
"""Field -> its name at the head of a line, ``ที่`` (number) apart; the English names are those of
annex 4 of the Regulation, the form of letters in a foreign language."""
SENT_FROM = re.compile(r"^\s*(?:จาก(?=[\s:])|(?i:from)(?=\s?:))\s*:?\s*")
"""The sender of a message by fax or radio."""
STAMPED_SALUTATION = re.compile(r"^\s*(?:(?:ถึง|ผู้รับปฏิบัติ)(?=[\s:])|(?i:to)(?=\s?:))")
EVERY = re.compile(r"^\s*(?:[^\s]+\s)?[^\s]+\s?ทุก\S+\s*$")
"""A line that is a class of offices or posts: ``สำนักงานเขตพื้นที่การศึกษา ทุกเขต``."""
GREETING = re.compile(r"^\s*Dear(?=\s)")

OFFICE_LETTERS = r"(?:[ก-ฮ]\.(?:[ก-ฮ]\.){1,3}|[ก-ฮ]{2,5}\.?|[A-Z]{2,6})"
"""An office's letters in the codes of annex 1, of state enterprises, and of English letters."""
_CODE = (
    rf"{OFFICE_LETTERS}\s?(?:\([ก-ฮA-Z.\s]{{1,12}}\)\s?)?[{_LOOSE}][{_LOOSE}.\-]*"
    rf"(?:\.?\s?\([{DIGIT}ก-ฮ.]{{1,8}}\)(?:\.?[{_LOOSE}]{{1,4}})?){{0,3}}(?:\s[ก-ฮ]{{2,3}}(?=\s*/))?"
)
LETTER_NUMBER = re.compile(
    rf"(?:(?P<code>{_CODE})\s*/\s*(?P<unit>[ก-ฮ]{{2,4}}(?:\.\s?|\s))?)?"
    rf"(?P<circular>ว(?:\s?\([ก-ฮ]\))?\.?\s*)?(?P<number>[{_LOOSE}]{{1,9}})"
    rf"(?P<year>\s?/\s?[{DIGIT}]{{4}})?(?P<behind>\s?\([ก-ฮ]{{1,2}}\))?(?![{_LOOSE}ก-๎])"
)
"""A letter's number: code of the office, ว on a circular, running number; some have a unit, a
year or a letter in brackets besides."""
BARE_NUMBER = re.compile(
    rf"\s*{OFFICE_LETTERS}\s?[{DIGIT}][{DIGIT}.\-]{{2,14}}\s?/\s?(?:ว\.?\s?)?[{DIGIT}]{{1,9}}\s*"
    r"|\s*[A-Z]{2,6}\s?\d{4}[\d.]{0,8}\s?/\s?(?:E\.?\s?|Circ(?:ular)?\.?\s?)?\d{1,9}\s*"
)
"""A line that is a letter's number without ``ที่`` before it."""
PLAIN_CODE = (
    rf"[{DIGIT}]{{4}}(?:\.[{DIGIT}.]+)?(?:\.?\([ก-ฮ][ก-๎.]{{1,7}}\))?"
    rf"(?:\.?[{DIGIT}]{{1,4}}(?:\([{DIGIT}ก-ฮ.]{{1,4}}\))?)?"
)
"""The code of an office without its letters, as the police and old universities write it."""
OWN_NUMBER = re.compile(
    rf"(?=[^/]{{1,30}}/)(?:พิเศษ\s?)?(?:[เ-ไ]?[ก-ฮ][ก-๎]{{0,4}}\.){{0,3}}[ก-ฮA-Z{_LOOSE}.()/\-\s]{{3,45}}(?<=/|ว|\.|\s|[{_LOOSE}])(?:Circ(?:ular)?\.?\s?)?[{_LOOSE}]{{1,9}}(?:\s?\([ก-ฮ]{{1,2}}\))?"
)
"""What may stand behind ``ที่`` in a head, whoever made the code up: a slash, digits at the end,
and no vowel, as words have."""

YEAR_ALONE = re.compile(r"(?:[ก-ฮ.\s]{1,20}\s|พิเศษ\s?)/\s*[2๒][5๕][0-9๐-๙]{2}")
"""An office's letters and a year, with the blank for a number that was not given between them."""

_NUMERIC_DATE = (
    rf"(?P<d>[{_LOOSE}]{{1,2}})\s*[/\-.]\s*(?P<m>[{_LOOSE}]{{1,2}})\s*[/\-.]\s*"
    rf"(?P<y>[{_LOOSE}]{{4}}|[{_LOOSE}]{{2}})"
)
_WORDED_DATE = (
    rf"(?P<day>[{_LOOSE}]{{1,2}})\s*(?:เดือน\s*)?(?P<month>[ก-ฮเ-ไะ][ก-๎.\s]{{1,15}}?)\s*"
    rf"(?:(?:พ\.?\s*ศ\.?|พุทธศักราช)\s*)?"
    rf"(?P<year>[{_LOOSE}]{{4}}|[{_LOOSE}]{{2}})"
)
DATE_TEXT = re.compile(rf"(?<![{DIGIT}A-Za-z])(?:{_WORDED_DATE}|{_NUMERIC_DATE})(?![{_LOOSE}])")
"""A date, its month in words or as a number."""
ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in ENGLISH_MONTHS)
_ENGLISH_YEAR = r"(?:(?:B\.?E\.?\s*)?\d{4}(?:\s*B\.?E\b\.?)?)"
ENGLISH_DATE = re.compile(
    rf"\b(?:(?P<en_day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<en_month>{_MONTH}),?\s+(?P<en_year>{_ENGLISH_YEAR})"
    rf"|(?P<month_first>{_MONTH})\s+(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year_last>{_ENGLISH_YEAR}))"
    r"(?:\s*\(\s*(?:A\.?D\.?\s*)?\d{4}\s*\))?",
    re.IGNORECASE,
)
"""A date of a letter in English, in either era."""
ANY_DATE = rf"(?:{DATE_TEXT.pattern}|{ENGLISH_DATE.pattern})"
"""A date in either language, as a part of a pattern."""
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

CLOSING = re.compile(
    r"^\s*(?:ขอแสดงความนับถือ|ขอแสดงความเคารพ|ด้วยความนับถือ|ขอนมัสการด้วยความ|ควรมิควร|ขอเจริญพร\s*$"
    r"|(?:Yours\s+(?:sincerely|faithfully|truly|respectfully)|(?:Very\s+)?(?:Sincerely|Respectfully)(?:\s+yours)?)\s*,?\s*$)"
)
SEAL = re.compile(r"^\s*\(?\s*(?:ตราชื่อส่วนราชการ|ตราประทับ|ประทับตรา|ตราส่วนราชการ)")
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
    r"^\s*(?:ด้วย|ตามที่|ตามหนังสือ|ตามพระราช|ตามมติ|ตามนโยบาย|ตามประกาศ|ตามระเบียบ|พร้อมหนังสือ|"
    r"With reference|Reference is made|เนื่องด้วย|เนื่องจาก|อนุสนธิ|โดยที่|ในการนี้|ทั้งนี้|อนึ่ง|นอกจากนี้|"
    r"จึงเรียน|จึงแจ้ง|จึงขอ|ขอเรียน|พร้อมนี้|บัดนี้)"
)
"""The beginning of a paragraph of the text."""
_ENGLISH_FIRST = (
    r"The\s+(?:[A-Z][\w'’-]*\s+(?:(?:of|for|and|the)\s+)*){1,7}(?:refers?|wish(?:es)?|presents?|has|have|will|would|is|are)\b"
    r"|The\s+(?:[\w'’-]+\s+){1,5}(?:wish(?:es)?|would|will|has|have|proposes?|requests?|informs?|submits?|encloses?)\b"
    r"|(?:We|I)\s+(?:refer|am|are|wish|would|have|write|should)\b"
    r"|Please\s|Further to\s|Pursuant to\s|On behalf of\s|Referring to\s|According to\s"
    r"|In (?:reply|response|accordance|reference)\s"
    r"|This (?:is to|letter|office|memorandum)\b"
)
FIRST_WORDS = re.compile(
    rf"{OPENER.pattern}|^\s*(?:ตาม(?!บัญชี|ราย|แบบ|สิ่ง|ส่ง)|ข้าพเจ้า)|^\s*(?:{_ENGLISH_FIRST})"
)
"""The beginning of the text, below the last field of the head."""
SENTENCE = re.compile(
    r"(?<!ผู้)(?:(?<!ราย)(?<!เงิน)ได้(?=[ก-ฮเ-ไ])|เห็นควร|มี(?:ความประสงค์|หนังสือ|มติ|กำหนด)"
    r"|ขอ(?:เรียน|ส่ง|แจ้ง|เชิญ|ความ|ให้|อนุ|รายงาน)|จะ(?:จัด|ดำเนิน|เข้า|ทำ|เปิด|ปิด|มี|ต้อง)|กำหนด(?:จัด|ให้)|ประสงค์"
    r"|ตามหนังสือ|ลง\s?วันที่|แจ้งว่า|เห็นว่า|นั้น\s*$)"
)
"""What a sentence of the text has, and no list of posts and offices."""
COMPLIMENTS = re.compile(r"\bpresents?\s+(?:its|their|his|her)\b|\bcompliments\s+to\b")
"""What the first sentence of a note in the third person has."""
THROUGH = re.compile(r"^\s*\(?\s*(?:(?:โดย)?ผ่าน(?=\s|[ก-๎])|(?i:through|via)\b)")
"""A line that names those through whose hands a letter goes."""
CONSIDERED = re.compile(r"^\s*\S{2,80}พิจารณาแล้ว")
POINT = re.compile(rf"^\s*\(?(?P<number>[{DIGIT}]{{1,2}})[.)]\s+(?=\S)")
"""A numbered paragraph."""
ENTRY = re.compile(rf"^\s*\(?[{DIGIT}]{{1,2}}[.)]\s*(?=[^{DIGIT}\s])")
"""A numbered entry of a field, with or without a blank behind its point."""
PHONE = re.compile(rf"(?:โทร\.?|(?<![ก-๎.])ทร\.?|โทรศัพท์|โทรสาร|โทรฯ)\s*[:.]?\s*(?=[{DIGIT}(+])")
FOOT = re.compile(
    r"^\s*(?:สำนัก|กอง|กลุ่ม|ฝ่าย|งาน|ส่วน|ศูนย์|โ?ทร\.?\s|โทร|E-?mail|อีเมล|ไปรษณีย์|สำเนาส่ง|ผู้ประสานงาน|"
    r"เว็บไซต์|www\.|https?:)",
    re.IGNORECASE,
)
COPIES = re.compile(r"^\s*สำเนา(?:ส่ง|เรียน|ถึง)\s*")
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
_NUMBERED_OFFICE = (
    r"(?:(?<=\S)(?<!วัน)(?<!ครั้ง)(?<!ฉบับ)(?<!ลำดับ)ที่|เขต|ภาค)\s?[0-9๐-๙]{1,2}(?![0-9๐-๙./])"
)
"""The number in an office's name: ``สำนักงานชลประทานที่ ๓``; a letter's stands behind a blank."""
CITED_LETTER = re.compile(
    rf"(?:สำเนา)?(?:หนังสือ|บันทึกข้อความ|บันทึก)\s*(?P<office>(?:{_NUMBERED_OFFICE}|[^\d๐-๙])*?)\s*"
    rf"(?=(?<!หน้า)(?<!พื้น)(?!{_NUMBERED_OFFICE})ที่(?:\s|ว\s?[0-9๐-๙]|[ก-ฮ]{{2}}\s?[0-9๐-๙])"
    r"|ด่วน|ลับ|(?:ลง)?วันที่|ลว\.?[\s0-9๐-๙]|จำนวน|$)"
)
QR_CODE = re.compile(r"(?:QR\s*-?\s*Code|คิว\s*อาร์\s*(?:โค้ด|โค๊ด)?|รหัสคิวอาร์)", re.IGNORECASE)

SEAT = re.compile(
    r"^(?:ศาลากลาง(?=จังหวัด)|ที่ว่าการ(?=อำเภอ|กิ่งอำเภอ)|(?:สำนักงาน|ที่ทำการ)(?=เทศบาล|องค์การบริหารส่วน))"
)
"""What stands before an office's name where a letterhead gives the office by its seat."""
OFFICE_WORD = re.compile(
    r"^(?:สำนัก|กระทรวง|กรม|จังหวัด|อำเภอ|เทศบาล|องค์การ|องค์กร|เมืองพัทยา|คณะ|ศูนย์|กอง|ศาลากลาง|ที่ว่าการ|มหาวิทยาลัย|การ|ส่วน)"
)
ENGLISH_POST = (
    r"(?:[Tt]he\s+)?(?:(?:Permanent|Deputy|Assistant|Associate|Acting|Executive|Chief|Senior|Honorary)\s+|Vice[\s-])*"
    r"(?:Consul|Director|Governor|Ambassador|Dean|Rector|President|Chancellor|Secretary|Officer|Head|Manager|"
    r"Chair(?:man|person)?|Commissioner|Commander|Principal|Mayor|Minister|Registrar|Representative|Professor|"
    r"Superintendent|Inspector|Attorney|Judge|Librarian|Editor|Coordinator|Chief|Attach|Counsellor)"
    r"(?:-General|s)?\b"
)
"""What a post in an English letter begins with, which is no office."""
INSTITUTION = re.compile(
    rf"{OFFICE_WORD.pattern}|^(?:"
    r"ฐานทัพ|ป้อม|โรงไฟฟ้า|สวนสัตว์|สนามบิน|ท่าเรือ|สนง\.|วัด(?=[ก-ฮเ-ไ])|"
    r"โรงพยาบาล|รพ\.|รพ\.?สต\.|โรงเรียน|รร\.|วิทยาลัย|บัณฑิต|สถาบัน|ภาควิชา|สาขา|ศาล|สถานี|สภ\.|สน\.|ตำรวจ|แขวง|"
    r"มณฑล|ค่าย|กอ\.|กก\.|บก\.|บช\.|ภ\.|ตร\.|ธนาคาร|บริษัท|สโมสร|ชมรม|รัฐวิสาหกิจ|เครือข่าย|สหพันธ์|สหภาพ|กองทุน|วิสาหกิจ|"
    r"สถาน|แพทยสภา|คุรุสภา|เหล่ากาชาด|สวน(?=ป่า|พฤกษ|สาธารณะ)|โรงพิมพ์|โรงแรม|แผนก|นิคม|เขื่อน|ท่าอากาศยาน|เขต|กรุงเทพมหานคร|สภา|คณะกรรมการ|"
    r"มูลนิธิ|สมาคม|เรือนจำ|ทัณฑสถาน|ด่าน|อุทยาน|หน่วย|ที่ทำการ|ที่ดิน|ฝ่าย|งาน|กลุ่ม|พิพิธภัณฑ์|หอ|รัฐสภา|ราชบัณฑิต|สพป\.|สพม\.|"
    r"สสจ\.|สสอ\.|สถจ\.|อบจ\.|อบต\.|ทต\.|ทม\.|ทน\.|ป\.|ปปช|กศน|ไปรษณีย์|โครงการ|นิติ|ราชวิทยาลัย|สหกรณ์|กิจการ|โรงงาน|บันทึก|"
    rf"(?!{ENGLISH_POST})(?:[A-Z][\w'’&.-]*,?\s+(?:(?:of|for|and|the|on)\s+)*){{0,6}}"
    r"(?i:faculty|department|ministry|office|university|college|school|hospital|institute|bureau|division|cent(?:er|re)|"
    r"provincial|royal|national|embassy|consulate(?:-general)?|bank|authority|court|council|commission|secretariat|"
    r"museum|municipality|administration|organi[sz]ation|company|agency|laboratory|foundation|association)\b)"
)
"""What an office's name in a letterhead begins with."""
WITHIN = re.compile(
    r"^(?:คณะ(?!กรรมการ)|สำนักงานอธิการบดี|สำนักงานคณบดี|ภาควิชา|สาขา|บัณฑิต|กอง|ศูนย์|ฝ่าย|งาน|กลุ่ม|วิทยาลัย|สถาบัน|หน่วย|"
    r"สำนัก(?!งาน)|สำนักงานที่ดิน|สำนักงานบริการ|ส่วน|โครงการ|แผนก|"
    r"(?i:faculty|division|office of|department of [a-z]+$|school of|college of|institute of))"
)
"""A part of an office, which is named together with the office below it in a letterhead."""
WHOLE = re.compile(
    r"^(?:มหาวิทยาลัย|สถาบัน|จุฬา|กรม|กระทรวง|สำนักงาน|เทศบาล|องค์การ|คณะ|วิทยาลัย|สาขา|โรงพยาบาล|วิทยาเขต|"
    r"(?i:[a-z .'-]{0,40}(?:university|institute|ministry|department|college)\b))"
)
ADDRESS = re.compile(
    rf"^(?:เลขที่|ที่อยู่|[{DIGIT}]|ถนน|ถ\.|หมู่|ม\.\s?[{DIGIT}]|ซอย|ซ\.|ตรอก|ตำบล|ต\.|แขวง(?!ทางหลวง|การทาง)|อ\.|จ\.|อาคาร|ชั้น|ตู้\s?ปณ|กทม|"
    r"กรุงเทพฯ|ทำเนียบ|โ?ทร\.?[\s0-9๐-๙]|โทร|e-?mail|www|https?|tel|fax|road|moo)|"
    rf"(?<![{DIGIT}])[{DIGIT}]{{5}}(?:\s*,?\s*(?i:thailand))?\s*$|ถนน|ตำบล.{{1,30}}(?:อำเภอ|อ\.)|\s(?:ถ|ต|อ|จ)\.[ก-ฮเ-ไ]|"
    r"\b(?i:road|street|rd\.|moo\s\d)",
    re.IGNORECASE,
)
"""A line of an address, which stands below the office in a letterhead."""
OFFICE_KIND = re.compile(
    r"^(?:กระทรวง|กรม|จังหวัด|อำเภอ|เทศบาลนคร|เทศบาลเมือง|เทศบาลตำบล|องค์การบริหารส่วนจังหวัด|องค์การบริหารส่วนตำบล|เมืองพัทยา)"
)
"""What kind of office a name says it is."""
POST_WORD = (
    r"(?:นายกองค|นายกอง[คต]|นายกเทศ|นายกเมือง|นายกรัฐ|นายก|นายอำเภอ|นายทะเบียน|นายแพทย์|นายด่าน|ผู้ว่า|ผู้อำนวยการ|ผู้บัญชาการ|"
    r"ผู้บังคับ|ผู้จัดการ|ผู้ตรวจ|ผู้บริหาร|ผู้กำกับ|ผู้|หัวหน้า|รองปลัด|ปลัด|รองอธิบดี|อธิบดี|อธิการ|รองอธิการ|ประธาน|เลขาธิการ|"
    r"ท้องถิ่นจังหวัด|ท้องถิ่นอำเภอ|คณบดี|ท่าน|กำนัน|ผู้ใหญ่บ้าน|ศึกษาธิการ|อัยการ|เจ้าพนักงาน|คณะกรรมการ|"
    r"(?:สาธารณสุข|เกษตร(?:และสหกรณ์)?|ประมง|ปศุสัตว์|พัฒนาการ|พาณิชย์|อุตสาหกรรม|แรงงาน|จัดหางาน|ขนส่ง|คลัง|วัฒนธรรม|พลังงาน|ประชาสัมพันธ์|สัสดี|สรรพากร|สรรพสามิต|"
    r"ธนารักษ์|สหกรณ์|ปฏิรูปที่ดิน|โยธาธิการและผังเมือง|ทรัพยากรธรรมชาติและสิ่งแวดล้อม|พัฒนาสังคม(?:และความมั่นคงของมนุษย์)?|(?:การ)?ท่องเที่ยวและกีฬา|"
    r"ประกันสังคม|สถิติ|ยุติธรรม|คุมประพฤติ|สวัสดิการและคุ้มครองแรงงาน|ป้องกันและบรรเทาสาธารณภัย|พระพุทธศาสนา)(?:จังหวัด|อำเภอ)|"
    r"รอง(?:ประธาน|นายก|คณบดี|หัวหน้า|เลขา)|สมาชิก(?=สภา|วุฒิ)|ที่ปรึกษา(?=\S|\s[ก-ฮ]{1,4}\.)|ผ[ก-ฮ]{1,3}\.|สวญ?\.|นอภ\.|นพ\.สสจ\.|ปมท\.|หน\.|รอง\s?ผู้)"
)
BODY_WORD = (
    r"(?:กระทรวง|กรม|จังหวัด|อำเภอ|เทศบาล|องค์การ|องค์กร|สำนัก|ส่วนราชการ|หน่วยงาน|รัฐวิสาหกิจ|เมืองพัทยา|"
    r"ที่(?:ทำ|ว่า)การ)"
)
PERSON = re.compile(
    r"^\(?\s*(?:ลงชื่อ\s*)?(?:นางสาว|น\.\s?ส\.|นาง|นาย(?!ก\s?(?:อบ[ตจ]|ท[ตมน]\.)|ก(?:องค|อง[คต]|เทศ|เมือง|รัฐ|สมาคม|สโมสร|พุทธ|ยุวพุทธ|กิตติมศักดิ์|สภา|เหล่า|บริหาร|เนติบัณฑิต|แพทยสภา|ราชบัณฑิต|สหพันธ์|สมาพันธ์|สันนิบาต|กิ่งกาชาด|ชมรม|กลุ่ม|คณะ|มูลนิธิ|ศิษย์|สหภาพ)|อำเภอ|"
    r"ทะเบียน|แพทย์(?=สาธารณสุข|เชี่ยวชาญ|ชำนาญ|ใหญ่|ทรง|ปฏิบัติ|ผู้|ทุก|\s*$)|ด่าน|สถานี|ช่าง|ท่า|ตรวจ|จ้าง|ประกัน|หน้า|ทหาร|ตำรวจ|เรือ|สนาม|วง)|คุณ|ดร\.|(?:รอง|ผู้ช่วย)?ศาสตราจารย์|[รผ]?ศ\.\s?(?:ดร|นพ|พญ)|พญ\.|นพ\.\s?(?!สสจ|\()|(?:ทันต|สัตว)?แพทย์หญิง|(?:ทพ|ภก|สพ)\.?ญ?\.\s?(?=[ก-ฮเ-ไ]\S*\s)|พระครู(?!เจ้า)|พระมหา|"
    r"พระอธิการ|พระใบฎีกา|ม\.[รล]\.ว?\.?|ว่าที่|พล\.?[ตทอ]|พ\.[ตทอ]\.|"
    r"พัน(?:เอก|โท|ตรี)|ร้อย(?:เอก|โท|ตรี)|[รสจด]\.[ตทอ]\.|Mr|Mrs|Ms|Miss\b|Dr\.|Prof(?:\.|essor\b(?!\s+and\b))|Sirs?\b|Madam\b)"
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
    *("ผู้ว่าราชการจังหวัด", "ผู้ว่าราชการกรุงเทพมหานคร", "ผู้ว่าการ", "ผู้อำนวยการ"),
    *("ผู้บัญชาการ", "ผู้บังคับการ", "ผู้กำกับการ", "ผู้บังคับกองร้อย", "ผู้บังคับหมวด"),
    *("ผู้จัดการ", "ผู้ตรวจราชการ", "ผู้บริหาร", "ผู้ช่วย", "ผู้แทน", "ผู้พิพากษา"),
    *("ผู้ใหญ่บ้าน", "ผู้ประสานงาน", "ผู้อุทธรณ์", "ผู้ร้อง", "กำนัน", "นายอำเภอ"),
    *("นายกรัฐมนตรี", "นายกองค์การบริหารส่วนจังหวัด", "นายกองค์การบริหารส่วนตำบล"),
    *("นายกเทศมนตรีนคร", "นายกเทศมนตรีเมือง", "นายกเทศมนตรีตำบล", "นายกเทศมนตรี"),
    *("นายกเมืองพัทยา", "นายกสมาคม", "นายกสภา", "นายกเหล่ากาชาด", "นายแพทย์", "นายทะเบียน"),
    *("นายด่าน", "นายสถานี", "นายช่าง", "นายท่า", "นายตรวจ", "สัตวแพทย์"),
    *("หัวหน้าส่วนราชการ", "หัวหน้าหน่วยงาน", "หัวหน้ารัฐวิสาหกิจ", "หัวหน้า", "ปลัดกระทรวง"),
    *("ปลัดสำนักนายกรัฐมนตรี", "ปลัดจังหวัด", "ปลัดอำเภอ", "ปลัดกรุงเทพมหานคร", "ปลัดเทศบาล"),
    *("ปลัดองค์การบริหารส่วน", "ปลัด", "รองปลัด", "ท้องถิ่นจังหวัด", "ท้องถิ่นอำเภอ"),
    *("เลขาธิการ", "เลขานุการ", "ประธาน", "กรรมการ", "อธิบดี", "อธิการบดี", "อธิการ"),
    *("รองอธิบดี", "รองอธิการบดี", "รองผู้ว่า", "คณบดี", "คณะกรรมการ", "คณาจารย์", "คณะ"),
    *("อัยการ", "ศึกษาธิการ", "ศาล", "เจ้าพนักงาน", "เจ้าหน้าที่", "เจ้าคณะ", "เจ้าอาวาส"),
    *("พระ", "สาธารณสุข", "เกษตร", "ประมง", "ปศุสัตว์", "พัฒนาการ", "พัฒนาสังคม", "พาณิชย์"),
    *("อุตสาหกรรม", "แรงงาน", "จัดหางาน", "ประกันสังคม", "สวัสดิการ", "ขนส่ง", "คลัง"),
    *("วัฒนธรรม", "พลังงาน", "ประชาสัมพันธ์", "สัสดี", "สรรพากร", "สรรพสามิต", "ธนารักษ์"),
    *("สหกรณ์", "ปฏิรูปที่ดิน", "โยธาธิการ", "ทรัพยากรธรรมชาติ", "ป้องกันและบรรเทา", "สถิติ"),
    *("สื่อสาร", "ท่องเที่ยว", "กีฬา", "รัฐมนตรี", "ราชเลขา", "พระราชวัง", "เทศบาล", "อำเภอ"),
    *("จังหวัด", "กรม", "กระทรวง", "องค์การ", "สำนัก", "กอง", "โรงเรียน", "โรงพยาบาล"),
    *("มหาวิทยาลัย", "บริษัท", "ธนาคาร", "ครู", "อาจารย์", "สมาชิก", "ประชาชน", "ท่าน"),
    *("ข้าราชการ", "พนักงาน", "บุคลากร", "นักเรียน", "นักศึกษา", "ชมรม", "ชุมชน", "เครือข่าย"),
    *("ยุติธรรม", "คุมประพฤติ", "การท่องเที่ยว", "สารวัตร", "นายจ้าง"),
)
"""How the posts and the offices that letters are addressed to begin; none is a slip for another."""
