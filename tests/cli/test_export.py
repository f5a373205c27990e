"""``wian export``: history out."""

from __future__ import annotations

import csv
import gzip
import io

import pytest

from wian.propagation import runtime


@pytest.mark.parametrize("form", ["csv", "parquet", "xes", "ocel"])
def test_each_form_is_written_and_told(read, gecc_plan, tmp_path, form):
    """One line, or one JSON object; the same bytes again."""
    path = tmp_path / {"ocel": "ออก.jsonocel"}.get(form, f"ออก.{form}")
    ran = read("export", form, "--out", path, "--json")
    assert (ran.code, ran.err) == (0, "")
    counted = {"hops": 115, "not_begun": 0}
    assert ran.json == {"file": str(path), "propagations": [gecc_plan.id], **counted}
    written = path.read_bytes()
    ran = read("export", form, gecc_plan.id, "--out", path)
    assert "115 hops of 1 propagation are in" in ran.out
    assert read("export", form, "--all", "--out", path).code == 0
    assert path.read_bytes() == written


def test_the_columns_of_the_contract_stand_first(read, tmp_path):
    """Whoever reads ``wian hops`` by position reads this too."""
    path = tmp_path / "hops.csv.gz"
    read("export", "csv", "--out", path)
    header = next(csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8-sig"))))
    told = read("hops", "--format", "csv").out.splitlines()[0].split(",")
    assert header[: len(told) - 4] == told[:-4]
    zones = ["sender_time_zone", "recipient_time_zone"]
    assert header[-7:] == [*told[-4:], "suspensions", *zones]
    assert told[-4:-2] == ["receipt_number", "recognised"]


def test_what_cannot_be_done_is_one_sentence(read, tmp_path):
    """1, one sentence, and no file; 2 where the command is wrong."""
    ran = read("export", "xes", "nobody", "--out", tmp_path / "x.xes")
    assert (ran.code, ran.out) == (1, "")
    assert "holds no propagation nobody" in ran.err
    ran = read("export", "xes", "--out", tmp_path / "no" / "such" / "x.xes")
    assert ran.code == 1
    assert "cannot be written (no such file or directory)" in ran.err
    assert read("export", "xes", "nobody", "--all", "--out", tmp_path / "x.xes").code == 2
    assert read("export", "xes").code == 2
    assert list(tmp_path.iterdir()) == []


def test_an_empty_ledger_has_nothing_to_export(wian, tmp_path):
    """Neither the latest of none nor all of none makes a file that looks like a record."""
    runtime.ledger(make=True)
    for which in ((), ("--all", "--json")):
        ran = wian("export", "csv", *which, "--out", tmp_path / "a.csv")
        assert (ran.code, ran.out) == (1, "")
        assert "holds no propagation yet" in ran.err
    assert not (tmp_path / "a.csv").exists()


def test_one_hop_that_has_not_begun_is_told_in_the_singular(wian, home, living, tmp_path):
    """The district holds the letter for the last body: one more, which has not begun."""
    plan = living.plan(limit_to=(living.leaf,))
    ledger = runtime.ledger(make=True)
    living.begin(ledger, plan)
    living.reach(ledger, plan, living.chain[-2])
    told = wian("export", "csv", "--out", tmp_path / "hops.csv").out
    assert " ".join(told.split()).endswith("; 1 more has not begun")
