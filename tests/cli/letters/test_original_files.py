"""Imported letters at the command line: their files as they are, and whole transcripts."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

OFFICES = Path(__file__).resolve().parents[3] / "examples" / "gecc-2564" / "offices.yaml"
LETTER = """ด่วนมาก
ที่ พล ๐๐๒๓.๒/ว ๗๑๔
ศาลากลางจังหวัดพิษณุโลก
ถนนวังจันทน์ พล ๖๕๐๐๐
๑๕ มีนาคม ๒๕๖๔
เรื่อง ขอให้สำรวจป้ายบอกทาง
เรียน นายอำเภอวังทอง และนายอำเภอนครไทย
อ้างถึง หนังสือจังหวัดพิษณุโลก ที่ พล ๐๐๒๓.๒/๓๐๙ ลงวันที่ ๔ กุมภาพันธ์ ๒๕๖๔
จังหวัดพิษณุโลกประสงค์จะทราบจำนวนป้ายที่ชำรุดในแต่ละตำบล
จึงเรียนมาเพื่อโปรดดำเนินการ
ขอแสดงความนับถือ
(นายตัวอย่าง ไม่มีจริง)
รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน
ผู้ว่าราชการจังหวัดพิษณุโลก
"""


@pytest.fixture
def imported(wian, tmp_path, home):
    """The program over a ledger that holds one imported letter, and the letter's file."""
    home.mkdir(exist_ok=True)
    path = tmp_path / "letter <1>.txt"
    path.write_bytes(LETTER.replace("\n", "\r\n").encode("utf-8-sig"))
    ran = wian("import", "bundle", path, "--hierarchy", OFFICES)
    assert ran.code == 0, ran.err
    return wian, path


def test_the_file_is_shown_as_it_is(imported, tmp_path):
    """Byte for byte into a folder; its digest in the list and in JSON."""
    wian, path = imported
    digest = sha256(path.read_bytes()).hexdigest()
    (shown,) = wian("letters", "--format", "original", "--json").json["originals"]
    assert shown == {
        "office": "phitsanulok",
        "name": path.name,
        "sha256": digest,
        "medium": "text",
        "lines": [1, 14],
    }
    assert digest in wian("letters", "--format", "original").out
    assert wian("letters", "--format", "original", "--out", tmp_path / "out").code == 0
    assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()
    assert wian("verify").code == 0


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_transcript_says_that_it_is_one_and_carries_every_word(imported, tmp_path, form):
    """Marks, address, reference, closing, and for whom the signatory acts."""
    wian, path = imported
    said = wian("letters", "--office", "phitsanulok", "--format", form).out
    assert "Transcript of an imported letter, as it was read from letter " in said
    assert "letter <1>.txt" not in said if form == "html" else "letter <1>.txt" in said
    assert sha256(path.read_bytes()).hexdigest() in said
    assert [line for line in LETTER.splitlines() if line not in said] == []
    ran = wian("letters", "--format", form, "--out", tmp_path / "out")
    assert ran.code == 0
    (written,) = (tmp_path / "out").iterdir()
    assert written.read_text("utf-8").strip() == said.strip()


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_paper_is_not_set_anew(imported, tmp_path, form):
    """It would look like the letter, and lack what was not understood of it."""
    wian, _ = imported
    ran = wian("letters", "--format", form, "--out", tmp_path / "out")
    assert ran.code == 1
    assert f"Imported letters are not typeset again as {form.upper()}" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_download_page_leaves_imported_letters_out(imported, tmp_path):
    """And says so."""
    wian, _ = imported
    site = ("letters", "--format", "site", "--office", "phitsanulok", "--out", tmp_path / "site")
    assert "Left out because they were imported" in wian(*site).out


def test_a_letter_without_a_file_says_why(imported):
    """Nobody of that name wrote one."""
    wian, _ = imported
    ran = wian("letters", "--format", "original", "--office", "phitsanulok.nakhon-thai")
    assert ran.code == 1
    assert "No file is kept of the letter of phitsanulok.nakhon-thai in bundle-" in ran.err


def test_a_backup_carries_the_files(imported, tmp_path, monkeypatch):
    """They are in the ledger itself."""
    wian, path = imported
    assert wian("backup", tmp_path / "kept.db").code == 0
    monkeypatch.setenv("WIAN_HOME", str(tmp_path / "another"))
    assert wian("restore", tmp_path / "kept.db").code == 0
    assert wian("letters", "--format", "original", "--out", tmp_path / "out").code == 0
    assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()


def test_a_letter_commands_no_terminal(wian, tmp_path, home, monkeypatch):
    """Controls and turned directions are spelt out; a pipe has the file byte for byte."""
    home.mkdir(exist_ok=True)
    path = tmp_path / "hostile.txt"
    path.write_text(LETTER.replace("ประสงค์", "\x1b[31m\u202eประสงค์"), encoding="utf-8")
    assert wian("import", "bundle", path, "--hierarchy", OFFICES).code == 0
    asked = ("letters", "--office", "phitsanulok", "--format")
    for form in ("text", "html"):
        said = wian(*asked, form).out
        assert "[U+001B][31m[U+202E]ประสงค์" in said
        assert "\x1b" not in said
    assert wian(*asked, "original").out == path.read_text("utf-8")
