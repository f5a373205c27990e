"""What the benchmarks' tests share."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest


@pytest.fixture
def in_one_process(monkeypatch: pytest.MonkeyPatch) -> Callable[[ModuleType], None]:
    """Have a benchmark's parts run where the test does: a process of its own loads for seconds."""

    def patch(benchmark: ModuleType) -> None:
        monkeypatch.setattr(benchmark, "alone", lambda work, *arguments: work(*arguments))

    return patch
