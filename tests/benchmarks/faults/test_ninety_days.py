"""Are the ninety days told truly: what is lived under kills, and what the ledger then says?"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from benchmarks.cost import alone
from benchmarks.faults.ledger_copies import LedgerCopies
from benchmarks.faults.ninety_days.__main__ import START, Trial, directives, lived
from benchmarks.faults.ninety_days.agreement import told_otherwise
from benchmarks.faults.ninety_days.mail_host import mail_host
from benchmarks.faults.ninety_days.offices import DAY
from benchmarks.faults.ninety_days.season import Season
from wian.ledger.database import open_ledger
from wian.propagation import runtime

_DAYS = 28


def _lived(folder, copy):
    """Live the days, in a process that has never set a page: what dies is forked from it.

    A fork of one that has would wait without an end for the threads of its typesetter.
    """
    kills = random.Random(3)  # noqa: S311 - draws of a trial
    plans = directives(folder, ("phitsanulok",))
    with mail_host(folder / "host"):
        return plans[0].id, lived(copy, plans, Trial(1, kills, _DAYS, together=14))


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    with LedgerCopies(tmp_path_factory.mktemp("copies"), "sqlite") as made:
        yield made


@pytest.fixture(scope="module")
def killed(copies, tmp_path_factory):
    """Where the ledger of some days is, of which many were killed, the first directive, and all."""
    copy = copies.made()
    return copy, *alone(_lived, tmp_path_factory.mktemp("days"), copy)


def test_days_that_were_killed_leave_what_the_offices_did(killed):
    """Every letter, stamp and figure agrees with the offices' own books."""
    *_, done = killed
    counted = done.season.counted
    assert done.kills.total() > 1
    assert done.faults == []
    assert max(map(len, done.season.wrote.values())) > 3
    assert {"amend", "withdraw", "add", "succeed", "give_back", "insist", "answer"} <= {*counted}
    assert counted["open"] > 9
    assert counted["messages that came back"] > 0


def test_books_that_say_otherwise_disagree(killed):
    """The comparison sees an office that says it did something, and did not."""
    wrong = alone(_disagreements, *killed)
    assert all(wrong.values()), wrong


def _disagreements(copy, propagation, done):
    now = replace(START, minute=START.minute + _DAYS * DAY)
    with open_ledger(copy.url) as ledger:
        plan = runtime.recorded_plan(propagation, ledger)
        return {
            book: len([*told_otherwise(ledger, _otherwise(done.season, book, plan.id), plan, now)])
            for book in ("wrote", "answered", "stamped", "returned", "posted")
        }


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
