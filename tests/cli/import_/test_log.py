"""``wian import log``: event logs of other programs."""

from __future__ import annotations

import pytest

from wian.reports.hop_frame import scan

_LOG = "Ticket;When;Team\nA;2021-01-04 09:00;one\nA;2021-01-05 09:00;two\nB;04/01/2564;one\n"


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "tickets.csv"
    path.write_text(_LOG, encoding="utf-8")
    return path


def test_a_log_becomes_hops_beside_it(wian, log):
    """The columns on the command line; the ledger is not even opened."""
    pairs = "case=Ticket,timestamp=When,group=Team"
    ran = wian("import", "log", log, "--map", pairs, "--time-zone", "UTC")
    assert (ran.code, ran.err) == (0, "")
    assert "3 events, 1 case: 1 hop is in" in " ".join(ran.out.split())
    (hop,) = scan(log.with_name("tickets.hops.parquet")).collect().to_dicts()
    assert (hop["sender"], hop["recipient"], hop["issued_at"]) == (
        "one",
        "two",
        "2021-01-04T16:00+07:00",
    )


def test_reports_say_the_same_of_what_went_out_and_came_back(read, tmp_path):
    """An exported log, imported by somebody else, gives the tables of the ledger."""
    path, back = tmp_path / "log.xes.gz", tmp_path / "back.parquet"
    read("export", "xes", "--out", path)
    assert read("import", "log", path, "--out", back).code == 0
    for by in ("wave", "office", "month"):
        told = read("report", "latency", "--by", by, "--json").json
        assert read("report", "latency", "--by", by, "--json", "--from", back).json == told
        assert told["rows"]


def test_a_mapping_in_a_file_and_json(wian, log, tmp_path):
    """For the log of every month."""
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("columns: {case: Ticket, timestamp: When, resource: Team}\nend: [closed]\n")
    out = tmp_path / "hops.parquet"
    ran = wian("import", "log", log, "--mapping", mapping, "--out", out, "--json")
    counted = {"events": 3, "cases": 1, "hops": 1}
    said = {"path": str(out), **counted, "own": False, "unknown_ends": ["closed"], "open": 1}
    assert ran.json.items() >= said.items()
    assert (ran.json["left_out"], ran.json["faulty_path"]) == ({"one holder": 1}, None)
    assert scan(out).collect()["open"].to_list() == [True]


def test_all_that_is_wrong_is_told_at_once(wian, log):
    """1, the lines, nothing written; no traceback whatever the options say."""
    log.write_text(_LOG + "C;never;one\n;2021-01-04;one\n", encoding="utf-8")
    ran = wian("import", "log", log, "--map", "case=Ticket,timestamp=When,group=Team")
    assert (ran.code, ran.out) == (1, "")
    assert "tickets.csv line 5" in ran.err
    assert "tickets.csv line 6: has no case" in ran.err
    for path in (log.with_name("none.csv"), log.parent / "no" / "folder.csv", log.parent):
        assert "is no file that can be read" in wian("import", "log", path).err
    for options in (["--map", "cause=x"], ["--time-zone", "Mars"], ["--encoding", "klingon"]):
        ran = wian("import", "log", log, *options)
        assert ran.code == 1
        assert "defect" not in ran.err
    assert [each.name for each in log.parent.iterdir() if each.suffix == ".parquet"] == []


def test_an_end_that_no_event_has_is_warned_of_by_name(wian, tmp_path):
    """A typing error would leave every case open, and the report would count them so far."""
    log = tmp_path / "tickets.csv"
    rows = "Ticket;When;Team;Did\nA;2021-01-04 09:00;one;รับเรื่อง\nA;2021-01-05 09:00;two;ปิดเรื่อง\n"
    log.write_text(rows, encoding="utf-8")
    pairs = "case=Ticket,timestamp=When,group=Team,activity=Did"
    ends = ("--end", "ปิดเรื่อง", "--end", "ปิดเรือง", "--end", "ปิดเรือง")
    ran = wian("import", "log", log, "--map", pairs, *ends)
    assert ran.code == 0
    assert ran.err.count("Warning: no event of the log has the activity 'ปิดเรือง'") == 1
    assert "'ปิดเรื่อง'" not in ran.err
    ran = wian("import", "log", log, "--map", pairs, *ends, "--json")
    assert ran.json["unknown_ends"] == ["ปิดเรือง"]
    unmapped = "case=Ticket,timestamp=When,group=Team"
    ran = wian("import", "log", log, "--map", unmapped, "--end", "ปิดเรื่อง")
    assert "which column is mapped to activity" in " ".join(ran.err.split())
    assert wian("import", "log", log, "--map", pairs, "--end", "ปิดเรื่อง").err == ""
