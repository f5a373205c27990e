"""A letter bears the number that it was given elsewhere, and no other letter ever does."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import text

from wian.history.registers.recogniser import Register
from wian.history.registers.register_file import RegisterReading
from wian.history.registers.rows import RegisterRow
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import InputFaults
from wian.ledger.checkpoints.inclusion import letter_proof
from wian.ledger.proof.verification import verify
from wian.ledger.records import ORDINARY
from wian.ledger.registers.register_standings import register_standings
from wian.ledger.registers.reservations import ReservationUsed
from wian.ledger.registers.typed_numbers import NumberFarAhead, NumberTaken, TypedAs
from wian.ledger.write.imports import import_registers
from wian.office.actor import Acting
from wian.office.given_number import GivenNumber
from wian.office.joint_issue import issue
from wian.office.kept_register import (
    WantedRegister,
    kept_register,
    open_kept,
    release_kept,
    reserve_kept,
)
from wian.office.refusals import IssuedOtherwise
from wian.propagation.plan import record

SAID = {"reason": "ทะเบียนกระดาษ", "by": "opm ธุรการ"}


@pytest.fixture
def origin(empty_ledger, living):
    """Issues the origin's letter in another propagation each time, under a number or the next."""

    def sent(at, number=None, *, confirmed=False):
        plan = living.plan(id=f"drill-{at}", subject=f"การซักซ้อมครั้งที่ {at}")
        record(empty_ledger, plan, living.start)
        acting = Acting(empty_ledger, plan, "opm", by="opm ธุรการ", now=living.start)
        typed = None if number is None else GivenNumber(number, confirmed)
        return issue(acting, number=typed)

    return sent


def _register(ledger, living):
    return kept_register(ledger, WantedRegister("opm"), living.start)


def test_the_register_goes_on_behind_a_typed_number(empty_ledger, origin, home):
    """It was given on paper, and so were those that it skips; all of it is proved."""
    typed = origin(0, 3)
    assert typed.letters[0][0].letter.number.endswith("/๓")
    assert typed.typed == TypedAs(skipped=(1, 2))
    assert origin(1).letters[0][0].letter.number.endswith("/๔")
    assert origin(2, 5).typed == TypedAs()
    assert origin(3).letters[0][0].letter.number.endswith("/๖")
    assert not origin(0, 3).new
    assert not origin(0).new
    with pytest.raises(IssuedOtherwise, match=r"out already as .*/๓, not as 77;"):
        origin(0, 77)
    with empty_ledger.reading() as connection:
        (standing,) = register_standings(connection, "opm")
    assert (standing.name, standing.last, standing.spans) == (ORDINARY, 6, [(1, 3), (5, 5)])
    found = verify(empty_ledger)
    assert found.ok, found.faults
    home.mkdir()
    proof = letter_proof(empty_ledger, home, typed.propagation, "opm")
    assert proof["entry"]["name"] == "elsewhere"


def test_a_number_far_ahead_is_confirmed_first(empty_ledger, origin, living):
    """A digit too many would leave a hole in the register; what was confirmed can be mended."""
    with pytest.raises(NumberFarAhead) as caught:
        origin(0, 554)
    assert "Number 554 skips 553: the next one is 1. If 554 was really given" in str(caught.value)
    assert origin(0, 554, confirmed=True).typed == TypedAs(skipped=(1, 553))
    release_kept(_register(empty_ledger, living), (1, 553), **SAID)
    assert origin(1).letters[0][0].letter.number.endswith("/๑")
    assert verify(empty_ledger).ok


def test_a_number_that_skips_fifty_needs_nobody_to_confirm_it(origin):
    """One that skips 51 does."""
    with pytest.raises(NumberFarAhead, match="Number 52 skips 51"):
        origin(0, 52)
    assert origin(0, 51).typed == TypedAs(skipped=(1, 50))


def test_a_number_behind_the_last_one_is_said(empty_ledger, origin, living):
    """It stands on nothing here, and is never drawn, even where the register is opened lower."""
    open_kept(_register(empty_ledger, living), 554, **SAID)
    assert origin(0, 540).typed == TypedAs(behind=553)
    open_kept(_register(empty_ledger, living), 540, **SAID)
    assert origin(1).letters[0][0].letter.number.endswith("/๕๔๑")
    assert verify(empty_ledger).ok


def test_what_a_reservation_has_typed_numbers_in_stays_reserved(empty_ledger, origin, living):
    """The rest of it can be taken back; the next number is not changed by one inside."""
    reserve_kept(_register(empty_ledger, living), (5, 9), **SAID)
    assert origin(0, 7).letters[0][0].letter.number.endswith("/๗")
    assert origin(1).letters[0][0].letter.number.endswith("/๑")
    with pytest.raises(ReservationUsed, match="number 7 was typed"):
        release_kept(_register(empty_ledger, living), (7, 7), **SAID)
    taken = release_kept(_register(empty_ledger, living), (5, 9), **SAID)
    assert (taken.freed, taken.kept) == (((5, 6), (8, 9)), ((7, 7),))
    assert not release_kept(_register(empty_ledger, living), (5, 9), **SAID).new
    assert verify(empty_ledger).ok


@pytest.mark.parametrize("typed", [None, 1], ids=["drawn", "typed"])
def test_a_number_that_a_letter_bears_is_refused(empty_ledger, origin, typed):
    """It is said which letter that is; nothing is issued."""
    first = origin(0, typed)
    with pytest.raises(NumberTaken) as caught:
        origin(1, 1)
    assert f"letter {first.letters[0][0].letter.number} of {first.propagation}" in str(caught.value)
    assert origin(1).letters[0][0].letter.number.endswith("/๒")
    assert verify(empty_ledger).ok


@pytest.fixture
def imported(empty_ledger, living):
    """Imports a row of the origin's own send register: another letter under a number."""

    def keep(number, code="นร 0106"):
        texts = ("สำนักงานปลัดสำนักนายกรัฐมนตรี", "กระทรวงการคลัง", "การจัดซื้อรถยนต์", "", "")
        entered, dated = datetime.fromisoformat("2026-11-02T09:00"), date(2026, 11, 2)
        row = RegisterRow("", 5, 2569, number, entered, f"{code}/{number}", dated, *texts)
        reading = RegisterReading(
            "sent.csv", Register("opm", RegisterKind.SEND, ""), (row,), (), (), ()
        )
        import_registers(empty_ledger, [reading], jurisdiction("thailand"), living.start)

    return keep


def test_a_number_of_an_imported_letter_is_refused(empty_ledger, origin, imported):
    """Nothing of it is kept; the next number drawn is the one behind the imported ones."""
    imported(40)
    with pytest.raises(NumberTaken, match="letter นร 0106/40 in the imported register of 2569"):
        origin(0, 40)
    assert origin(0).letters[0][0].letter.number.endswith("/๔๑")
    assert verify(empty_ledger).ok


def test_an_imported_number_is_taken_whatever_code_its_row_has(empty_ledger, origin, imported):
    """The row moved the register, so its number is one of it; verify tells two letters apart."""
    imported(40, code="นร 0999")
    with pytest.raises(NumberTaken, match="letter นร 0999/40 in the imported register of 2569"):
        origin(0, 40)
    assert origin(0).letters[0][0].letter.number.endswith("/๔๑")
    assert verify(empty_ledger).ok
    imported(41, code="นร 0999")
    assert [fault.kind for fault in verify(empty_ledger).faults] == ["number"]


def test_a_reservation_with_an_imported_number_keeps_it(empty_ledger, living, imported):
    """It was given elsewhere indeed: the register that came in says so."""
    reserve_kept(_register(empty_ledger, living), (5, 9), **SAID)
    imported(7)
    with pytest.raises(ReservationUsed, match="number 7 is in the register that was imported"):
        release_kept(_register(empty_ledger, living), (7, 7), **SAID)
    taken = release_kept(_register(empty_ledger, living), (5, 9), **SAID)
    assert (taken.following, taken.freed, taken.kept) == (8, ((8, 9),), ((7, 7),))


def test_a_collision_of_before_hinders_no_other_letter(empty_ledger, origin, imported):
    """It was told when the register came in; another letter may still bear a typed number."""
    origin(0, 40)
    imported(40)
    assert origin(1, 39).letters[0][0].letter.number.endswith("/๓๙")
    assert [fault.kind for fault in verify(empty_ledger).faults] == ["number"]


def test_what_is_no_number_of_a_register_is_refused(origin):
    """Nobody types number 0."""
    with pytest.raises(InputFaults):
        origin(0, 0)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            "UPDATE register_entry SET key = 'send:ordinary|3|x' WHERE key LIKE 's%'",
            "not pass",
        ),
        ("UPDATE letter SET content = CAST('{}' AS BLOB)", "is not what was"),
        ("DELETE FROM register_act", "does not pass it over"),
    ],
    ids=["key", "letter", "act"],
)
def test_tampering_with_a_typed_number_shows(empty_ledger, origin, sql, said):
    """Whatever is edited or deleted of it."""
    origin(0, 1)
    with empty_ledger.writing() as connection:
        connection.execute(text(sql))
    assert said in " ".join(fault.what for fault in verify(empty_ledger).faults)


def test_a_number_that_was_typed_twice_shows(empty_ledger, origin):
    """Which no program lets happen."""
    origin(0, 1)
    origin(1, 2)
    forged = "UPDATE register_entry SET key = replace(key, '|2|', '|1|') WHERE name = 'elsewhere'"
    with empty_ledger.writing() as connection:
        connection.execute(text(forged))
    said = " ".join(fault.what for fault in verify(empty_ledger).faults)
    assert "was typed twice: two letters bear it" in said
