"""The receptions that receive registers show: which the ledger has, which are new, and
which do not agree with what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from wian.delays.hop_record import Source
from wian.history.registers.rows import RegisterRow
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.office_clocks import OfficeClock
from wian.kit.likeness import plain_digits
from wian.ledger.contents import RECEPTION_COLUMNS, reception_of
from wian.ledger.records import Reception
from wian.ledger.tables import LetterRow, PropagationRow, ReceptionRow
from wian.ledger.write.known_letters import KnownLetter

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A known letter in a desk's receive register.

    Attributes:
        row: The register's row.
        letter: The letter.
        office: The office that received it.
        position: The desk's place among those of the office, from 0.
        desk: Its name.
    """

    row: RegisterRow
    letter: KnownLetter
    office: str
    position: int
    desk: str

    @property
    def hop(self) -> tuple[str, str]:
        """Propagation and recipient of the hop."""
        return self.letter.propagation, self.office


class Stamps:
    """The stamps of some offices, and what is added to them.

    Args:
        connection: A connection that sees them.
        clocks: The clock of each office.
    """

    def __init__(self, connection: Connection, clocks: Mapping[str, OfficeClock]) -> None:
        self._clocks = clocks
        self._stamps: dict[tuple[str, str, int], Reception] = {}
        self._forwarded: dict[tuple[str, str], Instant] = {}
        for office in clocks:
            self._load(connection, office)

    def add(self, sighting: Sighting) -> Reception | str | None:
        """The reception that a sighting adds; ``None`` where it stands there already and agrees,
        a clause where it does not agree with what stands there.
        """
        place = (*sighting.hop, sighting.position)
        seen = self._clocks[sighting.office].instant(sighting.row.entered)
        if place in self._stamps:
            return self._compared(self._stamps[place], sighting, seen)
        if fault := self._misfit(sighting, seen):
            return fault
        self._stamps[place] = Reception(
            sighting.office,
            sighting.position,
            sighting.desk,
            str(sighting.row.number),
            seen,
            Source.IMPORTED,
        )
        return self._stamps[place]

    def _load(self, connection: Connection, office: str) -> None:
        columns = (getattr(ReceptionRow, name) for name in RECEPTION_COLUMNS)
        stamps = (
            select(*columns)
            .select_from(PropagationRow)
            .join(ReceptionRow, ReceptionRow.propagation == PropagationRow.id)
            .where(ReceptionRow.recipient == office)
        )
        for row in connection.execute(stamps):
            stamp = reception_of(tuple(row))
            self._stamps[row.propagation, office, stamp.position] = stamp
        letters = (
            select(LetterRow.propagation, LetterRow.issued_minute, LetterRow.issued_precision)
            .select_from(PropagationRow)
            .join(LetterRow, LetterRow.propagation == PropagationRow.id)
            .where(LetterRow.office == office, LetterRow.part == 0)
        )
        for propagation, minute, precision in connection.execute(letters):
            self._forwarded[propagation, office] = Instant(minute, Precision(precision))

    def _compared(self, stamp: Reception, sighting: Sighting, seen: Instant) -> str | None:
        same_number = _number(stamp.receipt_number) == sighting.row.number
        clock = self._clocks[sighting.office]
        if same_number and not (clock.precedes(stamp.at, seen) or clock.precedes(seen, stamp.at)):
            return None
        there = f"{stamp.receipt_number} of {clock.isoformat(stamp.at)} ({stamp.source.value})"
        here = f"{sighting.row.number} of {clock.isoformat(seen)}"
        return (
            f"{sighting.letter.number} has the receipt {there} in the ledger "
            f"({sighting.letter.propagation}), and {here} in the register"
        )

    def _misfit(self, sighting: Sighting, seen: Instant) -> str | None:
        """Why a new stamp cannot stand where it would: a clause; ``None`` where it can."""
        letter, before = sighting.letter, None
        if sighting.position:
            before = self._stamps.get((*sighting.hop, sighting.position - 1))
            if before is None:
                return f"{letter.number} waits: the desk before {sighting.desk} has not stamped it"
        forwarded = self._forwarded.get(sighting.hop)
        clock = self._clocks[sighting.office]
        at = clock.isoformat(seen)
        if clock.precedes(seen, letter.issued):
            issued = clock.isoformat(letter.issued)
            return f"{letter.number} is received on {at}, before it was issued on {issued}"
        if before and clock.precedes(seen, before.at):
            earlier = clock.isoformat(before.at)
            return f"{letter.number} is received on {at}, before desk {before.desk} on {earlier}"
        if forwarded and clock.precedes(forwarded, seen):
            onward = clock.isoformat(forwarded)
            return f"{letter.number} is received on {at}, after it was forwarded on {onward}"
        return None


def _number(receipt: str) -> int | None:
    """The running number of a receipt, as printed, in any digits: ``544/2021``."""
    found = _DIGITS.search(plain_digits(receipt).replace(",", ""))
    return int(found.group()) if found else None
