"""Indonesian letters read back: wian's own from every format, and heads as other offices write."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pypdf
import pytest

from hierarchy.office import ActingTerm, LetterForm
from wian.history.bundle import read_bundle
from wian.imports.bundles import import_bundle
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.paper import FindingKind, Medium, PaperLine, Paragraph
from wian.ledger.read.recorded import letters
from wian.letters.pages.export import content_of

LETTER = """\
                     PEMERINTAH KABUPATEN CILACAP
             DINAS PEMBERDAYAAN MASYARAKAT DAN DESA
        Jalan Melati Nomor 3, Cilacap  Telepon (0282) 000000
________________________________________________________________

                                             Cilacap, 3 Nopember 2021
Nomor     : 414.2 / 1234 / 19 / 2021
Sifat     : Penting
Lampiran  : 1 (satu) lembar
Perihal   : Penyampaian Data Profil
            Desa Tahun 2021

Kepada Yth.
1. Camat Majenang;
2. Kepala Desa Jenang
di -
   Tempat

     Menindaklanjuti surat Gubernur Jawa Tengah Nomor 414/0099/X/2021 tanggal 25 Oktober 2021
hal Profil Desa, dengan ini disampaikan bahwa data profil dimutakhirkan.

     Sehubungan dengan hal tersebut, Camat diminta untuk mengirim data mulai tanggal 8 s.d. 30
November 2021.

                                   a.n. BUPATI CILACAP
                                   SEKRETARIS DAERAH
                                   u.b.
                                   KEPALA DINAS PEMBERDAYAAN MASYARAKAT DAN DESA,



                                   NAMA PEJABAT
                                   NIP. 000

Tembusan:
1. Bupati Cilacap (sebagai laporan)
"""
NOTE = """\
PEMERINTAH KABUPATEN CILACAP
NOTA DINAS
Nomor : 005/12/2021
Kepada : Yth. Kepala Bagian Umum
Dari : Kepala Bagian Hukum
Tanggal : 4 Januari 2021
Sifat : Rahasia
Hal : Rapat

     Dengan hormat disampaikan undangan rapat.

Kepala Bagian Hukum,

(..........)
"""


def _lines(text: str) -> list[PaperLine]:
    return [PaperLine(line, at) for at, line in enumerate(text.splitlines(), start=1)]


def test_the_head_of_a_foreign_letter_is_read(indonesia):
    """Whatever blanks stand around its number, and however old its spelling of a month is."""
    (letter,) = indonesia.paper.letters(_lines(LETTER), "letter.txt", Medium.TEXT).letters
    assert letter.kind is LetterForm.EXTERNAL
    assert letter.number.value == "414.2/1234/19/2021"
    assert letter.dated.value == date(2021, 11, 3)
    assert letter.subject.value == "Penyampaian Data Profil Desa Tahun 2021"
    assert letter.sender.value == "Dinas Pemberdayaan Masyarakat dan Desa"
    assert [each.value for each in letter.recipients] == ["Camat Majenang", "Kepala Desa Jenang"]
    assert letter.urgency.value is Urgency.URGENT
    assert letter.secrecy is None


def test_its_signature_is_read_in_tiers_and_its_name_is_not_kept(indonesia):
    """Posts only: the name below them is a person's."""
    (letter,) = indonesia.paper.letters(_lines(LETTER), "letter.txt", Medium.TEXT).letters
    signed = letter.signatory.value
    assert signed.post == "KEPALA DINAS PEMBERDAYAAN MASYARAKAT DAN DESA"
    assert signed.acting_for == "BUPATI CILACAP u.b. SEKRETARIS DAERAH"
    assert signed.term is ActingTerm.DELEGATED
    assert "NAMA PEJABAT" not in repr(letter)


def test_what_it_cites_asks_and_when_is_read(indonesia):
    """The letter that it follows, a request, and the days for it."""
    paper = indonesia.paper
    (letter,) = paper.letters(_lines(LETTER), "letter.txt", Medium.TEXT).letters
    (cited,) = letter.citations
    assert (cited.office, cited.number.value, cited.dated.value) == (
        *("Gubernur Jawa Tengah", "414/0099/X/2021", date(2021, 10, 25)),
    )
    assert len(letter.paragraphs) == 2
    (asked,) = paper.requests(letter.paragraphs)
    assert asked.doers == "Camat"
    assert asked.text.startswith("mengirim data")
    assert paper.window(letter.paragraphs[-1].text) == (date(2021, 11, 8), date(2021, 11, 30))


def test_a_note_is_known_by_its_title(indonesia):
    """With sender and addressee behind their labels."""
    (note,) = indonesia.paper.letters(_lines(NOTE), "note.txt", Medium.TEXT).letters
    assert note.kind is LetterForm.MEMO
    assert note.dated.value == date(2021, 1, 4)
    assert [each.value for each in note.recipients] == ["Kepala Bagian Umum"]
    assert note.secrecy.value is Secrecy.SECRET


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_a_chain_of_any_depth_is_read_back(depth, regency, indonesia):
    """As the sentences name it, the nearest office first."""
    sentences = regency.plan.composer._sentences
    offices = tuple(f"Pemerintah Kabupaten {name}" for name in "ABCDE"[:depth])
    said = sentences.say("opening", "Kecamatan Z", offices, "telah menetapkan sesuatu", "", "")
    read = indonesia.paper.chain(Paragraph(" ".join(said.split()), 1), None, None, 1.0)
    assert tuple(each.value for each in read) == offices


@pytest.mark.parametrize("ending", [".txt", ".docx", ".pdf"])
def test_its_own_letters_come_back_as_they_were_written(ending, regency, indonesia, tmp_path):
    """Number, date, subject, addressees, chain, enclosures and who signed, from every format."""
    files = []
    for place, part in enumerate(regency.parts.values()):
        files.append(tmp_path / f"{place}{ending}")
        files[-1].write_bytes(content_of(ending, part, indonesia))
    bundle = read_bundle(files, indonesia, regency.plan.hierarchy)
    wanted = FindingKind.REHEARSED
    assert {each.kind for each in bundle.findings} <= {wanted}
    written = [part.letter for (part,) in regency.parts.values()]
    assert [
        (each.office, each.number.value, each.dated.value, each.subject.value)
        for each in bundle.letters
    ] == [(each.sender, each.number, each.dated, each.subject) for each in written]
    for read, letter in zip(bundle.letters, written, strict=True):
        assert tuple(each.value for each in read.enclosures) == letter.enclosures
        assert indonesia.wording.join([each.read for each in read.recipients]) == (
            letter.addressed_to
        )
        assert tuple(each.text for each in read.paragraphs) == letter.paragraphs
        assert read.signatory.value == indonesia.paper.signatory(letter.signatory).value
        assert read.kind is letter.form
    chain = [each.value for each in bundle.letters[-1].chain]
    assert len(chain) == 4
    assert chain[-1] == "Kementerian Dalam Negeri"


def test_a_disposition_sheet_is_no_letter_and_no_second_stamp(regency, indonesia):
    """A received copy read by its text alone, as a printer and a scanner leave it."""
    (part,) = regency.parts["33.28"]
    pages = pypdf.PdfReader(BytesIO(content_of(".pdf", (part,), indonesia))).pages
    texts = [page.extract_text() for page in pages]
    assert "LEMBAR DISPOSISI" in texts[-1]
    assert part.letter.issuer in " ".join(texts[-1].split())
    numbered = enumerate(
        (line, page) for page, text in enumerate(texts, 1) for line in text.splitlines()
    )
    lines = [PaperLine(line, number, page) for number, (line, page) in numbered]
    (read,) = indonesia.paper.letters(lines, "scan.pdf", Medium.PDF).letters
    assert read.number.value == part.letter.number
    numbers = [each.stamp.receipt_number.value for each in indonesia.paper.stamps(lines, "s", 1.0)]
    assert numbers == [stamp.number for stamp in part.stamps]


def test_its_own_pages_are_put_into_a_ledger(regency, indonesia, tmp_path, empty_ledger):
    """Under the same numbers, with the stamps of its desks."""
    files = []
    for place, part in enumerate(regency.parts.values()):
        files.append(tmp_path / f"{place}.pdf")
        files[-1].write_bytes(content_of(".pdf", part, indonesia))
    hierarchy = regency.plan.hierarchy
    bundle = read_bundle(files, indonesia, hierarchy)
    start = Instant(29_100_000, Precision.MINUTE)
    imported = import_bundle(empty_ledger, bundle, hierarchy, indonesia, start)
    (chain,) = imported.chains
    kept = {each.letter.number for each in letters(empty_ledger, chain.propagation)}
    assert kept == {part.letter.number for (part,) in regency.parts.values()}


def test_a_disposition_sheet_in_word_is_no_letter_and_no_second_stamp(regency, indonesia, tmp_path):
    """It has no pages: the sheet begins at its title, behind the letter."""
    (part,) = regency.parts["33.28"]
    file = tmp_path / "received.docx"
    file.write_bytes(content_of(".docx", (part,), indonesia))
    (read,) = read_bundle([file], indonesia, regency.plan.hierarchy).letters
    assert read.number.value == part.letter.number
    numbers = [each.receipt_number.value for each in read.stamps]
    assert numbers == [stamp.number for stamp in part.stamps]
