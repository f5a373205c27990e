"""Verifies contents: each row of a propagation is as it was written and registered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.office_clocks import OfficeClocks
from wian.ledger.contents import (
    HOP_COLUMNS,
    LETTER_COLUMNS,
    RECEPTION_COLUMNS,
    digest,
    hops_by_letter,
    letter_digest,
)
from wian.ledger.dialects import Row
from wian.ledger.proof.letter_numbers import letter_name, prove_letter, receipt_faults
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.registered_rows import (
    letters_apart,
    letters_typed,
    receptions_together,
    receptions_typed,
    registered_letters,
    registered_receptions,
    sent_hops,
    streamed,
)
from wian.ledger.records import (
    Clock,
    Propagation,
)
from wian.ledger.registers.numbers_elsewhere import parted

_PRECISIONS = frozenset(precision.value for precision in Precision)
_SOURCES = frozenset(source.value for source in Source)
_SEEN = frozenset({Source.OBSERVED.value, Source.IMPORTED.value})
"""Sources whose numbers were read from paper, not drawn from a register."""


Moment = tuple[int, str]
"""A minute and its precision, as columns hold them."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in the ledger of a propagation.

    Attributes:
        letters: By office and part, as ``LETTER_COLUMNS``.
        hops: By recipient, as ``HOP_COLUMNS``.
        stamps: Moments of receptions, by recipient and position of the desk.
    """

    letters: Mapping[tuple[str, int], Row]
    hops: Mapping[str, Row]
    stamps: Mapping[tuple[str, int], Moment]

    def desks(self, office: str) -> int:
        """How many desks of an office a letter passes; 1 where nothing was sent to it."""
        return int(self.hops[office][_DESKS]) if office in self.hops else 1

    def issues(self) -> list[Moment]:
        """The moments of the letters, in their order."""
        return [(row[_ISSUED], row[_ISSUED + 1]) for row in self.letters.values()]


def prove_contents(
    connection: Connection,
    propagation: Propagation,
    where: tuple[Jurisdiction, OfficeClocks],
    heirs: Mapping[str, str],
    findings: ProofFaults,
) -> Contents:
    """Hold letters (with their hops) and receptions against their digests and registers.

    Args:
        connection: The ledger.
        propagation: Whose.
        where: Its jurisdiction, and the clocks of its offices.
        heirs: Whose registers hold what others entered for an office (``heir_entries``).
        findings: Where faults go.
    """
    country, clocks = where
    hops = {row[_RECIPIENT]: tuple(row) for row in streamed(connection, sent_hops(propagation))}
    letters = _prove_letters(connection, propagation, hops.values(), heirs, findings)
    for (office, part), letter in letters.items():
        name = letter_name(propagation.id, office, part)
        prove_letter(name, letter, (country, clocks.of(office)), findings)
    _prove_parts(propagation, letters, findings)
    together, typed = receptions_together(propagation), receptions_typed(propagation)
    others = _OtherRegisters(connection, heirs, together, typed)
    proof = _Receptions(propagation, hops, (country, clocks), findings, others)
    rows = streamed(connection, registered_receptions(propagation))
    stamps: dict[tuple[str, int], Moment] = {}
    stamped = set()
    for recipient, group in groupby(rows, key=itemgetter(_RECIPIENT)):
        received = list(group)
        proof.prove(recipient, received)
        stamped.add(recipient)
        for row in received:
            stamps[recipient, row[_POSITION]] = (row[_AT], row[_AT + 1])
    for recipient in hops.keys() - stamped:
        proof.prove_complete(recipient, [])
    if stamps:
        findings.checked["receptions"] += len(stamps)
    findings.checked["hops"] += len(hops)
    return Contents(letters, hops, stamps)


def _prove_letters(
    connection: Connection,
    propagation: Propagation,
    hops: Iterable[Row],
    heirs: Mapping[str, str],
    findings: ProofFaults,
) -> dict[tuple[str, int], Row]:
    sent, letters = hops_by_letter(hops), {}
    compare = _Comparison(propagation.clock)
    apart, typed = letters_apart(propagation), letters_typed(propagation)
    others = _OtherRegisters(connection, heirs, apart, typed)
    for *values, stored, entered in streamed(connection, registered_letters(propagation)):
        row = tuple(values)
        which = (row[_OFFICE], row[_PART])
        letters[which] = row
        found = letter_digest(row, sent.get(which, ()))
        digests = (found, stored, others.entered(which, found, entered))
        if what := compare.wrong("letter", row, digests):
            findings.fault("letter", letter_name(propagation.id, *which), what)
    findings.checked["letters"] += len(letters)
    return letters


class _OtherRegisters:
    """What is numbered by a register that an office uses in place of the usual one.

    Args:
        connection: The ledger.
        heirs: Digests of what the registers of heirs entered.
        numbered: The places of a propagation's rows, each with the digest that such a register
            entered under its number; asked only where the usual register has another.
        typed: The same with the number that was typed, and the key that it was entered for.
    """

    def __init__(
        self,
        connection: Connection,
        heirs: Mapping[str, str],
        numbered: Select[Any],
        typed: Select[Any],
    ) -> None:
        self._connection, self._numbered, self._typed = connection, numbered, typed
        self._heirs = heirs

    def entered(self, place: tuple[Any, ...], found: str, entered: str | None) -> str | None:
        """The digest that a register has of a row, given what the usual one has."""
        if found == entered or found in self._heirs:
            return found
        return found if (*place, found) in self._others else entered

    @cached_property
    def _others(self) -> set[tuple[Any, ...]]:
        found = {tuple(row) for row in streamed(self._connection, self._numbered)}
        for *place, number, key in streamed(self._connection, self._typed):
            if parted(key)[1] == number:
                found.add(tuple(place))
        return found


def _prove_parts(
    propagation: Propagation, letters: Mapping[tuple[str, int], Row], findings: ProofFaults
) -> None:
    """An office's letters are counted from 0 without gap, in the order in which they went out."""
    for office, part in letters:
        if part == 0:
            continue
        where, before = letter_name(propagation.id, office, part), letters.get((office, part - 1))
        if before is None:
            findings.fault("letter", where, f"has no letter {part} before it")
        elif before[_ISSUED] > letters[office, part][_ISSUED]:
            findings.fault("letter", where, f"was issued before letter {part}")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Holds rows against their digests and registers.

    Attributes:
        clock: The propagation's: history has the numbers that it had, and draws none.
    """

    clock: Clock

    def wrong(self, kind: str, row: Row, digests: tuple[str, str, str | None]) -> str | None:
        """What is wrong with a row's digest beside the stored and the registered; else nothing."""
        found, stored, entered = digests
        if found != stored:
            return "is not what was written: edited, or its hops were"
        numbered = row[_YEAR[kind]] is not None and row[_YEAR[kind] + 1] is not None
        if numbered and entered is None:
            return "has a number that its register does not hold"
        if numbered and entered != found:
            return "is not what its register entered under its number"
        drawn = self.clock is not Clock.HISTORY and row[_SOURCE[kind]] not in _SEEN
        if not numbered and drawn:
            return "has no register number, and was not observed either"
        return None


class _Receptions:
    """Proves the stamps of one recipient after the other."""

    def __init__(
        self,
        propagation: Propagation,
        hops: Mapping[str, Row],
        where: tuple[Jurisdiction, OfficeClocks],
        findings: ProofFaults,
        others: _OtherRegisters,
    ) -> None:
        self._propagation, self._hops, self._others = propagation, hops, others
        (self._country, self._clocks), self._findings = where, findings
        self._compare = _Comparison(propagation.clock)
        self._years: dict[tuple[int, str | None], int] = {}

    def prove(self, recipient: str, rows: Sequence[Any]) -> None:
        """Each stamp's content, then their order and completeness."""
        for each in rows:
            row, (stored, entered), found = each[:_WHOLE], each[_WHOLE:], digest(each[:_WHOLE])
            entered = self._others.entered((recipient, row[_POSITION]), found, entered)
            if what := self._compare.wrong("reception", row, (found, stored, entered)):
                self._fault(f"{recipient}, desk {row[_DESK]}", what)
        # What an edit left no word of any program in is reported by its digest.
        stamps = [row for row in rows if row[_PRECISION] in _PRECISIONS and row[_FROM] in _SOURCES]
        for stamp in stamps:
            self._prove_number(recipient, stamp)
        if len(stamps) > 1:
            self._prove_order(recipient, stamps)
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

    def _prove_number(self, recipient: str, stamp: Row) -> None:
        year, number = stamp[_ENTERED], stamp[_ENTERED + 1]
        if year is None or number is None:
            return
        due = self._register_year(recipient, stamp[_AT])
        for what in receipt_faults(stamp[_RECEIPT], (year, number), due):
            self._fault(f"{recipient}, desk {stamp[_DESK]}", what)

    def _register_year(self, recipient: str, minute: int) -> int:
        """The register year of a moment at an office."""
        key = (minute, self._clocks.zones.get(recipient))
        year = self._years.get(key)
        if year is None:
            day = self._clocks.of(recipient).date(Instant(minute, Precision.MINUTE))
            year = self._years[key] = self._country.wording.register_year(day)
        return year

    def _prove_order(self, recipient: str, stamps: Sequence[Row]) -> None:
        for earlier, later in pairwise(stamps):
            if self._precedes(recipient, later, earlier):
                what = f"desk {later[_DESK]} stamps before desk {earlier[_DESK]}"
                self._fault(recipient, what)

    def _precedes(self, recipient: str, one: Row, other: Row) -> bool:
        """Whether ``one`` lies before ``other``, at the precision that both have."""
        if one[_PRECISION] == other[_PRECISION]:
            return bool(one[_AT] < other[_AT])
        first, second = (Instant(row[_AT], Precision(row[_PRECISION])) for row in (one, other))
        return self._clocks.of(recipient).precedes(first, second)

    def _fault(self, where: str, what: str) -> None:
        self._findings.fault("reception", f"{self._propagation.id} reception at {where}", what)


_WHOLE = len(RECEPTION_COLUMNS)
_RECIPIENT = HOP_COLUMNS.index("recipient")
_PART = LETTER_COLUMNS.index("part")
_DESKS, _OFFICE = HOP_COLUMNS.index("desks"), LETTER_COLUMNS.index("office")
_DESK, _POSITION = RECEPTION_COLUMNS.index("desk"), RECEPTION_COLUMNS.index("position")
_RECEIPT, _FROM = RECEPTION_COLUMNS.index("receipt_number"), RECEPTION_COLUMNS.index("source")
_ISSUED, _AT = LETTER_COLUMNS.index("issued_minute"), RECEPTION_COLUMNS.index("at_minute")
_YEAR = {
    "letter": LETTER_COLUMNS.index("register_year"),
    "reception": RECEPTION_COLUMNS.index("register_year"),
}
_SOURCE = {
    "letter": LETTER_COLUMNS.index("source"),
    "reception": RECEPTION_COLUMNS.index("source"),
}
_PRECISION = _AT + 1
_ENTERED = _YEAR["reception"]
