"""Stories of CSV in Excel: a file begins with the mark by which its Thai shows, a pipe does not."""

from __future__ import annotations

import codecs
import csv
import gzip

import pytest

_MARK = codecs.BOM_UTF8


@pytest.mark.parametrize(
    "command",
    [
        ("export", "csv"),
        ("report", "latency", "--by", "office", "--format", "csv"),
        ("report", "bottlenecks", "--format", "csv"),
        ("report", "bottlenecks", "--table", "totals", "--format", "csv"),
    ],
)
def test_csv_in_a_file_begins_with_a_mark(read, tmp_path, command):
    """An official who double-clicks it reads Thai, not its bytes as Windows-874."""
    out = tmp_path / "ตาราง.csv"
    assert read(*command, "--out", out).code == 0
    data = out.read_bytes()
    assert data.startswith(_MARK)
    assert data.count(_MARK) == 1
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert next(iter(rows[0])) in {"propagation", "office"}
    assert "องค์การบริหารส่วนตำบล" in data.decode("utf-8-sig")


def test_packed_csv_has_the_mark_inside(read, tmp_path):
    """Unpacked it opens like any other."""
    out = tmp_path / "hops.csv.gz"
    read("export", "csv", "--out", out)
    assert gzip.decompress(out.read_bytes()).startswith(_MARK)


@pytest.mark.parametrize(
    "command",
    [("hops",), ("report", "latency"), ("report", "bottlenecks"), ("sql", "SELECT 1 AS a")],
)
def test_csv_on_standard_output_has_no_mark(read, command):
    """Another program's first heading is the heading."""
    out = read(*command, "--format", "csv").out
    assert out[0].isascii()
    assert "\ufeff" not in out


def test_reports_read_back_what_was_exported_for_a_spreadsheet(read, tmp_path):
    """The mark is no part of the first column's name."""
    out = tmp_path / "hops.csv"
    read("export", "csv", "--out", out)
    told = read("report", "latency", "--by", "office", "--json").json
    assert read("report", "latency", "--by", "office", "--json", "--from", out).json == told
    assert told["rows"]


@pytest.mark.parametrize("named", [(), ("--encoding", "utf-8")])
def test_import_log_reads_back_what_was_exported_for_a_spreadsheet(read, tmp_path, named):
    """As a log it is what a stranger would make of it; its first column is found by name."""
    out = tmp_path / "hops.csv"
    read("export", "csv", "--out", out)
    pairs = "case=propagation,timestamp=issued_at,group=sender"
    ran = read("import", "log", out, "--map", pairs, *named, "--json")
    assert (ran.code, ran.json["events"]) == (0, 115)
