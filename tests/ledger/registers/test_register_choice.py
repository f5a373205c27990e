"""An office numbers in one series or in several, as it says; what a year began with goes on."""

from __future__ import annotations

from hashlib import sha256

import pytest

from wian.jurisdictions.jurisdiction import NumberSeries
from wian.ledger.database import Ledger
from wian.ledger.proof.verification import verify
from wian.ledger.records import (
    CIRCULARS,
    ORDINARY,
    RECEIPTS,
    SENT,
    Clock,
    NumberRequest,
    receipts,
)
from wian.ledger.registers.register_choice import OfficeYear, receive_register, send_register
from wian.ledger.write.register_numbers import Registers

APART, ONE = NumberSeries(True, False), NumberSeries(False, False)
TOGETHER, BY_DESK = NumberSeries(True, True), NumberSeries(True, False)
CIRCULAR, LETTER = "a circular", "another letter"


def _drawn(ledger: Ledger, series: NumberSeries, what: str, year: int = 2569) -> tuple[str, int]:
    """Register and number of a circular or another letter, or of what a desk receives."""
    with ledger.writing() as connection:
        registers, of = Registers(connection, Clock.LIVE.book), OfficeYear("north", year, series)
        if what in {CIRCULAR, LETTER}:
            name = send_register(registers, of, circular=what == CIRCULAR)
        else:
            name = receive_register(registers, of, what)
        place = ("north", name, year)
        key = str(registers.last(place) + 1)
        (number,) = registers.draw([NumberRequest(*place, key)])
        registers.enter(place, number, sha256(f"{name} {number}".encode()).hexdigest())
        registers.flush()
    return name, number


def test_circulars_run_apart_where_the_office_says_so(ledger: Ledger) -> None:
    """Each series has its number 1; that the office says otherwise holds from the next year on."""
    assert _drawn(ledger, APART, CIRCULAR) == (CIRCULARS, 1)
    assert _drawn(ledger, APART, LETTER) == (ORDINARY, 1)
    assert _drawn(ledger, ONE, CIRCULAR) == (CIRCULARS, 2)
    assert _drawn(ledger, ONE, LETTER) == (ORDINARY, 2)
    assert _drawn(ledger, ONE, LETTER, 2570) == (SENT, 1)


def test_a_rehearsal_locks_the_registers_of_all_letters_at_once() -> None:
    """Each by itself would be a statement for each letter; without a connection none is asked."""
    registers = Registers(None, "rehearsal")  # type: ignore[arg-type]  # which is never asked
    of = OfficeYear("a", 2564, NumberSeries(True, False))
    assert send_register(registers, of, circular=True) == CIRCULARS
    assert send_register(registers, of, circular=False) == ORDINARY


def test_a_year_that_began_in_one_series_ends_in_it(ledger: Ledger) -> None:
    """So does the year of a ledger of before: no number comes twice."""
    assert _drawn(ledger, ONE, LETTER) == (SENT, 1)
    assert _drawn(ledger, APART, CIRCULAR) == (SENT, 2)
    assert _drawn(ledger, APART, LETTER) == (SENT, 3)
    assert _drawn(ledger, APART, LETTER, 2570) == (ORDINARY, 1)


def test_desks_number_together_where_the_office_says_so(ledger: Ledger) -> None:
    """The same holds of what desks receive."""
    assert _drawn(ledger, TOGETHER, "front") == (RECEIPTS, 1)
    assert _drawn(ledger, BY_DESK, "back") == (RECEIPTS, 2)
    assert _drawn(ledger, BY_DESK, "back", 2570) == (receipts("back"), 1)
    assert _drawn(ledger, TOGETHER, "front", 2570) == (receipts("front"), 1)
    assert _drawn(ledger, TOGETHER, "back", 2570) == (receipts("back"), 2)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((SENT, ORDINARY), "north 2569: sends under numbers of one series and of several"),
        (
            (RECEIPTS, receipts("x")),
            "north 2569: receives under numbers of one series and of several",
        ),
    ],
    ids=["sent", "received"],
)
def test_both_in_one_year_are_a_fault(ledger: Ledger, names: tuple[str, ...], said: str) -> None:
    """No program of ours does that."""
    with ledger.writing() as connection:
        registers = Registers(connection, Clock.LIVE.book)
        for name in names:
            registers.draw([NumberRequest("north", name, 2569, "p")])
            registers.enter(("north", name, 2569), 1, sha256(b"used").hexdigest())
            registers.flush()
    assert said in [f"{fault.where}: {fault.what}" for fault in verify(ledger).faults]
