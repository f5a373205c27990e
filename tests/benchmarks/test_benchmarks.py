"""The benchmarks measure what they say, on work that a test can afford."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import networkx as nx
import pytest

from benchmarks import floor, national, reading, scale, synthetic, working_time
from benchmarks.chain import run_chain, run_chains
from benchmarks.figures import Figure, judged, show
from benchmarks.measuring import Cost, alone, cost_of, median, peak_memory, seconds
from hierarchy.graph import Hierarchy
from hierarchy.load.hierarchy_file import load_hierarchy
from wian.propagation.request import PropagationRequest


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> PropagationRequest:
    """A directive over 300 synthetic offices."""
    folder = tmp_path_factory.mktemp("synthetic")
    return PropagationRequest(directive=str(synthetic.write(folder, 300)))


def _loaded(folder: Path, count: int) -> Hierarchy:
    return load_hierarchy(synthetic.write(folder, count).parent / "offices.csv")


def test_synthetic_offices_are_exactly_as_many_as_asked_for(tmp_path: Path) -> None:
    """A size in the table is the size that was measured."""
    assert len(_loaded(tmp_path, 1_000).offices) == 1_000


def test_synthetic_offices_are_the_same_every_time_and_a_larger_hierarchy_begins_alike() -> None:
    """Two runs measure the same work, and 10,000 offices only add to the first 1,000."""
    assert list(synthetic.offices(1_000)) == list(islice(synthetic.offices(10_000), 1_000))


def test_synthetic_offices_fan_out_as_the_real_ones_do(tmp_path: Path) -> None:
    """A department, provinces of 9 to 14 districts, districts of 6 to 12 local bodies."""
    hierarchy = _loaded(tmp_path, 5_000)
    assert list(hierarchy.levels) == ["ministry", "department", "province", "district", "local"]
    made = sorted(hierarchy.children("department"), key=lambda office: int(office[9:]))
    provinces = made[:-1]  # the last one may be cut short
    districts = [each for province in provinces for each in hierarchy.children(province)]
    assert {len(hierarchy.children(province)) for province in provinces} == {9, 11, 12, 14}
    assert {len(hierarchy.children(district)) for district in districts} == {6, 7, 8, 9, 12}
    assert nx.dag_longest_path_length(hierarchy.graph) == 4


def test_a_round_propagates_every_hop_and_costs_something(small: PropagationRequest) -> None:
    """What is measured is a whole propagation, each round into a ledger of its own."""
    chains = run_chains(small, 2)
    assert [chain.hops for chain in chains] == [299, 299]
    assert all(chain.whole.wall >= chain.forwarding.wall > 0 for chain in chains)


def test_the_floor_writes_the_very_rows_of_the_ledger(
    small: PropagationRequest, tmp_path: Path
) -> None:
    """The floor is the same rows, or the ratio to it means nothing."""
    run_chain(small, tmp_path / "ledger.db")
    held = floor.dump(tmp_path / "ledger.db")
    floor.write(held, tmp_path / "floor.db")
    assert len(held.waves) == 5
    assert _contents(tmp_path / "floor.db") == {
        table: rows
        for table, rows in _contents(tmp_path / "ledger.db").items()
        if table != "ledger_version"
    } | {"ledger_version": []}


def _contents(database: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(database)
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608 - our own names
            for (name,) in names
        }
    finally:
        connection.close()


def test_working_time_is_measured_beside_a_floor_and_a_peer_that_agree() -> None:
    """The small variant runs, and says both ratios."""
    ours, peer = working_time.figures(count=2_000, rounds=2, sample=100)
    assert ours.ratio.endswith("x floor")
    assert peer.ratio.endswith("times faster")


def test_what_reads_is_measured_beside_its_floor(
    small: PropagationRequest, in_one_process: Callable[[ModuleType], None]
) -> None:
    """The small variant runs, and each figure is a ratio."""
    in_one_process(reading)
    found = reading.figures(small, rows=500, offices=300)
    assert [figure.figure for figure in found] == [
        "verify a ledger of 299 hops",
        "500 flat rows",
        "plan a route to 300 offices",
    ]
    assert all(figure.ratio.endswith("x floor") for figure in found)


def test_the_main_job_is_measured_alone_through_prefect_and_hop_by_hop(
    small: PropagationRequest,
    prefect_api: Any,
    monkeypatch: pytest.MonkeyPatch,
    in_one_process: Callable[[ModuleType], None],
) -> None:
    """The small variant runs against a real server, and each target is judged."""
    in_one_process(national)
    monkeypatch.setenv("PREFECT_API_URL", prefect_api.url)
    found = national.figures(small, rounds=1, samples=(2, 8))
    whole, flow, peer, tuned = found[-4:]
    assert whole.ratio.count("x floor") == 1
    assert flow.figure == "with Prefect, 7 task runs, server up"
    assert peer.beside.startswith("peer, 6 of 299 task runs, scaled")
    assert tuned.ratio.endswith("times faster")
    assert {figure.met for figure in (whole, flow, peer)} <= {"yes", "NO"}


def test_a_size_is_measured_in_time_a_hop() -> None:
    """The small variant of scale runs without Prefect."""
    size = scale.measured(200, 1)
    assert size.offices == 200
    assert 0 < size.processor < 1e6


def test_work_alone_runs_in_a_process_of_its_own() -> None:
    """So that one measurement does not warm, or weigh on, the next."""
    assert alone(os.getpid) != os.getpid()


def test_costs_add_up_and_their_median_is_taken_clock_by_clock() -> None:
    """Wall and processor time are two measurements, not one."""
    costs = [Cost(1, 5), Cost(2, 4), Cost(9, 3)]
    assert median(costs) == Cost(2, 4)
    assert costs[0] + costs[1] * 2 == Cost(5, 13)
    assert cost_of(lambda: sum(range(1_000))).wall > 0
    assert peak_memory() > 1


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(0.00123, "1.2 ms"), (0.0999, "99.9 ms"), (1.234, "1.23 s"), (1234.5, "1,234 s")],
)
def test_seconds_are_shown_with_about_three_digits(amount: float, shown: str) -> None:
    """More digits than a shared machine can repeat would be a claim."""
    assert seconds(amount) == shown


def test_the_table_is_aligned_and_says_what_is_not_met(capsys: pytest.CaptureFixture[str]) -> None:
    """A missed target must not hide in a ragged column."""
    show([Figure("one", "1 s"), Figure("another", "9 s", met=judged(False))], ["A note."])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["figure", "ours", "beside", "ratio", "target", "met"]
    assert lines[2].index("1 s") == lines[3].index("9 s") == lines[0].index("ours")
    assert lines[3].endswith("NO")
    assert lines[-1] == "A note."
