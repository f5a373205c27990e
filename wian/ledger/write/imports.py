"""Imports registers: keeps entries, finds their letters, adds receptions where a register
saw them and the ledger did not, and has numbering go on behind the last entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from hierarchy.office import Office, Series
from wian.history.registers.recogniser import Register
from wian.history.registers.register_file import RegisterReading
from wian.history.registers.rows import RegisterRow
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.handling import Secrecy
from wian.jurisdictions.instant import Instant, day_of
from wian.jurisdictions.jurisdiction import Jurisdiction, NumberSeries
from wian.jurisdictions.office_clocks import OfficeClock
from wian.ledger.database import Ledger
from wian.ledger.read import facts
from wian.ledger.read.kept_hierarchies import Snapshots
from wian.ledger.read.quiet_propagations import forget_quiet
from wian.ledger.records import CIRCULARS, NamedRegister, Reception, class_of
from wian.ledger.registers.collisions.number_collisions import number_collisions
from wian.ledger.registers.collisions.receipt_collisions import receipt_collisions
from wian.ledger.registers.imported_numbers import last_imported, last_of_classes
from wian.ledger.registers.locked_register import SaidBy
from wian.ledger.registers.numbers_elsewhere import Register as Place
from wian.ledger.registers.register_acts import RegisterAct
from wian.ledger.registers.register_changes import follow_register
from wian.ledger.registers.register_choice import OfficeYear, register_meant
from wian.ledger.write.cohort import CohortWriter
from wian.ledger.write.imported_entries import (
    KeptEntries,
    Number,
    keep_entries,
    lock_imports,
    register_of,
)
from wian.ledger.write.known_letters import KnownLetter, KnownLetters
from wian.ledger.write.sightings import Sighting, Stamps
from wian.letters.secrecy import is_secret


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What a register says and the ledger does not, or the other way round; nothing was changed.

    Attributes:
        where: The row: file, sheet and line.
        what: A clause that says both sides.
    """

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class ImportedRegister:
    """What became of one register.

    Attributes:
        register: Which one it is.
        new: Entries kept now.
        known: Entries that were there already, with the same content.
        differing: Entries not kept, as their number is there with another content.
        matched: Entries (new and known) of letters that the ledger holds.
        receptions: Receptions added to the ledger.
        disagreements: What does not agree, row by row.
        opened: The ledger's own registers that go on behind its last entries from now on.
        corrected: Entries kept in the place of those with another content.
    """

    register: Register
    new: int
    known: int
    differing: int
    matched: int
    receptions: int
    disagreements: tuple[Disagreement, ...]
    opened: tuple[RegisterAct, ...] = ()
    corrected: int = 0

    @property
    def unmatched(self) -> int:
        """Entries of letters that the ledger does not hold."""
        return self.new + self.known + self.corrected - self.matched


def import_registers(  # noqa: PLR0913, PLR0917 - what is kept, by what is known, when and how
    ledger: Ledger,
    readings: Sequence[RegisterReading],
    country: Jurisdiction,
    now: Instant | None = None,
    offices: Iterable[Office] = (),
    correct: str = "",
) -> list[ImportedRegister]:
    """Import registers in one transaction; a second time changes nothing.

    A row is of a known letter where the letter's number and date are the same, however they are
    written, and the register's office issued it (send register) or was sent it (receive
    register); a number without a letter code needs the sender's name too. Letters that were only
    simulated are no letters. A row of a receive register whose desk has not stamped yet becomes
    its reception, ``imported``, if it agrees with the times around it. Nothing that the ledger
    holds is changed: what does not agree is reported. A row of a day after today, or of a reception
    before the letter's own date, is kept as an entry and reported, and adds no reception.

    The ledger's own register of the office goes on behind the last entry of its year, where it
    stands before that. A row of a send register under the number of another letter, which this
    ledger drew, is reported.

    Args:
        ledger: Where to.
        readings: The registers, in any order.
        country: Whose registers they are: its clock, and how letter numbers are compared.
        now: This moment; where ``None``, no row is taken to be of the future, and no register is
            opened.
        offices: The offices whose registers they are, for how these number.
        correct: Why rows whose number is there with another content stand in its place from now
            on; empty: they are not kept.

    Returns:
        What became of each register, in their order.

    Raises:
        LedgerError: The ledger cannot be used; nothing is kept.
    """
    with ledger.writing() as connection:
        lock_imports(connection)
        importing = _Import(connection, country, now, offices, correct)
        return importing.run([_Progress(reading) for reading in readings])


_REASON = 300
"""How long a reason may be."""
_NOTHING = KeptEntries((), 0, ())


@dataclass(slots=True)
class _Progress:
    """One register on its way in."""

    reading: RegisterReading
    kept: KeptEntries = _NOTHING
    matched: int = 0
    receptions: int = 0
    opened: Sequence[RegisterAct] = ()
    disagreements: list[tuple[RegisterRow, str]] = field(default_factory=list)

    def result(self) -> ImportedRegister:
        """What became of it."""
        known = len(self.kept.rows) - self.kept.new - self.kept.corrected
        ordered = sorted(self.disagreements, key=lambda each: (each[0].sheet, each[0].line))
        return ImportedRegister(
            self.reading.register,
            self.kept.new,
            known,
            len(self.kept.differing),
            self.matched,
            self.receptions,
            tuple(Disagreement(self._where(row), what) for row, what in ordered),
            tuple(self.opened),
            self.kept.corrected,
        )

    def _where(self, row: RegisterRow) -> str:
        sheet = f", sheet {row.sheet}" if row.sheet else ""
        return f"{self.reading.source}{sheet} line {row.line}"


class _Import:
    """Imports registers inside one transaction."""

    def __init__(
        self,
        connection: Connection,
        country: Jurisdiction,
        now: Instant | None,
        offices: Iterable[Office],
        correct: str,
    ) -> None:
        self._correct = correct
        self._connection, self._country, self._now = connection, country, now
        self._offices = {office.id: office for office in offices}
        self._today = now.date(country.calendar.zone) if now else None
        self._snapshots = Snapshots(connection)

    def run(self, registers: Sequence[_Progress]) -> list[ImportedRegister]:
        """Keep the entries of all, find their letters, then add the receptions desk by desk."""
        seen: list[tuple[Sighting, _Progress]] = []
        for progress in registers:
            self._keep(progress)
            seen += ((sighting, progress) for sighting in self._match(progress))
        seen.sort(key=lambda each: each[0].position)
        self._receive(seen)
        if self._now:
            for progress in registers:
                progress.opened = self._follow(progress.reading, self._now)
        return [progress.result() for progress in registers]

    def _keep(self, progress: _Progress) -> None:
        progress.kept = keep_entries(self._connection, progress.reading, self._correct)
        for row, place in progress.kept.differing:
            what = f"number {row.number} of {row.year} was imported with another content: {place}"
            progress.disagreements.append((row, what))

    def _match(self, progress: _Progress) -> Iterator[Sighting]:
        """Count the entries of known letters; of a receive register, the stamps that they show."""
        register = progress.reading.register
        letters = KnownLetters(self._snapshots, register, self._country)
        collisions = self._collisions(register)
        for row in progress.kept.rows:
            found = letters.find(row)
            if odd := self._odd_day(register, row, known=bool(found.letters)):
                progress.disagreements.append((row, odd))
            place = (register_of(register, row), row.year, row.number)
            if collision := collisions.get(place):
                progress.disagreements.append((row, collision))
            elif found.doubt:
                progress.disagreements.append((row, found.doubt))
            if not found.letters or (collision and register.kind is RegisterKind.SEND):
                continue  # a row that is another letter under the number is none of the known ones
            progress.matched += 1
            if open_one := self._open_though_marked(row, found.letters):
                what = f"{row.secrecy} in the register, but {open_one.number} in "
                what += f"{open_one.propagation} bears no mark of secrecy"
                progress.disagreements.append((row, what))
            if register.kind is RegisterKind.RECEIVE and not odd:
                yield from self._sightings(progress, row, found.letters)

    def _collisions(self, register: Register) -> dict[Number, str]:
        """What to say of entries under a number that this ledger gave to another letter."""
        if register.kind is RegisterKind.RECEIVE:
            return {
                (each.desk, each.year, each.number): f"number {each.number} of {each.year} is "
                f"on two letters: {each.stamped} received {each.letter} ({each.propagation}) "
                "under it too"
                for each in receipt_collisions(self._connection, register.office)
            }
        return {
            (each.desk, each.year, each.number): f"number {each.number} of {each.year} is on "
            f"two letters: {each.letter} of {each.dated} ({each.propagation}) bears it too"
            for each in number_collisions(self._connection, register.office)
        }

    def _follow(self, reading: RegisterReading, now: Instant) -> list[RegisterAct]:
        """Have the ledger's register go on behind the last entry, of the years drawn in now."""
        this_year = self._country.wording.register_year(now.date(self._country.calendar.zone))
        said = SaidBy("wian", now, this_year, f"Imported register {reading.source}"[:_REASON])
        changes = (
            follow_register(self._connection, register, last, said)
            for year in (this_year - 1, this_year, this_year + 1)
            for register, last in self._behind(reading.register, year)
        )
        return [change.act for change in changes if change and change.new]

    def _behind(self, imported: Register, year: int) -> Iterator[tuple[Place, int]]:
        """The ledger's own registers of a year that an imported one is of, and its last numbers."""
        office, connection = imported.office, self._connection
        kinds: tuple[NamedRegister, ...] = (NamedRegister.RECEIVE,)
        if imported.kind is RegisterKind.SEND:
            kinds = (NamedRegister.SEND, NamedRegister.CIRCULARS)
        of = OfficeYear(office, year, self._series(office, year))
        names = [register_meant(connection, of, kind, imported.desk) for kind in kinds]
        if class_of(names[0]) is not None:
            yield from self._behind_classes(of)
            return
        for name in dict.fromkeys(names):
            if last := last_imported(connection, (office, name, year)):
                yield (office, name, year), last

    def _behind_classes(self, of: OfficeYear) -> Iterator[tuple[Place, int]]:
        """The same of an office that numbers the letters of each classification code apart."""
        office, year, connection = of.office, of.year, self._connection
        for code, last in last_of_classes(connection, office, year, self._class).items():
            meant = of._replace(classification=code)
            name = register_meant(connection, meant, NamedRegister.SEND, "")
            yield (office, name, year), last

    def _class(self, printed: str) -> str | None:
        """The classification code in the number of a letter."""
        parts = self._country.paper.number_parts(printed)
        return self._country.numbers.parts(parts.code)[0] if parts else None

    def _series(self, office: str, year: int) -> NumberSeries:
        """How an office numbers; where it does not say, its own register shows it."""
        known, country = self._offices.get(office), self._country
        circulars = last_imported(self._connection, (office, CIRCULARS, year))
        apart = country.circulars is Series.APART and circulars > 0
        if known is None:
            return NumberSeries(apart, country.receipts is Series.TOGETHER)
        series = country.series(known)
        return series if known.circulars else series._replace(circulars_apart=apart)

    def _odd_day(self, register: Register, row: RegisterRow, *, known: bool) -> str:
        """Why a row cannot be of its day: a clause; empty where it can.

        A reception of a letter that the ledger knows is compared with that letter instead.
        """
        day = day_of(row.entered)
        received = register.kind is RegisterKind.RECEIVE
        what = f"{row.letter_number or f'number {row.number}'} is "
        what += f"{'received' if received else 'sent'} on {day}"
        if self._today and day > self._today:
            return f"{what}, a day after today ({self._today})"
        if received and not known and row.letter_dated and day < row.letter_dated:
            return f"{what}, before the letter's own date {row.letter_dated}"
        return ""

    def _open_though_marked(
        self, row: RegisterRow, letters: Iterable[KnownLetter]
    ) -> KnownLetter | None:
        """The letter that a row marks as secret and the ledger does not."""
        if not isinstance(self._country.paper.mark(row.secrecy), Secrecy):
            return None
        for letter in letters:
            directive = facts.directive(self._connection, letter.propagation)
            if not is_secret(directive):
                return letter
        return None

    def _sightings(
        self, progress: _Progress, row: RegisterRow, letters: Iterable[KnownLetter]
    ) -> Iterator[Sighting]:
        register = progress.reading.register
        for letter in letters:
            desks = self._snapshots.office(letter.propagation, register.office).desks
            if register.desk in desks:
                position = desks.index(register.desk)
                yield Sighting(row, letter, register.office, position, register.desk)
            else:
                what = f"{register.office} has no desk {register.desk} in {letter.propagation}"
                progress.disagreements.append((row, what))

    def _clock(self, office: str) -> OfficeClock:
        known = self._offices.get(office)
        return self._country.clock_of(known) if known else self._country.clock

    def _receive(self, seen: Sequence[tuple[Sighting, _Progress]]) -> None:
        offices = sorted({sighting.office for sighting, _ in seen})
        clocks = {each: self._clock(each) for each in offices}
        stamps = Stamps(self._connection, clocks)
        added: dict[str, list[Reception]] = defaultdict(list)
        for sighting, progress in seen:
            outcome = stamps.add(sighting)
            if isinstance(outcome, Reception):
                progress.receptions += 1
                added[sighting.letter.propagation].append(outcome)
            elif outcome is not None:
                progress.disagreements.append((sighting.row, outcome))
        for propagation, receptions in added.items():
            book = facts.clock(self._connection, propagation).book
            writer = CohortWriter(self._connection, propagation, book)
            writer.write(receptions=receptions)
            writer.close()
        forget_quiet(self._connection, added)
