"""A register goes on where the office's own one stood, and never draws what was given elsewhere."""

from __future__ import annotations

from types import ModuleType

import pytest
from sqlalchemy import text

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import letter
from wian.ledger.records import SENT, Clock, receipts
from wian.ledger.registers import reservations
from wian.ledger.registers.locked_register import SaidBy
from wian.ledger.registers.register_changes import NumberDrawn, RegisterChange, open_register
from wian.ledger.registers.register_standings import RegisterStanding, register_standings
from wian.ledger.registers.reservations import reserve_numbers

SOUTH = ("south", SENT, 2563)
SAID = SaidBy("เจ้าพนักงานธุรการ", Instant(26_800_000, Precision.MINUTE), 2563, "ทะเบียนกระดาษ")


def _open(ledger: Ledger, at: int, register: tuple[str, str, int] = SOUTH) -> RegisterChange:
    with ledger.writing() as connection:
        return open_register(connection, register, at, SAID)


def _reserve(
    ledger: Ledger, first: int, last: int, register: tuple[str, str, int] = SOUTH
) -> RegisterChange:
    with ledger.writing() as connection:
        return reserve_numbers(connection, register, (first, last), SAID)


def _issued(ledger: Ledger, story: ModuleType, name: str, clock: Clock = Clock.LIVE) -> int:
    """Send a directive down; the number of the south's letter."""
    story.record(ledger, name, clock=clock)
    story.send(ledger, name)
    issued = letter(ledger, name, "south")
    assert issued
    assert issued.entry
    return issued.entry.number


def _standing(ledger: Ledger) -> RegisterStanding:
    with ledger.reading() as connection:
        (found,) = [
            each
            for each in register_standings(connection, "south")
            if (each.name, each.year) == SOUTH[1:]
        ]
    return found


def test_an_opened_register_goes_on_at_its_number(ledger: Ledger, story: ModuleType) -> None:
    """The first live letter bears 554, the next 555; a rehearsal still begins at 1."""
    opened = _open(ledger, 554)
    assert (opened.new, opened.following) == (True, 554)
    assert _issued(ledger, story, "tried", Clock.VIRTUAL) == 1
    assert [_issued(ledger, story, name) for name in ("p1", "p2")] == [554, 555]
    again = _open(ledger, 554)
    assert (again.new, again.following, again.act) == (False, 556, opened.act)
    standing = _standing(ledger)
    assert (standing.opened_at, standing.last, standing.following) == (554, 555, 556)
    assert verify(ledger).ok


def test_a_number_that_was_drawn_is_not_opened_at(filled: Ledger, story: ModuleType) -> None:
    """Nothing is written; what wian drew stands, and the next number is said."""
    _issued(filled, story, "p3")
    with pytest.raises(NumberDrawn, match="open it at 2 or later"):
        _open(filled, 1)
    _open(filled, 41)
    assert _issued(filled, story, "p4") == 41
    with pytest.raises(NumberDrawn, match="number 41 was drawn"):
        _open(filled, 40)
    assert verify(filled).ok


def test_an_opening_replaces_one_that_nothing_was_drawn_after(
    ledger: Ledger, story: ModuleType
) -> None:
    """A clerk who typed a digit too many opens it again, lower; the third time is an act too."""
    for at in (5540, 554, 5540, 554):
        assert _open(ledger, at).new
    assert _issued(ledger, story, "p1") == 554
    assert verify(ledger).ok


def test_numbers_given_elsewhere_are_passed_over(ledger: Ledger, story: ModuleType) -> None:
    """Reserved before, at and far behind the next number; one that was drawn is refused."""
    _open(ledger, 10)
    assert _reserve(ledger, 11, 12).following == 10
    assert _reserve(ledger, 14, 14).new
    assert not _reserve(ledger, 11, 12).new
    assert [_issued(ledger, story, f"p{n}") for n in range(3)] == [10, 13, 15]
    with pytest.raises(NumberDrawn, match="Number 13 cannot be reserved: number 13"):
        _reserve(ledger, 13, 13)
    spans = [(act.first, act.last) for act in _standing(ledger).acts]
    assert spans == [(1, 9), (11, 12), (14, 14)]
    assert verify(ledger).ok


@pytest.mark.parametrize(
    "register",
    [("south", SENT, 2564), ("south", receipts("annex"), 2563), ("ford", SENT, 2563)],
    ids=["year", "desk", "office"],
)
def test_a_number_drawn_in_another_register_may_be_reserved(
    ledger: Ledger, story: ModuleType, register: tuple[str, str, int]
) -> None:
    """Number 1 of the south's circulars of a year is nobody else's number 1."""
    _issued(ledger, story, "p1")
    assert _reserve(ledger, 1, 1, register).following == 2
    assert verify(ledger).ok


def test_a_number_that_is_reserved_and_drawn_too_is_a_fault(
    ledger: Ledger, story: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No program of ours does that: here the question is left out whether it was drawn."""
    numbers = [_issued(ledger, story, name) for name in ("p1", "p2")]
    monkeypatch.setattr(reservations, "drawn_number", lambda *_: None)
    _reserve(ledger, numbers[1], numbers[1])
    (fault,) = verify(ledger).faults
    assert fault.where.endswith("number 2")
    assert fault.what == "was given elsewhere, and drawn too: two letters bear it"


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE register_act SET last = 100", "is not what was written: edited"),
        ("DELETE FROM register_act", "its letter, reception or act is missing: deleted"),
        ("DELETE FROM register_act", "number 1: is missing: a gap"),
    ],
    ids=["edited", "deleted", "gap"],
)
def test_an_act_about_a_register_is_proved(
    ledger: Ledger, story: ModuleType, sql: str, said: str
) -> None:
    """An edit or a deletion shows, and so does the gap that it leaves."""
    _open(ledger, 554)
    _issued(ledger, story, "p1")
    with ledger.writing() as connection:
        connection.execute(text(sql))
    found = [f"{fault.where}: {fault.what}" for fault in verify(ledger).faults]
    assert [each for each in found if each.endswith(said)]
