"""A control chart marks what is out of the ordinary, and nothing else."""

from __future__ import annotations

import polars as pl
import pytest

from wian.delays.working_time import working_time
from wian.jurisdictions.countries import jurisdiction
from wian.reports.bilingual import Bilingual
from wian.reports.charts.chart_files import svg
from wian.reports.charts.control import control
from wian.reports.hop_frame import SCHEMA
from wian.reports.stages import HopStage, Time
from wian.reports.trend.chart_period import Every
from wian.reports.trend.control_chart import control_chart

_WORKING = working_time("thailand")
_MONDAY, _DAY = 26_828_760, 1_440
"""4 January 2021, nine o'clock."""


def _table(medians: list[int | None], every: Every = Every.WEEK) -> pl.DataFrame:
    """A letter a week that took so many days; none: it is open since."""
    issued = [_MONDAY + week * 7 * _DAY for week in range(len(medians))]
    known = {
        "issued_minute": issued,
        "received_minute": [
            None if days is None else at + days * _DAY
            for at, days in zip(issued, medians, strict=True)
        ],
        "as_of_minute": [_MONDAY + 1_000 * _DAY] * len(medians),
    }
    missing = [pl.lit(None, dtype=SCHEMA[name]).alias(name) for name in SCHEMA if name not in known]
    whole = pl.DataFrame(known).with_columns(missing).select(*SCHEMA)
    frame = whole.cast(dict(SCHEMA))  # type: ignore[arg-type]  # polars types its keys as its own union
    return control_chart(frame, every, HopStage.TRANSIT, Time.CALENDAR, _WORKING)


def test_a_point_beyond_the_limits_is_marked() -> None:
    """Ten and eleven days in turn, then forty: mean 12.8, mean moving range 3.8."""
    table = _table([10, 11] * 5 + [40])
    assert table["signal"].to_list() == [None] * 7 + ["run"] * 3 + ["above"]
    row = table.row(0, named=True)
    assert row["centre"] == pytest.approx(145 / 11)
    assert row["upper"] == pytest.approx(145 / 11 + 2.66 * 38 / 10)
    assert row["period"] == "2021-01-04"


def test_eight_in_a_row_on_one_side_are_a_run() -> None:
    """Small steps that no single point betrays."""
    table = _table([10, 11] * 8 + [14, 15] * 5)
    assert table["signal"].to_list().count("run") > 0
    assert table["signal"].to_list()[:7] == [None] * 7


def test_too_few_points_have_no_limits_and_unknown_medians_count_for_none() -> None:
    """Seven known ones and one that is open."""
    table = _table([10] * 7 + [None])
    assert table["upper"].null_count() == 8
    assert table["median_above"].to_list() == [False] * 7 + [True]
    assert _table([], Every.DAY).is_empty()


def test_the_picture_shows_the_points_in_the_words_of_the_country() -> None:
    """And nothing where there are none."""
    for country, first, days in (
        (
            "thailand",
            "4 ม.ค. 2564",
            "ระหว่างทาง วันทำการ (มัธยฐาน) · on the way, working days (median)",
        ),
        ("plain", "4 Jan 2021", "on the way, working days (median)"),
    ):
        words = Bilingual(jurisdiction(country))
        drawn = control(_table([10, 11] * 5 + [40]), words, HopStage.TRANSIT, Time.WORKING)
        assert f">{first}<" in svg(drawn or {})
        assert f">{days}<" in svg(drawn or {})
    assert control(_table([]), words, HopStage.HOP, Time.CALENDAR) is None
