"""Stories of boards: never older than the ledger, and worked out once for all who look."""

from __future__ import annotations

import threading

import pytest

from wian.ledger.read.quiet_propagations import change_mark
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.propagation.plan import record
from wian.propagation.standing import rollup_cache as boards
from wian.propagation.standing.rollup_cache import board
from wian.reports.progress.answers import AnswerStanding
from wian.reports.progress.delivery import Standing

_PROVINCE = "phitsanulok"
_DISTRICT = "phitsanulok.mueang-phitsanulok"


@pytest.fixture
def worked_out(monkeypatch):
    """How often a board was worked out."""
    counted: list[str] = []
    made = boards._made

    def count(ledger, plan, today):
        counted.append(plan.id)
        return made(ledger, plan, today)

    monkeypatch.setattr(boards, "_made", count)
    return counted


def test_a_stamp_shows_at_once_at_every_office_above(live_ledger, live_plan, living):
    """No time passes between the stamp and the board: it is asked whether anything changed."""
    living.reach(live_ledger, live_plan, _DISTRICT)
    before = board(live_ledger, live_plan, now=living.start)
    living.stamp(live_ledger, live_plan, _DISTRICT)
    after = board(live_ledger, live_plan, now=living.start)
    for above in ("opm", "moi", "dla", _PROVINCE):
        assert after.of(above).confirmed == before.of(above).confirmed + 1
        assert after.of(above).silent == before.of(above).silent - 1
    assert after.standing[_DISTRICT] is Standing.CONFIRMED
    assert after.of(_DISTRICT) == before.of(_DISTRICT)
    assert after.of("nobody").below == 0


def test_what_has_not_changed_is_not_worked_out_again(live_ledger, live_plan, living, worked_out):
    """Many look, and the ledger is read once."""
    for _ in range(5):
        board(live_ledger, live_plan, now=living.start)
    assert len(worked_out) == 1
    living.stamp(live_ledger, live_plan, "moi")
    board(live_ledger, live_plan, now=living.start)
    assert len(worked_out) == 2


def test_a_new_day_is_worked_out_anew(live_ledger, live_plan, living):
    """Nothing was written, but answers that had time yesterday are missing today."""
    asked = len(live_plan.answers_by)
    assert board(live_ledger, live_plan, now=living.start).of("opm").pending == asked
    years_later = living.later(5 * 366 * 24 * 60)
    assert board(live_ledger, live_plan, now=years_later).of("opm").missing == asked


def test_an_answer_counts_at_every_office_above(live_ledger, live_plan, living):
    """In time, and no other office's."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf, minutes=90)
    now = living.later(100)
    answer(Acting(live_ledger, live_plan, living.leaf, by="x", now=now), "ซักซ้อมแล้ว", key="a")
    found = board(live_ledger, live_plan, now=now)
    assert found.answer(living.leaf) is AnswerStanding.IN_TIME
    assert found.answer(_PROVINCE) is None
    assert (found.of("opm").in_time, found.of("opm").pending) == (1, len(live_plan.answers_by) - 1)


def test_threads_that_look_at_once_share_one_board(live_ledger, live_plan, living, worked_out):
    """Eight pages are opened in the same second; the ledger is read for one of them."""
    ready, found = threading.Barrier(8), []

    def look() -> None:
        ready.wait()
        found.append(board(live_ledger, live_plan, now=living.start))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(worked_out) == 1
    assert all(each is found[0] for each in found)
    assert found[0].mark == change_mark(live_ledger, live_plan.id)


def test_boards_of_long_ago_are_forgotten(live_plan, live_ledger, living):
    """A desk that runs for years keeps those that were looked at last."""
    before = [living.plan(id=f"year-{number}") for number in range(boards._MOST)]
    for plan in before:
        record(live_ledger, plan, living.start)
        board(live_ledger, plan, now=living.start)
    board(live_ledger, before[0], now=living.start)
    board(live_ledger, live_plan, now=living.start)
    kept = [
        each.id for each in (*before, live_plan) if (live_ledger.url, each.id) in boards._boards
    ]
    assert kept == [each.id for each in (before[0], *before[2:], live_plan)]
