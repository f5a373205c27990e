"""Columns that the database packs hold what its rows hold, on either database."""

from __future__ import annotations

from types import ModuleType

from sqlalchemy import update

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.read.hops.hop_columns import hop_columns
from wian.ledger.read.recorded import hop_records, letters, receptions
from wian.ledger.tables import ReceptionRow

PROPAGATIONS = ("p2", "p1")


def test_every_row_is_there_by_the_place_of_its_propagation(filled: Ledger) -> None:
    """In the order asked for, whatever order the database likes."""
    read = hop_columns(filled, PROPAGATIONS, numbers=True)
    assert read.hops["place"].is_sorted()
    found = set(read.hops.select("place", "sender", "recipient", "wave", "source").rows())
    assert found == {
        (place, hop.sender, hop.recipient, hop.wave, hop.source.value)
        for place, each in enumerate(PROPAGATIONS)
        for hop in hop_records(filled, each)
    }
    assert set(read.letters.rows()) == {
        (place, each.office, each.letter.number, each.issued.minute, _is_day(each.issued))
        for place, name in enumerate(PROPAGATIONS)
        for each in letters(filled, name)
    }


def test_stamps_keep_their_precision(filled: Ledger) -> None:
    """Observed ones are days."""
    read = hop_columns(filled, ["p1"], numbers=True)
    found = read.stamps.select("recipient", "position", "receipt_number", "at_minute", "at_dated")
    assert set(found.rows()) == {
        (each.recipient, each.position, each.receipt_number, each.at.minute, _is_day(each.at))
        for each in receptions(filled, "p1")
    }
    assert found["at_dated"].any()


def test_only_the_columns_asked_for_are_read(filled: Ledger) -> None:
    """And those that join hops with letters and stamps."""
    read = hop_columns(filled, ["p1"], ("forwards",))
    assert set(read.hops.columns) == {"place", "recipient", "sender", "desks", "forwards"}
    assert "number" not in read.letters.columns
    assert read.hops["forwards"].any()


def test_a_separator_in_a_text_harms_nothing(filled: Ledger, story: ModuleType) -> None:
    """No text that wian accepts has it, but somebody may have written into the ledger."""
    with filled.writing() as connection:
        odd = update(ReceptionRow).where(ReceptionRow.recipient == story.OBSERVED)
        connection.execute(odd.values(receipt_number="1\x1e2"))
    read = hop_columns(filled, PROPAGATIONS, numbers=True)
    assert read.stamps["place"].is_sorted()
    assert set(read.stamps.select("place", "recipient", "receipt_number", "at_dated").rows()) == {
        (place, each.recipient, each.receipt_number, _is_day(each.at))
        for place, name in enumerate(PROPAGATIONS)
        for each in receptions(filled, name)
    }
    assert "1\x1e2" in read.stamps["receipt_number"].to_list()


def test_without_rows_there_are_columns(filled: Ledger) -> None:
    """Of ids that are not recorded."""
    read = hop_columns(filled, ["nobody"])
    assert read.hops.is_empty()
    assert "at_minute" in read.stamps.columns


def _is_day(instant: Instant) -> bool:
    return instant.precision is Precision.DAY
