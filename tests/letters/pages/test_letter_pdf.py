"""Stories of letters on paper: what they say, what they carry, and what they refuse."""

from __future__ import annotations

import io
import json
import re
import shutil
import struct
import subprocess
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import fontpkg_sarabun
import pypdf
import pypdfium2 as pdfium
import pytest
from pydantic import TypeAdapter

from wian.kit.picture import NotAPicture
from wian.letters.drawn_stamp import Stamp
from wian.letters.letter import Letter
from wian.letters.letter_top import LetterTop
from wian.letters.pages.fonts import FontMissing, fonts
from wian.letters.pages.letter_pdf import letter_pdf
from wian.letters.pages.typst_compiler import PageFault
from wian.letters.text_and_html import render

FORMS = ["province", "department", "memo", "stamped"]
HOSTILE = "#let x = 1; $a$ @k *b* _c_ \\ \\u{41} <l> [x] `raw` // c /* d */ ~ -- ... 'q' \"q\" =h #"


def _attached(document: bytes, name: str = "letter.json") -> dict:
    return json.loads(pypdf.PdfReader(io.BytesIO(document)).attachments[name][0])


@pytest.mark.parametrize("name", FORMS)
def test_a_form_on_paper_reads_as_a_registrar_expects(case_letters, thailand, paper, golden, name):
    """The text layer, line by line, as it was looked at and found good."""
    read = paper(letter_pdf(case_letters[name], thailand))
    golden(f"page-{name}.txt", "\n".join(line.rstrip() for line in read.lines) + "\n")


@pytest.mark.parametrize("name", FORMS)
def test_paper_says_what_the_letter_says(  # noqa: PLR0913, PLR0917 - its fixtures and its cases
    case_letters, thailand, paper, squeeze, errors, name
):
    """Read back, page and plain text differ in less than one letter in two hundred."""
    letter = case_letters[name]
    read = squeeze(paper(letter_pdf(letter, thailand)).text)
    source = squeeze(render(letter, thailand, "text"))
    wanted = source.replace("(ตราชื่อส่วนราชการ)", "ตราชื่อส่วนราชการ")
    assert errors(wanted, read) <= 0.005 * len(wanted)


def test_the_same_letter_makes_the_same_bytes(case_letters, thailand, stamps, emblem, link):
    """No clock and no chance is in it: its time is the letter's date."""
    letter = case_letters["province"]
    more = {"stamps": stamps, "head": LetterTop(emblem), "link": link, "certified": "นายช่าง"}
    first, other = letter_pdf(letter, thailand, **more), letter_pdf(case_letters["memo"], thailand)
    assert letter_pdf(letter, thailand, **more) == first != other
    assert pypdf.PdfReader(io.BytesIO(first)).metadata["/CreationDate"].startswith("D:20210119")


def test_it_claims_to_be_an_archive_page_and_carries_its_data(case_letters, thailand, stamps, link):
    """PDF/A-3b by its own metadata; what a machine reads back is the letter itself."""
    letter = case_letters["province"]
    document = letter_pdf(letter, thailand, stamps=stamps, link=link)
    claim = pypdf.PdfReader(io.BytesIO(document)).trailer["/Root"]["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>3<", claim)
    assert re.search(r"pdfaid:conformance>B<", claim)
    data = _attached(document)
    assert (data["wian"], data["link"]) == (1, link)
    assert TypeAdapter(Letter).validate_python(data["letter"]) == letter
    assert TypeAdapter(tuple[Stamp, ...]).validate_python(data["stamps"]) == stamps


def test_signs_of_a_markup_language_print_as_they_are(case_letters, thailand, paper, squeeze):
    """Nothing that an office writes is ever run: each field shows it letter by letter."""
    letter = replace(
        case_letters["province"],
        number=HOSTILE,
        subject=HOSTILE,
        salutation=HOSTILE,
        addressed_to=HOSTILE,
        letterhead=(HOSTILE,),
        enclosures=(HOSTILE, HOSTILE),
        paragraphs=(HOSTILE, f"{HOSTILE} {HOSTILE}"),
        closing=HOSTILE,
        signatory=(HOSTILE,),
        drafted_by=(HOSTILE,),
        copies=(HOSTILE,),
        distribution=(HOSTILE,),
        issuer=HOSTILE,
    )
    inked = HOSTILE.replace("<l>", "")
    stamp = Stamp(inked, inked, inked, date(2021, 1, 1))
    read = squeeze(paper(letter_pdf(letter, thailand, stamps=[stamp], certified=HOSTILE)).text)
    assert (read.count(squeeze(HOSTILE)), read.count(squeeze(inked))) == (18, 3)


@pytest.mark.parametrize(
    "text", ["ก" * 400, "x" * 900, "๑" * 300, "", "a\u200bb", "e\u0301", "a\x00b"]
)
def test_a_text_that_no_one_would_write_still_makes_a_page(
    case_letters, thailand, paper, squeeze, text
):
    """An endless word gives way between its letters and stays on the paper."""
    letter = replace(case_letters["province"], paragraphs=(text, text), subject=text)
    read = squeeze(paper(letter_pdf(letter, thailand)).text)
    assert read.count(squeeze(text)) >= 2


@pytest.mark.parametrize("text", ["ยิ้ม 😀", "漢字", "\ue000", "\ud800"])
def test_a_sign_that_the_font_lacks_is_refused_by_the_letters_number(case_letters, thailand, text):
    """A box in place of a sign would be a false copy."""
    letter = replace(case_letters["province"], subject=text)
    with pytest.raises(PageFault, match=re.escape("พล ๐๐๒๓.๓/ว ๕๕๓")):
        letter_pdf(letter, thailand)


def test_without_its_font_no_page_is_set(monkeypatch, tmp_path):
    """Another font would move every line: it is an error, not a warning."""
    (tmp_path / "files").mkdir()
    monkeypatch.setattr(fontpkg_sarabun, "ROOT", tmp_path)
    fonts.cache_clear()
    with pytest.raises(FontMissing, match="400, 700"):
        fonts()
    fonts.cache_clear()


def test_a_letter_of_several_pages_is_numbered_and_calls_out_the_next(
    case_letters, thailand, paper, squeeze
):
    """From the second page on, in Thai digits; each foot names the words that come next."""
    base = case_letters["province"]
    letter = replace(base, paragraphs=base.paragraphs[:-1] * 7 + base.paragraphs[-1:])
    pages = paper(letter_pdf(letter, thailand)).pages
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert bool(re.search(rf"^- {'๐๑๒๓'[number]} -", page)) is (number > 1)
        called = re.search(r"^/(.+?) \.\.\.$", page.replace("\r", ""), re.MULTILINE)
        assert bool(called) is (number < len(pages))
        if called:
            body = squeeze(pages[number]).removeprefix(f"-{'๐๑๒๓๔'[number + 1]}-")
            assert body.startswith(squeeze(called[1]))
    assert "จึงเรียนมา" in pages[-1]
    assert "ขอแสดงความนับถือ" in pages[-1]


def test_the_addressees_stand_on_a_sheet_of_their_own(case_letters, thailand, paper, squeeze):
    """Listed by number, under the letter's own number and date."""
    names = tuple(f"องค์การบริหารส่วนตำบลบ้าน{letter}" for letter in "กขคงจฉชซฌญฎฏฐ")
    letter = replace(case_letters["province"], distribution=names)
    body, attached = paper(letter_pdf(letter, thailand)).pages
    assert "บัญชีแนบท้าย" not in body
    assert squeeze(attached).startswith(
        "-๒-บัญชีแนบท้ายหนังสือจังหวัดพิษณุโลกที่พล๐๐๒๓.๓/ว๕๕๓ลงวันที่๑๙มกราคม๒๕๖๔"
    )
    assert all(name in squeeze(attached) for name in names)


def test_marks_of_secrecy_stand_on_every_page_and_urgency_on_the_first(
    case_letters, thailand, paper
):
    """Top and foot of each page (Rule on Maintenance of Official Secrets B.E. 2544)."""
    letter = replace(
        case_letters["memo"], secrecy="ลับมาก", urgency="ด่วนที่สุด", distribution=("ก", "ข")
    )
    pages = paper(letter_pdf(letter, thailand)).pages
    assert [page.count("ลับมาก") for page in pages] == [2, 2]
    assert [page.count("ด่วนที่สุด") for page in pages] == [1, 0]


def test_a_copy_is_certified_by_a_post(case_letters, thailand, paper):
    """Words, a blank for the name, and the post; or a blank for the post as well."""
    posted = paper(letter_pdf(case_letters["province"], thailand, certified="เจ้าพนักงานธุรการ")).text
    blank = paper(letter_pdf(case_letters["province"], thailand, certified="")).text
    assert re.search(r"สำเนาถูกต้อง[\s\S]*\.{40,}\)\s+[\s\S]*เจ้าพนักงานธุรการ", posted)
    assert blank.count("." * 40) == posted.count("." * 40) + 1


def _png(wide: int, tall: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        code = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + code

    rows = zlib.compress((b"\x00" + b"\x80\x00\x00" * wide) * tall)
    head = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_an_emblem_takes_its_place_and_an_absent_one_none(case_letters, thailand, emblem):
    """Three centimetres of picture over the head, PNG or SVG; without one the text moves up."""

    def number_at(picture: bytes | None) -> float:
        page = pdfium.PdfDocument(
            letter_pdf(case_letters["province"], thailand, head=LetterTop(picture))
        )[0]
        return page.get_textpage().get_charbox(0)[3]

    assert number_at(emblem) == number_at(_png(60, 60)) < number_at(None) - 50


@pytest.mark.parametrize("picture", [b"", b"GIF89a", b"<svg>broken", b"\x89PNG\r\n"])
def test_an_emblem_that_is_no_picture_is_refused(case_letters, thailand, picture):
    """An office sends what it has; only PNG, JPEG and SVG can be set."""
    with pytest.raises(NotAPicture):
        letter_pdf(case_letters["province"], thailand, head=LetterTop(picture))


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils is not installed")
def test_poppler_and_pdfium_draw_it_without_a_word(  # noqa: PLR0913, PLR0917 - its fixtures
    case_letters, thailand, stamps, emblem, link, tmp_path
):
    """What an office prints with: neither has anything to complain of."""
    for name in FORMS:
        path = Path(tmp_path) / f"{name}.pdf"
        more = {"stamps": stamps[:3], "head": LetterTop(emblem), "link": link, "certified": ""}
        path.write_bytes(letter_pdf(case_letters[name], thailand, **more))
        drawn = subprocess.run(
            ["pdftoppm", "-r", "40", "-png", path, path.with_suffix("")],
            capture_output=True,
            check=True,
        )
        assert (drawn.stdout, drawn.stderr) == (b"", b"")
        assert pdfium.PdfDocument(path)[0].render(scale=0.5).to_numpy().min() < 128
