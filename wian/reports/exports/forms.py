"""The formats that hops can be exported in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from wian.ledger.database import Ledger
from wian.reports.exports.event_stream import Advance, tales, tales_of
from wian.reports.exports.hop_files import frames_of, write_csv, write_hops
from wian.reports.exports.ocel_files import write_ocel
from wian.reports.exports.xes import write_xes
from wian.reports.hop_frame import WAYS_SCHEMA

RAW_CSV = "raw csv"
"""CSV in which texts are as they are, formulas to a spreadsheet or not."""


def _write_raw_csv(path: Path, frames: Iterable[pl.DataFrame], advance: Advance) -> None:
    write_csv(path, frames, advance, raw=True)


_TABLES = {"csv": write_csv, RAW_CSV: _write_raw_csv, "parquet": write_hops}
_LOGS = {"xes": write_xes, "ocel": write_ocel}


def write(
    form: str, path: Path, ledger: Ledger, propagations: Sequence[str], advance: Advance
) -> None:
    """Write propagations to a file in a form, by its name.

    Raises:
        UnknownPropagation: One is not recorded.
        UnwritableFile: The file cannot be written; what was there stays.
    """
    if form in _TABLES:
        _TABLES[form](path, frames_of(ledger, propagations), advance)
    else:
        _LOGS[form](path, tales(ledger, propagations), advance)


def write_frame(form: str, path: Path, hops: pl.DataFrame, advance: Advance) -> None:
    """Write hops of a file in a form; of XES and OCEL only what hops themselves tell.

    Args:
        form: As of ``write``.
        path: The file.
        hops: A frame of ``wian.reports.hop_frame.SCHEMA``.
        advance: Is told of every hop written.

    Raises:
        UnwritableFile: The file cannot be written; what was there stays.
    """
    if form in _TABLES:
        _TABLES[form](path, [hops], advance)
    else:
        _LOGS[form](path, tales_of(hops), advance)


def write_ways(form: str, path: Path, frames: Iterable[pl.DataFrame], advance: Advance) -> None:
    """Write hops of which some go up as CSV or Parquet.

    Args:
        form: As of ``write``.
        path: The file.
        frames: Frames of ``wian.reports.hop_frame.WAYS_SCHEMA``.
        advance: Is told of every hop written.

    Raises:
        UnwritableFile: The file cannot be written; what was there stays.
    """
    if form == "parquet":
        write_hops(path, frames, advance, schema=WAYS_SCHEMA)
    else:
        write_csv(path, frames, advance, raw=form == RAW_CSV, schema=WAYS_SCHEMA)
