"""How addressees begin in a list of several: kinds of posts, of people by their work, of bodies.

A list has no fixed sign between its entries: a blank parts them and parts the words of one name.
What tells the two apart is the word behind the blank. The kinds are the lines of work of the Civil
Service Commission, and those of local bodies, courts, the forces, the police, faiths, associations.
"""

from __future__ import annotations

import re

from wian.jurisdictions.thailand.reading import letter_marks as marks

_INSTITUTION = marks.INSTITUTION.pattern.replace("^", "")

_HONOURED = (
    r"องคมนตรี|ราชเลขา|สมุห(?!์บัญชี)|เลขา|รัฐมนตรี|เอกอัครราชทูต|อัครราชทูต|อุปทูต|กงสุล|ทูต|แม่ทัพ|เสนาธิการ|จเร(?!ิญ)|เจ้ากรม|เจ้าท่า|"
    r"ตุลาการ|อัยการ|พนักงานอัยการ|จ่าศาล|ดะโต๊ะ|คณบดี|อธิการ|อธิบดี|ประธาน|นายก|นาย(?=สถานี|ด่าน|ช่าง|ท่า|ตรวจ|ทะเบียน|อำเภอ|แพทย์)|หัวหน้า|ปลัด|ผู้|รอง|"
    r"กรรมการ|คณะกรรมการ|คณะอนุกรรมการ|คณะทำงาน|คณะกรมการ|คณะผู้|ที่ปรึกษา|ศึกษาธิการ|ศึกษานิเทศก์|เสมียน|สัสดี|กำนัน|"
)
_LINES_OF_WORK = (
    r"นัก(?=วิชาการ|วิเคราะห์|จัดการ|ประชา|พัฒนา|ทรัพยากร|สังคม|จิต|กายภาพ|รังสี|เทคนิค|โภชนา|สืบสวน|บริหาร|ปกครอง|การ|บัญชี|ศึกษา|เรียน|กีฬา|ข่าว|วิจัย|วิทยา|ธรณี|อุตุ)|"
    r"นิติกร|วิศวกร|สถาปนิก|เภสัชกร|พยาบาล|แพทย์(?!ศาสตร)|ทันตแพทย์|สัตวแพทย์|ช่าง|ครู|คณาจารย์|อาจารย์|บรรณารักษ์|"
    r"ภัณฑารักษ์|เศรษฐกร|โภชนากร|โฆษก|บุคลากร|พัฒนากร|เหรัญญิก|สมุห์บัญชี|ปฏิคม|สารวัตร|ตำรวจ(?=ทุก|ท้องที่)|"
    r"เจ้าพนักงาน|เจ้าหน้าที่|พนักงาน|ข้าราชการ|ลูกจ้าง|นายจ้าง|บุคคล|"
)
_FAITHS_AND_PEOPLE = (
    r"เจ้า(?=ของ|คณะ|อาวาส|สำนัก)|พระ(?!ราช|พุทธชิน|นคร|ปก|มงกุฎ)|ไวยาวัจกร|มัคนายก|มรรคนายก|อิหม่าม|คอเต็บ|บิหลั่น|บาทหลวง|ศิษยาภิบาล|สังฆราช|"
    r"สมาชิก|กรรมาธิการ|ตัวแทน|ทายาท|แกนนำ|อาสาสมัคร|ภาคี|เครือข่าย|กลุ่มสตรี|แม่บ้าน|สตรี|เยาวชน|ชาวบ้าน|ชาวนา|"
    r"ประชาชน|ราษฎร|เกษตรกร|หุ้นส่วน|คู่ความ|คู่สัญญา|ทนายความ|พ่อค้า|สถานประกอบการ|ศิษย์เก่า|นิสิต|นักศึกษา|นักเรียน"
)
_CHIEFS = (
    r"|(?:สรรพากร|สรรพสามิต|ศุลกากร|ธนารักษ์|เศรษฐกิจการเกษตร|สวัสดิการและคุ้มครองแรงงาน|ปศุสัตว์|ประมง|เกษตร|คลัง|วัฒนธรรม|พลังงาน|"
    r"สาธารณสุข|อุตสาหกรรม|แรงงาน|ขนส่ง|พาณิชย์|ประกันสังคม|จัดหางาน)"
    r"(?=พื้นที่|ภาค|เขต|กรุงเทพ|อำเภอ|จังหวัด)|ตรวจคนเข้าเมืองจังหวัด|ผตร\.|ผบ\.|ผอ\.|หน\.|นพ\.|มทภ\.|จก\.|เสธ\.|สว\.|ผว[จก]\.|นอภ\."
)
"""Chiefs of an area by their field of work, and posts in short."""
PEOPLE = rf"(?:{_HONOURED}{_LINES_OF_WORK}{_FAITHS_AND_PEOPLE}{_CHIEFS})"
"""How those begin who stand in a list: persons by their post or their work."""
_IN_SHORT = r"[ก-ฮ]{1,6}\."
BEGINNING = (
    rf"(?:{'|'.join(map(re.escape, marks.KNOWN_POSTS))}|{_INSTITUTION}|{PEOPLE}"
    rf"|เศรษฐกิจการเกษตร|ทหารผ่านศึก|หมวด|ร้อย\s[ก-ฮ]+\.|เจ้า|หจก|ห้าง|ร้าน|นาย|นาง|{_IN_SHORT})"
)
"""What an addressee begins with: a post, an office, a person, or an abbreviation."""
ALSO = re.compile(rf"\s*(?:รวมทั้ง|รวมถึง|ตลอดจน|พร้อมทั้ง|พร้อมด้วย|อีกทั้ง)\s*(?:ถึง\s*)?(?={BEGINNING})")
"""Words that join one addressee more, as ``และ`` does."""
AND_WORD = " และ"

_PLACES = r"(?:จังหวัด|อำเภอ|ตำบล|เขต|แขวง(?!ทางหลวง)|กรุงเทพ|หมู่|ภาค|ชั้น)"
_OPEN = re.compile(
    rf"(?:^|\s)(?:บริษัท|ห้างหุ้นส่วน\S*|หจก\.?|บมจ\.|บจก\.|มูลนิธิ|สมาคม|ร้าน|รอง|ผู้ช่วย|หรือ|และ|ถึง|[-–]|ณ|ของ|ร้อย|กก\.\S*|บก\.\S*)$"
    rf"|{marks.ACTING.pattern}$|ในฐานะ\S*$|ใน(?:สังกัด|พื้นที่|เขต)\S*$|ผู้แทน$|\($|ทุก$|\.(?:ร้อย|พัน|กรม|จังหวัด|อำเภอ|ชุด|มว)$"
)
"""An end that calls for more: the name of a firm, the post that somebody acts for, a range."""
_WHOLE_CLASS = re.compile(
    rf"(?:ทุก[^\s()]+|ทั่วประเทศ|ทั้งหมด|จำกัด(?:\s?\(มหาชน\))?|\)|[{marks.DIGIT}]+\s(?:จังหวัด|อำเภอ|แห่ง|ศูนย์|เขต|หมู่บ้าน|ตำบล|ราย))$"
)
"""The end of a whole entry: a class, a firm, a bracket."""
_OF_ENTRY = re.compile(
    rf"{_PLACES}|สาขา|สำนักงานใหญ่|โจทก์|จำเลย|ฝ่าย|กลุ่ม|งาน|กอง(?!บังคับ|บัญชา|อำนวย|พล|กำกับ)|แผนก"
)
"""What goes on with a whole entry: a place, a branch, a part of the office named."""
_IS_BODY = re.compile(rf"(?:{_INSTITUTION}|{marks.BODY_WORD}|ชุมชน|โครงการ|ธนาคารเลือด)")
_POST = re.compile(rf"(?:{marks.POST_WORD}|{PEOPLE})")
_LARGER = re.compile(
    r"(?:มหาวิทยาลัย|กรม|กระทรวง|กรุงเทพมหานคร|สำนักงานปลัด|สำนักงานอธิการ|เทศบาล|องค์การบริหาร|อบ[ตจ]\.|จังหวัด|อำเภอ)"
)
"""A body of which the one before it can be a part."""
_PART = re.compile(
    r"(?:คณะ(?!กรรม)|ภาควิชา|สาขา|กอง(?!ทัพ|บัญชา|บังคับ|อำนวย)|สำนัก(?!งาน(?!ปลัด|อธิการ|คณบดี|เลขา|เขต))|ศูนย์|ฝ่าย|งาน|กลุ่ม|วิทยาลัย|สถาบัน|หน่วย|ส่วน(?!ราชการ)|แผนก|โรงเรียน|โรงพยาบาล|สำนักงาน\S*(?:สาขา|ที่|เขต))"
)
_SHORT = re.compile(_IN_SHORT)
_COMMAND = re.compile(r"(?:พัน|ร้อย|กก|บก|บช|ภ|จว|ทท|ตร|ทบ|ทภ|กท|ตม|รพ)\.")
"""A command in short, to which the post or unit before it belongs (``ผกก.๑ บก.ทท.๓``)."""
_IN_NAMES = re.compile(
    r"ครู|บุคลากร|ข้าราชการ|พนักงาน|นักเรียน|นักศึกษา|นิสิต|ประชาชน|เกษตรกร|สตรี|เยาวชน|แม่บ้าน|แพทย์|พยาบาล|ตำรวจ|ช่าง|ทนายความ|พระ|ผู้(?!ว่า|อำนวย|บัญชา|บังคับ|จัดการ|ตรวจ|บริหาร|กำกับ|พิพากษา|แทน|ช่วย|ใหญ่|รับ|ประกอบ|ปกครอง)"
)
"""Groups of people of whom a body's name can speak (``สหกรณ์ออมทรัพย์ครู``)."""
_WRAPPED = re.compile(r"(?:คณะ(?:อนุ)?)?กรรมการ(?!ผู้)|คณะ|ปลัด$")
"""What the wrapped end of a name can begin with: ``สำนักงานคณะ`` / ``กรรมการ``."""
_CALLS_FOR_POST = re.compile(
    r"(?:รอง|อดีต|สำนัก|สำนักงาน|ผู้แทน|ผู้ช่วย|เลขานุการ|คณะ|ราช|กรม|ศาล|กอง|กลุ่มงาน|กลุ่ม|ฝ่าย|งาน|ส่วน|แผนก|ศูนย์|ชมรม|สมาคม|สภา|สโมสร|มูลนิธิ)$"
)
"""An end that a post goes on with (``เลขานุการ`` / ``ประธานศาลฎีกา``)."""
_JOINS = re.compile(r"\s*(?:และ|รวมทั้ง|รวมถึง|ตลอดจน|พร้อมทั้ง|พร้อมด้วย)\s*")
_NAMED_BODY = re.compile(rf"{_IS_BODY.pattern}[^\s]{{6,}}")
"""A body with its name, and no word of another's (``แผนงาน`` / ``และโครงการ``)."""
_THAI = re.compile("[ก-ฮเ-ไ]")


def begins_next(current: str, following: str, *, offices: bool, listed: bool) -> bool:
    """Behind a blank the next addressee begins, and no more words of the current one.

    Args:
        current: The entry so far, with all its words.
        following: What stands behind the blank.
        offices: The letter is to offices rather than posts.
        listed: The field names several for certain.
    """
    if _OPEN.search(current) or not _THAI.match(following):
        return False
    if _WHOLE_CLASS.search(current):
        begun = re.match(BEGINNING, following) and not _OF_ENTRY.match(following)
        return bool(begun) and not (current.endswith(")") and _SHORT.match(following))
    if listed and _POST.match(following):
        return True
    if _SHORT.match(current) and _SHORT.match(following):
        return not _COMMAND.match(following)
    return _begins_behind_body(current, following, offices=offices)


def _begins_behind_body(current: str, following: str, *, offices: bool) -> bool:
    """Behind a body a post begins the next addressee, and in a list of offices another body."""
    if not _IS_BODY.match(current) or _POST.match(current):
        return False
    if re.match(marks.POST_WORD, following):
        return True
    return bool(offices and _IS_BODY.match(following)) and not _within(current, following)


def begins_line(current: str, following: str, *, offices: bool, wrapped: bool) -> bool:
    """At the head of a line the next addressee begins, and no wrapped end of a name.

    Args:
        current: The entry so far, with all its words.
        following: The line.
        offices: The letter is to offices rather than posts.
        wrapped: The line above is so long that its last name may go on below.
    """
    if _OPEN.search(current) or current.count("(") > current.count(")"):
        return False
    if not re.match(BEGINNING, following) or _OF_ENTRY.match(following):
        return False
    if _WHOLE_CLASS.search(current):
        return True
    if _POST.match(following) and not _IN_NAMES.match(following):
        return not (_CALLS_FOR_POST.search(current) or (wrapped and _WRAPPED.match(following)))
    return offices and not (wrapped or _POST.match(current) or _within(current, following))


def joins_one_more(line: str, *, offices: bool) -> bool:
    """A line begins with ``และ`` and one more addressee, which is no wrapped end of a name."""
    joining = _JOINS.match(line)
    behind = line[joining.end() :] if joining else ""
    body = _NAMED_BODY.match(behind) if offices else None
    named = _POST.match(behind) or _SHORT.match(behind) or body
    return bool(named) and not _IN_NAMES.match(behind)


def _within(current: str, following: str) -> bool:
    """The body behind the blank is the one that the current one is a part of, or its place."""
    last = current.rsplit(" ", maxsplit=1)[-1]
    if re.match(_PLACES, following) and not re.match(_PLACES, last):
        return True
    return bool(_PART.match(last) and _LARGER.match(following)) and not _LARGER.match(last)
