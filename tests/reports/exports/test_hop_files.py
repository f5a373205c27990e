"""The hop frame goes out as CSV and Parquet, and comes back as it was."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from wian.reports.exports.hop_files import frames_of, write_csv, write_hops
from wian.reports.hop_frame import SCHEMA, scan
from wian.reports.scope.recorded_hops import frame_of


@pytest.mark.parametrize(("write", "name"), [(write_csv, "hops.csv"), (write_hops, "hops.parquet")])
def test_what_goes_out_comes_back(write: Any, name: str, gecc_sent: Any, tmp_path: Path) -> None:
    """An analyst who reads the file has the frame of the ledger, to the last digit."""
    counts: list[int] = []
    write(tmp_path / name, frames_of(gecc_sent.ledger, [gecc_sent.plan.id]), counts.append)
    assert_frame_equal(scan(tmp_path / name).collect(), frame_of(gecc_sent.ledger))
    assert counts == [115]


def test_a_name_that_is_a_formula_is_none_in_the_file(gecc_sent: Any, tmp_path: Path) -> None:
    """It is guarded, raw only where that is asked for, and comes back as it was either way."""
    path, formula = tmp_path / "hops.csv", "=HYPERLINK(1)"
    frame = frame_of(gecc_sent.ledger).with_columns(recipient_name=pl.lit(formula))
    for raw in (False, True):
        write_csv(path, [frame], lambda _: None, raw=raw)
        cells = next(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
        assert cells["recipient_name"] == (formula if raw else f"'{formula}")
        assert_frame_equal(scan(path).collect(), frame)


@pytest.mark.parametrize(("write", "name"), [(write_csv, "hops.csv"), (write_hops, "hops.parquet")])
def test_the_same_twice_and_nothing_where_there_is_nothing(
    write: Any, name: str, gecc_sent: Any, tmp_path: Path
) -> None:
    """The same bytes again; without hops the columns alone, and no file left beside."""
    path = tmp_path / name
    written = []
    for _ in range(2):
        write(path, frames_of(gecc_sent.ledger, [gecc_sent.plan.id]), lambda _: None)
        written.append(path.read_bytes())
    assert written[0] == written[1]
    write(path, [], lambda _: None)
    assert scan(path).collect().schema == pl.Schema(dict(SCHEMA))
    assert [each.name for each in tmp_path.iterdir()] == [name]
