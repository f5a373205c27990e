"""A rehearsal that several processes work on: the same rows as by one, whoever is killed."""

from __future__ import annotations

from contextlib import ExitStack, closing

import pytest
from sqlalchemy import select

from hierarchy.route.branch import branched
from wian.kit.errors import InputFaults
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.records import Clock
from wian.ledger.tables import Base
from wian.propagation.plan import record
from wian.propagation.progress import watched_by
from wian.propagation.rehearse import forward
from wian.propagation.shared import open_branches as shared
from wian.propagation.shared.open_branches import open_branches, refuse_alone, remaining_branches

LIMIT = ("phuket", "lamphun", "phitsanulok")


@pytest.fixture(scope="module")
def plan(propagating):
    """The national directive in three provinces, whose districts are branches."""
    return propagating.prepare(propagating.national, limit_to=LIMIT)


@pytest.fixture
def parts(plan):
    return branched(plan.route, 30)


def _send(ledger, plan, waves):
    for wave in waves:
        for cohort in wave.cohorts:
            forward(ledger, plan, wave, cohort)


def _rows(ledger):
    """Every row of a ledger, by table; all ledgers here were copied from one."""
    tables = Base.metadata.sorted_tables
    with ledger.reading() as connection:
        found = {each.name: connection.execute(select(each)).all() for each in tables}
    return {name: sorted(map(tuple, rows), key=str) for name, rows in found.items()}


@pytest.fixture
def alone(postgres_ledger_urls, propagating, plan):
    """What one process writes."""
    with open_ledger(postgres_ledger_urls()) as ledger:
        propagating.send(ledger, plan)
        return _rows(ledger)


def test_three_processes_in_turns_write_what_one_writes(
    postgres_ledger_urls, propagating, plan, parts, alone
):
    """Each row and digest, register by register; every branch is taken once."""
    url = postgres_ledger_urls()
    with ExitStack() as held:
        ledgers = [held.enter_context(open_ledger(url)) for _ in range(3)]
        record(ledgers[0], plan, propagating.some_day)
        _send(ledgers[0], plan, parts.trunk)
        found = [
            held.enter_context(closing(open_branches(each, plan, parts.branches)))
            for each in ledgers
        ]
        taken = []
        while held_now := [
            (each, branch) for each in range(3) if (branch := next(found[each], None))
        ]:
            keys = [branch.key for _, branch in held_now]
            assert len(set(keys)) == len(keys)
            for each, branch in reversed(held_now):
                _send(ledgers[each], plan, branch.waves)
                taken.append(branch.key)
        assert sorted(taken) == sorted(branch.key for branch in parts.branches)
        assert _rows(ledgers[1]) == alone
        assert verify(ledgers[2]).ok


def test_what_a_killed_process_leaves_is_done_by_another(
    postgres_ledger_urls, propagating, plan, parts, alone
):
    """Its server ends its session, and its claims with it; hops of others are told of as well."""
    url, seen = postgres_ledger_urls(), []
    with open_ledger(url) as ledger, open_ledger(url) as mortal:
        record(ledger, plan, propagating.some_day)
        _send(ledger, plan, parts.trunk)
        dying = open_branches(mortal, plan, parts.branches)
        done = next(dying)
        _send(mortal, plan, done.waves)
        begun = next(dying)
        _send(mortal, plan, begun.waves[:1])
        with (
            watched_by(seen.append),
            closing(remaining_branches(ledger, plan, parts.branches)) as left,
        ):
            first = next(left)
            assert first.key not in {done.key, begun.key}
            _send(ledger, plan, first.waves)
            dying.close()
            for branch in left:
                _send(ledger, plan, branch.waves)
        assert _rows(ledger) == alone
        assert verify(ledger).ok
    told = sum(len(wave.hops) for each in parts.branches for wave in each.waves)
    assert sum(seen) == told - len(begun.waves[0].hops) - sum(len(wave.hops) for wave in done.waves)


def test_a_process_that_hangs_is_not_waited_for_without_end(
    postgres_ledger_urls, propagating, plan, parts, monkeypatch
):
    """Where nobody writes anything, what it has claimed is done as well."""
    monkeypatch.setattr(shared, "_STALLED_SECONDS", 0.0)
    url = postgres_ledger_urls()
    with open_ledger(url) as ledger, open_ledger(url) as hanging:
        record(ledger, plan, propagating.some_day)
        _send(ledger, plan, parts.trunk)
        with closing(open_branches(hanging, plan, parts.branches)) as held:
            next(held)
            for branch in remaining_branches(ledger, plan, parts.branches):
                _send(ledger, plan, branch.waves)
        assert list(remaining_branches(ledger, plan, parts.branches)) == []


def test_a_file_and_a_live_directive_are_refused_with_the_remedy():
    """All faults at once; one worker is always right."""
    refuse_alone("sqlite:///ledger.db", 1, Clock.LIVE)
    refuse_alone("postgresql://wian:secret@127.0.0.1/wian", 3, Clock.VIRTUAL)
    with pytest.raises(InputFaults) as refusal:
        refuse_alone("sqlite:///ledger.db", 3, Clock.LIVE)
    told, held = map(str, refusal.value.faults)
    assert "a live directive goes out with one letter" in told
    assert "3 of them would wait for each other" in held
    assert "WIAN_DATABASE_URL" in held
