"""Prints or writes one table of a report: for reading, or as CSV, JSON or Parquet."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import typer

from wian.cli.report.options import TableFormat
from wian.cli.terminal.console import print_json, say, table
from wian.cli.terminal.file_endings import refuse_ending
from wian.delays.hop_rows import PLACES
from wian.kit.counted import counted, number, rounded
from wian.kit.safe_csv import safe_csv
from wian.kit.text_file import shown_path
from wian.kit.whole_file import replacing
from wian.reports.bilingual import in_days

_SHOWN = 50
_SMALL = 0.005


@dataclass(frozen=True, slots=True)
class Output:
    """Where a table goes, as it was typed.

    Attributes:
        form: How it is written.
        out: The file; ``None``: printed.
        raw: CSV: texts that a spreadsheet takes for formulas as they are.
    """

    form: TableFormat
    out: Path | None
    raw: bool = False

    def refuse(self) -> None:
        """Refuse what contradicts itself, before anything is read."""
        if self.form is TableFormat.TABLE and self.out:
            raise typer.BadParameter("A table is for reading; with --out use --format csv or json.")
        if self.form is TableFormat.PARQUET and not self.out:
            raise typer.BadParameter("Parquet is no text: say with --out where to write it.")
        if self.form is not TableFormat.TABLE:
            refuse_ending(self.out, self.form.value)


Columns = Sequence[tuple[str, str, str]]
"""Heading, side and column of the frame, of each column that is shown."""


def put(
    made: pl.DataFrame,
    columns: Columns,
    output: Output,
    *,
    title: str,
    about: Mapping[str, Any],
    said: Sequence[str] = (),
) -> None:
    """Print or write a table.

    Args:
        made: The table.
        columns: What of it is shown for reading.
        output: Where it goes.
        title: Above it.
        about: Beside its rows in JSON.
        said: Sentences below it.

    Raises:
        UnwritableFile: The file cannot be written; what was there stays.
    """
    plain = made.with_columns(pl.col(pl.Float64).round(PLACES))
    if output.form is TableFormat.TABLE:
        _show(made, columns, title, said)
    elif output.form is TableFormat.JSON:
        write_json({**about, "rows": plain.to_dicts()}, output.out)
    else:
        write_rows(plain, output)
    if output.out:
        say(f"Written to {shown_path(output.out)}: {counted(len(made), 'row')}.")


def _show(made: pl.DataFrame, columns: Columns, title: str, said: Sequence[str]) -> None:
    if made.is_empty():
        say(f"{title}: none.")
    else:
        rows = [
            [_cell(row[name]) for _, _, name in columns]
            for row in made.head(_SHOWN).iter_rows(named=True)
        ]
        more = f", the first {_SHOWN} of {number(len(made))}" if len(made) > _SHOWN else ""
        table([(heading, side) for heading, side, _ in columns], rows, title=f"{title}{more}")
    for sentence in said:
        say(sentence)


def figure(value: float) -> str:
    """A figure with two decimals; one so small that they would show nothing of it, with more."""
    return in_days(value) if 0 < abs(value) < _SMALL else rounded(value, 2)


def _cell(value: Any) -> object:
    if isinstance(value, float):
        return figure(value)
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else value


def write_rows(made: pl.DataFrame, output: Output) -> None:
    """Print a table as CSV, or write it as CSV or Parquet.

    Raises:
        UnwritableFile: The file cannot be written; what was there stays.
    """
    if output.out is None:
        sys.stdout.write(safe_csv(made, raw=output.raw))
        return
    with replacing(output.out) as beside:
        if output.form is TableFormat.PARQUET:
            made.write_parquet(beside)
        else:
            beside.write_text(safe_csv(made, raw=output.raw), encoding="utf-8-sig")


def write_json(value: Mapping[str, Any], out: Path | None) -> None:
    """Print one JSON object, or write it into a file.

    Raises:
        UnwritableFile: The file cannot be written; what was there stays.
    """
    if out is None:
        print_json(value)
        return
    with replacing(out) as beside:
        text = json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"
        beside.write_text(text, encoding="utf-8")
