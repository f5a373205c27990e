"""The file of rejected rows beside a register: what was wrong, ready to be corrected."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

from wian.history.registers.register_file import RegisterReading
from wian.kit.errors import Fault, InputFaults
from wian.kit.formulas import harmless
from wian.kit.text_file import shown_path

SUFFIX = ".rejected.csv"


def rejected_path(source: Path, folder: Path | None = None) -> Path:
    """Where the rejected rows of ``source`` belong: beside it, or in ``folder``."""
    return (folder or source.parent) / f"{source.name}{SUFFIX}"


def write_rejected(reading: RegisterReading, path: Path) -> None:
    """Write the rejected rows of a register, each with its reasons; no file where there are none.

    The file is written whole each time. It has the headings of its register, so that, once
    corrected, it can be imported itself. A cell that a spreadsheet would take for a formula gets
    an apostrophe in front.

    Raises:
        InputFaults: Its folder cannot be written to.
    """
    try:
        if reading.rejected:
            _write(path, reading)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        what = f"the rejected rows cannot be kept in {shown_path(path)}: {reason}"
        fault = Fault(reading.source, what, "name another folder with --rejected")
        raise InputFaults("The import of registers", [fault]) from None


def _write(path: Path, reading: RegisterReading) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(_lines(reading))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _lines(reading: RegisterReading) -> Iterator[list[str]]:
    yield ["sheet", "line", "reason", *map(harmless, reading.columns)]
    for row in reading.rejected:
        cells = (harmless(row.cells.get(column, "")) for column in reading.columns)
        yield [harmless(row.sheet), str(row.line), harmless("; ".join(row.reasons)), *cells]
