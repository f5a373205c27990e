"""Rows of a file of any length, in bounded memory."""

from __future__ import annotations

import pytest

from hierarchy.load import row_stream
from hierarchy.load.row_stream import RowStream
from wian.kit import text_file
from wian.kit.errors import InputFaults
from wian.kit.text_file import OldEncoding

THAI = OldEncoding("cp874", ("Windows-874",), range(0xA1, 0xFC))


def refusal(path) -> str:
    with pytest.raises(InputFaults) as caught:
        list(RowStream(path, [THAI]))
    return str(caught.value.faults[0])


def test_rows_come_with_the_lines_on_which_they_start(write):
    """Empty rows are passed over, and a cell may hold a line break."""
    rows = RowStream(write("a.csv", '\ufeffid,name\r\n\r\n , \na,"two\nlines"\rb,B\n'))
    expected = [(1, ["id", "name"]), (4, ["a", "two\nlines"]), (6, ["b", "B"])]
    assert list(rows) == expected
    assert (list(rows), rows.fault) == (expected, None)


def test_a_row_that_never_ends_is_refused_before_it_fills_the_memory(write, monkeypatch):
    """One open quotation mark makes all the rest one row; a line may have no end either."""
    monkeypatch.setattr(row_stream, "LONGEST_ROW", 1000)
    for content in ('id\na\n"b' + ",x\n" * 500, "id\na\n" + "b" * 1001):
        said = refusal(write("a.csv", content))
        assert said.startswith("a.csv line 3: begins a row of more than 0 million characters")


def test_too_many_rows_are_refused(write, monkeypatch):
    """What limits a file is its rows, and the header is none."""
    monkeypatch.setattr(row_stream, "MOST_ROWS", 3)
    assert len(list(RowStream(write("a.csv", "id\na\nb\nc\n")))) == 4
    said = "a.csv: has more than 3 rows; leave out the offices that no letter is for"
    assert refusal(write("a.csv", "id\na\nb\nc\nd\n")) == said
    monkeypatch.setattr(row_stream, "MOST_BYTES", 4)
    assert refusal(write("a.csv", "id\na\nb\n")) == "a.csv: is larger than 0 MB; shorten it"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id\nก\nข".encode("cp874"), "line 2: is not in UTF-8 (it looks like Windows-874)"),
        (b"id\nabc\n" + "ข".encode()[:2], "line 3: is not in UTF-8"),
        (b"id\nab\xff\nabc\x00", ": is a binary file; give a text file in UTF-8"),
        ("id\n".encode("utf-16"), ": is in UTF-16; save it as UTF-8"),
    ],
    ids=["old", "cut", "binary", "utf-16"],
)
def test_what_is_no_text_is_refused_though_it_comes_in_pieces(write, monkeypatch, content, said):
    """The sentence is that of a file that is read whole, wherever the pieces end."""
    for size in (2, 5, 1000):
        monkeypatch.setattr(text_file, "_PIECE", size)
        assert said in refusal(write("a.csv", content))
