"""Entries of imported registers: kept once in their own series, with their marks, and proved."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from wian.history.registers.recogniser import Register
from wian.history.registers.register_file import RegisterReading
from wian.history.registers.rows import RegisterRow
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.contents import digest
from wian.ledger.database import Ledger
from wian.ledger.proof.verification import verify
from wian.ledger.write.imported_entries import MARK_COLUMNS, entry_values
from wian.ledger.write.imports import ImportedRegister, import_registers

NOW = Instant(29_931_060, Precision.MINUTE)
ISSUED, ENTERED = date(2020, 12, 21), date(2020, 12, 22)
TEXTS = ("จังหวัดเหนือ", "ท่าข้าม", "ขุดบ่อน้ำ", "", "")
ROW = RegisterRow("", 5, 2563, 7, ENTERED, "กค north/ว ๑", ISSUED, *TEXTS)
DELETE = "DELETE FROM"
FORD = Register("ford", RegisterKind.RECEIVE, "registry")


def reading(
    *rows: RegisterRow, register: Register = FORD, source: str = "r.csv"
) -> RegisterReading:
    return RegisterReading(source, register, rows, (), (), ())


def take(ledger: Ledger, *readings: RegisterReading) -> list[ImportedRegister]:
    return import_registers(ledger, readings, jurisdiction("thailand"), NOW)


def test_a_circular_and_another_letter_may_have_one_number(ledger: Ledger) -> None:
    """Each in its own series; importing again finds both, and another content of one is said."""
    sent = Register("ford", RegisterKind.SEND, "")
    letter = ROW._replace(letter_number="กค 1/7")
    circular = ROW._replace(letter_number="กค 1/ว 7", circular="ว")
    (first,) = take(ledger, reading(letter, circular, register=sent))
    (again,) = take(ledger, reading(circular, letter, register=sent))
    (other,) = take(ledger, reading(circular._replace(subject="อื่น"), register=sent))
    assert [(each.new, each.known, each.differing) for each in (first, again, other)] == [
        (2, 0, 0),
        (0, 2, 0),
        (0, 0, 1),
    ]
    assert verify(ledger).ok


def test_marks_are_kept_and_proved(ledger: Ledger) -> None:
    """Urgency and secrecy as the register writes them; an entry without has none."""
    marked = ROW._replace(urgency="ด่วนที่สุด", secrecy="ลับ")
    plain = ROW._replace(line=6, number=8, letter_number="อื่น 1/1")
    take(ledger, reading(marked, plain))
    columns = "number, urgency, secrecy"
    with ledger.writing() as connection:
        kept = connection.execute(text(f"SELECT {columns} FROM imported_entry ORDER BY number"))  # noqa: S608 - constants
        assert [tuple(row) for row in kept] == [(7, "ด่วนที่สุด", "ลับ"), (8, None, None)]
    assert verify(ledger).ok
    for number, mark in ((7, "NULL"), (8, "'ลับ'")):
        with ledger.writing() as connection:
            connection.execute(
                text(f"UPDATE imported_entry SET secrecy = {mark} WHERE number = {number}")  # noqa: S608 - the same
            )
    assert sum("is not what was imported" in str(each) for each in verify(ledger).faults) == 2


def test_an_entry_without_marks_is_known_from_before_they_were_kept(ledger: Ledger) -> None:
    """Its digest is that of a ledger that had no columns for them."""
    take(ledger, reading(ROW))
    with ledger.writing() as connection:
        stored = connection.scalar(text("SELECT content_digest FROM imported_entry"))
    assert stored == digest(entry_values(FORD, ROW)[: -len(MARK_COLUMNS)])


@pytest.mark.parametrize(
    ("tampering", "what"),
    [
        ("UPDATE imported_entry SET subject = 'x' WHERE number = 7", "is not what was imported"),
        ("UPDATE imported_entry SET line = 6 WHERE number = 7", "running digest does not follow"),
        ("DELETE FROM imported_entry WHERE number = 7", "brought 2 entries, and has 1"),
        ("UPDATE register_import SET source = 'x' WHERE sequence = 1", "does not follow"),
        ("UPDATE register_import SET digest = 'x' WHERE sequence = 1", "does not follow"),
        (
            f"{DELETE} imported_entry WHERE number < 9; {DELETE} register_import WHERE entries = 2",
            "is missing: deleted",
        ),
    ],
)
def test_tampering_shows(ledger: Ledger, tampering: str, what: str) -> None:
    """Edits and deletions of imported entries, and of whole imports, are faults."""
    take(ledger, reading(ROW, ROW._replace(number=8, line=6)))
    take(ledger, reading(ROW._replace(number=9), source="b.csv"))
    assert verify(ledger).ok
    with ledger.writing() as connection:
        for statement in tampering.split(";"):
            connection.execute(text(statement))
    faults = [fault for fault in verify(ledger).faults if fault.kind == "import"]
    assert what in " / ".join(fault.what for fault in faults)
