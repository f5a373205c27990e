"""The receptions that receive registers show: which the ledger has, which are new, and
which do not agree with what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from wian.delays.hop_record import Source
from wian.history.registers.rows import RegisterRow
from wian.jurisdictions.instant import Instant, Precision
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
        offices: Ids of the offices.
        zone: Their time zone.
    """

    def __init__(self, connection: Connection, offices: Iterable[str], zone: ZoneInfo) -> None:
        self._zone = zone
        self._stamps: dict[tuple[str, str, int], Reception] = {}
        self._forwarded: dict[tuple[str, str], Instant] = {}
        for office in offices:
            self._load(connection, office)

    def add(self, sighting: Sighting) -> Reception | str | None:
        """The reception that a sighting adds; ``None`` where it stands there already and agrees,
        a clause where it does not agree with what stands there.
        """
        place = (*sighting.hop, sighting.position)
        seen = Instant.of(sighting.row.entered, self._zone)
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
        if same_number and self._order(stamp.at, seen) == 0:
            return None
        there = f"{stamp.receipt_number} of {stamp.at.isoformat(self._zone)} ({stamp.source.value})"
        here = f"{sighting.row.number} of {seen.isoformat(self._zone)}"
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
        at = seen.isoformat(self._zone)
        if self._order(seen, letter.issued) < 0:
            issued = letter.issued.isoformat(self._zone)
            return f"{letter.number} is received on {at}, before it was issued on {issued}"
        if before and self._order(seen, before.at) < 0:
            earlier = before.at.isoformat(self._zone)
            return f"{letter.number} is received on {at}, before desk {before.desk} on {earlier}"
        if forwarded and self._order(forwarded, seen) < 0:
            onward = forwarded.isoformat(self._zone)
            return f"{letter.number} is received on {at}, after it was passed on on {onward}"
        return None

    def _order(self, one: Instant, other: Instant) -> int:
        """-1, 0 or 1: before, the same or after, at the precision that both have."""
        if one.precision is other.precision:
            first, second = one.minute, other.minute
        else:
            first, second = (each.date(self._zone).toordinal() for each in (one, other))
        return (first > second) - (first < second)


def _number(receipt: str) -> int | None:
    """The running number of a receipt, as printed, in any digits: ``544/2021``."""
    found = _DIGITS.search(plain_digits(receipt).replace(",", ""))
    return int(found.group()) if found else None
