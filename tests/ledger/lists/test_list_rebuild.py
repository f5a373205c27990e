"""What the lists hold is what the records say: after every act, and in a ledger that had none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update

from wian.ledger.lists.list_rebuild import list_unlisted
from wian.ledger.lists.listed_row import ListedRow
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import State


def _listed(ledger) -> list[tuple[Any, ...]]:
    with ledger.reading() as connection:
        columns = ListedRow.__table__.columns
        return [tuple(row) for row in connection.execute(select(*columns).order_by(*columns[:2]))]


def _states(ledger) -> Mapping[str, State]:
    return {row[1]: list(State)[row[-2]] for row in _listed(ledger)}


def test_a_ledger_without_lists_is_given_them(live_ledger, live_plan, living):
    """As they were kept while everybody worked; twice changes nothing."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    kept = _listed(live_ledger)
    assert set(_states(live_ledger).values()) == {State.TO_STAMP, State.TO_ANSWER, State.DONE}
    with live_ledger.writing() as connection:
        connection.execute(delete(ListedRow))
    assert not verify(live_ledger).ok
    for _ in range(2):
        with live_ledger.writing() as connection:
            list_unlisted(connection)
    assert _listed(live_ledger) == kept
    assert verify(live_ledger).ok


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stamped", True),
        ("owes", False),
        ("words", ""),
        ("words_at", "elsewhere"),
        ("answer_by", "2026-01-01"),
        ("ended", True),
        ("replaces", "wells"),
    ],
)
def test_a_forged_list_shows(live_ledger, column, value):
    """The proof names the office, and the column."""
    with live_ledger.writing() as connection:
        connection.execute(update(ListedRow).values({column: value}))
    (fault,) = verify(live_ledger).faults
    assert fault.kind == "list"
    assert (column if column != "words_at" else "words") in fault.what


@pytest.mark.parametrize(
    ("forged", "office", "what"),
    [
        ("DELETE FROM listed_letter", "moi", "is not listed, and was sent to it"),
        ("UPDATE listed_letter SET office = 'dla'", "dla", "is listed, and was never sent to it"),
    ],
    ids=["missing", "invented"],
)
def test_a_row_too_few_or_too_many_shows(live_ledger, forged, office, what):
    """An inbox without the letter, and one of an office that it never went to."""
    with live_ledger.writing() as connection:
        connection.execute(text(forged))
    told = {(each.where.rpartition(" ")[2], each.what) for each in verify(live_ledger).faults}
    assert (office, what) in told
