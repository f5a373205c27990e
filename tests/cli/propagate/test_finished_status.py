"""``wian status`` of a finished rehearsal: counted by the database, and the same as in full."""

from __future__ import annotations

from wian.cli.propagate import finished_status


def test_the_database_counts_what_the_plan_shows(read, monkeypatch):
    """Nobody sees which of the two ways was taken."""
    with monkeypatch.context() as short:
        short.setattr("wian.cli.propagate.status.run", None)  # the short way needs no other
        found = read("status")
    monkeypatch.setattr(finished_status, "finished_counts", lambda *_: None)
    assert found.code == 0
    assert found == read("status")
