"""Stories of letters as Word documents: what stands in them, and who can open them."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from zipfile import ZipFile

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import etree

from hierarchy.office import LetterForm
from wian.letters.drawn_stamp import Stamp
from wian.letters.letter import Reference
from wian.letters.letter_top import LetterTop
from wian.letters.pages.letter_docx import letter_docx
from wian.letters.pages.qr_code import BadLink, qr_png
from wian.letters.text_and_html import render

LINK = "https://phitsanulok.example/2564/0023-3-553.html"
HOSTILE = (
    "{{ 7 * 7 }}{% include 'x' %}<w:p/><script>&amp; <50% 'ก' \"x\" ${y} \\* MERGEFIELD #z]]>-->"
)
STAMPS = (
    Stamp("กรมส่งเสริมการปกครองท้องถิ่น", "งานสารบรรณกลาง", "๖๗๒๓๐", date(2020, 12, 29)),
    Stamp("กรมส่งเสริมการปกครองท้องถิ่น", "กอง", "๑๖๘๔๖", date(2020, 12, 29), time(15, 29)),
    Stamp("กรมส่งเสริมการปกครองท้องถิ่น", "กลุ่ม", "๙๕๒", date(2020, 12, 29), time(16, 22)),
    Stamp("กรมส่งเสริมการปกครองท้องถิ่น", "ฝ่าย", "๑๒", date(2020, 12, 30), time(8, 30)),
)


@pytest.fixture(scope="module")
def letters(gecc):
    """One letter of each form, and one with everything that a letter can have."""
    received = Reference("กรมส่งเสริมการปกครองท้องถิ่น", "มท ๐๘๑๐.๗/ว ๕๑", date(2021, 1, 11))
    memo = gecc.directive.observed.letters[0]
    external = gecc.letter("phitsanulok", "พล ๐๐๒๓.๓/ว ๕๕๓", received=received)
    return {
        "external": external,
        "memo": gecc.letter(
            "moi", memo.number, memo.issued, received=None, addressed_to=memo.addressed_to
        ),
        "stamped": gecc.letter(
            "phitsanulok.wang-thong", "พล ๐๘๒๓/ว ๗", date(2021, 1, 22), form=LetterForm.STAMPED
        ),
        "full": replace(
            external,
            urgency="ด่วนที่สุด",
            secrecy="ลับมาก",
            enclosures=("สำเนาหนังสือ จำนวน ๑ ชุด", "แบบรายงาน จำนวน ๑ ฉบับ"),
            copies=("กองคลัง", "กองช่าง"),
            distribution=tuple(f"เทศบาลตำบลที่หนึ่งร้อย {n}" for n in range(1, 104)),
        ),
    }


@pytest.fixture(scope="module")
def converted(letters, gecc, tmp_path_factory):
    """Each letter as LibreOffice sets it, in one start of LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("word")
    for name, letter in letters.items():
        stamps, link = (STAMPS, LINK) if name == "full" else ((), None)
        made = letter_docx(letter, gecc.jurisdiction, stamps=stamps, link=link)
        (folder / f"{name}.docx").write_bytes(made)
    profile = (folder / "profile").as_uri()
    run = subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", folder, *sorted(folder.glob("*.docx"))],
        capture_output=True, text=True, timeout=600, check=True,
    )  # fmt: skip
    assert "rror" not in run.stdout + run.stderr
    return folder


def _parts(made: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(made)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _xml(made: bytes) -> dict[str, etree._Element]:
    return {
        name: etree.fromstring(content)
        for name, content in _parts(made).items()
        if name.endswith((".xml", ".rels"))
    }


def _read(text: str) -> str:
    """What is read of a text: neither white space nor the parentheses round a seal's place."""
    return re.sub(r"[\s()\ufffe\u0002\u2060]", "", text)


def _body(made: bytes) -> str:
    return "".join(etree.fromstring(_parts(made)["word/document.xml"]).itertext(qn("w:t")))


def test_no_line_breaks_inside_a_number(letters, gecc):
    """Behind its slash stands a joiner, and no space of the letter's own number ends a line."""
    letter = replace(letters["external"], number="พล ๐๐๑๘/ว ๑", subject="ตามมติ ๓๐๐.๒/๑๕/SJ และ/หรือ")
    body = _body(letter_docx(letter, gecc.jurisdiction))
    assert "พล\u00a0๐๐๑๘/\u2060ว\u00a0๑" in body
    assert "๓๐๐.๒/\u2060๑๕/\u2060SJ" in body
    assert "และ/หรือ" in body


@pytest.mark.parametrize("name", ["external", "memo", "stamped"])
def test_word_and_text_say_the_same(letters, gecc, name):
    """The document differs from the golden text in nothing that is read."""
    letter = letters[name]
    made = letter_docx(letter, gecc.jurisdiction)
    assert _read(_body(made)) == _read(render(letter, gecc.jurisdiction, "text"))


@pytest.mark.parametrize("name", ["external", "memo", "stamped"])
def test_libreoffice_sets_every_form_and_loses_no_word(letters, gecc, converted, name):
    """Each paragraph of the letter is in the text of the pages that LibreOffice makes of it."""
    with pypdfium2.PdfDocument(converted / f"{name}.pdf") as pages:
        found = [_read(page.get_textpage().get_text_bounded()) for page in pages]
    # A paragraph may run over the page's end: its number stands between the two parts.
    text = "".join([*found[:1], *(re.sub(r"^[-–]?[0-9๐-๙]+[-–]?", "", each) for each in found[1:])])
    letter = letters[name]
    for words in (
        letter.number, *letter.letterhead, letter.addressed_to, *letter.enclosures,
        *letter.paragraphs, *letter.signatory, *letter.drafted_by, *letter.copies,
    ):  # fmt: skip
        assert _read(words) in text


def test_a_rehearsed_letter_says_so_in_the_headers_of_word_and_on_sheets_of_html(letters, gecc):
    """As a drawing, which is no text of the letter; one that was issued says nothing."""
    letter, where = letters["external"], gecc.jurisdiction
    issued, rehearsed = (letter_docx(letter, where, simulated=each) for each in (False, True))
    said = "ฉบับจำลอง ไม่ได้ออกจริง"
    for header in ("word/header.xml", "word/first.xml"):
        root = etree.fromstring(_parts(rehearsed)[header])
        assert [each.get("string") for each in root.iter("{*}textpath")][-1] == said
        assert said not in "".join(root.itertext())
        assert said.encode() not in _parts(issued)[header]
    assert _body(issued) == _body(rehearsed)
    assert render(letter, where, "html", simulated=True).count(said) == 1
    assert said not in render(letter, where, "html")


def test_pages_are_numbered_from_the_second_on(converted):
    """The first page has no number; the list of addressees begins a page of its own."""
    with pypdfium2.PdfDocument(converted / "full.pdf") as pages:
        texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert len(texts) >= 3
    assert all(text.startswith("ลับมาก") for text in texts)
    assert not re.search(r"^- \S+ -\s*$", texts[0], re.MULTILINE)
    assert all(re.search(r"^- \S+ -\s*$", text, re.MULTILINE) for text in texts[1:])
    lists = [number for number, text in enumerate(texts) if "บัญชีแนบท้าย" in text]
    assert lists
    assert "กองช่าง" not in texts[lists[0]]


@pytest.mark.parametrize("name", ["external", "memo", "stamped", "full"])
def test_the_same_letter_makes_the_same_bytes(letters, gecc, name):
    """No clock and no machine shows in the package."""
    made = letter_docx(letters[name], gecc.jurisdiction, stamps=STAMPS, link=LINK)
    assert made == letter_docx(letters[name], gecc.jurisdiction, stamps=STAMPS, link=LINK)
    with ZipFile(BytesIO(made)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert letters[name].dated.isoformat() in _parts(made)["docProps/core.xml"].decode()


def test_a_clerk_finds_a_style_on_every_paragraph(letters, gecc):
    """Nothing is set by hand: each paragraph has a named style, and no blanks place anything."""
    for letter in letters.values():
        document = docx.Document(BytesIO(letter_docx(letter, gecc.jurisdiction, stamps=STAMPS)))
        cells = [cell for table in document.tables for cell in table._cells]
        for paragraph in [*document.paragraphs, *(p for c in cells for p in c.paragraphs)]:
            assert paragraph.style.name != "Normal"
            settings = {child.tag for child in paragraph._p.pPr}
            assert settings <= {qn("w:pStyle"), qn("w:sectPr")}
            assert "  " not in paragraph.text


def test_paragraphs_of_the_text_are_spread_as_thai_is(letters, gecc):
    """Thai distributed alignment, and the first line set in."""
    styles = _xml(letter_docx(letters["external"], gecc.jurisdiction))["word/styles.xml"]
    text = styles.find(f"w:style[@{qn('w:styleId')}='Text']/w:pPr", styles.nsmap)
    assert text.find("w:jc", styles.nsmap).get(qn("w:val")) == "thaiDistribute"
    assert int(text.find("w:ind", styles.nsmap).get(qn("w:firstLine"))) == 1418


def test_what_is_set_for_latin_letters_is_set_for_thai_ones_too(letters, gecc):
    """Word takes size and weight of Thai from settings of its own; one without the other shows."""
    styles = _xml(letter_docx(letters["external"], gecc.jurisdiction))["word/styles.xml"]
    for text in styles.iter(qn("w:rPr")):
        found = {child.tag: child.get(qn("w:val")) for child in text}
        assert found.get(qn("w:sz")) == found.get(qn("w:szCs"))
        assert (qn("w:b") in found) == (qn("w:bCs") in found)
        assert not (text.text or "").strip()
    defaults = next(styles.iter(qn("w:rPrDefault")))
    assert next(defaults.iter(qn("w:rFonts"))).get(qn("w:cs")) == "TH Sarabun New"
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:bidi")) == "th-TH"


_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore tabs spacing ind contextualSpacing jc rPr "
    "sectPr",
    "rPr": "rStyle rFonts b bCs color sz szCs u lang",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg",
    "style": "name basedOn uiPriority semiHidden qFormat pPr rPr tblPr",
    "tblPr": "tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW tcBorders",
}
"""Children in the order of the schema (ISO/IEC 29500-4), of those that the templates use."""


def test_settings_stand_in_the_order_of_the_schema(letters, gecc):
    """Word refuses a document whose settings are in another order, LibreOffice does not."""
    for letter in letters.values():
        made = _xml(letter_docx(letter, gecc.jurisdiction, stamps=STAMPS, link=LINK))
        for root in made.values():
            for element in root.iter(*(qn(f"w:{name}") for name in _ORDER)):
                order = _ORDER[etree.QName(element).localname].split()
                places = [order.index(etree.QName(child).localname) for child in element]
                assert places == sorted(places)


def test_every_part_is_declared_and_every_relation_leads_somewhere(letters, gecc):
    """A package that names a part it lacks does not open."""
    made = letter_docx(letters["full"], gecc.jurisdiction, link=LINK)
    parts, xml = _parts(made), _xml(made)
    declared = {entry.get("PartName") for entry in xml["[Content_Types].xml"]} - {None}
    assert {f"/{name}" for name in parts if name.endswith(".xml")} - declared == {
        "/[Content_Types].xml"
    }
    for entry in xml["word/_rels/document.xml.rels"]:
        assert f"word/{entry.get('Target')}" in parts
    used = set(re.findall(r'r:(?:id|embed)="(\w+)"', parts["word/document.xml"].decode()))
    assert used <= {entry.get("Id") for entry in xml["word/_rels/document.xml.rels"]}


def test_a_hostile_letter_is_printed_literally(letters, gecc):
    """Template syntax, markup and field codes are text, wherever they stand."""
    many = (HOSTILE, HOSTILE)
    for letter in letters.values():
        bad = replace(
            letter,
            subject=HOSTILE, number=HOSTILE, issuer=HOSTILE, salutation=HOSTILE, closing=HOSTILE,
            addressed_to=HOSTILE, letterhead=many, paragraphs=many, enclosures=many,
            signatory=many, drafted_by=many, copies=many, distribution=many, urgency=HOSTILE,
            secrecy=HOSTILE,
        )  # fmt: skip
        made = letter_docx(bad, gecc.jurisdiction)
        title = docx.Document(BytesIO(made)).core_properties.title
        assert title == HOSTILE
        clean = letter_docx(letter, gecc.jurisdiction)
        assert _body(made).replace("\u00a0", " ").count(HOSTILE) >= 8
        fields = qn("w:fldSimple"), qn("w:instrText"), qn("w:object")
        for name, root in _xml(made).items():
            count = sum(1 for _ in root.iter(*fields))
            assert count == sum(1 for _ in _xml(clean)[name].iter(*fields))


def test_what_xml_cannot_hold_is_shown_as_such(letters, gecc):
    """A control character becomes the sign for one; a line break stays a line break."""
    letter = replace(letters["external"], paragraphs=("ก\x00ข\x1b\ufffe", "หนึ่ง\nสอง"))
    document = docx.Document(BytesIO(letter_docx(letter, gecc.jurisdiction)))
    texts = [each.text for each in document.paragraphs if each.style.style_id == "Text"]
    assert texts == ["ก\ufffdข\ufffd\ufffd", "หนึ่ง\nสอง"]


def test_stamps_stand_in_a_table_of_their_own_above_the_letter(letters, gecc):
    """Four desks: three in a row and one below, where no text can be under them."""
    made = letter_docx(letters["memo"], gecc.jurisdiction, stamps=STAMPS)
    document = docx.Document(BytesIO(made))
    (table,) = document.tables
    assert document.element.body[0] is table._tbl
    cells = [cell.text for row in table.rows for cell in row.cells]
    assert [bool(text) for text in cells] == [True] * 4 + [False] * 2
    assert cells[1].replace("\u00a0", " ").splitlines() == [
        "กรมส่งเสริมการปกครองท้องถิ่น",
        "กอง",
        "เลขรับ\t๑๖๘๔๖",
        "วันที่\t๒๙ ธ.ค. ๒๕๖๓",
        "เวลา\t๑๕.๒๙ น.",
    ]
    assert cells[0].endswith("เวลา\t")


def test_the_code_leads_to_the_letters_own_page(letters, gecc):
    """Its picture is the code of the address, and its description says the address."""
    for letter in letters.values():
        made = letter_docx(letter, gecc.jurisdiction, link=f"{LINK}?a=1&b=<2>")
        assert _parts(made)["word/media/qr.png"] == qr_png(f"{LINK}?a=1&b=<2>")
        (picture,) = _xml(made)["word/document.xml"].iter("{*}docPr")
        assert picture.get("descr") == f"{LINK}?a=1&b=<2>"
    assert not any("media" in name for name in _parts(letter_docx(letter, gecc.jurisdiction)))


def test_a_code_leads_to_web_addresses_only(letters, gecc):
    """A file or a script is no page of a letter."""
    with pytest.raises(BadLink):
        letter_docx(letters["memo"], gecc.jurisdiction, link="javascript:alert(1)")


def test_secrecy_is_marked_at_the_head_and_foot_of_every_page(letters, gecc):
    """The mark is in every header and footer, and in none of a letter without one."""
    full = _parts(letter_docx(letters["full"], gecc.jurisdiction))
    plain = _parts(letter_docx(letters["external"], gecc.jurisdiction))
    for part in ("word/header.xml", "word/first.xml", "word/footer.xml"):
        assert "ลับมาก" in full[part].decode()
        assert "Mark" not in plain[part].decode()
    assert full["word/document.xml"].count(b"footerReference") == 2
    assert b"footerReference" not in plain["word/document.xml"]


def test_the_properties_name_an_office_and_no_person(letters, gecc):
    """Title is the subject, the author the office, and the only time the letter's own date."""
    properties = docx.Document(
        BytesIO(letter_docx(letters["external"], gecc.jurisdiction))
    ).core_properties
    assert properties.title == letters["external"].subject
    assert properties.author == "จังหวัดพิษณุโลก"
    assert properties.language == "th-TH"
    assert properties.created.date() == properties.modified.date() == letters["external"].dated
    assert properties.last_modified_by == ""


def test_a_memos_emblem_stands_beside_its_title(letters, gecc, emblem):
    """As in the regulation's form and on the page: in one paragraph, the title in its middle."""
    made = letter_docx(letters["memo"], gecc.jurisdiction, head=LetterTop(emblem))
    (title,) = (
        each
        for each in etree.fromstring(_parts(made)["word/document.xml"]).iter(qn("w:p"))
        if "".join(each.itertext(qn("w:t"))) == "บันทึกข้อความ"
    )
    assert [each.tag for each in title.iter(qn("w:drawing"), qn("w:tab"))] == [
        qn("w:drawing"),
        qn("w:tab"),
    ]
