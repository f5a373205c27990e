"""Before and after a day: a real change is found, and what belongs together is not torn apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import pytest

from wian.delays.working_time import working_time
from wian.reports.hop_frame import SCHEMA
from wian.reports.stages import HopStage, Time
from wian.reports.trend.before_after import before_after, p_value, scores

_WORKING = working_time("thailand")
_START, _DAY = 26_838_300, 1_440


def _hops(rows: list[tuple[str, int, int | None]]) -> pl.DataFrame:
    """Hops of (directive, issued on which day, minutes of transit or none)."""
    known = {
        "propagation": [f"p{at}" for at in range(len(rows))],
        "directive": [directive for directive, _, _ in rows],
        "issued_minute": [_START + day * _DAY for _, day, _ in rows],
        "received_minute": [
            None if length is None else _START + day * _DAY + length for _, day, length in rows
        ],
        "as_of_minute": [_START + 100 * _DAY] * len(rows),
    }
    missing = [pl.lit(None, dtype=SCHEMA[name]).alias(name) for name in SCHEMA if name not in known]
    whole = pl.DataFrame(known).with_columns(missing).select(*SCHEMA)
    return whole.cast(dict(SCHEMA))  # type: ignore[arg-type]  # polars types its keys as its own union


def _row(rows: list[tuple[str, int, int | None]], day: int = 50) -> dict[str, object]:
    table = before_after(
        _hops(rows), _START + day * _DAY, _WORKING, [HopStage.TRANSIT], [Time.CALENDAR]
    )
    return table.row(0, named=True)


def test_a_change_is_found_and_its_size_told() -> None:
    """Ten directives of a day, then ten of two; one was under way and is on neither side."""
    rows = [(f"d{n}", n, _DAY + n) for n in range(10)]
    rows += [(f"e{n}", 60 + n, 2 * _DAY + n) for n in range(10)]
    rows += [("x", 49, 9), ("x", 51, 9)]
    row = _row([(name, day, length) for name, day, length in rows])
    assert (row["before_hops"], row["after_hops"], row["left_out"]) == (10, 10, 1)
    assert row["median_change"] == pytest.approx(1.0)
    assert row["p_value"] == pytest.approx(1 / 5000, abs=2e-4)
    assert (row["cluster"], row["before_clusters"]) == ("directive", 10)


def test_open_hops_count_as_longer() -> None:
    """After the day nobody received any more, which is a change although nothing is finished."""
    rows = [(f"d{n}", n, _DAY) for n in range(8)] + [(f"e{n}", 60, None) for n in range(8)]
    row = _row([(name, day, length) for name, day, length in rows])
    assert (row["after_open"], row["after_median_above"], row["median_change"]) == (8, True, None)
    assert row["p_value"] < 0.01  # type: ignore[operator]  # a figure here


def test_hops_of_one_directive_are_one_witness() -> None:
    """A hundred hops of two directives prove nothing; without directives the cases do."""
    rows = [("a", 1, _DAY + n) for n in range(50)] + [("b", 60, 3 * _DAY + n) for n in range(50)]
    assert _row([(name, day, length) for name, day, length in rows])["p_value"] is None
    row = _row([("log", day, length) for _, day, length in rows])
    assert (row["cluster"], row["left_out"]) == ("propagation", 0)
    assert row["p_value"] == pytest.approx(1e-4)


def test_scores_add_to_nothing_and_the_exact_test_is_what_all_exchanges_say() -> None:
    """Against the definition, slowly."""
    rng = np.random.default_rng(1)
    length, finished = rng.integers(1, 9, 12), rng.random(12) < 0.7
    cluster, after = np.arange(12) % 8, np.arange(12) % 8 < 4
    found = scores(length, finished)
    assert abs(found.sum()) < 1e-12
    summed = np.array([found[cluster == each].sum() for each in range(8)])
    every = [summed[list(four)].sum() for four in combinations(range(8), 4)]
    share = np.mean([abs(each) >= abs(summed[:4].sum()) - 1e-9 for each in every])
    assert p_value(cluster, length, finished, after) == pytest.approx(share)


def test_nothing_has_no_p_value() -> None:
    """No hop, no cluster."""
    none = np.array([], dtype=np.int64)
    assert p_value(none, none, none == 0, none == 0) is None


def test_without_a_change_small_p_values_are_as_rare_as_they_should_be() -> None:
    """Directives with effects of their own, ten hops each: five in a hundred, not fifty."""
    rng = np.random.default_rng(7)
    cluster = np.repeat(np.arange(20), 10)
    found = []
    for _ in range(60):
        effect = np.repeat(rng.normal(0, 1, 20), 10)
        length = np.exp(7 + effect + rng.normal(0, 0.3, 200)).astype(np.int64)
        small = cluster[cluster < 12], length[cluster < 12]
        found.append(p_value(*small, np.ones(120, dtype=np.bool_), small[0] < 6))
    assert sum(p is not None and p < 0.05 for p in found) <= 8
