"""Several processes, a range of propagations in each, find what one process finds."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from pathlib import Path

import pytest

from wian.jurisdictions.countries import jurisdiction_ids
from wian.ledger.database import open_ledger
from wian.ledger.proof import ranges
from wian.ledger.proof.verification import verify
from wian.ledger.read import facts


@pytest.fixture(scope="module")
def several(gecc_plan, propagating, tmp_path_factory) -> Path:
    """A ledger with two propagations, of which the second is tampered with."""
    path = tmp_path_factory.mktemp("ranges") / "ledger.db"
    other = propagating.prepare(seed=2)
    with open_ledger(f"sqlite:///{path}") as ledger:
        for plan in (gecc_plan, other):
            propagating.send(ledger, plan)
    with sqlite3.connect(path) as raw:
        raw.execute(
            "UPDATE hop SET desks = desks + 1 WHERE propagation = ? AND wave = 4", [other.id]
        )
    return path


@pytest.fixture
def two_cores(monkeypatch) -> None:
    """Two processes are begun, however small the ledger is."""
    monkeypatch.setattr(ranges, "LEAST_HOPS", 0)
    monkeypatch.setattr(ranges, "_cores", lambda: 2)


def _refuse(*_: object) -> None:
    raise AssertionError("this process does not do it itself")


def test_processes_find_the_same_in_the_same_order(several, two_cores, monkeypatch):
    """The ledger is read by two processes, and then by this one alone."""
    with open_ledger(f"sqlite:///{several}") as ledger:
        with monkeypatch.context() as apart:
            apart.setattr(ranges, "prove_propagation", _refuse)
            found = verify(ledger)
        monkeypatch.setattr(ranges, "_cores", lambda: 1)
        alone = verify(ledger)
    assert len(alone.faults) > 1
    assert list(found.checked.items()) == list(alone.checked.items())
    assert found.faults == alone.faults


def test_what_a_process_leaves_is_done_here(several, two_cores, monkeypatch):
    """It was ended, or somebody wrote meanwhile: nothing is left out."""
    monkeypatch.setattr(ranges.sys, "executable", "/bin/false")
    with open_ledger(f"sqlite:///{several}") as ledger:
        assert verify(ledger).checked["propagations"] == 2


@pytest.mark.parametrize("more", [0, 1], ids=["the same", "more"])
def test_a_process_that_sees_other_rows_leaves_its_range(several, monkeypatch, capsys, more):
    """Somebody wrote meanwhile: what it would find is not what its parent sees."""
    url = f"sqlite:///{several}"
    with open_ledger(url) as ledger, ledger.reading() as connection:
        counts, names = ranges.row_counts(connection), facts.known(connection)
    counts[-1] += more
    asked = {"url": url, "names": names, "counts": counts, "countries": list(jurisdiction_ids())}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(asked)))
    assert ranges._answer() == more
    assert bool(capsys.readouterr().out) == (not more)


def test_ranges_have_about_as_many_hops(several):
    """No process waits long for another."""
    with open_ledger(f"sqlite:///{several}") as ledger, ledger.reading() as connection:
        names = facts.known(connection)
        assert ranges._parts(connection, names, 2) == [[names[0]], [names[1]]]
        assert ranges._parts(connection, names, 1) == [names]
