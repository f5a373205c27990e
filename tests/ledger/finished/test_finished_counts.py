"""A finished rehearsal is counted by the database alone."""

from __future__ import annotations

from wian.ledger.database import Ledger
from wian.ledger.finished.finished_counts import finished_counts
from wian.ledger.read.recorded import hop_records


def test_a_finished_rehearsal_is_counted_by_the_database(filled: Ledger) -> None:
    """Waves and sources are those of its hops; an open one, or none, is left to others."""
    hops = hop_records(filled, "p1")
    found = finished_counts(filled, "p1")
    assert found is not None
    assert sum(wave.recipients for wave in found.waves) == len(hops)
    assert [wave.wave for wave in found.waves] == sorted({hop.wave for hop in hops})
    assert sum(found.sources.values()) == len(hops)
    assert found.minutes[0] == min(hop.issued.minute for hop in hops if hop.issued)
    assert finished_counts(filled, "nowhere") is None
