"""Verifies contents: each row of a propagation is as it was written and registered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select, and_, literal, select

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.ledger.contents import (
    HOP_COLUMNS,
    LETTER_COLUMNS,
    RECEPTION_COLUMNS,
    digest,
    letter_digest,
    reception_of,
)
from wian.ledger.dialects import Row
from wian.ledger.proof.letter_numbers import prove_letter, prove_receipt
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.records import CIRCULARS, Clock, Propagation, Reception, receipts
from wian.ledger.tables import EntryRow, HopRow, LetterRow, ReceptionRow

_BATCH = 5000
_SEEN = frozenset({Source.OBSERVED.value, Source.IMPORTED.value})
"""Sources whose numbers were read from paper, not drawn from a register."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in the ledger of a propagation: letters by office, hops by recipient."""

    letters: Mapping[str, Row]
    hops: Mapping[str, Row]


def prove_contents(
    connection: Connection, propagation: Propagation, country: Jurisdiction, findings: ProofFaults
) -> Contents:
    """Hold letters (with their hops) and receptions against their digests and registers."""
    hops = {row[_RECIPIENT]: tuple(row) for row in _stream(connection, _hops(propagation))}
    letters = _prove_letters(connection, propagation, hops.values(), findings)
    for office, letter in letters.items():
        prove_letter(f"{propagation.id} letter of {office}", letter, country, findings)
    proof = _Receptions(propagation, hops, country, findings)
    rows = _stream(connection, _receptions(propagation))
    stamped = set()
    for recipient, group in groupby(rows, key=itemgetter(_RECIPIENT)):
        proof.prove(recipient, list(group))
        stamped.add(recipient)
    for recipient in hops.keys() - stamped:
        proof.prove_complete(recipient, [])
    findings.checked["hops"] += len(hops)
    return Contents(letters, hops)


def _prove_letters(
    connection: Connection, propagation: Propagation, hops: Iterable[Row], findings: ProofFaults
) -> dict[str, Row]:
    sent: dict[str, list[Row]] = {}
    for hop in hops:
        sent.setdefault(hop[_SENDER], []).append(hop)
    letters = {}
    compare = _Comparison(findings, propagation.clock)
    for *values, stored, entered in _stream(connection, _letters(propagation)):
        row = tuple(values)
        office = row[_OFFICE]
        letters[office] = row
        where = f"{propagation.id} letter of {office}"
        found = letter_digest(row, sent.get(office, ()))
        compare.prove("letter", where, row, (found, stored, entered))
    findings.checked["letters"] += len(letters)
    return letters


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Holds rows against their digests and registers.

    Attributes:
        findings: Where faults go.
        clock: The propagation's: history has the numbers that it had, and draws none.
    """

    findings: ProofFaults
    clock: Clock

    def prove(self, kind: str, where: str, row: Row, digests: tuple[str, str, str | None]) -> None:
        """Hold a row's digest against the one stored beside it and the one in its register."""
        found, stored, entered = digests
        fault = self.findings.fault
        numbered = row[_YEAR[kind]] is not None and row[_YEAR[kind] + 1] is not None
        drawn = self.clock is not Clock.HISTORY and row[_SOURCE[kind]] not in _SEEN
        if found != stored:
            fault(kind, where, "is not what was written: edited, or its hops were")
        elif numbered and entered is None:
            fault(kind, where, "has a number that its register does not hold")
        elif numbered and entered != found:
            fault(kind, where, "is not what its register entered under its number")
        elif not numbered and drawn:
            fault(kind, where, "has no register number, and was not observed either")


class _Receptions:
    """Proves the stamps of one recipient after the other."""

    def __init__(
        self,
        propagation: Propagation,
        hops: Mapping[str, Row],
        country: Jurisdiction,
        findings: ProofFaults,
    ) -> None:
        self._propagation, self._hops = propagation, hops
        self._country, self._findings = country, findings
        self._zone = country.calendar.zone
        self._compare = _Comparison(findings, propagation.clock)

    def prove(self, recipient: str, rows: Sequence[Any]) -> None:
        """Each stamp's content, then their order and completeness."""
        self._findings.checked["receptions"] += len(rows)
        for *values, stored, entered in rows:
            row = tuple(values)
            where = f"{self._where(recipient)}, desk {row[_DESK]}"
            self._compare.prove("reception", where, row, (digest(row), stored, entered))
        stamps = [_reception(row[: len(RECEPTION_COLUMNS)]) for row in rows]
        for stamp in filter(None, stamps):
            self._prove_number(recipient, stamp)
        self._prove_order(recipient, [stamp for stamp in stamps if stamp])
        self.prove_complete(recipient, [row[_POSITION] for row in rows])

    def prove_complete(self, recipient: str, positions: Sequence[int]) -> None:
        """Stamps from the first desk on, none left out; all of them in a rehearsal."""
        if recipient not in self._hops:
            self._fault(recipient, "is stamped, but nothing was sent there")
            return
        desks = self._hops[recipient][_DESKS]
        due = desks if self._propagation.clock is Clock.VIRTUAL else len(positions)
        if list(positions) != list(range(due)) or len(positions) > desks:
            self._fault(
                recipient,
                f"has stamps of {len(positions)} of {desks} desks, and not of each in order",
            )

    def _prove_number(self, recipient: str, stamp: Reception) -> None:
        if stamp.entry is not None:
            year = self._country.wording.register_year(stamp.at.date(self._zone))
            where = f"{self._where(recipient)}, desk {stamp.desk}"
            prove_receipt(where, stamp.receipt_number, stamp.entry, year, self._findings)

    def _prove_order(self, recipient: str, stamps: Sequence[Reception]) -> None:
        for earlier, later in pairwise(stamps):
            if self._precedes(later.at, earlier.at):
                self._fault(recipient, f"desk {later.desk} stamps before desk {earlier.desk}")

    def _precedes(self, one: Instant, other: Instant) -> bool:
        """Whether ``one`` lies before ``other``, at the precision that both have."""
        if one.precision is other.precision:
            return one.minute < other.minute
        return one.date(self._zone) < other.date(self._zone)

    def _where(self, recipient: str) -> str:
        return f"{self._propagation.id} reception at {recipient}"

    def _fault(self, recipient: str, what: str) -> None:
        self._findings.fault("reception", self._where(recipient), what)


def _reception(row: Sequence[Any]) -> Reception | None:
    """The stamp; ``None`` where an edit left words in it that are none (its digest shows it)."""
    try:
        return reception_of(tuple(row))
    except ValueError:
        return None


def _stream(connection: Connection, statement: Select[Any]) -> Iterable[Any]:
    return connection.execute(statement, execution_options={"yield_per": _BATCH})


def _hops(propagation: Propagation) -> Select[Any]:
    columns = (getattr(HopRow, name) for name in HOP_COLUMNS)
    return select(*columns).where(HopRow.propagation == propagation.id)


def _letters(propagation: Propagation) -> Select[Any]:
    """Letters, each with the digest stored beside it and the one in its register."""
    entry = and_(
        EntryRow.book == propagation.clock.book,
        EntryRow.office == LetterRow.office,
        EntryRow.name == CIRCULARS,
        EntryRow.year == LetterRow.register_year,
        EntryRow.number == LetterRow.register_number,
    )
    columns = (getattr(LetterRow, name) for name in LETTER_COLUMNS)
    return (
        select(*columns, LetterRow.content_digest, EntryRow.content_digest)
        .outerjoin(EntryRow, entry)
        .where(LetterRow.propagation == propagation.id)
    )


def _receptions(propagation: Propagation) -> Select[Any]:
    """Receptions in the order of recipients and desks, with the same two digests."""
    entry = and_(
        EntryRow.book == propagation.clock.book,
        EntryRow.office == ReceptionRow.recipient,
        EntryRow.name == literal(receipts("")).concat(ReceptionRow.desk),
        EntryRow.year == ReceptionRow.register_year,
        EntryRow.number == ReceptionRow.register_number,
    )
    columns = (getattr(ReceptionRow, name) for name in RECEPTION_COLUMNS)
    return (
        select(*columns, ReceptionRow.content_digest, EntryRow.content_digest)
        .outerjoin(EntryRow, entry)
        .where(ReceptionRow.propagation == propagation.id)
        .order_by(ReceptionRow.recipient, ReceptionRow.position)
    )


_RECIPIENT, _SENDER = HOP_COLUMNS.index("recipient"), HOP_COLUMNS.index("sender")
_DESKS, _OFFICE = HOP_COLUMNS.index("desks"), LETTER_COLUMNS.index("office")
_DESK, _POSITION = RECEPTION_COLUMNS.index("desk"), RECEPTION_COLUMNS.index("position")
_YEAR = {
    "letter": LETTER_COLUMNS.index("register_year"),
    "reception": RECEPTION_COLUMNS.index("register_year"),
}
_SOURCE = {
    "letter": LETTER_COLUMNS.index("source"),
    "reception": RECEPTION_COLUMNS.index("source"),
}
