"""Exports the hop frame: CSV for a spreadsheet, Parquet for programs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from wian.kit.safe_csv import harmless_table
from wian.kit.whole_file import replacing, text_file
from wian.ledger.database import Ledger
from wian.reports.exports.event_stream import Advance
from wian.reports.hop_frame import SCHEMA, write_parquet
from wian.reports.scope.recorded_hops import frame_of


def write_csv(
    path: Path,
    frames: Iterable[pl.DataFrame],
    advance: Advance,
    *,
    raw: bool = False,
    schema: Mapping[str, pl.DataType] = SCHEMA,
) -> None:
    """Write hops as CSV with a heading; gzipped where the name ends in ``.gz``.

    It is in UTF-8 with a byte order mark, without which Excel takes it for an older encoding.

    Args:
        path: The file.
        frames: Hops of ``wian.reports.hop_frame.SCHEMA``.
        advance: Is told of every hop written.
        raw: Write a text that a spreadsheet would take for a formula as it is.
        schema: Another one that the frames have.

    Raises:
        UnwritableFile: The file cannot be written; what was there stays.
    """
    with text_file(path) as file:
        file.write(pl.DataFrame(schema=dict(schema)).write_csv(include_bom=True))
        for frame in frames:
            shown = frame if raw else harmless_table(frame)
            file.write(shown.write_csv(include_header=False))
            advance(frame.height)


def write_hops(
    path: Path,
    frames: Iterable[pl.DataFrame],
    advance: Advance,
    *,
    schema: Mapping[str, pl.DataType] = SCHEMA,
) -> None:
    """The same as Parquet; the frames are put together on the disk, not in memory."""
    with (
        replacing(path) as beside,
        tempfile.TemporaryDirectory(prefix=".wian-", dir=path.parent) as folder,
    ):
        parts = list(_parts(Path(folder), frames, advance))
        write_parquet(_together(parts, schema), beside, schema)


def _parts(folder: Path, frames: Iterable[pl.DataFrame], advance: Advance) -> Iterator[Path]:
    for number, frame in enumerate(frames):
        part = folder / f"{number:06}.parquet"
        frame.write_parquet(part, compression="lz4")
        advance(frame.height)
        yield part


def _together(parts: Sequence[Path], schema: Mapping[str, pl.DataType]) -> pl.LazyFrame:
    if not parts:
        return pl.LazyFrame(schema=dict(schema))
    return pl.scan_parquet(list(parts), glob=False, hive_partitioning=False)


def frames_of(ledger: Ledger, propagations: Iterable[str]) -> Iterator[pl.DataFrame]:
    """The hop frames of propagations, one at a time.

    Raises:
        UnknownPropagation: One is not recorded.
    """
    return (frame_of(ledger, [each]) for each in dict.fromkeys(propagations))
