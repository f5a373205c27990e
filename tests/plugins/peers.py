"""The libraries that ours is held against, loaded only where a test asks: they take seconds."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def scipy_stats() -> ModuleType:
    return importlib.import_module("scipy.stats")


@pytest.fixture(scope="session")
def scipy_special() -> ModuleType:
    return importlib.import_module("scipy.special")


@pytest.fixture(scope="session")
def lifelines() -> ModuleType:
    return importlib.import_module("lifelines")
