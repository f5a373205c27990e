"""A cohort is one transaction: written once, whole, or not at all."""

from __future__ import annotations

import threading
from dataclasses import replace
from types import ModuleType

import pytest

from hierarchy.office import Channel
from wian.delays.hop_record import Source
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.errors import IncompleteCohort, LedgerBusy, RecordConflict, UnknownPropagation
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import counts, hop_records, letters, receptions
from wian.ledger.records import IssuedLetter, Reception, RegisterEntry, SentHop


def _observed(story: ModuleType, number: str = "1") -> IssuedLetter:
    said = story.letter("cabinet", number)
    return IssuedLetter("cabinet", 1, said, story.minute(story.START), Source.OBSERVED)


def _hop(sender: str = "cabinet", recipient: str = "ministry") -> SentHop:
    return SentHop(sender, recipient, 1, Channel.POST, 2, False, True, Source.OBSERVED)


def _stamp(story: ModuleType, position: int) -> Reception:
    at = story.minute(story.START + 60 + position)
    return Reception("ministry", position, f"desk {position}", "5", at, Source.OBSERVED)


def test_sending_twice_changes_nothing(filled: Ledger, story: ModuleType) -> None:
    """The second run finds every letter in the ledger, and writes none."""
    before = hop_records(filled, "p1"), counts(filled, "p1")
    story.send(filled, "p1")
    assert (hop_records(filled, "p1"), counts(filled, "p1")) == before


def test_writing_the_same_again_changes_nothing(filled: Ledger) -> None:
    """A retry that does not ask first may write what stands there already."""
    stood = list(letters(filled, "p1")), list(receptions(filled, "p1"))
    with filled.cohort("p1") as cohort:
        cohort.write(receptions=[each for each in stood[1] if each.entry is None])
    assert (list(letters(filled, "p1")), list(receptions(filled, "p1"))) == stood
    assert verify(filled).ok


def test_another_content_is_refused(ledger: Ledger, story: ModuleType) -> None:
    """The ledger is append-only: a letter or stamp that differs is no repetition."""
    story.record(ledger)
    with ledger.cohort("p1") as cohort:
        cohort.write([_observed(story)], [_hop()], [_stamp(story, 0)])
    with pytest.raises(RecordConflict, match="letter of cabinet"), ledger.cohort("p1") as cohort:
        cohort.write([_observed(story, "2")], [_hop()])
    with pytest.raises(RecordConflict, match="letter of cabinet"), ledger.cohort("p1") as cohort:
        cohort.write([_observed(story)], [_hop(), _hop(recipient="south")])
    changed = _stamp(story, 0)._replace(read="something else")
    with pytest.raises(RecordConflict, match="of ministry"), ledger.cohort("p1") as cohort:
        cohort.write(receptions=[changed])
    assert counts(ledger, "p1").hops == 1


def test_an_exception_keeps_nothing(ledger: Ledger, story: ModuleType) -> None:
    """What a cohort wrote before it failed is gone."""
    story.record(ledger)
    with pytest.raises(ZeroDivisionError), ledger.cohort("p1") as cohort:  # noqa: PT012 - fails late
        cohort.write([_observed(story)], [_hop()], [_stamp(story, 0)])
        raise ZeroDivisionError
    assert counts(ledger, "p1").letters == 0


def test_a_hop_needs_its_letter(ledger: Ledger, story: ModuleType) -> None:
    """The letter's digest covers its hops, so they come together."""
    story.record(ledger)
    with (
        pytest.raises(IncompleteCohort, match="hops of cabinet come without its letter"),
        ledger.cohort("p1") as cohort,
    ):
        cohort.write(hops=[_hop()])


def test_desks_stamp_in_order(ledger: Ledger, story: ModuleType) -> None:
    """The second desk may stamp in a later cohort, but not before the first has."""
    story.record(ledger)
    with (
        pytest.raises(IncompleteCohort, match="a desk of ministry stamped before"),
        ledger.cohort("p1") as cohort,
    ):
        cohort.write([_observed(story)], [_hop()], [_stamp(story, 1)])
    with ledger.cohort("p1") as cohort:
        cohort.write([_observed(story)], [_hop()], [_stamp(story, 0)])
        assert cohort.received(["ministry"])["ministry"].ready is None
    with ledger.cohort("p1") as cohort:
        cohort.write(receptions=[_stamp(story, 1)])
    (hop,) = hop_records(ledger, "p1")
    assert hop.received == story.minute(story.START + 60)
    assert hop.ready == story.minute(story.START + 61)


def test_a_number_out_of_the_air_is_refused(ledger: Ledger, story: ModuleType) -> None:
    """A letter may only bear a register number that its cohort drew."""
    story.record(ledger)
    said = replace(_observed(story), entry=RegisterEntry(2564, 9))
    with (
        pytest.raises(IncompleteCohort, match=r"number 9 .* was not drawn"),
        ledger.cohort("p1") as cohort,
    ):
        cohort.write([said])


def test_a_forwarder_learns_what_it_received(filled: Ledger, story: ModuleType) -> None:
    """Its hop, its sender's letter, and when its first and last desk stamped."""
    with filled.cohort("p1") as cohort:
        received = cohort.received(["ministry", "north", "ford", "cabinet", "nowhere"])
        assert cohort.issued(["ministry", "ford", "nowhere"]) == {"ministry"}
    assert set(received) == {"ministry", "north", "ford"}
    ministry = received["ministry"]
    assert ministry.letter.office == ministry.hop.sender == "cabinet"
    assert ministry.letter.letter == story.letter("cabinet", "ว 1")
    assert ministry.received == story.minute(story.START + 2 * story.DAY)
    assert ministry.ready == story.minute(story.START + 2 * story.DAY + 30)


def test_an_unknown_propagation_has_no_cohort(filled: Ledger) -> None:
    """Writing for a propagation that was never recorded is refused."""
    with pytest.raises(UnknownPropagation, match="no propagation p7"), filled.cohort("p7"):
        pass


def test_two_at_once_take_turns(ledger_url: str, story: ModuleType) -> None:
    """The same cohort in two processes is written once: the second waits, and finds it done."""
    with open_ledger(ledger_url) as one, open_ledger(ledger_url) as other:
        story.record(one)
        threads = [threading.Thread(target=_persist, args=(story, each)) for each in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert verify(one).ok
        assert counts(one, "p1").hops == 6


def _persist(story: ModuleType, ledger: Ledger) -> None:
    """Send all of it, again from the start where the other process was first."""
    for _ in range(50):
        try:
            story.send(ledger, "p1")
        except LedgerBusy:
            continue
        return
