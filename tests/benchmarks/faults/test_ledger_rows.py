"""What a ledger lost, doubled or skipped is counted and named."""

from __future__ import annotations

from benchmarks.faults.ledger_rows import Difference, difference, gaps, read_rows


def test_a_ledger_is_like_itself(gecc_sent, tmp_path):
    """No row is missing or beyond, and no number is skipped."""
    rows = read_rows(gecc_sent.ledger, tmp_path)
    assert len(rows["letter"]) > 10
    assert difference(rows, rows) + gaps(gecc_sent.ledger) == Difference()


def test_a_missing_row_is_lost_and_one_beyond_is_doubled():
    """Each is named with its table; a row that changed is both."""
    found = difference({"letter": ["1", "2"], "hop": []}, {"letter": ["1", "3"], "hop": ["4"]})
    assert (found.lost, found.doubled) == (1, 2)
    assert found.words == ("letter lacks 2", "letter has besides 3", "hop has besides 4")


def test_a_number_that_a_register_skips_is_counted(empty_ledger):
    """Registers count from 1."""
    with empty_ledger.writing() as connection:
        connection.exec_driver_sql("UPDATE register_entry SET number = number + 2")
    found = gaps(empty_ledger)
    assert found.skipped == 2 * len(found.words) > 0
