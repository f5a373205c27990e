"""Registers that offices kept: their entries once, letters found again, receptions added."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from wian.delays.hop_record import Source
from wian.history.registers.recogniser import Register
from wian.history.registers.register_file import RegisterReading
from wian.history.registers.rows import RegisterRow
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.ledger.database import Ledger
from wian.ledger.errors import LedgerError
from wian.ledger.proof.verification import verify
from wian.ledger.read.quiet_propagations import note_quiet, propagations_to_sweep
from wian.ledger.read.recorded import hop_records, letter, receptions
from wian.ledger.records import (
    Clock,
    IssuedLetter,
    Reception,
)
from wian.ledger.write.imports import ImportedRegister, import_registers
from wian.ledger.write.known_letters import KnownLetter
from wian.ledger.write.sightings import Sighting, Stamps

BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = Instant.of(datetime.fromisoformat("2026-11-29T10:00"), BANGKOK)
ISSUED = date(2020, 12, 21)
ROW = RegisterRow(
    "",
    5,
    2563,
    7,
    datetime.fromisoformat("2020-12-22T10:30"),
    "กค north/ว ๑",
    ISSUED,
    "จังหวัดเหนือ",
    "ท่าข้าม",
    "ขุดบ่อน้ำ",
    "",
    "",
)
MEMO = ROW._replace(
    letter_number="กค ministry/ว 1",
    letter_dated=date(2020, 12, 18),
    entered=datetime.fromisoformat("2020-12-19T10:30"),
)
FORD = Register("ford", RegisterKind.RECEIVE, "registry")


def reading(
    *rows: RegisterRow, register: Register = FORD, source: str = "r.csv"
) -> RegisterReading:
    return RegisterReading(source, register, rows, (), (), ())


def take(ledger: Ledger, *readings: RegisterReading) -> list[ImportedRegister]:
    return import_registers(ledger, readings, jurisdiction("thailand"), NOW)


def counts(imported: ImportedRegister) -> tuple[int, ...]:
    return (
        imported.new,
        imported.known,
        imported.differing,
        imported.matched,
        imported.unmatched,
        imported.receptions,
    )


def stamps(ledger: Ledger) -> list[Reception]:
    return list(receptions(ledger, "p1"))


def said(imported: ImportedRegister) -> list[str]:
    return [each.what for each in imported.disagreements]


def test_a_row_becomes_its_reception(live: Ledger) -> None:
    """The desk had not stamped; its own register says when it did. The ledger holds."""
    other = ROW._replace(line=6, number=8, letter_number="อื่น 1/1")
    (imported,) = take(live, reading(ROW, other))
    assert (counts(imported), said(imported)) == ((2, 0, 0, 1, 1, 1), [])
    at = Instant.of(ROW.entered, BANGKOK)
    assert stamps(live) == [Reception("ford", 0, "registry", "7", at, Source.IMPORTED)]
    assert {hop.recipient: hop.received for hop in hop_records(live, "p1")}["ford"] == at
    found = verify(live)
    assert found.ok
    assert (found.checked["imports"], found.checked["imported entries"]) == (1, 2)


def test_a_sweep_looks_again_at_what_was_imported(live: Ledger) -> None:
    """No act tells of such a reception; its office may have to forward the letter now."""
    now = NOW.minute
    note_quiet(live, "p1", now, now + 1000)
    assert propagations_to_sweep(live, now, 0) == frozenset()
    take(live, reading(ROW._replace(letter_number="อื่น 1/1")))
    assert propagations_to_sweep(live, now, 0) == frozenset()
    take(live, reading(ROW._replace(number=8)))
    assert propagations_to_sweep(live, now, 0) == {"p1"}


def test_importing_twice_changes_nothing(live: Ledger) -> None:
    """The same file again, under another name: everything is known already."""
    take(live, reading(ROW))
    before = _everything(live)
    (again,) = take(live, reading(ROW._replace(line=99), source="other.xlsx"))
    assert (counts(again), said(again)) == ((0, 1, 0, 1, 0, 0), [])
    assert _everything(live) == before


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"letter_number": "อื่น 1/1"}, "received on 2020-12-20, before the letter's own date 2020"),
        ({}, "received on 2031-01-08, a day after today (2026-11-29)"),
    ],
)
def test_a_day_that_cannot_be_is_kept_and_said(
    live: Ledger, change: dict[str, str], what: str
) -> None:
    """A slip of the pen: the entry is evidence, and no letter is received on such a day."""
    entered = date(2020, 12, 20) if change else date(2031, 1, 8)
    (imported,) = take(live, reading(ROW._replace(entered=entered, **change)))
    assert (imported.new, imported.receptions) == (1, 0)
    (clause,) = said(imported)
    assert what in clause


def test_a_letter_that_comes_later_is_found_then(ledger: Ledger, story: ModuleType) -> None:
    """Rows without a letter are kept; importing again once it is known adds the reception."""
    row = ROW._replace(letter_number="นว 1/ว 9", letter_dated=date(2020, 12, 15))
    (first,) = take(ledger, reading(row))
    assert counts(first) == (1, 0, 0, 0, 1, 0)
    story.record(ledger, clock=Clock.LIVE)
    story.send(ledger, desks=0)
    (second,) = take(ledger, reading(row))
    assert counts(second) == (0, 1, 0, 1, 0, 1)


def test_what_was_imported_is_never_overwritten(live: Ledger) -> None:
    """A number that comes again with another content is reported with its first place."""
    take(live, reading(ROW))
    before = _everything(live)
    changed = ROW._replace(subject="เรื่องอื่น", line=9)
    (imported,) = take(live, reading(changed, source="b.csv"))
    assert counts(imported) == (0, 0, 1, 0, 0, 0)
    (fault,) = imported.disagreements
    assert fault.where == "b.csv line 9"
    assert fault.what == "number 7 of 2563 was imported with another content: r.csv line 5"
    assert _everything(live) == before


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"number": 8}, "has the receipt 7 of 2020-12-22T10:30+07:00 (imported) in the ledger"),
        ({"entered": date(2020, 12, 23), "number": 8}, "and 8 of 2020-12-23 in the register"),
    ],
)
def test_a_reception_that_stands_there_is_not_changed(
    live: Ledger, change: dict[str, object], what: str
) -> None:
    """The same letter under another number or on another day: both sides are said."""
    take(live, reading(ROW))
    before = stamps(live)
    (imported,) = take(live, reading(ROW._replace(**change)))
    assert imported.matched == 1
    assert what in said(imported)[0]
    assert stamps(live) == before


def test_a_day_agrees_with_any_time_in_it(ledger: Ledger, story: ModuleType) -> None:
    """A stamp that shows a day only is confirmed by a register with times."""
    story.record(ledger)
    story.send(ledger)
    north = next(stamp for stamp in stamps(ledger) if stamp.recipient == "north")
    entered = north.at.local(BANGKOK).replace(hour=15, minute=30, tzinfo=None)
    row = ROW._replace(number=int(north.receipt_number), entered=entered)
    found = Sighting(row, KnownLetter("p1", "ministry", "1", north.at), "north", 0, north.desk)
    with ledger.reading() as connection:
        assert Stamps(connection, {"north": OfficeClock(BANGKOK, BANGKOK)}).add(found) is None


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"letter_dated": date(2020, 12, 20)}, "is dated 2020-12-21 in the ledger, and 2020-12-20"),
        ({"letter_dated": None}, "is known, but the row does not say the letter's date"),
        ({"letter_dated": date(2019, 12, 21)}, None),
        ({"letter_number": "กค north/๑"}, None),
        ({"letter_number": ""}, None),
    ],
)
def test_number_and_date_must_both_be_the_letters(
    live: Ledger, change: dict[str, object], what: str | None
) -> None:
    """A slip of the date is said; a number of another year is another letter."""
    (imported,) = take(live, reading(ROW._replace(**change)))
    assert counts(imported) == (1, 0, 0, 0, 1, 0)
    assert [each.endswith(what) or what in each for each in said(imported)] == [True] * bool(what)
    assert stamps(live) == []


def test_a_letter_sent_to_others_is_not_this_offices(live: Ledger) -> None:
    """The mill was sent a letter of the south, not the north's."""
    mill = Register("mill", RegisterKind.RECEIVE, "registry")
    (imported,) = take(live, reading(ROW, register=mill))
    assert imported.matched == 0


def test_letters_that_were_only_simulated_are_no_letters(filled: Ledger) -> None:
    """A rehearsal's numbers were never on paper, whatever register they look like."""
    south = letter(filled, "p1", "south")
    assert south is not None
    row = ROW._replace(
        letter_number=south.letter.number,
        letter_dated=south.issued.date(BANGKOK),
        sender="จังหวัดใต้",
    )
    mill = reading(row, register=Register("mill", FORD.kind, "registry"))
    assert take(filled, mill)[0].matched == 0
    with filled.writing() as connection:
        connection.execute(text("UPDATE letter SET source = 'live' WHERE office = 'south'"))
    assert take(filled, mill)[0].matched == 1


def test_a_number_without_code_needs_its_senders_name(ledger: Ledger, story: ModuleType) -> None:
    """``ว 9`` could be anyone's."""
    story.record(ledger, clock=Clock.LIVE)
    story.send(ledger, waves=2, desks=0)
    with ledger.cohort("p1") as writer:
        issued = story.minute(story.START)
        issue = IssuedLetter("south", 3, story.letter("south", "ว 9"), issued, Source.OBSERVED)
        hop = next(hop for hop in story.ROUTE.hops if hop.recipient == "mill")
        writer.write([issue], [story.sent_hop(hop, 3, Source.LIVE)])
    mill = Register("mill", RegisterKind.RECEIVE, "registry")
    row = ROW._replace(letter_number="ว ๙", letter_dated=date(2020, 12, 15), sender="จังหวัดอื่น")
    (other,) = take(ledger, reading(row, register=mill))
    (same,) = take(ledger, reading(row._replace(sender="จังหวัด ใต้", number=8), register=mill))
    assert (other.matched, same.matched, same.receptions) == (0, 1, 1)


def test_desks_come_in_their_order_whatever_the_files(live: Ledger) -> None:
    """The second desk's register first: both stamps are added, and in the desks' order."""
    later = MEMO._replace(number=9, entered=datetime.fromisoformat("2020-12-19T11:00"))
    division = reading(later, register=Register("north", FORD.kind, "division"))
    central = reading(MEMO, register=Register("north", FORD.kind, "central"))
    (alone,) = take(live, division)
    assert said(alone) == ["กค ministry/ว 1 waits: the desk before division has not stamped it"]
    both = take(live, division, central)
    assert [each.receptions for each in both] == [1, 1]
    assert [(stamp.position, stamp.receipt_number) for stamp in stamps(live)] == [
        (0, "7"),
        (1, "9"),
    ]
    assert verify(live).ok


@pytest.mark.parametrize(
    ("desk", "entered", "what"),
    [
        ("central", date(2020, 12, 17), "before it was issued on 2020-12-18"),
        ("division", date(2020, 12, 18), "before desk central on 2020-12-19T10:30"),
        ("central", date(2020, 12, 22), "after it was forwarded on 2020-12-21"),
    ],
)
def test_a_time_that_cannot_be_is_said_and_not_kept(
    live: Ledger, desk: str, entered: date, what: str
) -> None:
    """Before the letter, before the desk before, after the office wrote on itself."""
    if desk == "division":
        take(live, reading(MEMO, register=Register("north", FORD.kind, "central")))
    before = stamps(live)
    row = MEMO._replace(entered=entered)
    (imported,) = take(live, reading(row, register=Register("north", FORD.kind, desk)))
    assert what in said(imported)[0]
    assert stamps(live) == before


def test_a_send_register_finds_its_letters(live: Ledger) -> None:
    """The office's own letters, by its code and the register's running number alone."""
    row = ROW._replace(number=1, entered=ISSUED, letter_number="กค north", sender="")
    sent = Register("north", RegisterKind.SEND, "")
    (imported,) = take(live, reading(row, row._replace(number=2, line=6), register=sent))
    assert (counts(imported), stamps(live)) == ((2, 0, 0, 1, 1, 0), [])


def test_two_imports_at_once_keep_each_entry_once(live: Ledger) -> None:
    """Whoever comes second finds everything known; the imports are numbered one after the other."""
    rows = [ROW, *(ROW._replace(number=8 + at, letter_number="") for at in range(50))]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: take(live, reading(*rows))[0], range(4)))
    assert sorted(imported.new for imported in done) == [0, 0, 0, 51]
    assert [imported.receptions for imported in done].count(1) == 1
    assert verify(live).ok


def test_registers_of_one_import_are_kept_together_or_not_at_all(live: Ledger) -> None:
    """A failure in the second leaves nothing of the first."""
    before = _everything(live)
    broken = ROW._replace(number=8, subject=None)  # type: ignore[arg-type]
    with pytest.raises(LedgerError):
        take(live, reading(ROW), reading(broken, source="b.csv"))
    assert _everything(live) == before


def _everything(ledger: Ledger) -> list[object]:
    tables = ("register_import", "imported_entry", "reception", "register")
    with ledger.reading() as connection:
        return [
            sorted(connection.execute(text(f"SELECT * FROM {table}")).tuples())  # noqa: S608 - our own names
            for table in tables
        ]


def test_a_row_marked_as_secret_of_an_open_letter_is_said(live: Ledger) -> None:
    """Nothing in the ledger is changed; whoever imports it learns what the office knew."""
    (imported,) = take(live, reading(ROW._replace(secrecy="ลับมาก")))
    assert said(imported) == [
        "ลับมาก in the register, but กค north/ว 1 in p1 bears no mark of secrecy"
    ]
    (again,) = take(live, reading(MEMO._replace(number=9, secrecy="ปกติ")))
    assert said(again) == []
