"""The summary of a propagation."""

from __future__ import annotations

from dataclasses import asdict

from wian.ledger.read.recorded import counts
from wian.reports.propagation_summary import summarise


def test_the_summary_of_2564_counts_what_the_ledger_holds(gecc_sent):
    """13 offices wrote to 115; the department has three desks, so that there are 117 stamps."""
    plan = gecc_sent.plan
    found = summarise(
        plan.id, plan.directive.id, plan.route, counts(gecc_sent.ledger, plan.id), 1.23456
    )
    told = asdict(found)
    waves = told.pop("waves")
    assert told == {
        "propagation": plan.id,
        "directive": "gecc-2564",
        "offices": 116,
        "letters": 13,
        "hops": 115,
        "receptions": 117,
        "observed": 2,
        "simulated": 113,
        "seconds": 1.235,
    }
    assert [tuple(wave.values()) for wave in waves] == [
        (1, 1, 1, 1),
        (2, 1, 1, 1),
        (3, 1, 1, 1),
        (4, 1, 12, 1),
        (5, 9, 100, 1),
    ]
