"""Writes data frames as CSV in which no cell of a stranger's is a formula to a spreadsheet."""

from __future__ import annotations

import polars as pl

from wian.kit.formulas import FORMULA

_PLACES = 6
_TEXTS = pl.col(pl.String)


def safe_csv(table: pl.DataFrame, *, raw: bool = False) -> str:
    """A table as CSV with a heading; lists are joined by spaces, figures have six decimals.

    Args:
        table: The table.
        raw: Write a text that a spreadsheet would take for a formula as it is.
    """
    plain = table.with_columns(
        pl.col(name).list.eval(pl.element().cast(pl.String)).list.join(" ")
        for name, kind in table.schema.items()
        if isinstance(kind, pl.List)
    )
    shown = plain if raw else harmless_table(plain)
    return shown.with_columns(pl.col(pl.Float64).round(_PLACES)).write_csv()


def harmless_table(table: pl.DataFrame) -> pl.DataFrame:
    """A table in which each text that would be a formula has an apostrophe in front."""
    return table.with_columns(
        pl.when(_TEXTS.str.contains(FORMULA)).then("'" + _TEXTS).otherwise(_TEXTS).name.keep()
    )


def table_as_it_was(table: pl.LazyFrame) -> pl.LazyFrame:
    """What :func:`harmless_table` was given, by what it returned."""
    guarded = _TEXTS.str.starts_with("'") & _TEXTS.str.contains(FORMULA)
    return table.with_columns(
        pl.when(guarded).then(_TEXTS.str.slice(1)).otherwise(_TEXTS).name.keep()
    )
