"""The commands that compare ways and periods read the ledger and files, and say what made them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        (("variants",), {"by", "as_of"}),
        (("conformance", "--by", "kind"), {"by", "steps", "hops", "as_of"}),
        (("change", "--day", "2021-01-15"), {"day", "as_of"}),
        (("control", "--every", "day"), {"every", "stage", "time", "as_of"}),
    ],
    ids=["variants", "conformance", "change", "control"],
)
def test_each_report_is_one_object_and_one_table(
    read: Any, tmp_path: Path, command: tuple[str, ...], keys: set[str]
) -> None:
    """With the same rows in JSON and in Parquet."""
    made = read("report", *command, "--json").json
    assert set(made) == keys | {"scope", "made_by", "sources", "not_begun", "recognised", "rows"}
    assert sum(made["sources"].values()) == 115
    assert made["not_begun"] == 0
    out = tmp_path / "rows.parquet"
    assert read("report", *command, "--format", "parquet", "--out", str(out)).code == 0
    assert pl.read_parquet(out).height == len(made["rows"]) > 0
    shown = read("report", *command, "--where", "level=local,district,province")
    assert shown.code == 0, shown.err
    assert "level=local,district,province. Made by wian" in " ".join(shown.out.split())


def test_a_control_chart_is_drawn_and_contradictions_are_refused(read: Any, tmp_path: Path) -> None:
    """As SVG or PNG, nothing else."""
    out = tmp_path / "c.svg"
    ran = read("report", "control", "--every", "day", "--picture", str(out))
    assert "The chart is in" in ran.out
    drawn = out.read_text(encoding="utf-8")
    assert "ทั้งช่วง วันปฏิทิน (มัธยฐาน) · whole hop, calendar days (median)" in drawn
    assert "ม.ค. 2564" in drawn
    for wrong in (("--picture", "c.pdf"), ("--out", "x.csv"), ("--format", "parquet")):
        assert read("report", "control", *wrong).code == 2


def test_what_nobody_has_written_yet_takes_no_step(
    wian: Any, live_ledger: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The origin has written to the ministry alone, and the whole route is still to come."""
    monkeypatch.setenv("WIAN_DATABASE_URL", str(live_ledger.url))
    made = wian("report", "conformance", "--json").json
    assert (made["hops"], made["not_begun"], made["sources"]) == (1, 114, {"live": 1})
    assert made["rows"] == []
    shown = wian("report", "variants")
    assert "Hops begun: 1 live; 114 not yet." in shown.out
    shown = wian("report", "bottlenecks")
    assert re.search(r"^the whole +>= ", shown.out, re.MULTILINE)
