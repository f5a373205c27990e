"""Stories of answers that come in as a file: taken as a whole, or refused in the reader's words."""

from __future__ import annotations

import html
import re
import shutil

import pytest

from wian.ledger.access.permissions import Role
from wian.ledger.database import open_ledger
from wian.office import answer_list

DISTRICT = "phitsanulok.mueang-phitsanulok"
_LISTED = re.compile(r'id="refused">\s*<p>(.*?)</p>\s*<ul>(.*?)</ul>', re.DOTALL)
_QUOTED = re.compile(r"""'[^']*'|\("\)|"[^"]*\"""")
_TYPED = re.compile(r"\b\d{4}(-\d\d-\d\d( \d\d:\d\d)?)?\b")
_NAMED = re.compile(r"\b(CSV|UTF-8|Windows-874|MB|U\+202E|office|answered|answer|reason)\b")


@pytest.fixture(scope="module")
def live_database(live_database, live_plan, living, tmp_path_factory):
    """The province has written to its twelve, and one district has passed it on."""
    path = shutil.copy(live_database, tmp_path_factory.mktemp("reached"))
    with open_ledger(f"sqlite:///{path}") as ledger:
        living.reach(ledger, live_plan, living.leaf)
    return path


@pytest.fixture
def province(drill):
    """Somebody of the province."""
    return drill.at("phitsanulok")


@pytest.fixture
def asked(drill, province):
    """Those below the one district, who have the letter and are asked for an answer."""
    return sorted(hop.recipient for hop in drill.plan.sending(DISTRICT)[1])


def _told(page):
    """The title of the list of faults, and each of them, as a reader sees them."""
    title, listed = _LISTED.search(page.text).groups()
    items = [html.unescape(each) for each in re.findall("<li>(.*?)</li>", listed, re.DOTALL)]
    return html.unescape(title), items


def _own(told, plan):
    """What the desk itself says: without cells, ids, names of columns, and dates to be typed."""
    said = _QUOTED.sub("", told)
    for name in (*sorted(plan.hierarchy.graph, key=len, reverse=True), plan.id):
        said = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", "", said)
    return _NAMED.sub("", _TYPED.sub("", said))


ROWS = (
    # A row, and what the list says of it after its line's number, in Thai and in English.
    ("{0},,ดี,,", "", ""),
    (
        "<b>nowhere</b> 7,,ดี,,",
        " คอลัมน์ office: ไม่มีหน่วยงาน '<b>nowhere</b> 7' โปรดแก้รหัส",
        ", column office: there is no office '<b>nowhere</b> 7'; correct its id",
    ),
    (
        "phitsanulok,,ดี,,",
        " คอลัมน์ office: หนังสือไม่ได้ขอคำตอบจาก phitsanulok โปรดลบบรรทัดนี้",
        ", column office: the letter asks phitsanulok for no answer; remove the line",
    ),
    (
        "la-5650501,,ดี,,",
        " คอลัมน์ office: หนังสือชุด PLAN ยังไม่ส่งถึง la-5650501 โปรดดูในหน้านี้ว่าหน่วยงานใดยังไม่ออกหนังสือต่อ",
        (
            ", column office: no letter of PLAN was sent to la-5650501 yet; "
            "the page shows who has not forwarded it"
        ),
    ),
    (
        "{0},,อีกครั้ง,,",
        " คอลัมน์ office: '{0}' มีคำตอบในบรรทัด ๒ แล้ว โปรดเหลือไว้บรรทัดเดียว",
        ", column office: '{0}' has an answer in line 2 already; keep one of them",
    ),
    (
        "{1},19 มค 26,ดี,,",
        " คอลัมน์ answered: '19 มค 26' มีปีที่ไม่แน่ว่าเป็น พ.ศ. หรือ ค.ศ. โปรดเขียนปีให้ครบสี่หลัก เช่น ๒๕๖๔",
        (", column answered: '19 มค 26' has a year of no certain era; write it as 2021 or 2564"),
    ),
    (
        "{2},2026-02-31,ดี,,",
        (
            " คอลัมน์ answered: '2026-02-31' ไม่ใช่วันที่ โปรดเขียนวันที่มีจริง เช่น ๑๙ ม.ค. ๒๕๖๔ "
            "หรือ ๑๙/๑/๒๕๖๔ หรือมีเวลาด้วย เช่น ๑๙/๑/๒๕๖๔ ๑๕.๒๙ น."
        ),
        (
            ", column answered: '2026-02-31' is no date; write a day that there is as 2021-01-19, "
            "19/1/2564 or 19 ม.ค. 2564, and a time after it as 15:29"
        ),
    ),
    (
        "{3},2569-12-01,ดี,,",
        " คอลัมน์ answered: '2569-12-01' ดูเหมือนเป็นปี พ.ศ. โปรดเขียนเป็นปี ค.ศ. 2026",
        (
            ", column answered: '2569-12-01' looks like a year of the Buddhist era; "
            "write the year as 2026"
        ),
    ),
    (
        "{4},1926-12-01,ดี,,",
        " คอลัมน์ answered: '1926-12-01' นานมาแล้วเกินไป โปรดเขียนวันตั้งแต่ปี ค.ศ. 1941 เป็นต้นไป",
        ", column answered: '1926-12-01' is too long ago; write a day from the year 1941 on",
    ),
    (
        "{5},2026-12-01 09:30+07:00,ดี,,",
        (
            " คอลัมน์ answered: '2026-12-01 09:30+07:00' มีเขตเวลา "
            "โปรดเขียนเวลาตามนาฬิกาของหน่วยงาน เช่น 2021-01-19 15:29"
        ),
        (
            ", column answered: '2026-12-01 09:30+07:00' has a time zone; "
            "write the time on the office's own clock, as 2021-01-19 15:29"
        ),
    ),
    (
        "{6},2026-12-31,ดี,,",
        " คอลัมน์ answered: '2026-12-31' ยังมาไม่ถึง (ขณะนี้ ๑ ธ.ค. ๒๕๖๙ ๑๐.๐๐ น.) โปรดเขียนวันเวลาจริง",
        (
            ", column answered: '2026-12-31' is yet to come (it is now 1 Dec 2026 (2569), 10:00); "
            "write the true day or time"
        ),
    ),
    (
        "{7},2026-11-30,ดี,,",
        (
            " คอลัมน์ answered: '2026-11-30' อยู่ก่อนหนังสือที่ขอคำตอบ (๑ ธ.ค. ๒๕๖๙ ๐๙.๓๐ น.) "
            "โปรดเขียนวันเวลาที่ไม่ก่อนหนังสือ"
        ),
        (
            ", column answered: '2026-11-30' is before the letter that asks for the answer "
            "(1 Dec 2026 (2569), 09:30); write a later day or time"
        ),
    ),
    (
        "{8},,,,",
        " คอลัมน์ answer: ยังไม่ได้กรอก โปรดเขียนข้อความ",
        ", column answer: nothing is written; write a text",
    ),
    (
        "{9},,{{{{ x }}}},,",
        " คอลัมน์ answer: มีเครื่องหมายของภาษาคอมพิวเตอร์ '{{{{' โปรดเขียนเป็นข้อความธรรมดา",
        ", column answer: it holds markup '{{{{'; write plain text",
    ),
    (
        "{10},,ก\u202eข,,",
        " คอลัมน์ answer: มีอักขระที่มองไม่เห็น (U+202E) โปรดลบออกหรือพิมพ์ใหม่",
        ", column answer: it holds an invisible character (U+202E); remove it, or type it again",
    ),
    (
        "{11},," + "ก" * 4001 + ",,",
        " คอลัมน์ answer: ยาวเกิน ๔,๐๐๐ ตัวอักษร ('" + "ก" * 40 + "…') โปรดย่อ",
        ", column answer: it is longer than 4,000 characters ('" + "ก" * 40 + "…'); shorten it",
    ),
    (
        "{12},,ดี,<b>x</b>,",
        " คอลัมน์ reason: มีเครื่องหมายของภาษาคอมพิวเตอร์ '<b>' โปรดเขียนเป็นข้อความธรรมดา",
        ", column reason: it holds markup '<b>'; write plain text",
    ),
    (
        '{13},,ดี,"ไฟดับ\nน้ำท่วม",',
        " คอลัมน์ reason: ต้องอยู่ในบรรทัดเดียว โปรดลบการขึ้นบรรทัดใหม่",
        ", column reason: write it on one line, without a line break",
    ),
    (
        "{14},ดี",
        ": มี ๒ ช่อง แต่หัวตารางมี ๕ คอลัมน์ โปรดตรวจจุลภาคและเครื่องหมายคำพูด",
        ": it has 2 cells where the header has 5; check its commas and quotation marks",
    ),
    (
        '{14},,"ดี,,',
        ': เปิดเครื่องหมายคำพูด (") แล้วไม่ได้ปิด โปรดปิด หรือพิมพ์ซ้ำสองตัวเมื่ออยู่ในข้อความ',
        ': a quotation mark (") is never closed; close it, or double it inside a cell',
    ),
)
FILES = (
    # A file, and the one thing that the list says of it, in Thai and in English.
    (
        b"",
        "ไฟล์ว่างเปล่า โปรดขึ้นต้นด้วยคอลัมน์ office, answer",
        "The file is empty; begin with the columns office, answer.",
    ),
    (
        b"PK\x03\x04\x00",
        "ไม่ใช่ไฟล์ข้อความ โปรดบันทึกเป็น CSV แบบ UTF-8",
        "It is no text file; save it as CSV in UTF-8.",
    ),
    (
        b"office\n\xff\x81\xfe\x80",
        "ไฟล์ไม่ได้บันทึกแบบ UTF-8 หรือ Windows-874 โปรดบันทึกเป็น CSV แบบ UTF-8",
        "The file is neither in UTF-8 nor in Windows-874; save it as CSV in UTF-8.",
    ),
    (
        b"office,answer\n" + b"a,b\n" * 1001,
        "ไฟล์มีเกิน ๑,๐๐๐ แถว โปรดแบ่งเป็นหลายไฟล์",
        "The file has more than 1,000 rows; split it.",
    ),
    (
        b"office,answer\n" + b" " * 2**19,
        "ไฟล์ใหญ่กว่า ๐ MB โปรดแบ่งเป็นหลายไฟล์",
        "The file is larger than 0 MB; split it.",
    ),
    (
        b"office;answer\n",
        "บรรทัด ๑: คั่นคอลัมน์ด้วย ';' โปรดคั่นด้วยจุลภาค",
        "Line 1: the columns are separated by ';'; separate them by commas",
    ),
    (
        b"\noffice\n",
        "บรรทัด ๒: ไม่มีคอลัมน์ answer โปรดเพิ่ม",
        "Line 2: the column answer is missing; add it",
    ),
    (
        b"office,answer,answer\n",
        "บรรทัด ๑: มีคอลัมน์ 'answer' ซ้ำกัน โปรดเหลือไว้คอลัมน์เดียว",
        "Line 1: the column 'answer' stands more than once; keep one of them",
    ),
    (
        b'office,answer\na,"b"c\n',
        (
            'บรรทัด ๒: มีข้อความระหว่างเครื่องหมายคำพูดปิด (") กับจุลภาค '
            "โปรดพิมพ์เครื่องหมายคำพูดซ้ำสองตัวเมื่ออยู่ในข้อความ"
        ),
        (
            'Line 2: something stands between a closing quotation mark (") and the comma; '
            "double quotation marks inside a cell"
        ),
    ),
    (
        b"office,answer\na\n",
        "บรรทัด ๒: มี ๑ ช่อง แต่หัวตารางมี ๒ คอลัมน์ โปรดตรวจจุลภาคและเครื่องหมายคำพูด",
        "Line 2: it has 1 cell where the header has 2; check its commas and quotation marks",
    ),
)


@pytest.fixture(params=[("th", 1), ("en", 2)], ids=["th", "en"])
def told_in(request, province):
    """Which of the columns above a reader sees, in a browser in which that language was chosen."""
    language, column = request.param
    province.send("/language", page="/", language=language)
    return language, column


def test_a_list_with_thai_headings_is_told_what_is_wrong_under_them(drill, province, asked):
    """The heading of the file is named, and no English one that stands nowhere in it."""
    text = f"หน่วยงาน,คำตอบ,วันที่ตอบ\n{asked[0]},ดี,เมื่อวาน\n"
    _, listed = _told(_upload(province, drill, text.encode(), "คำตอบ.csv"))
    assert [each.partition(" ไม่ใช่")[0] for each in listed] == ["บรรทัด ๒ คอลัมน์ วันที่ตอบ: 'เมื่อวาน'"]


def test_each_fault_of_a_row_is_told_in_the_readers_words(drill, province, asked, told_in):
    """Line, column, cell and remedy; on the Thai desk nothing is left in English."""
    language, column = told_in
    digits = drill.plan.jurisdiction.wording.digits if language == "th" else str
    text, line = "office,answered,answer,reason,<i>สี</i>\n", 2
    expected = {
        "th": ["บรรทัด ๑: ไม่รู้จักคอลัมน์ '<i>สี</i>' โปรดใช้ office, answered, answer, reason"],
        "en": ["Line 1: the column '<i>สี</i>' is not known; use office, answered, answer, reason"],
    }[language]
    for row in ROWS:
        written, told = row[0].format(*asked), row[column]
        if told:
            told = told.format(*asked).replace("PLAN", drill.plan.id)
            expected.append({"th": "บรรทัด ", "en": "Line "}[language] + digits(str(line)) + told)
        text, line = f"{text}{written}\n", line + 1 + written.count("\n")
    page = _upload(province, drill, text.encode(), "<b>คำตอบ 1.csv")
    title, listed = _told(page)
    assert "<b>คำตอบ 1.csv" in title
    assert listed == expected
    if language == "th":
        assert [each for each in listed if re.search("[A-Za-z0-9]", _own(each, drill.plan))] == []
    assert "<b>" not in page.text.partition('id="refused"')[2].partition("</ul>")[0]


@pytest.mark.parametrize("file", FILES, ids=[each[2][:30] for each in FILES])
def test_what_is_wrong_with_a_whole_file_is_told(drill, province, told_in, monkeypatch, file):
    """Or with its header."""
    monkeypatch.setattr(answer_list, "MOST_ROWS", 1000)
    monkeypatch.setattr(answer_list, "MOST_BYTES", 2**18)
    language, column = told_in
    _, listed = _told(_upload(province, drill, file[0]))
    assert listed == [file[column]]
    if language == "th":
        assert not re.search("[A-Za-z0-9]", _own(listed[0], drill.plan))


def test_an_office_is_told_who_is_not_below_it(drill):
    """A neighbour's local body."""
    content = b"office,answer\nla-5650501,x\n"
    _, (told,) = _told(_upload(drill.at(DISTRICT), drill, content))
    assert told == f"บรรทัด ๒ คอลัมน์ office: la-5650501 ไม่อยู่ข้างใต้ {DISTRICT} โปรดลบบรรทัดนี้"


def test_more_faults_than_a_page_lists_are_counted(drill, province, words):
    """So that nobody takes the first fifty for all."""
    content = "office,answer\n" + "".join(f"x{place},ดี\n" for place in range(53))
    page = _upload(province, drill, content.encode())
    assert len(_told(page)[1]) == 50
    assert "โปรดแก้รหัส และอีก ๓ รายการ" in words(page)


def _upload(browser, drill, content, name="answers.csv"):
    fields = {"csrf": browser.token(drill.sent)}
    return browser.request(
        "POST",
        f"{drill.sent}/answers",
        data=fields,
        files={"file": (name, content)},
        headers={"Origin": browser.address},
    )


def test_answers_come_in_from_a_file_as_a_whole(drill, province, words, living):
    """A faulty line names itself and nothing is kept; the right file is taken once."""
    living.stamp(drill.ledger, drill.plan, living.leaf)
    bad = f"office,answer\n{living.leaf},แล้ว\nnowhere,แล้ว\nmoi,แล้ว\n".encode()
    refused = _upload(province, drill, bad)
    assert refused.status_code == 422
    assert "ไฟล์ answers.csv มีข้อผิดพลาด ๒ รายการต่อไปนี้ จึงยังไม่บันทึกคำตอบใด" in words(refused)
    assert "บรรทัด ๓ คอลัมน์ office: ไม่มีหน่วยงาน" in words(refused)
    assert "บรรทัด ๔ คอลัมน์ office: หนังสือไม่ได้ขอคำตอบจาก moi" in words(refused)
    assert not drill.item(living.leaf).answered
    good = f"office,answer\n{living.leaf},ซักซ้อมแล้ว\n".encode()
    for told in ("นำเข้าคำตอบใหม่ ๑ แห่ง มีอยู่แล้ว ๐ แห่ง", "นำเข้าคำตอบใหม่ ๐ แห่ง มีอยู่แล้ว ๑ แห่ง"):
        assert _upload(province, drill, good).status_code == 303
        assert told in words(province.get(drill.sent))
    assert ("wian.letter.answered", drill.plan.id, living.leaf) in drill.desk.bell.heard


def test_who_only_looks_brings_no_answers(drill):
    """No form, and the address is shut."""
    observer = drill.at("phitsanulok", Role.OBSERVER)
    assert 'type="file"' not in observer.get(drill.sent).text
    fields = {"csrf": observer.token("/outgoing")}
    answer = observer.request(
        "POST", f"{drill.sent}/answers", data=fields, files={"file": ("a.csv", b"office,answer\n")}
    )
    assert answer.status_code == 403
