"""Are the ninety days told truly: what is lived under kills, and what the ledger then says?"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from benchmarks.faults.ledger_copies import LedgerCopies
from benchmarks.faults.mortal import run_mortal
from benchmarks.faults.ninety_days.__main__ import START, Trial, directives, lived
from benchmarks.faults.ninety_days.agreement import told_otherwise
from benchmarks.faults.ninety_days.mail_host import mail_host
from benchmarks.faults.ninety_days.offices import DAY
from benchmarks.faults.ninety_days.season import Season
from wian.ledger.database import open_ledger
from wian.propagation import runtime

_DAYS = 28


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """Both directives, to one province."""
    return directives(tmp_path_factory.mktemp("directives"), ("phitsanulok",))


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    with LedgerCopies(tmp_path_factory.mktemp("copies"), "sqlite") as made:
        yield made


@pytest.fixture(scope="module")
def killed(plans, copies, tmp_path_factory):
    """Some days, of which many were killed, and where their ledger is."""
    copy = copies.made()
    with mail_host(tmp_path_factory.mktemp("mail") / "host"):
        kills = random.Random(3)  # noqa: S311 - draws of a trial
        return copy, lived(copy, plans, Trial(1, kills, _DAYS, together=14))


def test_days_that_were_killed_leave_what_the_offices_did(killed):
    """Every letter, stamp and figure agrees with the offices' own books."""
    _, done = killed
    counted = done.season.counted
    assert done.kills.total() > 1
    assert done.faults == []
    assert max(map(len, done.season.wrote.values())) > 3
    assert {"amend", "withdraw", "add", "succeed", "give_back", "insist", "answer"} <= {*counted}
    assert counted["open"] > 9
    assert counted["messages that came back"] > 0


def test_books_that_say_otherwise_disagree(killed, plans):
    """The comparison sees an office that says it did something, and did not."""
    copy, done = killed
    books = ("wrote", "answered", "stamped", "returned", "posted")

    def found(_):
        now = replace(START, minute=START.minute + _DAYS * DAY)
        with open_ledger(copy.url) as ledger:
            first = runtime.recorded_plan(plans[0].id, ledger)
            seasons = [_otherwise(done.season, each, first.id) for each in books]
            return [len([*told_otherwise(ledger, each, first, now)]) for each in seasons]

    wrong = run_mortal(found).found
    assert all(wrong), dict(zip(books, wrong, strict=True))


def _otherwise(season, book, propagation):
    """The books with an office in one of them that did nothing of the kind."""
    wrong = Season.from_json(season.as_json())
    if book == "wrote":
        wrong.wrote[propagation].append("phitsanulok.wat-bot")
    elif book == "posted":
        wrong.posted[f"{propagation} dla"] = "handed-over"
    else:
        getattr(wrong, book).setdefault(propagation, {})["dla"] = 9
    return wrong
