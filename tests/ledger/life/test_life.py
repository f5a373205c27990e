"""What became of a directive is found among few acts, however many its offices enter."""

from __future__ import annotations

import pytest

from wian.ledger.life.life import life_of, lives_of


@pytest.mark.parametrize(
    "ask", [life_of, lambda at, name: lives_of(at, [name])], ids=["one", "some"]
)
def test_a_life_is_read_by_its_small_index(empty_ledger, statements, ask):
    """A stamp, an issue and an answer ask for it; a national directive has 20,000 other acts."""
    with empty_ledger.reading() as connection:
        statements.clear()
        ask(connection, "drill")
        (asked,) = [each for each in statements if "act_1" in each]
        bound = ("[]",) if "json_each" in asked else ("drill",)
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", bound)
        steps = [row[3] for row in plan]
    assert any("COVERING INDEX ix_act_life (propagation=?)" in each for each in steps), steps
