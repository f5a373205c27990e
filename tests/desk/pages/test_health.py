"""Whoever watches the desk learns whether it can work, without a session and without details."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from wian.ledger.errors import LedgerError


@pytest.fixture
def desk_alone(opened_desk, empty_ledger):
    return opened_desk(empty_ledger)


def test_a_desk_that_works_says_ok(desk_alone):
    """No cookie, no session, no cache."""
    answer = desk_alone.browser().get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "faults": [], "notes": []})
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_a_database_that_is_gone_is_said_without_its_address(desk_alone, caplog):
    """The log names it; the page is for anybody."""
    with desk_alone.ledger.writing() as connection:
        connection.execute(text("DROP TABLE ledger_identity"))
    answer = desk_alone.browser().get("/health")
    assert answer.status_code == 503
    assert answer.json()["status"] == "failing"
    assert "database" in answer.json()["faults"][0]
    assert "sqlite" not in answer.text
    assert LedgerError.__name__ not in answer.text


def test_a_limit_storage_that_is_gone_is_a_note(desk_alone):
    """The desk works on, and counts by itself."""
    attempts = desk_alone.app.state.desk.attempts
    attempts._counters.alone = True
    answer = desk_alone.browser().get("/health")
    assert answer.status_code == 200
    assert "Redis does not answer" in answer.json()["notes"][0]
