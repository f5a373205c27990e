"""The proof of numbers: each agrees with its register and date, and no two letters bear one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.office_clocks import OfficeClock
from wian.kit.errors import WianError
from wian.ledger.contents import LETTER_COLUMNS, letter_of
from wian.ledger.dialects import Row
from wian.ledger.proof.proof_faults import ProofFaults, VerificationFault
from wian.ledger.records import Clock, IssuedLetter
from wian.ledger.registers.collisions.corrected_entries import StandingEntry, standing_entries
from wian.ledger.registers.collisions.number_collisions import (
    NumberCollision,
    number_collisions,
)
from wian.ledger.registers.collisions.receipt_collisions import ReceiptCollision, receipt_collisions
from wian.ledger.registers.collisions.same_letter import other_subject
from wian.ledger.succession.succession import Successions, read_successions
from wian.ledger.tables import HopRow, LetterRow, PropagationRow

_RUN = re.compile(r"\d+")
_NUMBER = LETTER_COLUMNS.index("number")
_FORM = LETTER_COLUMNS.index("form")


def prove_letter(
    where: str, row: Row, of: tuple[Jurisdiction, OfficeClock], findings: ProofFaults
) -> None:
    """A letter's columns repeat what it says, and its number is the one of its register and year.

    Args:
        where: How a fault names it.
        row: The values of ``LETTER_COLUMNS``.
        of: Whose registers these are, and the clock of the office.
        findings: Where faults go.
    """
    try:
        issued = letter_of(row)
    except ValueError:
        findings.fault("letter", where, "holds what no program wrote")
        return
    letter = issued.letter
    if (row[_NUMBER], row[_FORM], row[1]) != (letter.number, letter.form.value, letter.sender):
        findings.fault("letter", where, "its number, form or office is not what the letter says")
    if issued.entry is not None:
        if not _bears(letter.number, issued.entry.number):
            findings.fault("letter", where, _other_number(letter.number, issued.entry.number))
        _prove_year(where, issued, of, findings)


def receipt_faults(receipt: str, entry: tuple[int, int], year: int) -> list[str]:
    """What is wrong with a stamp whose number and year are to be those of its register.

    Args:
        receipt: The number on the stamp.
        entry: Year and number of its register.
        year: The register year of the stamp's day.
    """
    faults = [] if _bears(receipt, entry[1]) else [_other_number(receipt, entry[1])]
    if entry[0] != year:
        faults.append(f"is in the register of {entry[0]}, and its day is of {year}")
    return faults


def _bears(printed: str, number: int) -> bool:
    """Whether a printed number has that of its register in it."""
    return printed == str(number) or number in {int(run) for run in _RUN.findall(printed)}


def _other_number(printed: str, number: int) -> str:
    return f"bears number {printed}, and its register entered {number}"


def _prove_year(
    where: str, issued: IssuedLetter, of: tuple[Jurisdiction, OfficeClock], findings: ProofFaults
) -> None:
    country, clock = of
    day = clock.date(issued.issued)
    entry = issued.entry
    if entry is not None and entry.year != country.wording.register_year(day):
        what = f"is in the register of {entry.year}, and was issued on {day}"
        findings.fault("letter", where, what)
    if issued.letter.dated != day:
        findings.fault("letter", where, f"is dated {issued.letter.dated}, and issued on {day}")


class _Numbered(NamedTuple):
    """A letter that was really sent, as one record of it shows it.

    Attributes:
        where: The record.
        office: Who sent it.
        year: Year of its date, or of its register.
        number: Its number, its digits and spaces written in one way.
        day: Its date, where it is known.
        subject: Its subject, without spaces.
    """

    where: str
    office: str
    year: int
    number: str
    day: date | None
    subject: str

    def is_other(self, other: _Numbered) -> bool:
        """Whether the two cannot be the same letter."""
        days = None not in (self.day, other.day) and self.day != other.day
        return days or other_subject(self.subject, other.subject)


def prove_no_number_twice(connection: Connection, findings: ProofFaults) -> None:
    """No number of an office and year stands on two letters, those of imported registers included.

    The same letter may be known twice: sent here and found in a register, or on two bundles.
    """
    found: dict[tuple[str, int, str], list[_Numbered]] = defaultdict(list)
    for each in (*_sent(connection), *_imported(connection)):
        found[each.office, each.year, each.number].append(each)
    for (office, _, _), letters in found.items():
        first = letters[0]
        for other in letters[1:]:
            if first.is_other(other):
                _tell_twice(first.where, other.where, office, findings)
    for collision in number_collisions(connection):
        ours = letter_name(collision.propagation, collision.office, collision.part)
        _tell_twice(ours, _entry_at(collision), collision.office, findings)
    for received in receipt_collisions(connection):
        findings.fault("number", *_received_twice(received))


def _received_twice(found: ReceiptCollision) -> tuple[str, str]:
    """Where two receptions have one number, and what that is."""
    office = found.office
    ours = f"{found.propagation} reception at {office}, desk {found.stamped}"
    theirs = f"imported receive register {found.desk} {found.year} of {office}"
    what = f"are receptions of two letters at {office} under one number"
    return f"{ours} and {theirs} number {found.number}", what


def _tell_twice(one: str, other: str, office: str, findings: ProofFaults) -> None:
    what = f"are two letters of {office} under one number"
    fault = VerificationFault("number", f"{one} and {other}", what)
    if fault not in findings.faults:
        findings.faults.append(fault)


def letter_name(propagation: str, office: str, part: int) -> str:
    """How a fault names a letter: the second one of an office as ``letter 2``."""
    which = f"letter {part + 1}" if part else "letter"
    return f"{propagation} {which} of {office}"


def _entry_at(entry: StandingEntry | NumberCollision) -> str:
    """How a fault names an entry of an imported send register, which may be one of circulars."""
    register = f"{entry.desk} " if entry.desk else ""
    return f"imported send register {register}{entry.year} of {entry.office} number {entry.number}"


def _sent(connection: Connection) -> Iterator[_Numbered]:
    """Letters of live propagations and of history; those of rehearsals were never sent."""
    columns = (getattr(LetterRow, name) for name in LETTER_COLUMNS)
    statement = (
        select(PropagationRow.jurisdiction, *columns)
        .join(PropagationRow, PropagationRow.id == LetterRow.propagation)
        .where(PropagationRow.clock != Clock.VIRTUAL.value)
        .order_by(LetterRow.propagation, LetterRow.office, LetterRow.part)
    )
    successions = read_successions(connection)
    to = _recipients(connection, successions)
    known: dict[str, bool] = {}
    for country, *values in connection.execute(statement):
        if country not in known:
            known[country] = _is_known(country)
        if known[country]:
            yield from _of_letter(tuple(values), successions, to)


def _recipients(connection: Connection, known: Successions) -> dict[tuple[str, str, int], str]:
    """A recipient of each letter that one of several wrote in a split office's place."""
    if not known.split_places:
        return {}
    letter = HopRow.propagation, HopRow.sender, HopRow.part
    statement = select(*letter, func.min(HopRow.recipient)).group_by(*letter)
    statement = statement.where(HopRow.sender.in_(known.split_places))
    return {(name, sender, part): to for name, sender, part, to in connection.execute(statement)}


def _of_letter(
    row: Row, known: Successions, to: Mapping[tuple[str, str, int], str]
) -> Iterable[_Numbered]:
    try:
        issued = letter_of(row)
    except ValueError:  # reported with its propagation
        return
    day = issued.letter.dated
    where = letter_name(row[0], issued.office, issued.part)
    subject = _plain(issued.letter.subject)
    recipient = to.get((row[0], issued.office, issued.part))
    whose = known.at(issued.office, issued.issued.minute, recipient)
    yield _Numbered(where, whose, day.year, _plain(issued.letter.number), day, subject)


def _is_known(country: str) -> bool:
    try:
        jurisdiction(country)
    except WianError:  # reported with its propagations
        return False
    return True


def _imported(connection: Connection) -> Iterator[_Numbered]:
    """Entries of imported send registers that bear a whole letter number and its date."""
    for each in standing_entries(connection, RegisterKind.SEND):
        if each.letter_dated is None or not _RUN.search(each.letter_number):
            continue
        if day := _day(each.letter_dated):
            printed, subject = _plain(each.letter_number), _plain(each.subject)
            yield _Numbered(_entry_at(each), each.office, day.year, printed, day, subject)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:  # an edit, which its digest shows
        return None


def _plain(text: str) -> str:
    """A text without spaces, every digit written as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in text
        if not sign.isspace()
    )
