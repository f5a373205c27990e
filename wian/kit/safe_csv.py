"""Writes CSV in which no cell of a stranger's is a formula to a spreadsheet."""

from __future__ import annotations

import polars as pl

_FORMULA = r"^[=+\-@\t\r]"
_PLACES = 6


def safe_csv(table: pl.DataFrame) -> str:
    """A table as CSV with a heading; lists are joined by spaces, figures have six decimals.

    A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    texts = pl.col(pl.String)
    plain = table.with_columns(
        pl.col(name).list.eval(pl.element().cast(pl.String)).list.join(" ")
        for name, kind in table.schema.items()
        if isinstance(kind, pl.List)
    )
    armed = plain.with_columns(
        pl.when(texts.str.contains(_FORMULA)).then("'" + texts).otherwise(texts).name.keep()
    )
    return armed.with_columns(pl.col(pl.Float64).round(_PLACES)).write_csv()
