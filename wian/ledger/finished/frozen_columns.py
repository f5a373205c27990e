"""The hops of frozen rehearsals as columns, of which only those are read that are asked for."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import polars as pl
from sqlalchemy import Connection, select

from wian.jurisdictions.instant import Precision
from wian.ledger.finished.frozen_table import FrozenRow

_PRECISION = {"issued_dated": "issued_precision", "at_dated": "at_precision"}


class FrozenColumns:
    """The columns of some frozen rehearsals; each frame has their rows one after another.

    Args:
        connection: The ledger.
        places: The rehearsals, and the number that stands for each in the first column.
        place: Name of that column.
    """

    def __init__(self, connection: Connection, places: Mapping[str, int], place: str) -> None:
        self._connection, self._places, self._place = connection, places, place

    def hops(self, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
        """Columns of the hops."""
        return self._frame("hop", schema)

    def letters(self, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
        """Columns of the first letter of each office."""
        found = self._frame("letter", {**schema, "part": pl.Int32()})
        return found.filter(pl.col("part") == 0).drop("part")

    def later(self, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
        """Recipients of the hops that later letters brought, and columns of these."""
        own = {name: kind for name, kind in schema.items() if name != "recipient"}
        letters = self._frame("letter", {**own, "office": pl.String(), "part": pl.Int32()})
        letters = letters.filter(pl.col("part") > 0)
        if letters.is_empty():
            return letters.select(self._place, pl.lit("").alias("recipient"), *own)
        ends = dict.fromkeys(("recipient", "sender"), pl.String())
        hops = self._frame("hop", {**ends, "part": pl.Int32()})
        brought = letters.rename({"office": "sender"})
        joined = hops.join(brought, on=[self._place, "sender", "part"], maintain_order="left")
        return joined.select(self._place, "recipient", *own)

    def stamps(self, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
        """Columns of the stamps."""
        return self._frame("reception", schema)

    def _frame(self, table: str, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
        frames = [self._one(table, each, schema) for each in self._places]
        return pl.concat(frames)

    def _one(self, table: str, propagation: str, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
        kept = select(getattr(FrozenRow, table)).where(FrozenRow.propagation == propagation)
        content = self._connection.scalar(kept)
        asked: Sequence[str] = [_PRECISION.get(name, name) for name in schema]
        found = pl.read_parquet(
            io.BytesIO(bytes(content or b"")), columns=list(dict.fromkeys(asked))
        )
        place = pl.lit(self._places[propagation], dtype=pl.UInt32).alias(self._place)
        return found.select(place, *(_value(name, kind) for name, kind in schema.items()))


def _value(name: str, kind: pl.DataType) -> pl.Expr:
    """A column as reports have it: of a precision whether it is a day."""
    if name in _PRECISION:
        return (pl.col(_PRECISION[name]) == Precision.DAY.value).alias(name)
    return pl.col(name).cast(kind)
