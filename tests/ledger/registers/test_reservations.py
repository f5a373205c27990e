"""Numbers are reserved once, and taken back as far as nothing bears them."""

from __future__ import annotations

from types import ModuleType

import pytest

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import letter
from wian.ledger.records import SENT, Clock
from wian.ledger.registers.locked_register import LockedRegister, SaidBy
from wian.ledger.registers.numbers_elsewhere import in_force, spans_of
from wian.ledger.registers.register_acts import RegisterActKind
from wian.ledger.registers.register_changes import RegisterChange, open_register
from wian.ledger.registers.reservations import (
    NotReserved,
    ReservationOverlaps,
    ReservationUsed,
    release_numbers,
    reserve_numbers,
)

SOUTH = ("south", SENT, 2563)
SAID = SaidBy("เจ้าพนักงานธุรการ", Instant(26_800_000, Precision.MINUTE), 2563, "ทะเบียนกระดาษ")


def _reserve(ledger: Ledger, first: int, last: int) -> RegisterChange:
    with ledger.writing() as connection:
        return reserve_numbers(connection, SOUTH, (first, last), SAID)


def _release(ledger: Ledger, first: int, last: int) -> RegisterChange:
    with ledger.writing() as connection:
        return release_numbers(connection, SOUTH, (first, last), SAID)


def _issued(ledger: Ledger, story: ModuleType, name: str) -> int:
    """Send a directive down; the number of the south's letter."""
    story.record(ledger, name, clock=Clock.LIVE)
    story.send(ledger, name)
    issued = letter(ledger, name, "south")
    assert issued
    assert issued.entry
    return issued.entry.number


def test_a_reservation_is_taken_back_and_may_be_made_again(
    ledger: Ledger, story: ModuleType
) -> None:
    """As a whole; a second time changes nothing, until somebody reserves the numbers again."""
    _reserve(ledger, 1, 4)
    taken = _release(ledger, 1, 4)
    assert (taken.new, taken.following, taken.freed, taken.kept) == (True, 1, ((1, 4),), ())
    assert not _release(ledger, 1, 4).new
    assert _reserve(ledger, 1, 4).new
    _release(ledger, 1, 4)
    assert [_issued(ledger, story, f"p{n}") for n in range(2)] == [1, 2]
    assert verify(ledger).ok


def test_a_part_of_a_reservation_is_taken_back(ledger: Ledger, story: ModuleType) -> None:
    """What is left of it stays; the same again changes nothing."""
    _reserve(ledger, 1, 9)
    taken = _release(ledger, 2, 2)
    assert (taken.following, taken.freed) == (2, ((2, 2),))
    assert not _release(ledger, 2, 2).new
    assert _release(ledger, 1, 2).freed == ((1, 1),)
    assert [_issued(ledger, story, f"p{n}") for n in range(3)] == [1, 2, 10]
    assert verify(ledger).ok


def test_the_numbers_before_a_drawn_one_stay_reserved(ledger: Ledger, story: ModuleType) -> None:
    """They would be a gap; where none is left, that is said."""
    _reserve(ledger, 1, 4)
    assert _issued(ledger, story, "p1") == 5
    with pytest.raises(ReservationUsed, match="number 5 was drawn since"):
        _release(ledger, 1, 4)
    assert verify(ledger).ok


def test_what_was_never_reserved_is_not_taken_back(ledger: Ledger) -> None:
    """The numbers that are reserved are named."""
    _reserve(ledger, 1, 4)
    _reserve(ledger, 6, 6)
    with pytest.raises(NotReserved, match="of 3-6 is in the register; name numbers of 1-4, 6"):
        _release(ledger, 3, 6)


@pytest.mark.parametrize(
    ("span", "left"),
    [((7, 8), "reserve 8"), ((1, 12), "reserve 1-4, 8-9, 12"), ((6, 7), "none of them is left")],
    ids=["beside", "around", "inside"],
)
def test_reservations_do_not_overlap(ledger: Ledger, span: tuple[int, int], left: str) -> None:
    """It is said which one is in the way, whose it is and why, and what is left to reserve."""
    _reserve(ledger, 5, 7)
    _reserve(ledger, 10, 11)
    with pytest.raises(ReservationOverlaps) as caught:
        _reserve(ledger, *span)
    said = str(caught.value)
    assert "5-7 is reserved already, by เจ้าพนักงานธุรการ ('ทะเบียนกระดาษ')" in said
    assert f"; {left}" in said
    assert verify(ledger).ok


def test_a_register_opened_behind_a_reservation_keeps_it(ledger: Ledger) -> None:
    """What is taken back there was given elsewhere all the same, as the opening says."""
    _reserve(ledger, 5, 7)
    with ledger.writing() as connection:
        open_register(connection, SOUTH, 7, SAID)
    taken = _release(ledger, 5, 7)
    assert (taken.following, taken.freed) == (7, ((7, 7),))


def test_a_ledger_of_before_had_reservations_that_overlap(ledger: Ledger) -> None:
    """Each was taken back as a whole: what another one holds stays."""
    with ledger.writing() as connection:
        book = LockedRegister(connection, SOUTH, SAID)
        for kind, span in (
            (RegisterActKind.RESERVED, (1, 4)),
            (RegisterActKind.RESERVED, (3, 3)),
            (RegisterActKind.RELEASED, (1, 4)),
        ):
            book.enter(kind, span)
        assert [(act.first, act.last) for act in in_force(book.acts)] == [(3, 3)]
        assert spans_of(book.acts) == [(3, 3)]
