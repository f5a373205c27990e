"""Imports registers: reads the files, saves rejected rows beside them, records the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hierarchy.office import Office
from wian.history.registers.headings import register_vocabulary
from wian.history.registers.recogniser import Recogniser, RegisterHints
from wian.history.registers.register_file import RegisterReading, read_register
from wian.history.registers.rejects import rejected_path, write_rejected
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import Fault, InputFaults
from wian.kit.text_file import shown_path
from wian.ledger.database import Ledger
from wian.ledger.read.recorded import load_kept
from wian.ledger.write.imports import ImportedRegister, import_registers
from wian.ledger.write.propagations import list_propagations


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file.

    Attributes:
        path: The file.
        reading: What it holds.
        imported: What of it came into the ledger.
        rejected: Where its rejected rows are; ``None`` where there are none.
    """

    path: Path
    reading: RegisterReading
    imported: ImportedRegister
    rejected: Path | None


def import_register_files(  # noqa: PLR0913, PLR0917 - what is read, by what is known, and when
    ledger: Ledger,
    files: Sequence[Path],
    given: RegisterHints = RegisterHints(),  # noqa: B008 - frozen
    rejected: Path | None = None,
    advance: Callable[[int], object] = lambda _: None,
    now: Instant | None = None,
    correct: str = "",
) -> list[ImportedFile]:
    """Import registers from files; a second time changes nothing.

    Every file is read before the first row is kept, and all are kept in one transaction.

    Args:
        ledger: Where to.
        files: CSV or XLSX files, a register each.
        given: What is known of all of them; the rest is recognised file by file.
        rejected: Folder for rejected rows; beside each file where ``None``.
        advance: Called with a count each time so many lines have been read.
        now: This moment, to report rows of days to come; ``None``: none is reported.
        correct: Why rows stand in the place of those with another content; empty: they do not.

    Raises:
        InputFaults: A file is no register, or rejected rows cannot be kept; nothing of any file
            is in the ledger. All faults of all files at once.
        LedgerError: The ledger cannot be used; nothing is kept.
    """
    kept = _rejected_paths(files, rejected)
    known, country = _known(ledger, given.office)
    words = register_vocabulary(country.headings.registers)
    readings = _read(files, Recogniser(known, words), country, given, advance)
    for reading, path in zip(readings, kept, strict=True):
        write_rejected(reading, path)
    imported = import_registers(ledger, readings, country, now, reversed(known), correct)
    return [
        ImportedFile(file, reading, outcome, path if reading.rejected else None)
        for file, reading, outcome, path in zip(files, readings, imported, kept, strict=True)
    ]


def _rejected_paths(files: Sequence[Path], folder: Path | None) -> list[Path]:
    """Where the rejected rows of each file belong: no two in one place."""
    paths = [rejected_path(file, folder) for file in files]
    faults = [
        Fault(shown_path(file), "is named twice, or has the name of another file", _APART)
        for at, file in enumerate(files)
        if paths[at] in paths[:at]
    ]
    if faults:
        raise InputFaults(_SUBJECT, faults)
    return paths


_SUBJECT = "The import of registers"
_APART = "import them one after the other"


def _read(
    files: Sequence[Path],
    recogniser: Recogniser,
    country: Jurisdiction,
    given: RegisterHints,
    advance: Callable[[int], object],
) -> list[RegisterReading]:
    readings: list[RegisterReading] = []
    faults: list[Fault] = []
    for file in files:
        try:
            readings.append(read_register(file, recogniser, country, given, advance))
        except InputFaults as refusal:
            faults += refusal.faults
    if faults:
        raise InputFaults(_SUBJECT, faults)
    return readings


def _known(ledger: Ledger, wanted: str | None) -> tuple[list[Office], Jurisdiction]:
    """The offices of every recorded hierarchy, the latest first, and their jurisdiction; the
    built-in ones where nothing is recorded yet, or where the office that is wanted is one of them
    and of no recorded hierarchy: its register waits for the first directive over them.
    """
    recorded = list_propagations(ledger)
    digests = dict.fromkeys(propagation.hierarchy_digest for propagation in recorded)
    known = list(_offices(ledger, digests))
    if not recorded or (wanted is not None and all(each.id != wanted for each in known)):
        country = jurisdiction(DEFAULT_JURISDICTION)
        built_in = list(country.build(None).offices)
        if not recorded or any(each.id == wanted for each in built_in):
            return [*built_in, *known], country
    return known, jurisdiction(recorded[0].jurisdiction)


def _offices(ledger: Ledger, digests: dict[str, None]) -> Iterator[Office]:
    for digest in digests:
        yield from load_kept(ledger, digest).offices
