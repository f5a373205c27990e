"""Are the ninety days told truly: what is lived under kills, and what the ledger then says?"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from benchmarks.faults.ledger_copies import LedgerCopies
from benchmarks.faults.mortal import run_mortal
from benchmarks.faults.ninety_days.__main__ import START, directives, lived
from benchmarks.faults.ninety_days.agreement import disagreements
from benchmarks.faults.ninety_days.season import Season
from wian.ledger.database import open_ledger

_DAYS = 16


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """Both directives, to one province."""
    return directives(tmp_path_factory.mktemp("directives"), ("phitsanulok",))


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    with LedgerCopies(tmp_path_factory.mktemp("copies"), "sqlite") as made:
        yield made


@pytest.fixture(scope="module")
def killed(plans, copies):
    """Some days, of which many were killed, and where their ledger is."""
    copy = copies.made()
    return copy, lived(copy, plans, 1, random.Random(3), _DAYS)  # noqa: S311 - draws of a trial


def test_days_that_were_killed_leave_what_the_offices_did(killed):
    """Every letter, stamp and figure agrees with the offices' own books."""
    _, done = killed
    assert done.kills.total() > 3
    assert done.faults == []
    assert max(map(len, done.season.wrote.values())) > 3
    assert done.season.counted["stamp"] > 5


@pytest.mark.parametrize("book", ["wrote", "answered", "stamped"])
def test_books_that_say_otherwise_disagree(killed, book):
    """The comparison sees an office that says it did something, and did not."""
    copy, done = killed
    wrong = Season.from_json(done.season.as_json())
    first = next(iter(wrong.wrote))
    if book == "wrote":
        wrong.wrote[first].append("phitsanulok.wat-bot")
    else:
        getattr(wrong, book).setdefault(first, {})["dla"] = 9

    def found(_):
        with open_ledger(copy.url) as ledger:
            return disagreements(ledger, wrong, replace(START, minute=START.minute + 1))

    assert run_mortal(found).found != []
