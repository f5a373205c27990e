"""Rows of letters that are done are kept: for their ledger alone, and as each reader may see it."""

from __future__ import annotations

import shutil

import pytest

from wian.desk.office_letters import OfficeLetters
from wian.desk.settled_rows import inbox_rows, sent_rows
from wian.ledger.database import open_ledger
from wian.ledger.read.live_letters import State


@pytest.fixture
def ministry(opened_desk, living):
    """The letters of the ministry in a ledger, for whoever may read secret ones or not."""

    def of(ledger, *, sees_secrets: bool = True) -> OfficeLetters:
        desk = opened_desk(ledger, living.later(60).minute).app.state.desk
        return OfficeLetters(desk, "moi", "moi x", sees_secrets)

    return of


def _pass_on(living, ledger, plan):
    """The ministry is done with the letter, and everyone has received its own."""
    living.advance(ledger, plan, "moi")
    for hop in plan.sending("moi")[1]:
        living.stamp(ledger, plan, hop.recipient)


def test_a_kept_row_tells_only_some_what_a_secret_letter_is_about(ministry, empty_ledger, living):
    """Whoever asks first, and whoever asks next."""
    plan = living.plan(id="kept-secret", secrecy="confidential")
    living.begin(empty_ledger, plan)
    _pass_on(living, empty_ledger, plan)
    for sees_secrets in (True, False, True):
        mine = ministry(empty_ledger, sees_secrets=sees_secrets)
        (received,), ((sent,), total) = inbox_rows(mine), sent_rows(mine, 0, 50)
        assert (received.state, sent.silent, total) == (State.DONE, 0, 1)
        assert [bool(row.subject) for row in (received, sent)] == [sees_secrets] * 2


def test_a_kept_row_is_of_one_ledger(  # noqa: PLR0913, PLR0917 - fixtures
    ministry, live_ledger, live_database, live_plan, living, tmp_path
):
    """The same propagation goes on in one ledger, and waits in another."""
    _pass_on(living, live_ledger, live_plan)
    copied = tmp_path / "waits.db"
    shutil.copy(live_database, copied)
    with open_ledger(f"sqlite:///{copied}") as other:
        for _ in range(2):
            assert [row.state for row in inbox_rows(ministry(live_ledger))] == [State.DONE]
            assert [row.state for row in inbox_rows(ministry(other))] == [State.TO_STAMP]
            assert sent_rows(ministry(live_ledger), 0, 50)[1] == 1
            assert sent_rows(ministry(other), 0, 50) == ([], 0)
