"""Stories of ``--way``: reports and exports that know the way back up."""

from __future__ import annotations

import polars as pl
import pytest


@pytest.fixture
def rehearsed(wian, asking):
    """An installation in which a question went down and its answers came back up."""
    assert wian("propagate", asking).code == 0
    return wian


def test_an_analyst_asks_how_long_answers_take(rehearsed, tmp_path):
    """By command, both ways, by level; a file of both ways gives the same report."""
    wian = rehearsed
    plain = wian("report", "latency", "--format", "csv").out
    up = wian("report", "latency", "--way", "up", "--by", "level", "--json").json
    assert up["way"] == "up"
    assert {row["way"] for row in up["rows"]} == {"up"}
    assert "answering" in {row["stage"] for row in up["rows"]}
    shown = wian("report", "latency", "--way", "both", "--calendar").out
    assert ", the way up, by wave, calendar days" in shown
    file = tmp_path / "both.csv"
    said = wian("export", "csv", "--way", "both", "--out", str(file)).out
    assert "230 hops of 1 propagation are in" in said
    read = ("report", "latency", "--from", str(file), "--by", "level", "--json")
    assert wian(*read, "--way", "up").json["rows"] == up["rows"]
    assert wian("report", "latency", "--format", "csv", "--from", str(file)).out == plain
    again = tmp_path / "up.parquet"
    typed = ("export", "parquet", "--way", "up", "--from", str(file), "--out", str(again))
    told = wian(*typed, "--json").json
    assert (told["hops"], told["not_begun"], told["owed"]) == (115, 0, 0)
    frame = pl.read_parquet(again)
    assert set(frame["way"]) == {"up"}
    chosen = wian("report", "latency", "--way", "up", "--where", "level=district").out
    assert "100 of 115 hops up and 0 of 103 times to answer: level=district." in chosen
    told = wian("export", "csv", "--way", "up", "--where", "level=district", "--out", str(file))
    assert "(100 of 115 hops: level=district)" in " ".join(told.out.split())


def test_what_no_hop_has_is_refused_in_a_sentence(rehearsed, tmp_path):
    """Answering has only the way up; a file of the way down alone has none."""
    wian = rehearsed
    wrong = wian("report", "latency", "--stage", "answering")
    assert wrong.code == 2
    assert "add --way up" in wrong.err
    file = tmp_path / "down.csv"
    wian("export", "csv", "--out", str(file))
    lacking = wian("report", "latency", "--way", "up", "--from", str(file))
    assert lacking.code == 1
    assert "holds no hops of the way up" in lacking.err


def test_a_directive_that_asks_for_nothing_has_no_way_up(read):
    """And the report says so instead of an empty table."""
    assert "No hops up: no answers are asked for" in read("report", "latency", "--way", "up").out
