"""Stories of files that travel with a directive, and of those that must not."""

from __future__ import annotations

import pytest
import yaml

from tests.plugins.files import PDF, PNG, office_file
from wian.kit.errors import InputFaults
from wian.letters.directive_file import load_directive, read_directive
from wian.letters.enclosed_file import LARGEST, KeptFile, distinct_names, read_all, read_enclosed
from wian.letters.file_kind import NotEnclosable

TAKEN = {
    "annex.pdf": PDF,
    "แบบรายงาน.xlsx": office_file("xl/workbook.xml"),
    "order.docx": office_file("word/document.xml"),
    "map.png": PNG,
    "photo.JPEG": b"\xff\xd8\xff\xe0" + b"\0" * 20,
}


@pytest.mark.parametrize("name", TAKEN, ids=[f"kind-{at}" for at in range(len(TAKEN))])
def test_a_file_is_known_by_its_content(tmp_path, name):
    """PDF, Word, Excel and pictures; name, size and digest are those of the file."""
    (tmp_path / name).write_bytes(TAKEN[name])
    read = read_enclosed(tmp_path / name)
    assert (read.kept.name, read.kept.size) == (name, len(TAKEN[name]))
    assert read.content == TAKEN[name]
    assert "/" in read.kept.media_type


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("annex.pdf", b"MZ\x90\0 a program", "is no PDF"),
        ("annex.pdf", PNG, "has the content of a .png file"),
        ("annex.html", b"<script>alert(1)</script>", "is no PDF"),
        ("annex.pdf", b"", "is empty"),
        ("form.xlsx", office_file("xl/workbook.xml", "xl/vbaProject.bin"), "carries macros"),
        ("form.xlsx", b"PK\x03\x04 cut off", "is no PDF"),
        ("a\u202efdp.exe.pdf", PDF, "has a name that is no plain text"),
    ],
    ids=["program", "picture", "page", "empty", "macros", "cut", "turned-name"],
)
def test_what_is_no_such_file_is_refused(tmp_path, name, content, said):
    """By what it holds, not by what its name says."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NotEnclosable, match=said):
        read_enclosed(tmp_path / name)


def test_too_large_a_file_is_refused(tmp_path):
    """Every office on the way has to download it."""
    with (tmp_path / "large.pdf").open("wb") as made:
        made.write(PDF)
        made.truncate(LARGEST + 1)
    with pytest.raises(NotEnclosable, match="more than 20 MiB"):
        read_enclosed(tmp_path / "large.pdf")


def test_a_directory_or_a_file_that_is_missing_is_refused(tmp_path):
    """Each with what to do."""
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(NotEnclosable, match="no regular file"):
        read_enclosed(tmp_path / "folder.pdf")
    with pytest.raises(NotEnclosable, match="is not there"):
        read_enclosed(tmp_path / "missing.pdf")


def test_no_path_leads_out_of_the_directives_folder(tmp_path):
    """A directive that somebody sent takes nothing else of this machine along."""
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(PDF)
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "link.pdf").symlink_to(outside)
    (folder / "own.pdf").write_bytes(PDF)
    entries = [{"file": path} for path in ("../outside.pdf", str(outside), "link.pdf", "own.pdf")]
    read = read_all(entries, folder)
    assert list(read.by_enclosure) == [3]
    assert [fault.where for fault in read.faults] == [f"enclosures.{at}.file" for at in range(3)]
    assert all("outside" in fault.what for fault in read.faults)


def test_two_files_of_one_name_get_two_names():
    """The same file twice is written once."""
    one, two, again = (
        KeptFile(name=name, media_type="application/pdf", size=1, sha256=digit * 64)
        for name, digit in (("a.pdf", "1"), ("A.pdf", "2"), ("copy.pdf", "1"))
    )
    assert distinct_names([one, two, again]) == [("a.pdf", one), ("222222222222-A.pdf", two)]
    assert distinct_names([two, one]) == [("A.pdf", two), ("111111111111-a.pdf", one)]


def test_files_that_are_too_large_together_are_refused(tmp_path, monkeypatch):
    """The one that is too much is named; the limit is a small one here."""
    monkeypatch.setattr("wian.letters.enclosed_file.LARGEST_TOGETHER", 2 * len(PDF))
    for name in "abc":
        (tmp_path / f"{name}.pdf").write_bytes(PDF)
    read = read_all([{"file": f"{name}.pdf"} for name in "abc"], tmp_path)
    assert list(read.by_enclosure) == [0, 1]
    (fault,) = read.faults
    assert fault.where == "enclosures.2.file"
    assert fault.what.startswith("all files together")


def test_faults_of_files_come_with_those_of_the_directive_and_their_lines(tmp_path):
    """All at once; what wian fills in is nobody else's to write."""
    path = tmp_path / "d.yaml"
    values = {
        "id": "roads",
        "origin": "o0",
        "subject": "",
        "decided": "ได้กำหนด",
        "purpose": "ให้ถนนปลอดภัย",
        "asks": [],
        "addressees": [{"levels": ["local"]}],
        "enclosures": [
            {"title": "แบบสำรวจ", "file": "missing.pdf"},
            {"title": "แผนที่", "kept": {"name": "x", "sha256": "0" * 64}},
        ],
    }
    path.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        load_directive(path)
    said = [str(fault) for fault in caught.value.faults]
    assert any("enclosures.0.file" in each and "is not there" in each for each in said)
    assert any("kept is filled in by wian" in each for each in said)
    assert any("subject" in each for each in said)
    assert all("d.yaml line " in each for each in said)
    assert read_directive(path).directive is None
