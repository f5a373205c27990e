"""Ledgers for the stories of this room: each test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from wian.ledger.database import Ledger

_HERE = Path(__file__).parent


def _module(name: str, path: Path) -> ModuleType:
    """A module beside the tests; pytest's importlib mode keeps these off the path."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec
        assert spec.loader
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture
def story() -> ModuleType:
    """The small administration, and how directives go down it."""
    return _module("story", _HERE / "story.py")


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database of either kind that holds nothing yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'folder' / 'ledger.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def ledger(either: Ledger) -> Ledger:
    """An empty ledger of either kind."""
    return either


@pytest.fixture
def filled(ledger: Ledger, story: ModuleType) -> Ledger:
    """A ledger in which the propagations p1 and p2 went down the whole route."""
    for name in ("p1", "p2"):
        story.record(ledger, name)
        story.send(ledger, name)
    return ledger


@pytest.fixture
def live(ledger: Ledger, story: ModuleType) -> Ledger:
    """A ledger in which each office wrote three days after the one above; no desk has stamped."""
    story.write_live(ledger)
    return ledger
