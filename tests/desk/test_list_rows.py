"""Rows of letters that are done are kept: for their ledger alone, and as each reader may see it."""

from __future__ import annotations

import shutil

import pytest

from hierarchy.route.selection import Selection
from wian.desk.list_rows import inbox_list, inbox_rows, sent_rows
from wian.desk.office_letters import OfficeLetters
from wian.ledger.database import open_ledger
from wian.ledger.read.live_letters import State
from wian.lifecycle.addition import add
from wian.office.actor import Acting


@pytest.fixture
def ministry(opened_desk, living):
    """The letters of the ministry in a ledger, for whoever may read secret ones or not."""

    def of(ledger, *, sees_secrets: bool = True) -> OfficeLetters:
        desk = opened_desk(ledger, living.later(60).minute).app.state.desk
        return OfficeLetters(desk, "moi", "moi x", sees_secrets)

    return of


def _rows(letters):
    """The rows of the first page of the inbox."""
    listed = inbox_list(letters)
    return inbox_rows(letters, listed.page(listed.counts(), 0, 50))


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
        (received,), ((sent,), total) = _rows(mine), sent_rows(mine, 0, 50)
        assert (received.state, sent.silent, total) == (State.DONE, 0, 1)
        assert [bool(row.subject) for row in (received, sent)] == [sees_secrets] * 2


def test_a_letter_that_was_done_comes_back_to_work(opened_desk, empty_ledger, short_plan, living):
    """The district was done, and had nobody to write to; then somebody below it was added."""
    district = "phitsanulok.mueang-phitsanulok"
    living.begin(empty_ledger, short_plan)
    living.reach(empty_ledger, short_plan, district)
    living.stamp(empty_ledger, short_plan, district)
    desk = opened_desk(empty_ledger, living.later(60).minute).app.state.desk
    mine = OfficeLetters(desk, district, f"{district} x", sees_secrets=True)
    assert [row.state for row in _rows(mine)] == [State.DONE]
    acting = Acting(empty_ledger, short_plan, "phitsanulok", "phitsanulok x", living.later(70))
    add(acting, [Selection(ids=("la-5650103",))], "ลืม")
    assert [row.state for row in _rows(mine)] == [State.TO_ISSUE]


def test_a_kept_row_is_of_one_ledger(  # noqa: PLR0913, PLR0917 - fixtures
    ministry, live_ledger, live_database, live_plan, living, tmp_path
):
    """The same propagation goes on in one ledger, and waits in another."""
    _pass_on(living, live_ledger, live_plan)
    copied = tmp_path / "waits.db"
    shutil.copy(live_database, copied)
    with open_ledger(f"sqlite:///{copied}") as other:
        for _ in range(2):
            assert [row.state for row in _rows(ministry(live_ledger))] == [State.DONE]
            assert [row.state for row in _rows(ministry(other))] == [State.TO_STAMP]
            assert sent_rows(ministry(live_ledger), 0, 50)[1] == 1
            assert sent_rows(ministry(other), 0, 50) == ([], 0)
