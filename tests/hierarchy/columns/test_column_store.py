"""Large hierarchies lie by column in the home, and the ledger's word stays the last one."""

from __future__ import annotations

import os

import pytest

from hierarchy.columns import column_store
from hierarchy.columns.column_store import store
from wian.propagation import plan
from wian.propagation.plan import load_offices, record
from wian.propagation.runtime import now


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where they lie; every hierarchy is a large one here."""
    monkeypatch.setenv("WIAN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(column_store, "_LARGE", 1)
    return tmp_path / "home" / "offices"


@pytest.fixture
def kept(empty_ledger, live_plan):
    """A live propagation, whose hierarchy is kept."""
    record(empty_ledger, live_plan, now())
    return live_plan.hierarchy


def test_what_is_sent_live_lies_there_at_once(folder, kept):
    """The first command finds it."""
    (path,) = folder.iterdir()
    assert path.name == f"{kept.digest()}.columns"
    assert folder.stat().st_mode & 0o077 == 0


def test_offices_come_from_the_file(folder, empty_ledger, kept, monkeypatch):
    """The ledger is not asked."""
    monkeypatch.setattr(plan, "load_kept", None)
    assert load_offices(empty_ledger, kept.digest()).to_json() == kept.to_json()


@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda data: data[:-1] + b"?"], ids=["empty", "bit"]
)
def test_a_damaged_file_is_made_anew(folder, empty_ledger, kept, damage):
    """From what the ledger keeps."""
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert load_offices(empty_ledger, kept.digest()).to_json() == kept.to_json()
    assert path.read_bytes() == whole


def test_a_missing_file_is_made_anew(folder, empty_ledger, kept):
    """Anybody may delete them."""
    (path,) = folder.iterdir()
    path.unlink()
    load_offices(empty_ledger, kept.digest())
    assert path.is_file()


def test_only_the_last_ones_are_kept(folder, kept):
    """Those that nobody used for longest go."""
    for age in range(1, 6):
        old = folder / f"{age}.columns"
        old.write_bytes(b"")
        os.utime(old, (age, age))
    store(kept)
    assert sorted(path.stem for path in folder.iterdir()) == ["3", "4", "5", kept.digest()]


def test_a_home_that_cannot_be_written_to_keeps_none(folder, empty_ledger, kept):
    """Commands are slower then, and work."""
    (path,) = folder.iterdir()
    path.unlink()
    folder.rmdir()
    folder.write_text("no folder")
    assert load_offices(empty_ledger, kept.digest()).to_json() == kept.to_json()
