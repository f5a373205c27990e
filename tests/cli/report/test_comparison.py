"""The commands that compare ways and periods read the ledger and files, and say what made them."""

from __future__ import annotations

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
    assert set(made) == keys | {"scope", "made_by", "rows"}
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
    assert "<svg" in out.read_text(encoding="utf-8")
    for wrong in (("--picture", "c.pdf"), ("--out", "x.csv"), ("--format", "parquet")):
        assert read("report", "control", *wrong).code == 2
