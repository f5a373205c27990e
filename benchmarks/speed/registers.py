"""Measures the import of an office's register: ``python -m benchmarks.speed.registers``.

A receive register of 100,000 entries, as CSV and as a workbook such as a spreadsheet saves it, into
a ledger that holds a propagation; beside the floor of reading the same file with the same library
and writing its cells to plain SQLite.
"""

from __future__ import annotations

import csv
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook

from benchmarks.cost import Cost, alone, cost_of, peak_memory
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.chain import run_chain
from wian.history.registers.recogniser import RegisterHints
from wian.imports.registers import import_register_files
from wian.ledger.database import open_ledger
from wian.propagation.request import PropagationRequest

ROWS = 100_000
SECONDS = 10
OFFICE = "phitsanulok"
HEADING = (
    "เลขทะเบียนรับ",
    "ที่",
    "ลงวันที่",
    "จาก",
    "ถึง",
    "เรื่อง",
    "วันที่รับ",
    "เวลา",
    "การปฏิบัติ",
    "หมายเหตุ",
)
_DIRECTIVE = Path(__file__).resolve().parents[2] / "examples" / "gecc-2564" / "directive.yaml"
_SHEET = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"
_TYPES = "[Content_Types].xml"
_OVERRIDE = (
    f'<Override PartName="/{_STRINGS}" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def figures(rows: int = ROWS) -> list[Figure]:
    """Import each kind of file in a process of its own."""
    return [
        figure
        for name, write, read in (
            ("CSV", write_csv, read_csv),
            ("XLSX", write_workbook, read_workbook),
        )
        for figure in alone(_of_file, name, write, read, rows)
    ]


def entries(count: int) -> Iterator[list[str]]:
    """Entries of a register; the second one is of a letter that the ledger holds."""
    for number in range(1, count + 1):
        day, month = number % 28 + 1, number * 12 // (count + 1) + 1
        circular = 51 if number == 2 else 60 + number  # the letter of 2564
        yield [
            str(number),
            f"มท ๐๘๑๐.๗/ว {circular}",
            "11 ม.ค. 2564",
            "กรมส่งเสริมการปกครองท้องถิ่น",
            "ผู้ว่าราชการจังหวัดพิษณุโลก",
            f"การรับสมัครหน่วยบริการประชาชนเข้ารับการรับรองมาตรฐาน ครั้งที่ {number}",
            f"{day}/{month}/2564" if number != 2 else "13/1/2564",  # the same
            f"{8 + number % 8:02}.{number % 60:02}",
            "ทราบ",
            "",
        ]


def write_csv(path: Path, count: int) -> Path:
    """A register as CSV."""
    path = path.with_suffix(".csv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADING, *entries(count)])
    return path


def write_workbook(path: Path, count: int) -> Path:
    """A register as spreadsheets save it: each text once, in a table that cells refer to."""
    path = path.with_suffix(".xlsx")
    empty = path.with_suffix(".empty")
    Workbook().save(empty)
    strings: dict[str, int] = {}
    sheet = "".join(_sheet([HEADING, *entries(count)], strings))
    table = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    with (
        zipfile.ZipFile(empty) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        parts = {name: source.read(name).decode() for name in source.namelist()}
        parts[_SHEET] = sheet
        parts[_TYPES] = parts[_TYPES].replace("</Types>", f"{_OVERRIDE}</Types>")
        for name in parts.keys() - {_STRINGS}:
            target.writestr(name, parts[name])
        target.writestr(_STRINGS, f'<sst xmlns="{_SPACE}">{table}</sst>')
    return path


def _sheet(rows: Sequence[Iterable[str]], strings: dict[str, int]) -> Iterator[str]:
    yield f'<worksheet xmlns="{_SPACE}"><dimension ref="A1:J{len(rows)}"/><sheetData>'
    for line, row in enumerate(rows, 1):
        yield f'<row r="{line}">'
        for column, text in zip("ABCDEFGHIJ", row, strict=True):
            number = strings.setdefault(text, len(strings))
            yield f'<c r="{column}{line}" t="s"><v>{number}</v></c>'
        yield "</row>"
    yield "</sheetData></worksheet>"


def read_csv(path: Path) -> Iterable[Sequence[object]]:
    """The floor's reading of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)


def read_workbook(path: Path) -> Iterable[Sequence[object]]:
    """The floor's reading of a workbook."""
    return load_workbook(path, read_only=True, data_only=True).worksheets[0].values  # type: ignore[no-any-return]


def _of_file(
    name: str,
    write: Callable[[Path, int], Path],
    read: Callable[[Path], Iterable[Sequence[object]]],
    rows: int,
) -> list[Figure]:
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        path = write(Path(folder) / "register", rows)
        floor = cost_of(lambda: _write(Path(folder) / "floor.db", read(path)))
        run_chain(PropagationRequest(directive=str(_DIRECTIVE)), Path(folder) / "ledger.db")
        with open_ledger(f"sqlite:///{Path(folder) / 'ledger.db'}") as ledger:
            import_file = partial(import_register_files, ledger, [path], RegisterHints(OFFICE))
            first, again = cost_of(import_file), cost_of(import_file)
            (held,) = import_file()
    if (held.imported.known, held.imported.matched) != (rows, 1):
        raise SystemExit(f"{held.imported} is not what was in the register")
    return [_figure(f"{rows:,} entries, {name}", first, floor), _again(name, again)]


def _figure(name: str, ours: Cost, floor: Cost) -> Figure:
    return Figure(
        f"import a register of {name}",
        f"{ours}, {peak_memory():.0f} MB",
        f"floor, same reader and executemany: {floor}",
        f"{ours.processor / floor.processor:.1f} x floor",
        f"<= {SECONDS} s wall",
        judged(ours.wall <= SECONDS),
    )


def _again(name: str, ours: Cost) -> Figure:
    return Figure(f"the same {name} again, nothing new", str(ours))


def _write(database: Path, rows: Iterable[Sequence[object]]) -> None:
    connection = sqlite3.connect(database)
    marks, names = ",".join("?" * len(HEADING)), ",".join(f"c{at}" for at in range(len(HEADING)))
    connection.execute(f"CREATE TABLE entry ({names})")
    connection.executemany(f"INSERT INTO entry VALUES ({marks})", rows)  # noqa: S608 - our own names
    connection.commit()
    connection.close()


if __name__ == "__main__":
    show(figures())
