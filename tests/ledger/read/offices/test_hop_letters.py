"""An office's own letters are found by its index, however large the directive is."""

from __future__ import annotations

from sqlalchemy import event
from sqlalchemy.engine import Engine

from wian.ledger.read import facts
from wian.ledger.read.manager.telephone_calls import calls_to
from wian.ledger.read.offices.letter_recipients import recipients_by_letter
from wian.ledger.read.offices.own_letters import outgoing
from wian.ledger.read.offices.recipients import recipients


def test_no_question_about_one_office_reads_all_hops_or_acts(live_ledger, live_plan):
    """SQLite keeps no statistics here, and would take the key that begins with the propagation."""
    asked = []

    def note(_connection, _cursor, statement, bound, *_rest):
        asked.append((statement, bound))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert [each.recipients for each in outgoing(live_ledger, "opm", [live_plan.id])] == [1]
        assert len(recipients(live_ledger, live_plan.id, "opm")) == 1
        assert recipients_by_letter(live_ledger, live_plan.id, "opm") == {("opm", 0): ["moi"]}
        assert calls_to(live_ledger, live_plan.id, "moi", ["opm"]) == []
        with live_ledger.reading() as connection:
            assert [hop.recipient for hop in facts.sent_by(connection, live_plan.id, "opm")] == [
                "moi"
            ]
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with live_ledger.reading() as connection:
        for statement, bound in asked:
            if " hop" in statement or " act " in statement:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", bound).all()
                said = [row[3] for row in plan]
                assert not [each for each in said if each.endswith("(propagation=?)")], statement
