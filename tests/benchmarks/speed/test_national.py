"""The main job is measured alone, through Prefect, and hop by hop."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from benchmarks.speed import national
from wian.propagation.request import PropagationRequest


def test_the_main_job_is_measured_alone_through_prefect_and_hop_by_hop(
    small: PropagationRequest,
    prefect_api: Any,
    monkeypatch: pytest.MonkeyPatch,
    in_one_process: Callable[[ModuleType], None],
) -> None:
    """The small variant runs against a real server, and each target is judged."""
    in_one_process(national)
    monkeypatch.setenv("PREFECT_API_URL", prefect_api.url)
    found = national.figures(small, rounds=1, samples=(1, 4), dbos_steps=(1, 4))
    whole, flow, peer, tuned = found[3:7]
    assert whole.ratio.count("x floor") == 1
    assert flow.figure == "with Prefect, 7 task runs, server up"
    assert peer.beside.startswith("peer, 3 of 299 task runs, scaled")
    assert tuned.ratio.endswith("times faster")
    assert {figure.met for figure in (whole, flow, peer)} <= {"yes", "NO"}
