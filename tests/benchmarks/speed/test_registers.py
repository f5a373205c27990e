"""The register benchmark measures what it says: real files, whole imports, the same rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from benchmarks.speed import registers


def test_both_files_hold_the_same_entries(tmp_path: Path) -> None:
    """CSV and workbook are one register, read back cell by cell."""
    as_csv = registers.write_csv(tmp_path / "r", 50)
    as_workbook = registers.write_workbook(tmp_path / "r", 50)
    rows = [list(row) for row in registers.read_csv(as_csv)]
    read = [[cell or "" for cell in row] for row in registers.read_workbook(as_workbook)]
    assert rows == read
    assert rows[1:] == list(registers.entries(50))


def test_every_import_has_its_figure(in_one_process: Callable[[ModuleType], None]) -> None:
    """Each kind of file, the first time beside its floor, and once more."""
    in_one_process(registers)
    found = registers.figures(200)
    assert [figure.figure for figure in found] == [
        "import a register of 200 entries, CSV",
        "the same CSV again, nothing new",
        "import a register of 200 entries, XLSX",
        "the same XLSX again, nothing new",
    ]
    assert "floor, same reader and executemany" in found[0].beside
