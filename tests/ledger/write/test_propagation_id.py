"""The id of a propagation can be computed again from what the ledger holds of it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select, text

from wian.ledger.database import Ledger
from wian.ledger.proof.verification import verify
from wian.ledger.tables import PropagationRow
from wian.ledger.write.propagation_id import recorded_id
from wian.propagation.plan import Plan


def _row(ledger: Ledger) -> dict[str, object]:
    with ledger.reading() as connection:
        return dict(connection.execute(select(PropagationRow.__table__)).mappings().one())


def test_a_recorded_one_has_the_id_of_its_columns(live_ledger: Ledger, live_plan: Plan) -> None:
    """Stored JSON names a selection's exception otherwise than the model's field."""
    row = _row(live_ledger)
    assert recorded_id(row) == live_plan.id == row["id"]


def test_an_older_version_made_ids_by_another_rule(live_ledger: Ledger) -> None:
    """Nothing is said of those, or every old ledger would be at fault."""
    assert recorded_id({**_row(live_ledger), "tool_version": "0.1.0"}) is None


@pytest.mark.parametrize("column", ["seed", "limit_to", "profile", "directive"])
def test_what_stands_for_another_id_is_found(live_ledger: Ledger, column: str) -> None:
    """Also where whoever edited it has the record's own digest computed anew."""
    row = _row(live_ledger)
    if column == "seed":
        changed: object = 99
    elif column == "limit_to":
        changed = '["moi"]'
    else:
        changed = json.dumps({**json.loads(str(row[column])), "added": 1})
    assert recorded_id({**row, column: changed}) != row["id"]
    with live_ledger.writing() as connection:
        connection.execute(text(f"UPDATE propagation SET {column} = :new"), {"new": changed})  # noqa: S608 - our own names
    found = [each.what for each in verify(live_ledger).faults if each.kind == "propagation"]
    assert any("does not stand for what it holds" in what for what in found)
