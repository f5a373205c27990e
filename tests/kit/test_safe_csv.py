"""Stories of tables that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from wian.kit.formulas import harmless
from wian.kit.safe_csv import harmless_table, safe_csv, table_as_it_was


@pytest.mark.parametrize("text", ["=1+1", "+66", "-2", "@cmd", "\tx", "\rx", " =1", "＝1", "'=1"])
def test_no_cell_is_a_formula(text):
    """A stranger's name that begins like a formula gets an apostrophe."""
    read = list(csv.reader(io.StringIO(safe_csv(pl.DataFrame({"name": [text, "a"]})), newline="")))
    assert read[1:] == [[f"'{text}"], ["a"]]
    assert read[1][0] == harmless(text)
    assert safe_csv(pl.DataFrame({"name": [text]}), raw=True) == (
        pl.DataFrame({"name": [text]}).write_csv()
    )


def test_what_was_written_is_read_back():
    """A frame that was guarded is as it was once more."""
    table = pl.DataFrame({"name": ["=1", "'=1", "'tis", None, "-", "ก"], "days": [-1.0] * 6})
    assert_frame_equal(table_as_it_was(harmless_table(table).lazy()).collect(), table)


def test_quotes_commas_and_lines_stay_in_their_cell():
    """What is hostile to the format comes back as it was."""
    text = 'a "b", c\nd'
    read = list(
        csv.reader(io.StringIO(safe_csv(pl.DataFrame({"x": [text], "y": [1.5]})), newline=""))
    )
    assert read == [["x", "y"], [text, "1.5"]]


def test_lists_are_joined():
    """Counts by weekday are one cell."""
    assert safe_csv(pl.DataFrame({"counts": [[1, 2, 3]]})) == "counts\n1 2 3\n"
