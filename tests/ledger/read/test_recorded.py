"""What was written comes back as flat records, the same from either database."""

from __future__ import annotations

from itertools import pairwise
from types import ModuleType

import pytest

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Precision
from wian.ledger.database import Ledger
from wian.ledger.errors import UnknownPropagation
from wian.ledger.read.recorded import (
    counts,
    hop_records,
    issuers,
    letter,
    letters,
    receptions,
    stream_hop_records,
)
from wian.ledger.records import RegisterEntry


def test_a_hop_record_joins_what_its_offices_did(filled: Ledger, story: ModuleType) -> None:
    """Issue from the sender's letter, stamps from the desks, forwarding from its own letter."""
    hops = {hop.recipient: hop for hop in hop_records(filled, "p1")}
    ministry, ford = hops["ministry"], hops["ford"]
    assert (ministry.sender, ministry.letter_number, ministry.wave) == ("cabinet", "ว 1", 1)
    assert ministry.issued == story.minute(story.START)
    assert ministry.received == story.minute(story.START + 2 * story.DAY)
    assert ministry.ready == story.minute(story.START + 2 * story.DAY + 30)
    assert ministry.forwarded == hops["north"].issued
    assert ford.letter_number == "นว 1/ว 9"
    assert ford.received == ford.ready
    assert ford.forwarded is None
    assert not any(hop.open for hop in hops.values())


def test_observed_stamps_stay_days(filled: Ledger) -> None:
    """A stamp that shows a date only has no time of day, and keeps what it reads."""
    (north,) = [hop for hop in hop_records(filled, "p1") if hop.recipient == "north"]
    assert north.source is Source.OBSERVED
    assert north.received
    assert north.received.precision is Precision.DAY
    stamps = [each for each in receptions(filled, "p1") if each.recipient == "north"]
    assert [(each.desk, each.receipt_number) for each in stamps] == [
        ("central", "099"),
        ("division", "199"),
    ]
    assert {(each.read, each.inference) for each in stamps} == {("2 ธ.ค. 2563", "one digit lost")}


def test_records_come_in_order(filled: Ledger) -> None:
    """By wave, sender and recipient, as bytes sort, streamed or not."""
    hops = hop_records(filled, "p2")
    keys = [(hop.wave, hop.sender, hop.recipient) for hop in hops]
    assert keys == sorted(keys)
    assert list(stream_hop_records(filled, "p2")) == hops
    issued = [(each.wave, each.office) for each in letters(filled, "p2")]
    assert all(one < other for one, other in pairwise(issued))


def test_an_office_without_a_stamp_is_open(ledger: Ledger, story: ModuleType) -> None:
    """One desk of two: received, not ready, not forwarded."""
    story.record(ledger)
    story.send(ledger, "p1", waves=1, desks=1)
    (hop,) = hop_records(ledger, "p1")
    assert hop.received
    assert hop.ready is None
    assert hop.open
    (wave,) = counts(ledger, "p1").waves
    assert (wave.letters, wave.recipients, wave.ready) == (1, 1, 0)


def test_letters_come_back_whole(filled: Ledger, story: ModuleType) -> None:
    """Wording, number and place in the register; an observed one has no such place."""
    south, north = letter(filled, "p2", "south"), letter(filled, "p2", "north")
    assert south
    assert north
    assert south.letter == story.letter("south", "ว 2", at=south.issued.minute)
    assert south.entry == RegisterEntry(story.YEAR, 2)
    assert north.entry is None
    assert letter(filled, "p2", "ford") is None
    assert issuers(filled, "p2") == {"cabinet", "ministry", "north", "south"}


def test_counts_add_up(filled: Ledger) -> None:
    """Totals, sources and waves of one propagation, whatever else the ledger holds."""
    found = counts(filled, "p1")
    assert (found.letters, found.hops, found.receptions) == (4, 6, 8)
    assert found.sources == {Source.OBSERVED: 1, Source.SIMULATED: 5}
    assert [(w.wave, w.letters, w.recipients, w.ready) for w in found.waves] == [
        (1, 1, 1, 1),
        (2, 1, 2, 2),
        (3, 2, 3, 3),
    ]


def test_an_unknown_propagation_is_refused(filled: Ledger) -> None:
    """Reading what was never recorded is no empty answer."""
    for read in (hop_records, counts):
        with pytest.raises(UnknownPropagation):
            read(filled, "p9")
