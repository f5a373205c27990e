"""Stories of files: what can be opened, what is refused, and what a picture leaves unread."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import docx
import numpy as np
import pypdfium2 as pdfium
import pytest
import segno
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from hierarchy.office import Office
from wian.history.bundle import read_bundle, read_documents
from wian.history.documents import open_document as opening
from wian.history.documents.document import folded, lines_of
from wian.history.documents.open_document import open_document
from wian.history.documents.page_pictures import NoRecognition, Picture, codes_in
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.paper import FindingKind, Medium
from wian.kit.errors import InputFaults
from wian.letters.directive import Directive
from wian.letters.drawn_stamp import Stamp
from wian.letters.pages.letter_pdf import letter_pdf
from wian.letters.text_and_html import render

LETTER = """ที่ มท 0810.7/ว 51

กรมส่งเสริมการปกครองท้องถิ่น

11 มกราคม 2564

เรื่อง  การสำรวจถนน

เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด

          ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้กำหนดให้มีการสำรวจถนน

          จึงเรียนมาเพื่อโปรดทราบ

                    ขอแสดงความนับถือ

                    (..........................)
                    อธิบดีกรมส่งเสริมการปกครองท้องถิ่น
"""


@pytest.fixture
def letter(written):
    """A letter of the department to a province."""
    line = [
        Office("dla", "กรมส่งเสริมการปกครองท้องถิ่น", "department", "office", letter_code="มท ๐๘๑๐.๗"),
        Office("phitsanulok", "จังหวัดพิษณุโลก", "province", "office"),
    ]
    directive = Directive.model_validate(
        {
            "id": "d",
            "origin": "dla",
            "subject": "การสำรวจถนน",
            "decided": "ได้กำหนดให้มีการสำรวจถนน",
            "purpose": "ให้ถนนปลอดภัย",
            "asks": [{"to": {"levels": ["province"]}, "text": "สำรวจถนนในความรับผิดชอบ"}],
            "addressees": [{"levels": ["province"]}],
            "issued": "2021-01-11",
        }
    )
    return written(line, directive, [date(2021, 1, 11)]).letters[0]


def _pictured(path: Path, dots: np.ndarray) -> None:
    """A PDF of one page that is only a picture: a scan."""
    pdf = pdfium.PdfDocument.new()
    page = pdf.new_page(595, 842)
    bitmap = pdfium.PdfBitmap.new_native(dots.shape[1], dots.shape[0], pdfium.raw.FPDFBitmap_Gray)
    bitmap.to_numpy()[:] = dots.reshape(bitmap.to_numpy().shape)
    image = pdfium.PdfImage.new(pdf)
    image.set_bitmap(bitmap)
    image.set_matrix(pdfium.PdfMatrix().scale(500, 500).translate(40, 200))
    page.insert_obj(image)
    page.gen_content()
    pdf.save(str(path))


def _code(link: str) -> np.ndarray:
    modules = np.array([list(row) for row in segno.make_qr(link).matrix], dtype=np.uint8)
    dots = np.where(np.pad(modules, 4) == 1, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.kron(dots, np.ones((8, 8), dtype=np.uint8)))


def test_a_letter_with_arabic_digits_reads_like_one_with_thai_digits(read):
    """Numbers and dates are canonical, whichever digits the office prefers."""
    [found] = read(LETTER).letters
    assert (found.number.value, found.number.read) == ("มท ๐๘๑๐.๗/ว ๕๑", "มท 0810.7/ว 51")
    assert found.dated.value == date(2021, 1, 11)
    assert found.medium is Medium.TEXT


def test_a_text_in_another_encoding_is_refused_with_the_remedy(tmp_path, thailand):
    """Windows-874 is not guessed at: a wrong guess would change a number."""
    path = tmp_path / "old.txt"
    path.write_bytes(LETTER.encode("cp874"))
    with pytest.raises(InputFaults, match=r"old.txt line 1: is not in UTF-8 .*TIS-620.*; save it"):
        read_bundle([path], thailand)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("letter.doc", b"\xd0\xcf\x11\xe0", "has the ending '.doc'; give .txt, .pdf or .docx"),
        ("letter.pdf", b"%PDF-1.7 but no more", "is no PDF, or a damaged one"),
        ("letter.pdf", b"", "is no PDF, or a damaged one"),
        ("letter.docx", b"PK\x03\x04 but no more", "is no DOCX, or a damaged one"),
        ("letter.txt", b"\x00\x01\x02", "is a binary file"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_in_one_sentence(
    tmp_path, thailand, name, content, says
):
    """A stranger's file breaks nothing."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputFaults) as refusal:
        read_bundle([path], thailand)
    assert says in str(refusal.value)


@pytest.mark.parametrize("name", ["gone.txt", "gone.pdf", "gone.docx"])
def test_a_missing_file_is_named(tmp_path, thailand, name):
    """The path is what was wrong."""
    with pytest.raises(InputFaults, match="does not exist"):
        read_bundle([tmp_path / name], thailand)


def test_a_text_without_a_letter_says_so(read):
    """No letter is made up from a shopping list."""
    bundle = read("ไข่ ๑๒ ฟอง\nน้ำปลา\n")
    assert bundle.letters == ()
    assert [(e.kind, e.where) for e in bundle.findings] == [(FindingKind.UNREAD, "file.txt")]


def test_stamps_put_on_a_page_of_ours_are_read_beside_its_data(letter, tmp_path, thailand):
    """The data say what was known when the page was made; the page says what came later."""
    before = Stamp("จังหวัดพิษณุโลก", "สารบรรณ", "544", date(2021, 1, 13), time(9, 30))
    later = Stamp("จังหวัดพิษณุโลก", "สำนักงานจังหวัด", "77", date(2021, 1, 14))
    path = tmp_path / "letter.pdf"
    path.write_bytes(letter_pdf(letter, thailand, stamps=[before, later]))
    _with_data_of(path, letter_pdf(letter, thailand, stamps=[before]))
    [found] = read_bundle([path], thailand).letters
    assert found.medium is Medium.DATA
    assert [(e.receipt_number.value, e.first_line is None) for e in found.stamps] == [
        ("544", True),
        ("77", False),
    ]


def test_data_that_say_another_number_than_the_page_are_flagged(letter, tmp_path, thailand):
    """Somebody attached another letter's data, or changed the page."""
    from dataclasses import replace  # noqa: PLC0415

    path = tmp_path / "letter.pdf"
    path.write_bytes(letter_pdf(letter, thailand))
    _with_data_of(path, letter_pdf(replace(letter, number="มท ๐๘๑๐.๗/ว ๙๙"), thailand))
    [found] = read_bundle([path], thailand).findings
    assert found.kind is FindingKind.DATA_DIFFER
    assert "มท ๐๘๑๐.๗/ว ๗" in found.what
    assert "มท ๐๘๑๐.๗/ว ๙๙" in found.what


def _with_data_of(path: Path, other: bytes) -> None:
    """Replace the attachment of a PDF by that of another one."""
    with pdfium.PdfDocument(other) as source:
        data = bytes(source.get_attachment(0).get_data())
    pdf = pdfium.PdfDocument(path.read_bytes())
    name = pdf.get_attachment(0).get_name()
    pdf.del_attachment(0)
    pdf.new_attachment(name).set_data(data)
    pdf.save(str(path))


def test_a_scan_says_that_nothing_was_read_and_where_its_code_leads(tmp_path, thailand):
    """A page without a text layer is no empty page."""
    path = tmp_path / "scan.pdf"
    _pictured(path, _code("https://example.org/letters/51"))
    bundle = read_bundle([path], thailand)
    assert bundle.letters == ()
    code, scan = bundle.findings
    assert "https://example.org/letters/51" in code.what
    assert (scan.kind, scan.where) == (FindingKind.UNREAD, "scan.pdf page 1")
    assert "without a text layer" in scan.what


def test_a_code_is_found_on_a_page_and_none_where_there_is_none():
    """The decoder sees codes, not shapes."""
    dots = _code("https://example.org/1")
    assert codes_in(Picture(dots.shape[1], dots.shape[0], dots)) == ("https://example.org/1",)
    blank = np.full((200, 200), 255, dtype=np.uint8)
    assert codes_in(Picture(200, 200, blank)) == ()


def test_recognition_that_is_wished_and_not_installed_is_refused(tmp_path, thailand, monkeypatch):
    """The remedy names the package."""
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "scan.pdf"
    _pictured(path, np.full((100, 100), 128, dtype=np.uint8))
    with pytest.raises(NoRecognition, match="tesseract-ocr-tha"):
        read_bundle([path], thailand, ocr=True)


@pytest.mark.skipif(os.name != "posix", reason="stands in for a program by a shell script")
def test_what_recognition_yields_is_read_with_its_uncertainty_said(tmp_path, thailand, monkeypatch):
    """No number with Thai digits may be trusted from a picture."""
    words = tmp_path / "words"
    words.write_text(LETTER, encoding="utf-8")
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\n/bin/cat > /dev/null\n/bin/cat '{words}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "scan.pdf"
    _pictured(path, np.full((100, 100), 128, dtype=np.uint8))
    bundle = read_bundle([path], thailand, ocr=True)
    [found] = bundle.letters
    assert (found.number.value, found.medium) == ("มท ๐๘๑๐.๗/ว ๕๑", Medium.OCR)
    assert found.number.confidence < 0.7
    [said] = [e for e in bundle.findings if e.kind is FindingKind.UNCERTAIN_SOURCE]
    assert "recognised from a picture" in said.what


@pytest.mark.parametrize("place", ["header", "footer", "box"])
def test_a_mark_beside_the_text_of_a_word_document_counts(tmp_path, thailand, place):
    """Word keeps it in a header, a footer or a text box: no paragraphs of the body."""
    word = docx.Document()
    for line in LETTER.splitlines():
        word.add_paragraph(line)
    if place == "box":
        run = word.paragraphs[0].add_run()._r
        run.append(parse_xml(f"<w:pict {nsdecls('w')}><w:txbxContent><w:p><w:r><w:t>ลับมาก</w:t>"
                             "</w:r></w:p></w:txbxContent></w:pict>"))  # fmt: skip
    else:
        getattr(word.sections[0], place).paragraphs[0].text = "ลับมาก"
    path = tmp_path / "letter.docx"
    word.save(path)
    (letter,) = read_bundle([path], thailand).letters
    assert (letter.secrecy.read, letter.secrecy.value) == ("ลับมาก", Secrecy.SECRET)
    assert letter.urgency is None


@pytest.mark.parametrize("mark", ["ลับ", "eyes only"])
def test_a_mark_in_attached_data_counts_whatever_its_words(tmp_path, thailand, letter, mark):
    """Whoever set a mark that this country does not have meant one all the same."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(letter_pdf(replace(letter, secrecy=mark, urgency="ด่วน"), thailand))
    (found,) = read_bundle([path], thailand).letters
    assert (found.secrecy.read, found.secrecy.value) == (mark, Secrecy.CONFIDENTIAL)
    assert found.urgency.value is Urgency.URGENT


def test_a_mark_that_was_set_on_the_page_later_counts_too(tmp_path, thailand, letter):
    """The data attached say nothing of it; of two marks the stricter one counts."""
    for data, page, meant in ((None, "ลับ", "ลับ"), ("ลับ", "ลับที่สุด", "ลับที่สุด")):
        path = tmp_path / "letter.pdf"
        path.write_bytes(letter_pdf(replace(letter, secrecy=data), thailand))
        opened = open_document(path, thailand)
        shown = f"{page}\n{render(letter, thailand, 'text')}"
        lines = lines_of(shown, thailand.paper)
        (found,) = read_documents([replace(opened, lines=lines)], thailand).letters
        assert found.secrecy.read == meant


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("", ("",)),
        ("ที่ มท ๐๘๑๐.๗/ว ๕๑", ("ที่ มท ๐๘๑๐.๗/ว ๕๑",)),
        ("๙" * 250 + "x", ("๙" * 100, "๙" * 100, "๙" * 50 + "x")),
        ("a" + " " * 500 + "b", ("a" + " " * 200 + "b",)),
        ("ก" * 9000, ("ก" * 4000, "ก" * 4000, "ก" * 1000)),
    ],
    ids=["empty", "usual", "digits", "blanks", "long"],
)
def test_a_line_that_no_paper_has_is_folded(line, parts):
    """What reads a run takes time by its square: no run is longer than on paper."""
    assert folded(line) == parts


@pytest.mark.parametrize("run", ["9", "๙", " ", "1/"], ids=["arabic", "thai", "blanks", "slashes"])
def test_a_run_of_thirty_thousand_signs_is_read_at_once(tmp_path, run):
    """As one line it took minutes; the letter below it is read as ever."""
    path = tmp_path / "letter.txt"
    path.write_text(f"{run * (30_000 // len(run))}\n\n{LETTER}", encoding="utf-8")
    (letter,) = read_bundle([path], jurisdiction("thailand")).letters
    assert letter.dated
    assert letter.dated.value == date(2021, 1, 11)


def test_a_field_of_thousands_of_digits_is_read_at_once(tmp_path):
    """Each of its lines looked at all lines above, and at each digit of theirs."""
    path = tmp_path / "letter.txt"
    text = LETTER.replace("เรียน  ", f"สิ่งที่ส่งมาด้วย  {'9' * 30_000}\n\nเรียน  ")
    path.write_text(text, encoding="utf-8")
    assert read_bundle([path], jurisdiction("thailand")).letters


def test_a_file_of_more_text_than_a_bundle_has_is_refused(tmp_path, monkeypatch):
    """A bundle of that size would take minutes."""
    monkeypatch.setattr(opening, "MOST_SIGNS", 100)
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    with pytest.raises(InputFaults, match="holds more than 100 characters; split it"):
        open_document(path, jurisdiction("thailand"))


@pytest.mark.parametrize("damaged", ["อธิบดี\x0fกรม", "อธิบดี{{กรม}}", "อธิบดี\u202eกรม"])
def test_a_post_that_no_post_can_be_is_left_empty(tmp_path, damaged):
    """A damaged text layer yields any signs; the letter is read all the same."""
    path = tmp_path / "letter.txt"
    path.write_text(LETTER.replace("อธิบดีกรม", damaged), encoding="utf-8")
    (letter,) = read_bundle([path], jurisdiction("thailand")).letters
    assert letter.number
    assert letter.signatory is None or letter.signatory.value is None
