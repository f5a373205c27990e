"""Verifies what heirs did in the place of others: in their own registers, and not before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, and_, literal, select

from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.office_clocks import OfficeClocks
from wian.kit.settings import clock_minutes
from wian.ledger.acts import ActKind
from wian.ledger.proof.letter_numbers import letter_name
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.records import ELSEWHERE, Clock, Propagation
from wian.ledger.registers.numbers_elsewhere import parted
from wian.ledger.succession.succession import Succession, Successions
from wian.ledger.tables import ActRow, EntryRow, HopRow, LetterRow, ReceptionRow

_DIVIDED = {ActKind.DRAFTED, ActKind.ISSUED, ActKind.SHARED, ActKind.REMINDED}
"""Acts that each successor of a split office does for its part."""
_TABLES = {"letter": LetterRow, "reception": ReceptionRow, "act": ActRow}
_OFFICE: Mapping[str, Any] = {
    "letter": LetterRow.office,
    "reception": ReceptionRow.recipient,
    "act": ActRow.office,
}
_MINUTE: Mapping[str, Any] = {
    "letter": LetterRow.issued_minute,
    "reception": ReceptionRow.at_minute,
    "act": ActRow.at_minute,
}


def heir_entries(
    connection: Connection, propagation: Propagation, known: Successions
) -> dict[str, str]:
    """What registers of heirs entered of a propagation: digest -> the heir.

    Args:
        connection: The ledger.
        propagation: The propagation.
        known: The successions.
    """
    if not known or propagation.clock is not Clock.LIVE:
        return {}
    found: dict[str, str] = {}
    for kind in _TABLES:
        rows = connection.execute(_entered(kind, propagation, known))
        for content, office, number, heir, name, entered, key in rows:
            bears = parted(key)[1] == number if name == ELSEWHERE else entered == number
            if bears and heir in known.all_holders(office)[1:]:
                found[content] = heir
    return found


def prove_heirs(  # noqa: PLR0913, PLR0917 - what is held against what
    connection: Connection,
    propagation: Propagation,
    clocks: OfficeClocks,
    known: Successions,
    heirs: Mapping[str, str],
    findings: ProofFaults,
) -> None:
    """Each row of an office that was succeeded is numbered by who kept its work then.

    Args:
        connection: The ledger.
        propagation: The propagation.
        clocks: The clocks of its offices, which have the days.
        known: The successions.
        heirs: What registers of heirs entered.
        findings: Where faults go.
    """
    if not known or propagation.clock is not Clock.LIVE:
        return
    to = _recipients(connection, propagation, known)
    for kind in _TABLES:
        for content, office, minute, part in connection.execute(_rows(kind, propagation, known)):
            day = clocks.day_of(office, Instant(minute, Precision.MINUTE))
            who = heirs.get(content, office)
            faults = _wrong(known, office, who, (kind, minute), day)
            divided = kind == "letter" or part in _DIVIDED
            if not divided and who not in known.keepers(office):
                faults = chain(faults, (f"was numbered by {who}, which only forwards a part",))
            if kind == "letter":
                faults = chain(faults, _astray(known, office, who, minute, to.get((office, part))))
            for what in faults:
                findings.fault(kind, _named(kind, propagation.id, office), what)


def _wrong(
    known: Successions, office: str, who: str, done: tuple[str, int], day: Any
) -> Iterator[str]:
    """What is wrong with who numbered something at a moment.

    A stamp may show an earlier moment than it was entered at, but no day before the succession.
    """
    (kind, minute), slack = done, clock_minutes()
    steps: list[Succession] = [
        found for each in known.all_holders(office) if (found := known.of(each)) is not None
    ]
    for step in steps:
        if step.office == who and minute > step.at_minute + slack:
            yield f"was numbered by {who} after {step.heir} had taken its place"
    took = [step for step in steps if who in step.takers]
    early = [
        step
        for step in took
        if day < step.day or (minute < step.at_minute - slack and kind != "reception")
    ]
    if took and len(early) == len(took):  # one that took a place, and a part of it later, had both
        yield f"was numbered by {who} before it took the place of {took[0].office}"


def _astray(
    known: Successions, office: str, who: str, minute: int, recipients: Sequence[str] | None
) -> Iterator[str]:
    """Recipients of a letter who are of the part of another successor of a split office."""
    slack = clock_minutes()
    for recipient in recipients or ():
        moments = (minute - slack, minute, minute + slack)
        writers = {known.at(office, each, recipient) for each in moments}
        if who not in writers:
            yield f"was numbered by {who}, but {recipient} is of the part of {max(writers)}"


def _recipients(
    connection: Connection, propagation: Propagation, known: Successions
) -> dict[tuple[str, int], list[str]]:
    """To whom the letters of split offices went, by office and part."""
    found: dict[tuple[str, int], list[str]] = {}
    if known.split_places:
        statement = select(HopRow.sender, HopRow.part, HopRow.recipient).where(
            HopRow.propagation == propagation.id, HopRow.sender.in_(known.split_places)
        )
        for sender, part, recipient in connection.execute(statement):
            found.setdefault((sender, part), []).append(recipient)
    return found


def _named(kind: str, propagation: str, office: str) -> str:
    if kind == "letter":
        return letter_name(propagation, office, 0)
    return f"{propagation} {kind} {'at' if kind == 'reception' else 'of'} {office}"


def _entered(kind: str, propagation: Propagation, known: Successions) -> Select[Any]:
    """The rows of succeeded offices, each with its entry in a register of an heir."""
    table: Any = _TABLES[kind]
    heirs = {taker for each in known for taker in each.takers}
    entry = and_(
        EntryRow.book == Clock.LIVE.book,
        EntryRow.office.in_(sorted(heirs)),
        EntryRow.year == table.register_year,
        EntryRow.content_digest == table.content_digest,
    )
    return (
        select(
            table.content_digest,
            _OFFICE[kind],
            table.register_number,
            EntryRow.office,
            EntryRow.name,
            EntryRow.number,
            EntryRow.key,
        )
        .join(EntryRow, entry)
        .where(*_of_succeeded(kind, propagation, known))
    )


def _rows(kind: str, propagation: Propagation, known: Successions) -> Select[Any]:
    table: Any = _TABLES[kind]
    part: Any = {"letter": LetterRow.part, "act": ActRow.kind}.get(kind, literal(0))
    return select(table.content_digest, _OFFICE[kind], _MINUTE[kind], part).where(
        table.register_number.is_not(None), *_of_succeeded(kind, propagation, known)
    )


def _of_succeeded(kind: str, propagation: Propagation, known: Successions) -> tuple[Any, ...]:
    table: Any = _TABLES[kind]
    those = sorted(each.office for each in known)
    return table.propagation == propagation.id, _OFFICE[kind].in_(those)
