"""What the benchmarks' tests share."""

from __future__ import annotations

import gc
from collections.abc import Callable
from types import ModuleType

import pytest

from benchmarks import synthetic
from wian.propagation.request import PropagationRequest


@pytest.fixture(scope="module", autouse=True)
def _nothing_to_collect() -> None:
    """Take what earlier tests left out of the collector's sight: a benchmark collects before each
    round, which in a process of its own is soon done."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def in_one_process(monkeypatch: pytest.MonkeyPatch) -> Callable[[ModuleType], None]:
    """Have a benchmark's parts run where the test does: a process of its own loads for seconds."""

    def patch(benchmark: ModuleType) -> None:
        monkeypatch.setattr(benchmark, "alone", lambda work, *arguments: work(*arguments))

    return patch


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> PropagationRequest:
    """A directive over 300 synthetic offices."""
    folder = tmp_path_factory.mktemp("synthetic")
    return PropagationRequest(directive=str(synthetic.write(folder, 300)))
