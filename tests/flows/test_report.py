"""The scheduled report: a file in the home, and an artifact that says where it is."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from wian.propagation import runtime


@pytest.fixture
def report(on_server):
    """Run the flow in this process; gives what it returned."""
    from flows.report import report as reporting  # noqa: PLC0415 - Prefect has its settings

    return lambda: asyncio.run(reporting())


@pytest.fixture
def told(on_server):
    """What the latest artifact of reports says."""
    from flows.report import KEY  # noqa: PLC0415 - Prefect has its settings

    def latest():
        wanted = {"key": {"any_": [KEY]}}
        return on_server("artifacts/filter", artifacts=wanted, sort="CREATED_DESC", limit=1)[0]

    return latest


def test_the_report_of_all_is_written_into_the_home_and_its_place_is_told(
    home, report, told, propagating
):
    """A rehearsal in the ledger; on the same day it is the same file, made anew."""
    propagating.send(runtime.ledger(make=True), propagating.prepare())
    first = Path(report())
    assert first.parent == home / "reports"
    assert "<html" in first.read_text(encoding="utf-8")
    assert f"`{first}`" in told()["data"]
    assert "115 hops" in told()["data"]
    assert Path(report()) == first
    assert len(list(first.parent.iterdir())) == 1


def test_of_an_empty_ledger_there_is_nothing_to_report(home, report, told):
    """The schedule may begin before the first letter."""
    assert report() is None
    assert not (home / "reports").exists()
    assert "nothing to report" in told()["data"]
