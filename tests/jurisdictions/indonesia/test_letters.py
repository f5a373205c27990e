"""Indonesian letters: golden ones in each form, signatures, reminders, and no other language."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
import pytest

from hierarchy.office import ActingTerm, LetterForm, Signatory
from wian.letters.letter import Reference
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.export import content_of
from wian.letters.pages.letter_pdf import letter_pdf
from wian.letters.pages.site import Circular, write_site
from wian.letters.sandbox import environment
from wian.letters.text_and_html import render

GOLDEN = Path(__file__).parent / "golden"
ENGLISH = re.compile(
    r"\b(?:the|and|of the|letter|subject|enclosures?|dated|received|office of|copy)\b",
    re.IGNORECASE,
)
"""Words that an Indonesian letter has no use for."""
_MARGIN = 19 / 2.54 * 72
"""Where the text ends at the right: points from the left edge of the paper."""


def _foreign(text: str) -> str:
    """Letters of another script, and English words, in what a page shows."""
    other = {sign for sign in text if sign.isalpha() and "LATIN" not in unicodedata.name(sign)}
    shown = re.sub(r"<style>.*?</style>|<script\b.*?</script>|<[^>]*>", " ", text, flags=re.DOTALL)
    return "".join(sorted(other)) + " ".join(ENGLISH.findall(shown))


@pytest.mark.parametrize(
    ("name", "office"),
    [("circular", "kemendagri"), ("letter", "33.28"), ("district", "33.28.10")],
)
def test_a_letter_reads_as_its_golden_file(name, office, regency, indonesia, pytestconfig):
    """Circular of the ministry, letter of the regency with two tiers, and of a district."""
    _compared(f"{name}.txt", render(regency.letters[office], indonesia, "text"), pytestconfig)


def test_an_internal_note_has_a_head_of_its_own(regency, indonesia, pytestconfig):
    """Yth., Dari, Hal and Tanggal, under its title."""
    plan = regency.plan
    received = Reference("Pemerintah Provinsi Jawa Tengah", "140/007/DPMD/IV/2025", None)
    note = plan.composer.compose(
        "33.28", "140/021/DPMD/IV/2025", date(2025, 4, 28), received, LetterForm.MEMO
    )
    _compared("note.txt", render(note, indonesia, "text"), pytestconfig)


def _compared(name: str, text: str, pytestconfig: pytest.Config) -> None:
    path = GOLDEN / name
    if pytestconfig.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
    assert _foreign(text) == ""


@pytest.mark.parametrize("ending", [".html", ".pdf", ".docx"])
def test_a_letter_stands_on_paper_as_its_golden_file(ending, regency, indonesia, same_as_golden):
    """The regency's letter as a page, as Word and as PDF, where each line has its place."""
    content = content_of(ending, (BundlePart(regency.letters["33.28"]),), indonesia)
    same_as_golden(GOLDEN / f"letter{ending}.txt", content)


@pytest.mark.parametrize("ending", [".txt", ".html", ".pdf", ".docx"])
def test_every_form_on_every_page_is_indonesian(ending, regency, indonesia):
    """With its number, its date in words, and the addressee behind Yth."""
    for part in regency.parts.values():
        text = _text(ending, content_of(ending, part, indonesia))
        assert _foreign(text) == ""
        assert re.search(r"140/\d{3}/", text)
        assert re.search(r"\d{1,2}\s(?:April|Mei)\s2025", text)
        assert "Yth." in text


NO_BREAKS = {0xA0: " ", 0x2060: None}
"""What keeps a line together in Word, as it is read."""


def _text(ending: str, content: bytes) -> str:
    if ending == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
    if ending == ".docx":
        with zipfile.ZipFile(BytesIO(content)) as file:
            parts = ("word/document.xml", "word/header.xml", "word/footer.xml")
            return "\n".join(file.read(name).decode().translate(NO_BREAKS) for name in parts)
    return content.decode()


def test_a_received_copy_in_word_ends_with_a_disposition_sheet(regency, indonesia):
    """Filled in from letter and stamp; a letter without a stamp has none."""
    (part,) = regency.parts["33.28"]
    sheet = _text(".docx", content_of(".docx", (part,), indonesia)).partition("LEMBAR DISPOSISI")[2]
    for said in (part.letter.issuer, part.letter.number, part.stamps[-1].number, "Catatan:"):
        assert f">{said}<" in sheet
    bare = content_of(".docx", (BundlePart(part.letter),), indonesia)
    assert "DISPOSISI" not in _text(".docx", bare)


@pytest.mark.parametrize(
    ("term", "acting_for", "lines"),
    [
        (ActingTerm.DELEGATED, None, ("Camat Slawi,",)),
        (ActingTerm.DELEGATED, "Bupati Tegal", ("a.n. Bupati Tegal", "Camat Slawi,")),
        (
            ActingTerm.DELEGATED,
            "Bupati Tegal u.b. Sekretaris Daerah",
            ("a.n. Bupati Tegal", "Sekretaris Daerah", "u.b.", "Camat Slawi,"),
        ),
        (ActingTerm.CARETAKER, "Bupati Tegal", ("Plt. Bupati Tegal", "Camat Slawi,")),
        (ActingTerm.DEPUTISING, "Bupati Tegal", ("Plh. Bupati Tegal", "Camat Slawi,")),
    ],
)
def test_a_post_signs_for_others_in_tiers(term, acting_for, lines, regency, monkeypatch):
    """a.n. and u.b. with the post below, Plt. and Plh. on the days on which they act."""
    hierarchy = regency.plan.hierarchy
    acts = Signatory("Camat Slawi", acting_for, term, date(2025, 5, 1), date(2025, 5, 31))
    office = replace(hierarchy.office("33.28.10"), acting=(acts,))
    monkeypatch.setattr(hierarchy, "office", {"33.28.10": office}.get, raising=False)
    paper = regency.plan.composer.paper("33.28.10", date(2025, 5, 2), LetterForm.EXTERNAL)
    assert paper["signatory"][:-1] == lines


def test_a_reminder_names_the_letter_that_it_reminds_of(regency):
    """Its number, its date and its subject, and the day that is over."""
    letter, day = regency.letters["33.28"], date(2025, 5, 26)
    reminder = regency.plan.reminding.remind(
        letter, ["33.28.10"], owed="forwarding", due=day, number="140/002/DPMD/V/2025", dated=day
    )
    text = " ".join((reminder.subject, *reminder.paragraphs))
    assert reminder.subject == "Pengingat penerusan surat"
    assert f"Nomor {letter.number} tanggal " in text
    assert "batas waktunya tanggal 26 Mei 2025" in text
    assert reminder.addressed_to == "Camat Slawi"
    assert _foreign(text) == ""


def test_its_letters_are_published_on_a_site(regency, indonesia, tmp_path):
    """With search, years and every letter, in Indonesian."""
    sent = [Circular(regency.letters[each], ("Para Camat",)) for each in ("33", "33.28")]
    write_site("Kabupaten Tegal", sent, tmp_path / "site", indonesia, base_url="https://e.example/")
    pages = [path for path in (tmp_path / "site").rglob("*.html") if path.is_file()]
    text = "".join(path.read_text(encoding="utf-8") for path in pages)
    assert "140/001/DPMD/IV/2025" in text
    assert "Surat dinas" in text
    assert _foreign(text) == ""


def test_a_withdrawal_goes_out_in_indonesian(indonesia):
    """The sentences of a letter about another one, whatever the depth."""
    said = environment(indonesia.wording).get_template("life.j2").module
    letter = {"issuer": "A", "number": "140/001/A", "dated": "9 Mei 2025", "subject": "Rapat"}
    text = " ".join(
        (
            said.subject("withdrawal", "Rapat"),
            said.recalled(letter),
            said.informed("C", ("B", "A"), said.decided("withdrawal", "salah tanggal")),
        )
    )
    assert "Pencabutan Surat hal Rapat" in text
    plain = " ".join(text.split())
    assert "menurut surat B yang meneruskan surat A, A mencabut surat tersebut dengan" in plain
    assert _foreign(plain) == ""


def test_pages_have_an_even_right_edge_and_no_parted_number(regency, indonesia):
    """Justified to the margin also where no line is full, and no number ends at its slash."""
    number = "140/001/DPMD/IV/2025"
    said = tuple(f"{'abcde ' * blanks}{number} fghij {number}" for blanks in range(12, 20))
    letter = replace(regency.letters["33.28"], paragraphs=said)
    page = pdfium.PdfDocument(letter_pdf(letter, indonesia))[0].get_textpage()
    assert page.get_text_bounded().count(number) == 2 * len(said) + 2
    ends: dict[int, float] = {}  # the right end of each line, by its height on the page
    for left, bottom, right, _ in map(page.get_rect, range(page.count_rects())):
        line = round(bottom / 8)
        ends[line] = max(ends.get(line, left), right)
    assert sum(_MARGIN - right < 1 for right in ends.values()) >= len(said)
