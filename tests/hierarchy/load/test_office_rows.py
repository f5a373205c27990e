"""The offices that rows write: several rows may be one office."""

from __future__ import annotations

import pytest

from hierarchy.load import office_rows
from hierarchy.load.file_conventions import Countries
from hierarchy.load.office_rows import OfficeRows

ROWS = "id,name,level,kind,parent\ntop,T,a,a,\nlow,L,a,a,top\nmid,M,a,a,top\nfew,F\nlow,L,a,a,mid\n"


def test_a_further_row_adds_a_parent_where_the_office_first_stood(write):
    """The order is that of first rows, and each parent keeps the line that names it."""
    rows = OfficeRows(write("a.csv", ROWS), Countries())
    entries = list(rows.entries())
    assert [entry.fields["id"] for entry in entries] == ["top", "low", "mid"]
    assert [each["parent"] for each in entries[1].parents] == ["top", "mid"]
    assert [entries[1].where_parent(each) for each in (0, 1)] == ["a.csv line 3", "a.csv line 6"]
    assert [fault.where for fault in rows.faults] == ["a.csv line 5"]


def test_those_that_are_whole_do_not_wait_for_ever(write, monkeypatch):
    """Where too many wait behind one office, they go ahead of it: memory has an end."""
    monkeypatch.setattr(office_rows, "_MOST_WAITING", 1)
    rows = OfficeRows(write("a.csv", ROWS), Countries())
    assert [entry.fields["id"] for entry in rows.entries()] == ["top", "mid", "low"]


@pytest.mark.parametrize("content", ["", "\n , \n"], ids=["nothing", "blanks"])
def test_an_empty_file_is_told_what_to_begin_with(write, content):
    """Its refusal names the columns."""
    with pytest.raises(Exception, match="is empty; begin with the columns id, name, level, kind"):
        list(OfficeRows(write("a.csv", content), Countries()))
