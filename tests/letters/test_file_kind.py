"""Stories of files that are another thing than they say: bombs, broken ones, and those that lie."""

from __future__ import annotations

import struct
import zipfile

import pytest

from tests.plugins.files import PDF, office_file
from wian.letters import file_kind as kinds
from wian.letters.file_kind import NotEnclosable, file_kind

SHEET, TEXT = "xl/workbook.xml", "word/document.xml"
DEFLATED = zipfile.ZIP_DEFLATED


def _lying(packed: bytes) -> bytes:
    """The same archive, whose directory and heads say that every part has four bytes."""
    said = bytearray(packed)
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        found = said.find(mark)
        while found >= 0:
            said[found + at : found + at + 4] = struct.pack("<L", 4)
            found = said.find(mark, found + 4)
    return bytes(said)


def _encrypted(packed: bytes) -> bytes:
    said = bytearray(packed)
    at = said.find(b"PK\x01\x02")
    said[at + 8] |= 1
    return bytes(said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: office_file(SHEET, "xl/a.xml", content=b"0" * 9000, form=DEFLATED), "unpack"),
        (lambda: _lying(office_file(TEXT, content=b"0" * 3000, form=DEFLATED)), "damaged"),
        (lambda: _encrypted(office_file(TEXT)), "damaged"),
        (lambda: office_file(TEXT, form=zipfile.ZIP_LZMA), "damaged"),
        (lambda: office_file(TEXT).replace(b"<x/>", b"<y/>"), "damaged"),
        (lambda: office_file(TEXT, *(f"word/{at}" for at in range(6))), "is no PDF"),
    ],
    ids=["bomb", "lies", "locked", "packing", "bytes", "parts"],
)
def test_an_office_document_that_would_harm_is_refused(monkeypatch, content, said):
    """By what it is, not by what its directory says; the limits are small ones here."""
    monkeypatch.setattr(kinds, "LARGEST_UNPACKED", 20_000)
    monkeypatch.setattr(kinds, "MOST_PARTS", 5)
    name = "form.xlsx" if said == "unpack" else "form.docx"
    with pytest.raises(NotEnclosable, match=said):
        file_kind(content(), name)


def test_no_broken_file_breaks_the_program():
    """Cut anywhere, or with any byte changed, it is taken or refused in words."""
    whole = office_file(TEXT, content=b"<x>" * 30, form=DEFLATED)
    broken = [whole[:at] for at in range(0, len(whole), 5)]
    broken += [whole[:at] + b"\xff" + whole[at + 1 :] for at in range(0, len(whole), 3)]
    refused = 0
    for each in broken:
        try:
            file_kind(each, "form.docx")
        except NotEnclosable:
            refused += 1
    assert refused > len(broken) / 2


def test_the_usual_endings_are_offered_to_browsers():
    """One kind may have two."""
    assert kinds.ENDINGS == (".pdf", ".docx", ".xlsx", ".png", ".jpg", ".jpeg")
    assert file_kind(PDF, "ANNEX.PDF").endings == (".pdf",)
