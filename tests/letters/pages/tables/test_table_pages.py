"""The pages of a table that a letter encloses: legible, numbered, whole, in three countries."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from openpyxl import load_workbook

from wian.jurisdictions.countries import jurisdiction
from wian.letters.composition.sample_letters import sample_writings
from wian.letters.letter import from_json, to_json
from wian.letters.letter_table import LetterTable, TableHead, TableMark
from wian.letters.pages.letter_pdf import letter_pdf
from wian.letters.pages.tables.table_workbook import table_workbook

OFFICES, FIELDS = 103, 20
_WIDTH, _HEIGHT = 842, 595


def _table():
    heads = (TableHead("Office"), TableHead("Answer"))
    heads += tuple(
        TableHead(f"Question {at}", f"f{at}", "pieces", at % 2 == 0) for at in range(FIELDS)
    )
    rows = tuple(
        (f"Office {row}", "answered", *(str(1000 * row + at) for at in range(FIELDS)))
        for row in range(OFFICES)
    )
    total = ("Total: 71 of 103 offices", None, *("5253000" for _ in range(FIELDS)))
    marks = (TableMark(1, 2, "999", (0,)), TableMark(OFFICES, 2, "5252999"))
    return LetterTable("Answers", heads, rows, total, marks, ("=counted twice 😀",), of="Letter 3")


TABLE = _table()


@pytest.fixture(scope="module", params=["thailand", "indonesia", "plain"])
def pages(request):
    """A report with a large table as PDF pages of a country, and its words."""
    country = jurisdiction(request.param)
    letter = replace(sample_writings(country)["report"](), tables=(TABLE,))
    document = letter_pdf(letter, country)
    assert letter_pdf(letter, country) == document
    return country, letter, document


def test_103_offices_with_20_answers_are_legible(pages):
    """Landscape pages in the letter's series: all numbers, heads on each, the whole, the note."""
    country, _, document = pages
    read = pypdfium2.PdfDocument(document)
    sheets = [read[at] for at in range(1, len(read))]
    assert len(sheets) < 20
    assert {tuple(map(round, sheet.get_size())) for sheet in sheets} == {(_WIDTH, _HEIGHT)}
    texts = [sheet.get_textpage().get_text_range() for sheet in sheets]
    digits, signs = country.wording.digits, country.wording.signs
    for row in TABLE.rows:
        assert all(
            any(digits(signs.written(f"{int(cell):,}")) in text for text in texts)
            for cell in row[2::2]
        )
    for at, text in enumerate(texts, start=2):
        assert "Question" in text
        assert digits(str(at)) in text.splitlines()[0]
    assert f"→ {digits('999')}" in "".join(texts)
    assert "=counted twice ?" in texts[-1]


def test_the_letter_keeps_its_tables_and_others_keep_none(pages):
    """As the ledger writes it, it comes back; a letter without tables says nothing of any."""
    _, letter, _ = pages
    assert from_json(to_json(letter)) == letter
    bare = replace(letter, tables=())
    assert "tables" not in to_json(bare)
    assert from_json(to_json(bare)) == bare


def test_the_workbook_has_numbers_and_no_formula():
    """The same rows, what is meant in a column beside, and a note that looks like a formula."""
    odd = replace(TABLE, title="a/b:[c]'" * 9)
    book = load_workbook(io.BytesIO(table_workbook([TABLE, odd])))
    assert len(book.sheetnames) == 2
    sheet = book[book.sheetnames[0]]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:5] == (
        "Office",
        "Answer",
        "Question 0 (pieces)",
        "Question 0 →",
        "Question 1 (pieces)",
    )
    assert rows[2][:4] == ("Office 1", "answered", 1000, 999)
    assert rows[OFFICES + 1][2:4] == (5253000, 5252999)
    assert rows[-1][0] == "'=counted twice 😀"
