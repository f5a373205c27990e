"""What an office that acts has to know of acts is found by indices, however many acts there are."""

from __future__ import annotations

from sqlalchemy import event

from wian.ledger.life.lives import life
from wian.ledger.life.office_acts import office_acts
from wian.ledger.read.live_letters import acts


def test_acts_are_found_by_their_keys(live_ledger, live_plan, living):
    """Its own, the latest of its journal, and those that change lives: never all of a directive."""
    living.reach(live_ledger, live_plan, living.leaf)
    asked = []
    with live_ledger.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *of: asked.append(of[2:4]))
        found = office_acts(connection, live_plan.id, "moi", "live", "moi", [2569])
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[-1][0]}", asked[-1][1])
        steps = [row[-1] for row in plan]
    assert "SEARCH act USING PRIMARY KEY (propagation=?)" not in steps
    assert any("ix_act_life (propagation=?)" in step for step in steps)
    assert list(found.own) == acts(live_ledger, live_plan.id, office="moi")
    assert found.latest == {2569: found.own[-1].at}
    assert found.life == life(live_ledger, live_plan.id)
