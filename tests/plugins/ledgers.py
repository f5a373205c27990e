"""Empty ledgers of both kinds: the migrations run once a process, each test gets a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from wian.ledger.database import Ledger, open_ledger


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that holds an empty ledger; only to be copied."""
    path = tmp_path_factory.mktemp("made") / "ledger.db"
    open_ledger(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_ledger_url(made_file: Path, tmp_path: Path) -> str:
    """URL of an empty ledger of the test's own, in a file."""
    return f"sqlite:///{shutil.copy(made_file, tmp_path / 'ledger.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest) -> str:
    """URL of an empty ledger of either kind."""
    kind = "postgres" if request.param == "postgresql" else "sqlite"
    return str(request.getfixturevalue(f"{kind}_ledger_url"))


@pytest.fixture
def empty_ledger(sqlite_ledger_url: str) -> Iterator[Ledger]:
    """An empty SQLite ledger."""
    with open_ledger(sqlite_ledger_url) as ledger:
        yield ledger


@pytest.fixture
def either(ledger_url: str) -> Iterator[Ledger]:
    """An empty ledger of either kind."""
    with open_ledger(ledger_url) as ledger:
        yield ledger
