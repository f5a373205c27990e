"""Logs as CSV come in every dialect, and are read line by line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from wian.history.logs.csv_log import csv_events
from wian.history.logs.event_log import EventReader, LogEvent
from wian.history.logs.mapping import LogMapping
from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import InputFaults

_COLUMNS = {"case": "เลขเรื่อง", "timestamp": "วันเวลา", "group": "ฝ่าย", "activity": "ขั้นตอน"}
_ROWS = (
    "เลขเรื่อง;ขั้นตอน;วันเวลา;ฝ่าย;หมายเหตุ\r\n"
    '1;รับเรื่อง;๑๒ ม.ค. ๒๕๖๔ ๐๙.๑๕ น.;สารบรรณ;"สองบรรทัด;\r\nในช่องเดียว"\r\n'
    "\r\n"
    "1;ส่งต่อ;13/1/2564;การเงิน;\r\n"
)


def _reader(path: Path, **fields: object) -> EventReader:
    given = {"columns": _COLUMNS, **fields}
    return EventReader(path, LogMapping.model_validate(given), jurisdiction("thailand"))


def _events(path: Path, **fields: object) -> list[LogEvent]:
    reader = _reader(path, **fields)
    found = list(csv_events(path, reader))
    reader.refuse_faulty()
    return found


def _faults(path: Path, **fields: object) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        _events(path, **fields)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("name", ["log.csv", "log.csv.gz"])
def test_a_thai_log_is_read_in_any_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    """Semicolons, a byte order mark or none, Windows-874, cells of several lines, a title above."""
    path = tmp_path / name
    data = f"รายงานการติดตามเรื่อง\r\n\r\n{_ROWS}".encode(encoding)
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    first, second = _events(path)
    assert (first.case, first.activity, first.holder, first.dated) == (
        "1",
        "รับเรื่อง",
        "สารบรรณ",
        False,
    )
    assert (first.line, second.line) == (4, 7)
    assert (second.holder, second.dated) == ("การเงิน", True)
    assert second.minute - first.minute == 24 * 60 - 9 * 60 - 15


@pytest.mark.parametrize("named", ["utf-8", "UTF8", "utf-8-sig"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_named_utf_8_may_begin_with_a_mark(tmp_path: Path, encoding: str, named: str) -> None:
    """The mark is no part of the first heading, also where somebody says what the file is in."""
    path = tmp_path / "log.csv"
    path.write_bytes(_ROWS.encode(encoding))
    assert len(_events(path, encoding=named)) == 2


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
def test_the_delimiter_is_recognised_and_headings_may_look_odd(
    tmp_path: Path, delimiter: str
) -> None:
    """Case and spaces of a heading do not matter."""
    path = tmp_path / "log.csv"
    rows = [["Case  ID", " WHEN ", "Who"], ["A", "2021-01-04 09:00", "x"]]
    path.write_text("\n".join(delimiter.join(row) for row in rows))
    columns = {"case": "case id", "timestamp": "when", "resource": "who"}
    (event,) = _events(path, columns=columns)
    assert (event.case, event.holder, event.activity) == ("A", "x", None)


def test_all_faulty_lines_are_told_with_their_numbers(tmp_path: Path) -> None:
    """One report for the whole file."""
    path = tmp_path / "log.csv"
    bad = "2;x;31/2/2564;y;\n;x;13/1/2564;y;\n3;x;;y;\n4;x;13/1/1200;y;\n"
    path.write_text(_ROWS.replace("\r\n", "\n") + bad, encoding="utf-8")
    faults = _faults(path)
    assert [fault.partition(":")[0] for fault in faults] == [
        f"log.csv line {line}" for line in (6, 7, 8, 9)
    ]
    assert "has no case: the cell is empty" in faults[1]
    assert "has no timestamp: the cell is empty" in faults[2]
    assert faults[-1].endswith("or give --leave-out-faulty")


def test_very_many_faults_are_counted(tmp_path: Path) -> None:
    """A thousand are kept, the others counted: the report of a wrong file is no memory hog."""
    path = tmp_path / "log.csv"
    path.write_text("เลขเรื่อง,ขั้นตอน,วันเวลา,ฝ่าย\n" + "1,a,never,x\n" * 3000, encoding="utf-8")
    faults = _faults(path)
    assert len(faults) == 1001
    assert "2,000 more lines are faulty" in faults[-1]


@pytest.mark.parametrize(
    ("data", "fields", "said"),
    [
        (b"a,b\n1,2\n", {}, "has no column 'เลขเรื่อง' for the case; map one that it has: a, b"),
        (b"", {}, "is empty; give a log with a heading"),
        (b"\0\1\2", {}, "is a binary file"),
        (b"PK\x03\x04\x14\0", {}, "is a workbook, or another packed file; save it as CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0\0", {}, "is a workbook, or another packed file; save it as CSV UTF-8"),
        (b"\xff\xfd;\xff", {}, "is neither in UTF-8 nor in Windows-874"),
        (b"a\n" + b"\xff\xfe\xfd", {"encoding": "utf-8"}, "is not in utf-8 throughout"),
        (b"x", {"columns": {"activity": "x"}}, "has no column mapped to the case"),
        (f'{_ROWS}1;"x;y\r\n'.encode(), {}, "unexpected end of data"),
        (b"a" * 5 * 2**20, {"encoding": "utf-8"}, "line 1: has a line of more than 4 million"),
        (b"\x1f\x8bnonsense", {}, "is neither in UTF-8"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(
    tmp_path: Path, data: bytes, fields: dict[str, object], said: str
) -> None:
    """Columns that are not there, binaries, unknown encodings, quotation marks left open."""
    path = tmp_path / "log.csv"
    path.write_bytes(data)
    assert any(said in fault for fault in _faults(path, **fields)), _faults(path, **fields)


def test_a_file_that_is_not_there_or_no_gzip_is_a_sentence(tmp_path: Path) -> None:
    """And a folder neither."""
    assert "cannot be read" in _faults(tmp_path / "none.csv")[0]
    assert "cannot be read" in _faults(tmp_path)[0]
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b" \r\n")
    assert _faults(empty) == [
        "empty.csv: is empty; give a log with a heading and a row for each event"
    ]
    path = tmp_path / "log.csv.gz"
    path.write_bytes(b"\x1f\x8b\x08broken")
    assert "cannot be read" in _faults(path)[0]


def test_hops_of_our_own_are_recognised_and_their_command_named(tmp_path: Path) -> None:
    """They need no import; who maps their columns as those of a log means it."""
    path = tmp_path / "hops.csv"
    path.write_text(
        "propagation,sender,recipient,issued_at,received_at\np,a,b,,\n", encoding="utf-8"
    )
    (fault,) = _faults(path, columns={})
    assert "is no event log; wian export parquet writes them as wian report" in fault
    mapped = _faults(path, columns={"case": "propagation"})
    assert len(mapped) == 2


def test_a_name_with_a_sign_that_nobody_sees_is_refused_by_line_and_field(tmp_path: Path) -> None:
    """Two holders that look the same would be two rows of a report."""
    path = tmp_path / "log.csv"
    path.write_text(_ROWS.replace("การเงิน", "การ\u200bเงิน"), encoding="utf-8")
    said = (
        "log.csv line 5: has the invisible character U+200B in its group; remove it; "
        "or give --leave-out-faulty"
    )
    assert _faults(path) == [said]


def test_usual_names_need_no_mapping(tmp_path: Path) -> None:
    """Those of the fields, or of XES; a holder that is mapped is not joined by another."""
    path = tmp_path / "log.csv"
    path.write_text("case:concept:name,Activity,time:timestamp,resource,team\n1,a,2021-01-04,x,y\n")
    (event,) = _events(path, columns={})
    assert (event.case, event.activity, event.holder) == ("1", "a", "x")
    (event,) = _events(path, columns={"group": "team"})
    assert event.holder == "y"
    (event,) = _events(path, columns={}, holder="activity")
    assert event.holder == "a"


def test_what_is_lacking_is_said_with_what_there_is(tmp_path: Path) -> None:
    """Whoever maps it reads the log's columns in the same sentence."""
    path = tmp_path / "log.csv"
    path.write_text("Ticket,When,Who\n1,2021-01-04,x\n")
    faults = _faults(path, columns={})
    assert faults[0].endswith("add --map case=COLUMN, of: ticket, when, who")
    assert "--holder activity, of: ticket, when, who" in faults[-1]


def test_more_columns_are_read_where_they_are_mapped(tmp_path: Path) -> None:
    """When an activity began, to whom it was sent, and the order of what has one moment."""
    path = tmp_path / "log.csv"
    path.write_text(
        "case,timestamp,group,from,to,nr\n1,2021-01-04 09:00:30,x,2021-01-04 08:00,y,2.5\n"
    )
    columns = {"start": "from", "recipient": "to", "order": "nr"}
    (event,) = _events(path, columns=columns)
    assert (event.minute - (event.start_minute or 0), event.second) == (60, 30.0)
    assert (event.recipient, event.order, event.start_second) == ("y", 2.5, None)
    path.write_text("case,timestamp,group,from\n1,2021-01-04 09:00,x,2021-01-04 10:00\n")
    assert "starts after it is over" in _faults(path, columns={"start": "from"})[0]
    path.write_text("case,timestamp,group,from\n1,2021-01-04,x,2021-01-04 10:00\n")
    assert _events(path, columns={"start": "from"})[0].dated  # over at any time of that day


def test_a_damaged_gzip_is_refused(tmp_path: Path) -> None:
    """Its checks fail late, and in a library of its own."""
    path = tmp_path / "log.csv.gz"
    data = bytearray(gzip.compress(_ROWS.encode() * 50))
    data[20:40] = bytes(each ^ 0xFF for each in data[20:40])
    path.write_bytes(data)
    (fault,) = _faults(path)
    assert "log.csv.gz: cannot be read (" in fault
