"""Reads answers from a CSV file, one office per row, and records all of them or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hierarchy.load.csv_file import CsvRow, CsvTable, parse_table
from wian.jurisdictions.instant import Instant
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import shown
from wian.kit.text_file import OldEncoding, decoded, in_none_of, refused, shown_path
from wian.ledger.acts import Act, ActKind
from wian.ledger.contents import canonical, digest
from wian.ledger.records import ReceivedHop
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.answer import answered_body, tell_answered
from wian.office.answer_columns import (
    COLUMNS,
    column_naming,
    fault_in_row,
    fault_place,
    filled_row,
    known_columns,
    required_columns,
)
from wian.office.filled_form import AnswerContent, answer_content
from wian.office.held_letter import HeldLetter, refuse_unless_live, register_year
from wian.office.inputs import written_moment
from wian.office.refusals import LetterReturned, NotAsked, NothingReceived, Refusal
from wian.office.trusted_clock import refuse_outside_calendar
from wian.propagation.plan import Plan

MOST_BYTES = 64 * 2**20
MOST_ROWS = 20_000
"""Largest file: an answer of every office of the country, each with a page of text."""
UNKNOWN = "office_unknown"
"""Kind of the fault of a row whose office there is not."""
FROM_A_LIST = "entered from a list of answers"
"""Why an answer is recorded later than it was given, where its row does not say."""


@dataclass(frozen=True, slots=True)
class ImportedAnswers:
    """What a file brought.

    Attributes:
        acts: The answers that are new.
        known: Rows whose answers were recorded before.
    """

    acts: tuple[Act, ...]
    known: int


@dataclass(frozen=True, slots=True)
class _Answer:
    """A row that can be read: whose answer, what, when, where it stands, and its key."""

    office: str
    wanted: AnswerContent
    answered: Instant | None
    row: CsvRow
    where: str
    key: str


def import_answers(acting: Acting, data: bytes, name: str) -> ImportedAnswers:
    """Record the answers of a CSV file in one transaction; the same file again changes nothing.

    Args:
        acting: The office below which all of them are, and who records them when. An answer whose
            row names no moment was given at that moment.
        data: The file's content: UTF-8, with or without byte order mark, or an
            older encoding of the country.
        name: Its name, for messages.

    Raises:
        InputFaults: The file has faults: all of them; nothing was written.
        NotLive: The propagation is not live.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    refuse_unless_live(acting.plan)
    path = Path(name)
    faults: list[Fault] = []
    answers = list(_answers(acting, path, _text(path, data, acting.plan), faults))
    with acting.ledger.cohort(acting.plan.id) as writer:
        writer.hold_life()  # no office returns its letter meanwhile
        found = writer.received({each.office for each in answers})
        letters = _letters(acting, answers, found, faults)
        faults += _gave_back(letters, answers, writer.life().returned)
        if faults:
            raise InputFaults(f"The list of answers {shown_path(path)}", sorted(faults, key=_line))
        return _record(writer, acting, answers, letters)


def _text(path: Path, data: bytes, plan: Plan) -> str:
    """The file's text.

    Raises:
        InputFaults: It is too large, or in no encoding that is known.
    """
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 2**20
        raise refused(path, f"is larger than {most} MB", "split it", kind="file_large", most=most)
    if b"\x00" in data:
        raise refused(path, "is no text file", "save it as CSV in UTF-8", kind="file_binary")
    old: Sequence[OldEncoding] = plan.jurisdiction.encodings
    try:
        return decoded(data, old)[0]
    except UnicodeDecodeError:
        remedy = "save it as CSV in UTF-8"
        raise refused(path, in_none_of(old), remedy, kind="file_encoding") from None


def _answers(acting: Acting, path: Path, text: str, faults: list[Fault]) -> Iterator[_Answer]:
    """The rows that can be read; ``faults`` gains those of the others."""
    table = _table(text, path, acting.plan)
    faults += table.faults
    if len(table.rows) > MOST_ROWS:
        what = f"has more than {MOST_ROWS:,} rows"
        raise refused(path, what, "split it", kind="file_rows", most=MOST_ROWS)
    lines: dict[str, int] = {}
    for row in table.rows:
        where = f"{table.name} line {row.line}"
        office = row.cells["office"]
        wrong = list(_office_faults(acting, row, where))
        if (first := lines.setdefault(office, row.line)) != row.line and not wrong:
            what = f"answers for {shown(office)} again, after line {first}"
            values = fault_place(row, "office") | {"first": first}
            wrong.append(Fault(where, what, "keep one of them", "answered_twice", values))
        read = _read(acting.plan, row, where, wrong)
        faults += wrong
        if read is not None and not wrong:
            yield read


def _table(text: str, path: Path, plan: Plan) -> CsvTable:
    return parse_table(text, path, required_columns(plan), known_columns(plan), column_naming(plan))


def _office_faults(acting: Acting, row: CsvRow, where: str) -> Iterator[Fault]:
    plan, under = acting.plan, acting.office
    office, values = row.cells["office"], fault_place(row, "office")
    if office not in plan.hierarchy.graph:
        what = f"the office {shown(office)} does not exist"
        yield Fault(where, what, "correct its id", UNKNOWN, values)
    elif plan.answer_by(office) is None:
        what = str(NotAsked(office)).rstrip(".")
        yield Fault(where, what, "remove the row", NotAsked.__name__, values | {"office": office})
    elif under not in plan.route.chain(office)[:-1]:
        values |= {"office": office, "under": under}
        yield Fault(where, f"{office} is not below {under}", "remove the row", "not_below", values)


def _read(plan: Plan, row: CsvRow, where: str, wrong: list[Fault]) -> _Answer | None:
    """What the row says, and when; ``wrong`` gains what is the matter with it."""
    cells = {column: row.cells.get(column, "") for column in COLUMNS}
    wanted = answered = None
    try:
        clock = plan.clocks.of(cells["office"])
        answered = written_moment(cells["answered"], plan.jurisdiction, clock)
    except InputFaults as error:
        wrong += [fault_in_row(each, "answered", row, where) for each in error.faults]
    try:
        reason = cells["reason"] or (FROM_A_LIST if answered else None)
        form, filled = plan.directive.answer, filled_row(plan, row)
        wanted = answer_content(form, cells["answer"], reason, filled)
    except InputFaults as error:
        wrong += [fault_in_row(each, "answer", row, where) for each in error.faults]
    if wanted is None:
        return None
    said = [canonical(wanted.values)] if wanted.values else []
    key = digest([*(cells[column] for column in COLUMNS), *said])[:32]
    return _Answer(cells["office"], wanted, answered, row, where, f"list-{key}")


def _letters(
    acting: Acting,
    answers: Iterable[_Answer],
    found: Mapping[str, ReceivedHop],
    faults: list[Fault],
) -> dict[str, HeldLetter]:
    """The letter that each answers; ``faults`` gains what cannot be."""
    plan, now = acting.plan, acting.now
    letters: dict[str, HeldLetter] = {}
    for each in answers:
        received = found.get(each.office)
        if received is None:
            refusal: Refusal = NothingReceived(plan.id, each.office)
            values = fault_place(each.row, "office") | {
                "office": each.office,
                "propagation": plan.id,
            }
            faults.append(_refused(each, refusal, values))
            continue
        desks = plan.hierarchy.office(each.office).desks
        letters[each.office] = HeldLetter(plan, each.office, received, (), desks)
        try:
            answered_body(letters[each.office], each.wanted, each.answered, now)
        except Refusal as late:
            values = fault_place(each.row, "answered") | {
                "now": now,
                "issued": received.letter.issued,
            }
            faults.append(_refused(each, late, values))
    return letters


def _gave_back(
    letters: Mapping[str, HeldLetter], answers: Iterable[_Answer], back: Collection[str]
) -> Iterator[Fault]:
    """The answers of offices that gave the letter back, as faults."""
    for each in answers:
        if each.office in back and each.office in letters:
            refusal = LetterReturned(each.office, letters[each.office].sender)
            yield _refused(each, refusal, fault_place(each.row, "office") | {"office": each.office})


def _refused(each: _Answer, refusal: Refusal, values: Mapping[str, object]) -> Fault:
    """What an office cannot do, as a fault of its row."""
    return Fault(each.where, str(refusal).rstrip("."), "", type(refusal).__name__, values)


def _record(
    writer: CohortWriter,
    acting: Acting,
    answers: Sequence[_Answer],
    letters: Mapping[str, HeldLetter],
) -> ImportedAnswers:
    """Write those that are not there yet, however often two imports meet."""
    refuse_outside_calendar(acting)
    now, there = acting.now, _there(writer)
    fresh = [each for each in answers if (each.office, each.key) not in there]
    places = [(each.office, each.key) for each in fresh]
    year = register_year(acting.plan, acting.office, now)
    entries = writer.reserve_all(places, ActKind.ANSWERED, year)
    there = _there(writer)  # again: now their registers are locked
    new = [
        Act(
            each.office,
            each.key,
            acting.by,
            now,
            answered_body(letters[each.office], each.wanted, each.answered, now),
            entry,
        )
        for each, entry in zip(fresh, entries, strict=True)
        if (each.office, each.key) not in there
    ]
    writer.act(*new)
    for act in new:
        tell_answered(writer, letters[act.office], act)
    return ImportedAnswers(tuple(new), len(answers) - len(new))


def _there(writer: CohortWriter) -> set[tuple[str, str]]:
    return {(act.office, act.key) for act in writer.acts(None, ActKind.ANSWERED)}


def _line(fault: Fault) -> int:
    """Where a fault stands, for their order."""
    line = fault.values.get("line")
    return line if isinstance(line, int) else 0
