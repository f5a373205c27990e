"""Numbers of an imported register: wian goes on behind them, and tells which two letters bear."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from wian.delays.hop_record import Source
from wian.history.registers.recogniser import Register
from wian.history.registers.register_file import RegisterReading
from wian.history.registers.rows import RegisterRow
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.ledger.errors import IncompleteCohort
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import letter
from wian.ledger.records import RECEIPTS, NumberRequest, Reception, RegisterEntry
from wian.ledger.records import SENT as ALL_SENT
from wian.ledger.registers.locked_register import SaidBy
from wian.ledger.registers.register_changes import open_register
from wian.ledger.write.imports import ImportedRegister, import_registers

BANGKOK = ZoneInfo("Asia/Bangkok")
THEN = Instant.of(datetime.fromisoformat("2020-12-29T10:00"), BANGKOK)
"""In the year in which the letters went out."""
LATER = Instant.of(datetime.fromisoformat("2026-11-29T10:00"), BANGKOK)
SENT = Register("north", RegisterKind.SEND, "")
FORD = Register("ford", RegisterKind.RECEIVE, "registry")
ENTERED, ISSUED = datetime.fromisoformat("2020-12-22T10:30"), date(2020, 12, 21)
TEXTS = ("จังหวัดเหนือ", "ท่าข้าม", "ขุดบ่อน้ำ", "", "")
OWN = RegisterRow("", 5, 2563, 1, ENTERED, "กค north/ว 1", ISSUED, *TEXTS)
OTHER = OWN._replace(line=7, number=553, letter_number="กค north/", subject="เรื่องอื่น")


def then(
    ledger: Ledger,
    *rows: RegisterRow,
    register: Register = SENT,
    now: Instant = THEN,
    correct: str = "",
) -> ImportedRegister:
    """Import a register in the year in which the letters went out, or later."""
    reading = RegisterReading("r.csv", register, rows, (), (), ())
    (imported,) = import_registers(
        ledger, [reading], jurisdiction("thailand"), now, correct=correct
    )
    return imported


def said(imported: ImportedRegister) -> list[str]:
    return [each.what for each in imported.disagreements]


def test_numbering_goes_on_behind_an_imported_register(live: Ledger) -> None:
    """From the send register and from a desk's; a second time, or in later years, nothing opens."""
    (act,) = then(live, OWN, OTHER).opened
    assert (act.name, act.first, act.opens_at, act.by) == (ALL_SENT, 2, 554, "wian")
    with pytest.raises(IncompleteCohort), live.cohort("p1") as writer:
        assert writer.draw([NumberRequest("north", ALL_SENT, 2563, "next")]) == [554]
    assert then(live, OWN, OTHER).opened == ()
    (received,) = then(live, OWN._replace(number=7), register=FORD).opened
    assert (received.name, received.opens_at) == ("receipt:registry", 8)
    later = then(live, OWN._replace(line=8, number=70), register=FORD, now=LATER)
    assert later.opened == ()
    assert verify(live).ok


def test_an_opening_passes_over_the_numbers_of_an_imported_register(live: Ledger) -> None:
    """Opened again below its rows: the numbers between them are free, theirs are never drawn."""
    then(live, OWN, OTHER._replace(number=550), OTHER, OTHER._replace(number=552))
    said_by = SaidBy("clerk", THEN, 2563, "slip")
    with live.writing() as connection:
        lower = open_register(connection, ("north", ALL_SENT, 2563), 550, said_by)
    assert (lower.following, lower.replaced) == (551, 554)
    assert (lower.freed, lower.kept) == (((551, 551),), ((550, 550), (552, 553)))
    asked = [NumberRequest("north", ALL_SENT, 2563, key) for key in ("a", "b")]
    with pytest.raises(IncompleteCohort), live.cohort("p1") as writer:
        assert writer.draw(asked) == [551, 554]
    assert verify(live).ok


def test_each_series_goes_on_behind_its_own_last_entry(ledger: Ledger) -> None:
    """Circulars that the office's register marks run apart here too, and nothing else is shown."""
    circular = OTHER._replace(number=40, circular="ว", letter_number="", line=9)
    opened = {act.name: act.opens_at for act in then(ledger, OWN, OTHER, circular).opened}
    assert opened == {"send:ordinary": 554, "send:circulars": 41}
    assert verify(ledger).ok


@pytest.mark.parametrize(
    ("change", "collides"),
    [
        ({}, False),
        ({"letter_number": "กค north/ว"}, False),
        ({"letter_number": ""}, False),
        ({"subject": "ขุด"}, False),
        ({"letter_dated": None}, False),
        ({"subject": "ทะเบียนรถ"}, True),
        ({"letter_number": "", "letter_dated": date(2020, 12, 1)}, True),
        ({"letter_number": "", "subject": "ทะเบียนรถ"}, True),
        ({"letter_number": "กค north/1", "subject": "ทะเบียนรถ"}, False),
    ],
    ids=[
        *("the same", "code alone", "no number", "subject in short", "no date", "subject"),
        *("date", "number and subject", "no circular"),
    ],
)
def test_a_number_on_two_letters_is_told_and_stays_told(
    live: Ledger, change: dict[str, object], *, collides: bool
) -> None:
    """A send register imported after letters went out is held against them, here and by verify."""
    for _ in range(2):
        imported = then(live, OWN._replace(**change))
        told = [each for each in said(imported) if "two letters" in each]
        assert bool(told) == collides
        assert not (told and imported.matched)
    faults = [each for each in verify(live).faults if each.kind == "number"]
    assert len(faults) == collides


def test_a_corrected_row_stands_in_the_place_of_its_number(live: Ledger) -> None:
    """Its subject was mistyped: both rows stay and are proved, and the ledger holds again."""
    slip = OWN._replace(subject="ทะเบียนรถ")
    then(live, slip)
    assert then(live, OWN).differing == 1
    assert not verify(live).ok
    for corrected, known in ((1, 0), (0, 1)):
        imported = then(live, OWN, correct="เรื่องพิมพ์ผิด")
        assert (imported.corrected, imported.known, imported.differing) == (corrected, known, 0)
    proved = verify(live)
    assert proved.ok, proved.faults
    assert (proved.checked["imported entries"], proved.checked["corrected entries"]) == (2, 1)
    assert then(live, slip).differing == 1
    assert then(live, OWN).known == 1
    assert then(live, slip, correct="again").corrected == 1
    assert [fault.kind for fault in verify(live).faults] == ["number"]
    assert then(live, OWN, correct="and again").corrected == 1
    assert verify(live).ok, "the row that was corrected twice still counts"
    with live.writing() as connection:
        forge = "UPDATE register_import SET source = 'r.csv' WHERE sequence = 2"
        connection.execute(text(forge))
    assert {fault.kind for fault in verify(live).faults} >= {"import"}


def test_a_number_of_a_rehearsal_collides_with_nothing(ledger: Ledger, story: ModuleType) -> None:
    """No letter bears it."""
    story.record(ledger)
    story.send(ledger)
    rehearsed = letter(ledger, "p1", "south")
    assert rehearsed
    assert rehearsed.entry == RegisterEntry(2563, 1)
    row = OWN._replace(letter_number="", subject="ทะเบียนรถ")
    found = then(ledger, row, register=replace(SENT, office="south"))
    assert "two letters" not in " ".join(said(found))
    assert verify(ledger).ok


@pytest.mark.parametrize(
    ("change", "collides"),
    [
        ({}, False),
        ({"letter_number": "", "letter_dated": None}, False),
        ({"letter_number": "", "subject": "", "letter_dated": None}, False),
        ({"letter_number": "กค north/ว 99"}, True),
        ({"subject": "ทะเบียนรถ"}, True),
        ({"letter_number": "", "letter_dated": date(2020, 12, 1)}, True),
        ({"number": 99, "subject": "ทะเบียนรถ"}, False),
    ],
    ids=["the same", "subject", "day", "number", "other subject", "other date", "another number"],
)
def test_a_receipt_number_of_two_letters_is_told_and_stays_told(
    live: Ledger, change: dict[str, object], *, collides: bool
) -> None:
    """A receive register imported after wian stamped is held against the stamps."""
    place, at = ("ford", "receipt:registry", 2563), Instant.of(ENTERED, BANGKOK)
    with live.cohort("p1") as writer:
        (number,) = writer.draw([NumberRequest(*place, "p1")])
        entry = RegisterEntry(2563, number)
        writer.write(
            receptions=[Reception("ford", 0, "registry", str(number), at, Source.LIVE, entry)]
        )
    for _ in range(2):
        found = said(then(live, OWN._replace(number=1)._replace(**change), register=FORD))
        assert any("two letters" in each for each in found) == collides
    faults = [each for each in verify(live).faults if each.kind == "number"]
    assert len(faults) == collides


@pytest.mark.parametrize(("name", "collides"), [(RECEIPTS, True), ("receipt:registry", False)])
def test_desks_that_number_together_share_their_receive_registers(
    live: Ledger, name: str, *, collides: bool
) -> None:
    """The register of one desk is held against the stamps of another only then."""
    at = Instant.of(ENTERED, BANGKOK)
    with live.cohort("p1") as writer:
        (number,) = writer.draw([NumberRequest("ford", name, 2563, "p1")])
        entry = RegisterEntry(2563, number)
        stamp = Reception("ford", 0, "registry", str(number), at, Source.LIVE, entry, register=name)
        writer.write(receptions=[stamp])
    other = OWN._replace(number=1, subject="ทะเบียนรถ")
    found = said(then(live, other, register=replace(FORD, desk="front")))
    assert any("two letters" in each for each in found) == collides


def test_circulars_that_run_apart_do_not_collide(live: Ledger) -> None:
    """The register has a circular 553 and a letter 1: wian's circular 1 is another number."""
    south = replace(SENT, office="south")
    letter_one = OWN._replace(letter_number="", subject="ทะเบียนรถ")
    before = OTHER._replace(letter_number="", circular="ว", year=2562)
    then(live, before, register=south)
    assert "two letters" in " ".join(said(then(live, letter_one, register=south)))
    then(live, OTHER._replace(letter_number="", circular="ว"), register=south)
    assert "two letters" not in " ".join(said(then(live, letter_one, register=south)))
    assert verify(live).ok
