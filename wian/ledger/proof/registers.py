"""Verifies registers: numbers 1 to the last but those given elsewhere, each digest following the
one before, and a letter, reception or act behind every number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, case, func, select

from wian.ledger.contents import genesis, running
from wian.ledger.finished.frozen_entries import FrozenEntries
from wian.ledger.finished.frozen_state import all_frozen
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.register_acts import prove_register_acts
from wian.ledger.proof.succession.successions import prove_successions, successions_used
from wian.ledger.records import (
    APART,
    CIRCULARS,
    ELSEWHERE,
    ORDINARY,
    RECEIPTS,
    SENT,
    Clock,
    class_of,
    class_register,
    desk_of,
    receipts,
)
from wian.ledger.registers.numbers_elsewhere import Span, free_after, parted, spans_of
from wian.ledger.registers.register_acts import REGISTER_ACTS
from wian.ledger.succession.succession_row import SuccessionRow
from wian.ledger.tables import (
    ActRow,
    EntryRow,
    LetterRow,
    PropagationRow,
    ReceptionRow,
    RegisterActRow,
    RegisterHeadRow,
)
from wian.ledger.write.record_book import BOOK

Place = tuple[str, str, str, int]
"""Book, office, name and year of a register."""
_DRAWN_FROM = case(
    (PropagationRow.clock == Clock.LIVE.value, Clock.LIVE.book), else_=Clock.VIRTUAL.book
)
"""The book that a propagation's numbers are drawn from, as SQL."""
_BATCH = 5000
_NUMBER = EntryRow.__table__.columns.keys().index("number")


def prove_registers(connection: Connection, findings: ProofFaults) -> None:
    """Check every register, entry by entry, and that each entry is used."""
    heads = _heads(connection)
    begun = [book for (book, *_), (last, _) in heads.items() if last > 0]
    findings.checked["registers"] += len(begun)
    if rehearsed := begun.count(Clock.VIRTUAL.book):
        findings.checked["rehearsal registers"] += rehearsed
    elsewhere = {
        (Clock.LIVE.book, *register): spans_of(acts)
        for register, acts in prove_register_acts(connection, findings).items()
    }
    typed: list[tuple[Place, str]] = []
    for place, group in groupby(_all_entries(connection), key=itemgetter(*range(4))):
        spans, entries = elsewhere.get(place, ()), list(group)
        _prove_register(place, heads.pop(place, None), entries, spans, findings)
        if place[2] == ELSEWHERE:
            typed += ((place, entry[_NUMBER + 1]) for entry in entries)
    _prove_typed(typed, elsewhere, findings)
    prove_successions(connection, findings)
    for place, head in heads.items():
        _prove_register(place, head, [], elsewhere.get(place, ()), findings)
    _prove_series(connection, findings)
    _prove_use(connection, findings)


def _prove_typed(
    typed: Iterable[tuple[Place, str]],
    elsewhere: Mapping[Place, Sequence[Span]],
    findings: ProofFaults,
) -> None:
    """Each number that was typed was given elsewhere, as its register says, and borne once."""
    seen: set[tuple[Place, int]] = set()
    for (book, office, _, year), key in typed:
        name, number = parted(key)
        place = (book, office, name, year)
        where = f"{_named(place)} number {number}"
        if not any(first <= number <= last for first, last in elsewhere.get(place, ())):
            findings.fault("register", where, "was typed, but its register does not pass it over")
        if (place, number) in seen:
            findings.fault("register", where, "was typed twice: two letters bear it")
        seen.add((place, number))


def _prove_series(connection: Connection, findings: ProofFaults) -> None:
    """Nobody numbers in one series and in several within a year: a number would come twice."""
    head = RegisterHeadRow
    statement = select(head.office, head.year, head.name).where(
        head.book == Clock.LIVE.book, head.last > 0
    )
    begun: dict[tuple[str, int], set[str]] = defaultdict(set)
    for office, year, name in connection.execute(statement):
        begun[office, year].add(_series_of(name))
    for (office, year), names in begun.items():
        sent = len(names & {SENT, CIRCULARS, class_register(None)}) > 1
        if sent or names >= {RECEIPTS, receipts("")}:
            what = f"{'sends' if sent else 'receives'} under numbers of one series and of several"
            findings.fault("register", f"{office} {year}", what)


def _series_of(name: str) -> str:
    """The name of a register, the same for those that stand beside each other."""
    if desk_of(name) is not None:
        return receipts("")
    if class_of(name) is not None:
        return class_register(None)
    return CIRCULARS if name == ORDINARY else name


def _prove_register(
    place: Place,
    head: tuple[int, str] | None,
    entries: list[Any],
    elsewhere: Sequence[Span],
    findings: ProofFaults,
) -> None:
    findings.checked["numbers"] += len(entries)
    numbers = [each[_NUMBER] for each in entries]
    last = head[0] if head else 0
    if elsewhere or not _gapless(numbers, last):
        _prove_numbers(_named(place), numbers, last, elsewhere, findings)
    _prove_digests(place, head[1] if head else None, entries, findings)


def _gapless(numbers: Sequence[int], last: int) -> bool:
    """Whether numbers, each another one and in their order, run from 1 to the last."""
    if not numbers:
        return last == 0
    return numbers[0] == 1 and numbers[-1] == len(numbers) == last


def _prove_numbers(
    where: str,
    numbers: Sequence[int],
    last: int,
    elsewhere: Sequence[Span],
    findings: ProofFaults,
) -> None:
    """Report the first number that is missing, or that was given elsewhere and drawn too."""
    previous = 0
    for number in numbers:
        expected = free_after(previous, elsewhere)
        if number < expected:
            what = "was given elsewhere, and drawn too: two letters bear it"
            findings.fault("register", f"{where} number {number}", what)
            return
        if number > expected:
            findings.fault("register", f"{where} number {expected}", "is missing: a gap")
            return
        previous = number
    missing = free_after(previous, elsewhere)
    if missing <= last:
        findings.fault("register", f"{where} number {missing}", "is missing: a gap")
    elif previous != last:
        findings.fault("register", where, f"ends at {previous}, but its head says {last}")


def _prove_digests(
    place: Place, end: str | None, entries: list[Any], findings: ProofFaults
) -> None:
    """Report the first entry whose digest does not follow, then the head's."""
    previous = genesis(*place)
    for *_, number, key, content, digest in entries:
        if digest != running(previous, number, key, content):
            where = f"{_named(place)} number {number}"
            findings.fault("register", where, "its running digest does not follow: edited")
            return
        previous = digest
    if end != previous:
        findings.fault("register", _named(place), "its head's digest is not its last entry's")


def _prove_use(connection: Connection, findings: ProofFaults) -> None:
    """Every entry has its letter, reception or act. These were each held against their entry, and
    no two have the same content, so that equal counts suffice. The ledger's own records are
    held against theirs one by one (``proof.record_book``).
    """
    statement = select(func.count()).select_from(EntryRow).where(EntryRow.book != BOOK)
    entries = connection.scalar(statement) or 0
    used = sum(
        connection.scalar(
            select(func.count()).select_from(table).where(table.register_number.is_not(None))
        )
        or 0
        for table in (LetterRow, ReceptionRow, ActRow, RegisterActRow, SuccessionRow)
    )
    if entries != used:
        _name_unused(connection, findings)


def _name_unused(connection: Connection, findings: ProofFaults) -> None:
    used = _used(connection)
    for *place, number, _, content, _ in _entries(connection):
        at = (*place, number)
        apart = (*place[:2], APART, place[3], number, content) if _apart(place[2]) else at
        names = (at, apart, (*at, content), (*place[1:3], content), (content,))
        if place[0] != BOOK and used.isdisjoint(names):
            where = f"{_named(place)} number {number}"
            findings.fault("register", where, "its letter, reception or act is missing: deleted")


def _apart(name: str) -> bool:
    """Whether a register is one of several that number what an office sends."""
    return name.startswith(APART)


def _used(connection: Connection) -> set[tuple[Any, ...]]:
    """The places that records have, with the digest of those where two registers have a number."""
    letters = select(
        _DRAWN_FROM,
        LetterRow.office,
        LetterRow.register_year,
        LetterRow.register_number,
        LetterRow.content_digest,
    ).join(PropagationRow, PropagationRow.id == LetterRow.propagation)
    stamps = select(
        _DRAWN_FROM,
        ReceptionRow.recipient,
        ReceptionRow.desk,
        ReceptionRow.register_year,
        ReceptionRow.register_number,
        ReceptionRow.content_digest,
    ).join(PropagationRow, PropagationRow.id == ReceptionRow.propagation)
    used: set[tuple[Any, ...]] = set()
    for book, office, *entry, content in connection.execute(letters):
        used.add((book, office, SENT, *entry))
        used.add((book, office, APART, *entry, content))
        used.add((office, ELSEWHERE, content))
    for book, office, desk, *entry, content in connection.execute(stamps):
        used.add((book, office, receipts(desk), *entry))
        used.add((book, office, RECEIPTS, *entry, content))
        used.add((office, ELSEWHERE, content))
    acts = select(ActRow.office, ActRow.register, ActRow.register_year, ActRow.register_number)
    used.update((Clock.LIVE.book, *place) for place in connection.execute(acts))
    said = select(
        RegisterActRow.office, RegisterActRow.register_year, RegisterActRow.register_number
    )
    for office, year, number in connection.execute(said):
        used.add((Clock.LIVE.book, office, REGISTER_ACTS, year, number))
    return used | successions_used(connection)


def _heads(connection: Connection) -> dict[Any, tuple[int, str]]:
    rows = connection.execute(select(RegisterHeadRow.__table__))
    return {row[:4]: row[4:] for row in rows.tuples()}


def _all_entries(connection: Connection) -> Iterator[Any]:
    """Those of frozen rehearsals too: numbers and running digests go on from one to the next."""
    if not all_frozen(connection):
        yield from _entries(connection)
        return
    with FrozenEntries.of(connection) as frozen:
        yield from merge(_entries(connection), frozen, key=itemgetter(*range(5)))


def _entries(connection: Connection) -> Iterable[Any]:
    statement = select(EntryRow.__table__).order_by(
        EntryRow.book, EntryRow.office, EntryRow.name, EntryRow.year, EntryRow.number
    )
    return connection.execute(statement, execution_options={"yield_per": _BATCH})


def _named(place: Iterable[Any]) -> str:
    book, office, name, year = place
    if book == BOOK:
        return f"the ledger's register {name}"
    return f"{book} register {name} {year} of {office}"
