"""Registers imported from files: what a propagation left on paper comes back as it was."""

from __future__ import annotations

import csv
import random
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from wian.delays.hop_record import Source
from wian.history.registers.recogniser import RegisterHints
from wian.imports.registers import ImportedFile, import_register_files
from wian.jurisdictions.instant import Precision
from wian.jurisdictions.thailand import dates
from wian.jurisdictions.thailand.numerals import to_arabic_digits, to_thai_digits
from wian.kit.errors import InputFaults
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.lists.list_rebuild import list_unlisted
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import letters, load_kept, receptions
from wian.ledger.records import Clock, IssuedLetter, Reception, SentHop
from wian.ledger.write.propagations import load_propagation, record_propagation

BANGKOK = ZoneInfo("Asia/Bangkok")
HEADING = ("เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "วันที่รับ", "เวลา")
SETTINGS = settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
Cell = object


def on_paper(gecc_sent, path: Path) -> Ledger:
    """A ledger with the letters and hops of the propagation, and no reception of it."""
    ledger = open_ledger(f"sqlite:///{path}")
    plan, source = gecc_sent.plan, gecc_sent.ledger
    recorded = load_propagation(source, plan.id)
    snapshot = load_kept(source, recorded.hierarchy_digest)
    # Its id is the rehearsal's: 0.1.0 made ids by another rule, so that none is computed again.
    live = replace(recorded, clock=Clock.LIVE, tool_version="0.1.0")
    record_propagation(ledger, live, snapshot)
    with ledger.cohort(plan.id) as writer:
        writer.write(
            [
                replace(each, source=Source.OBSERVED, entry=None)
                for each in letters(source, plan.id)
            ],
            list(_hops(plan)),
        )
    with ledger.writing() as connection:
        list_unlisted(connection)  # as an upgrade does: no office issued these at its desk
    return ledger


def _hops(plan) -> Iterator[SentHop]:
    for wave in plan.route.waves:
        for hop in wave.hops:
            desks = len(plan.hierarchy.office(hop.recipient).desks)
            sent = (hop.sender, hop.recipient, wave.number, hop.channel, desks)
            yield SentHop(*sent, hop.addressed, hop.forwards, Source.LIVE)


class Clerk:
    """Writes register rows as clerks do: either era, either digits, columns anyhow."""

    def __init__(self, chance: random.Random, *, spreadsheet: bool) -> None:
        self._chance, self._spreadsheet = chance, spreadsheet

    def row(self, letter: IssuedLetter, stamp: Reception) -> list[Cell]:
        """One entry of a receive register."""
        at = stamp.at.local(BANGKOK)
        timed = stamp.at.precision is Precision.MINUTE
        return [
            self.digits(stamp.receipt_number),
            self.digits(letter.letter.number),
            self.day(letter.letter.dated),
            letter.letter.issuer,
            "",
            letter.letter.subject,
            self.day(at.date()),
            self.digits(f"{at:%H.%M}") + self._chance.choice(["", " น."]) if timed else "",
        ]

    def noise(self, number: int) -> list[Cell]:
        """An entry of a letter that nobody here knows."""
        letter = [self.digits(str(number)), f"กษ 9999/{number}", self.day(date(2021, 1, 5))]
        return [*letter, "กรมอื่น", "", "เรื่องอื่น", self.day(date(2021, 1, 6)), ""]

    def digits(self, text: str) -> str:
        """Thai or Arabic."""
        return self._chance.choice([to_thai_digits, to_arabic_digits])(text)

    def day(self, day: date) -> Cell:
        """A date in one of its shapes."""
        if self._spreadsheet and self._chance.random() < 0.3:
            return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a spreadsheet's own
        be = day.year + 543
        return self.digits(
            self._chance.choice(
                [
                    dates.short_date(day),
                    dates.long_date(day),
                    f"{day.day}/{day.month}/{be}",
                    f"{day.day}/{day.month}/{be % 100}",
                    f"{day.day:02}-{day.month:02}-{day.year}",
                    day.isoformat(),
                ]
            )
        )


def save(path: Path, title: str, rows: Sequence[Sequence[Cell]], chance: random.Random) -> Path:
    """Write a register with its columns shuffled, as a workbook or in one of CSV's encodings."""
    order = chance.sample(range(len(HEADING)), len(HEADING))
    lines = [[title], *([row[at] for at in order] for row in [HEADING, *rows])]
    if path.suffix == ".xlsx":
        book = Workbook(write_only=True)
        sheet = book.create_sheet("ทะเบียน")
        for line in lines:
            sheet.append(line)
        book.save(path)
    else:
        encoding = chance.choice(["utf-8", "utf-8-sig", "cp874"])
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(lines)
    return path


def registers(gecc_sent, folder: Path, chance: random.Random) -> Iterator[Path]:
    """The receive register of every desk that stamped, with another letter's entry in it."""
    plan = gecc_sent.plan
    written = {each.office: each for each in letters(gecc_sent.ledger, plan.id)}
    for index, stamp in enumerate(receptions(gecc_sent.ledger, plan.id)):
        suffix = chance.choice([".csv", ".csv", ".xlsx"])
        clerk = Clerk(chance, spreadsheet=suffix == ".xlsx")
        letter = written[plan.hop_to(stamp.recipient).sender]
        rows = [clerk.row(letter, stamp), clerk.noise(900_000)]
        chance.shuffle(rows)
        title = f"ทะเบียนหนังสือรับ {stamp.recipient} {stamp.desk}"
        yield save(folder / f"{index}{suffix}", title, rows, chance)


def seen(ledger: Ledger, propagation: str) -> list[tuple[object, ...]]:
    """The receptions, without what a register cannot know: sources, entries, misprints."""
    return [
        (each.recipient, each.position, each.desk, each.receipt_number, each.at)
        for each in receptions(ledger, propagation)
    ]


@SETTINGS
@given(seed=st.integers(0, 2**32))
def test_what_went_down_comes_back_from_the_registers(gecc_sent, seed: int) -> None:
    """Every desk's register, in any shape, gives the receptions that the propagation had; a
    second import changes nothing; and the ledger proves itself.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    plan = gecc_sent.plan
    with tempfile.TemporaryDirectory() as folder:
        ledger = on_paper(gecc_sent, Path(folder) / "ledger.db")
        files = list(registers(gecc_sent, Path(folder), chance))
        chance.shuffle(files)
        first = import_register_files(ledger, files)
        assert seen(ledger, plan.id) == seen(gecc_sent.ledger, plan.id)
        assert {each.source for each in receptions(ledger, plan.id)} == {Source.IMPORTED}
        again = import_register_files(ledger, files)
        for done, *expected in ((first, 2, 0, 1), (again, 0, 2, 0)):
            assert [_outcome(file) for file in done] == [(*expected, 1, 1, (), ())] * len(files)
        assert verify(ledger).ok
        ledger.close()


def _outcome(file: ImportedFile) -> tuple[object, ...]:
    became = file.imported
    counts = (became.new, became.known, became.receptions, became.matched, became.unmatched)
    return (*counts, became.disagreements, file.reading.rejected)


@pytest.fixture
def paper(gecc_sent, tmp_path: Path) -> Iterator[Ledger]:
    with on_paper(gecc_sent, tmp_path / "ledger.db") as ledger:
        yield ledger


def write(path: Path, *rows: str, title: str = "ทะเบียนหนังสือรับ จังหวัดพิษณุโลก") -> Path:
    path.write_text("\n".join([title, ",".join(HEADING), *rows]), encoding="utf-8")
    return path


GOOD = "๕๔๔,มท ๐๘๑๐.๗/ว ๕๑,๑๑ ม.ค. ๖๔,สถ.,,,๑๓ ม.ค. ๖๔,"


def test_the_real_reception_is_found(paper: Ledger, gecc_sent, tmp_path: Path) -> None:
    """Receipt 544 of Phitsanulok on 13 January 2564, recognised from the title alone."""
    (file,) = import_register_files(paper, [write(tmp_path / "r.csv", GOOD)])
    assert (file.imported.matched, file.imported.receptions, file.rejected) == (1, 1, None)
    stamp = next(each for each in receptions(paper, gecc_sent.plan.id))
    assert (stamp.recipient, stamp.receipt_number) == ("phitsanulok", "544")


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (GOOD, []),
        (GOOD.replace("๕๔๔", "545"), ["544 of 2021-01-13 (observed) in the ledger"]),
        (GOOD.replace("๑๓ ม.ค.", "14 ม.ค."), ["and 544 of 2021-01-14 in the register"]),
    ],
)
def test_an_observed_stamp_is_held_against_its_register(
    gecc_sent, tmp_path: Path, row: str, what: list[str]
) -> None:
    """Where the stamp was observed already, the register confirms it, or both sides are said."""
    path = gecc_sent.ledger.url.removeprefix("sqlite:///")
    with (
        closing(sqlite3.connect(path)) as source,
        closing(sqlite3.connect(tmp_path / "ledger.db")) as copy,
    ):
        source.backup(copy)
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        (file,) = import_register_files(ledger, [write(tmp_path / "r.csv", row)])
    assert (file.imported.matched, file.imported.receptions) == (1, 0)
    said = [each.what for each in file.imported.disagreements]
    assert [part in text for part, text in zip(what, said, strict=True)] == [True] * len(what)


def test_one_unreadable_file_keeps_all_out(paper: Ledger, tmp_path: Path) -> None:
    """Every file's faults are said together, and nothing of the good one is kept."""
    good = write(tmp_path / "good.csv", GOOD)
    bad = write(tmp_path / "bad.csv", GOOD, title="ทะเบียนหนังสือรับ")
    with pytest.raises(InputFaults) as refused:
        import_register_files(paper, [good, bad, tmp_path / "missing.csv"])
    assert str(refused.value).startswith("The import of registers has 2 faults")
    assert "bad.csv: does not name the office" in str(refused.value)
    assert "missing.csv: does not exist" in str(refused.value)
    (file,) = import_register_files(paper, [good])
    assert file.imported.new == 1


def test_rejected_rows_lie_beside_the_file_or_where_asked(paper: Ledger, tmp_path: Path) -> None:
    """Written whole each time, and removed once nothing is rejected."""
    path = write(tmp_path / "r.csv", GOOD, "x,,,,,,,")
    (file,) = import_register_files(paper, [path])
    assert file.rejected == tmp_path / "r.csv.rejected.csv"
    assert len(file.rejected.read_text("utf-8-sig").splitlines()) == 2
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (file,) = import_register_files(paper, [path], rejected=folder)
    assert file.rejected == folder / "r.csv.rejected.csv"
    import_register_files(paper, [write(path, GOOD)])
    assert not (tmp_path / "r.csv.rejected.csv").exists()


def test_a_folder_that_cannot_be_written_to_keeps_all_out(paper: Ledger, tmp_path: Path) -> None:
    """The remedy is named, and nothing is in the ledger yet."""
    path = write(tmp_path / "r.csv", GOOD, "x,,,,,,,")
    with pytest.raises(InputFaults, match="name another folder with --rejected"):
        import_register_files(paper, [path], rejected=tmp_path / "nowhere")
    (file,) = import_register_files(paper, [path])
    assert file.imported.new == 1


def test_files_that_would_share_a_place_are_refused(paper: Ledger, tmp_path: Path) -> None:
    """The same file twice, or two of one name whose rejected rows go to one folder."""
    path = write(tmp_path / "r.csv", GOOD)
    with pytest.raises(InputFaults, match="import them one after the other"):
        import_register_files(paper, [path, path])


def test_an_empty_ledger_knows_the_built_in_offices(empty_ledger: Ledger, tmp_path: Path) -> None:
    """Registers may come before the first propagation: they wait for their letters."""
    (file,) = import_register_files(empty_ledger, [write(tmp_path / "r.csv", GOOD)])
    assert (file.imported.new, file.imported.unmatched) == (1, 1)
    assert file.reading.register.office == "phitsanulok"


def test_a_built_in_office_beside_other_offices_is_taken_by_name(
    paper: Ledger, tmp_path: Path
) -> None:
    """Its register waits for the first directive over the built-in offices."""
    path = write(tmp_path / "r.csv", GOOD, title="ทะเบียนหนังสือรับ")
    (file,) = import_register_files(paper, [path], RegisterHints(office="chiang-mai"))
    assert (file.imported.new, file.reading.register.office) == (1, "chiang-mai")
    with pytest.raises(InputFaults, match="there is no office 'chiang-may'"):
        import_register_files(paper, [path], RegisterHints(office="chiang-may"))


def test_whoever_watches_is_told(paper: Ledger, tmp_path: Path) -> None:
    """Lines read, a thousand at a time."""
    rows = [GOOD.replace("๕๔๔", str(number)) for number in range(1, 2501)]
    told: list[int] = []
    path = write(tmp_path / "r.csv", *rows)
    import_register_files(paper, [path], advance=told.append)
    assert sum(told) == 2500
    assert len(told) > 2
