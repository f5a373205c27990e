"""Damaged and swollen DOCX files are refused in one sentence, and merged cells are read once."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from wian.history.bundle import read_bundle
from wian.history.documents.document import Document
from wian.history.documents.open_document import open_document
from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import InputFaults


def _word(*paragraphs: str) -> bytes:
    word, data = docx.Document(), BytesIO()
    for each in paragraphs:
        word.add_paragraph(each)
    word.save(data)
    return data.getvalue()


def _opened(path: Path, data: bytes) -> Document:
    path.write_bytes(data)
    return open_document(path, jurisdiction("thailand"))


def _begin(data: bytes, part: str) -> int:
    """Where the packed bytes of a part begin."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        at = package.getinfo(part).header_offset
    name, extra = struct.unpack_from("<HH", data, at + 26)
    return int(at + 30 + name + extra)


def _flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def _replaced(data: bytes, part: str, content: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.infolist():
            new.writestr(each, content if each.filename == part else old.read(each))
    return made.getvalue()


def _cut_out(data: bytes, part: str) -> bytes:
    """Packed bytes are missing: whatever stands behind them is no longer where the file says."""
    at = _begin(data, part)
    return data[: at + 20] + data[at + 190 :]


_LETTER = _word("ด่วนที่สุด")
_STYLES, _TEXT = "word/styles.xml", "word/document.xml"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_flipped(_LETTER, _begin(_LETTER, _STYLES) + 40), id="styles flipped"),
        pytest.param(_flipped(_LETTER, _begin(_LETTER, _TEXT) + 40), id="text flipped"),
        pytest.param(_cut_out(_LETTER, _STYLES), id="bytes cut out"),
        pytest.param(_LETTER[: len(_LETTER) // 2], id="half"),
        pytest.param(_replaced(_LETTER, _TEXT, b"<w:p>"), id="no XML"),
        pytest.param(_replaced(_LETTER, _TEXT, b""), id="nothing"),
        pytest.param(_replaced(_LETTER, "[Content_Types].xml", b"<a/>"), id="no types"),
        pytest.param(_replaced(_LETTER, "_rels/.rels", b"<a/>"), id="no relations"),
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    """Whichever part is damaged, the file is named, and what to do."""
    with pytest.raises(InputFaults) as refused:
        _opened(tmp_path / "letter.docx", data)
    (fault,) = refused.value.faults
    assert fault.where == "letter.docx"
    assert "damaged" in fault.what
    assert fault.remedy == "save it again as DOCX"


def test_a_file_that_swells_is_refused(tmp_path: Path) -> None:
    """Few bytes that unpack to millions of tags would fill the memory."""
    many = b"<w:document>" + b"<w:p/>" * 600_000
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(_TEXT, many)
    with pytest.raises(InputFaults, match="more text than letters can have; split it"):
        _opened(tmp_path / "letter.docx", packed.getvalue())


def test_a_merged_cell_is_read_once_however_far_it_says_it_spans(tmp_path: Path) -> None:
    """A cell may say that it spans a billion columns."""
    word, data = docx.Document(), BytesIO()
    table = word.add_table(2, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number}"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "both"
    span = table.cell(0, 2)._tc.get_or_add_tcPr().get_or_add_gridSpan()
    span.val = 1_000_000_000
    word.save(data)
    lines = _opened(tmp_path / "letter.docx", data.getvalue()).lines
    assert [line.text for line in lines if line.text] == [
        "both",
        "cell 1",
        "cell 2",
        "cell 4",
        "cell 5",
    ]


def test_every_word_that_word_shows_is_read(tmp_path):
    """Tracked insertions and fields to fill in count, around words, paragraphs and cells."""

    def run(word: str) -> str:
        return f"<w:r><w:t>{word}</w:t></w:r>"

    def field(inner: str) -> str:
        return f"<w:sdt {nsdecls('w')}><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    def change(kind: str, inner: str) -> str:
        return f"<w:{kind} {nsdecls('w')} w:id='1' w:author='x'>{inner}</w:{kind}>"

    word = docx.Document()
    first = word.add_paragraph("one")._p
    gone = change("del", "<w:r><w:delText>deleted</w:delText></w:r>")
    moved = change("moveFrom", run("moved"))
    for each in (change("ins", run("two")), gone, moved, field(run("three"))):
        first.append(parse_xml(each))
    first.addnext(parse_xml(field(f"<w:p>{run('four')}</w:p>")))
    cell = f"<w:tc>{field(f'<w:p>{run(chr(53))}</w:p>')}<w:p/></w:tc>"
    word.add_table(1, 1).rows[0]._tr.append(parse_xml(field(cell)))
    data = BytesIO()
    word.save(data)
    lines = _opened(tmp_path / "letter.docx", data.getvalue()).lines
    assert [line.text for line in lines if line.text] == ["onetwothree", "four", "5"]


_BOX = (
    '<w:r {ns}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<mc:Choice><w:txbxContent>{paragraphs}</w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent>{paragraphs}</w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def _in_box(*lines: str) -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return _BOX.format(ns=nsdecls("w"), paragraphs=paragraphs)


def _words(document: Document) -> list[str]:
    return [line.text for line in document.lines if line.text.strip()]


def test_a_letterhead_in_the_header_and_a_stamp_in_a_box_are_read(tmp_path):
    """As offices type them; a box that is there twice for old versions of Word is read once."""
    word, data = docx.Document(), BytesIO()
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "- 2 -"
    section.first_page_header.paragraphs[0].text = "ที่ พล ๐๐๒๓.๓/ว ๗๗"
    section.first_page_header.add_paragraph("ศาลากลางจังหวัดพิษณุโลก")
    section.first_page_footer.paragraphs[0].text = "โทร. ๐ ๕๕๒๕ ๐๐๐๐"
    for line in ("๔ มีนาคม ๒๕๖๖", "เรื่อง ภัยแล้ง", "เรียน นายอำเภอเมือง", "ด้วยเกิดภัยแล้ง"):
        word.add_paragraph(line)
    box = parse_xml(_in_box("ที่ว่าการอำเภอเมือง", "เลขรับ ๑๒๓", "วันที่ ๖ มี.ค. ๖๖", "เวลา ๐๙.๐๐ น."))
    word.paragraphs[0]._p.append(box)
    word.save(data)
    document = _opened(tmp_path / "letter.docx", data.getvalue())
    assert _words(document) == [
        *("ที่ พล ๐๐๒๓.๓/ว ๗๗", "ศาลากลางจังหวัดพิษณุโลก"),
        *("ที่ว่าการอำเภอเมือง", "เลขรับ ๑๒๓", "วันที่ ๖ มี.ค. ๖๖", "เวลา ๐๙.๐๐ น."),
        *("๔ มีนาคม ๒๕๖๖", "เรื่อง ภัยแล้ง", "เรียน นายอำเภอเมือง", "ด้วยเกิดภัยแล้ง"),
        "โทร. ๐ ๕๕๒๕ ๐๐๐๐",
    ]
    [letter] = read_bundle([tmp_path / "letter.docx"], jurisdiction("thailand")).letters
    assert letter.number.value == "พล ๐๐๒๓.๓/ว ๗๗"
    assert letter.sender.value == "จังหวัดพิษณุโลก"
    [stamp] = letter.stamps
    assert stamp.receipt_number.value == "123"


def test_the_header_of_later_pages_and_a_page_number_are_no_lines(tmp_path):
    """The first page does not show the one; the other is no word of a letter."""
    word, data = docx.Document(), BytesIO()
    word.sections[0].header.paragraphs[0].text = "- ๒ -"
    word.add_paragraph("ด้วยเกิดภัยแล้ง")
    word.save(data)
    assert _words(_opened(tmp_path / "letter.docx", data.getvalue())) == ["ด้วยเกิดภัยแล้ง"]
