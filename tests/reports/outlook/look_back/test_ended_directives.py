"""Which directives are over, and which had ended before another one began."""

from __future__ import annotations

import polars as pl

from wian.ledger.read.propagation_facts import PropagationFacts
from wian.ledger.records import Clock
from wian.reports.outlook.look_back.ended_directives import before, ended_directives


def facts(name, clock=Clock.LIVE, ended=None):
    """What is known of a propagation."""
    return PropagationFacts(name, name, "thailand", "digest", clock, None, None, ended)


def hop(propagation, issued, received=None, forwarded=None, **said):
    """One hop, with its minutes."""
    instants = {"issued": issued, "received": received, "ready": received, "forwarded": forwarded}
    dated, forwards = said.get("dated", False), said.get("forwards", False)
    minutes = {f"{name}_minute": at for name, at in instants.items()}
    days = {f"{name}_dated": dated for name in instants}
    return {"propagation": propagation, "forwards": forwards, **minutes, **days}


def test_a_live_directive_is_over_once_nothing_is_owed():
    """Or once it was closed; history is over with its last moment."""
    hops = pl.DataFrame(
        [
            hop("done", 10, 20, 30, forwards=True),
            hop("owes", 10, 20, forwards=True),
            hop("closed", 5, 20, forwards=True),
            hop("past", 1, 2),
            hop("past", 3),
        ]
    )
    known = [facts("done"), facts("owes"), facts("closed", ended=90), facts("past", Clock.HISTORY)]
    found = ended_directives(hops, [*known, facts("never issued")])
    assert [(each.facts.id, each.begun, each.over) for each in found] == [
        ("past", 1, 3),
        ("closed", 5, 90),
        ("done", 10, 30),
    ]
    assert before(found, 31) == ["past", "done"]


def test_a_day_lasts_to_its_end():
    """What began later on the day on which another one ended cannot know all of that."""
    found = ended_directives(pl.DataFrame([hop("past", 0, 1440, dated=True)]), [facts("past")])
    assert found[0].over == 2 * 1440 - 1
    assert before(found, 2 * 1440 - 1) == []
