"""The ledger's views as polars frames: propagations, letters and receptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from wian.ledger.read.sql_query import asking

_TEXT, _COUNT, _YES, _DAY = pl.String(), pl.Int64(), pl.Boolean(), pl.Date()
PROPAGATIONS: Mapping[str, pl.DataType] = {
    **dict.fromkeys(("propagation", "directive", "clock", "subject", "urgency"), _TEXT),
    **dict.fromkeys(("secrecy", "origin", "jurisdiction"), _TEXT),
    "seed": _COUNT,
    **dict.fromkeys(("window_opens", "window_closes"), _DAY),
    "recorded_at": _TEXT,
}
LETTERS: Mapping[str, pl.DataType] = {
    **dict.fromkeys(("propagation", "directive", "office"), _TEXT),
    "wave": _COUNT,
    **dict.fromkeys(("form", "number", "source", "issued_at", "month"), _TEXT),
    **dict.fromkeys(("register_year", "register_number", "recipients", "received"), _COUNT),
    "recognised": _YES,
    "part": _COUNT,
}
RECEPTIONS: Mapping[str, pl.DataType] = {
    **dict.fromkeys(("propagation", "directive", "recipient"), _TEXT),
    "position": _COUNT,
    **dict.fromkeys(("desk", "receipt_number", "source", "stamped_at", "recorded_as"), _TEXT),
    "corrected": _YES,
    **dict.fromkeys(("read_as", "inference"), _TEXT),
    "recognised": _YES,
}
_SCHEMAS = {"propagations": PROPAGATIONS, "letters": LETTERS, "receptions": RECEPTIONS}
_ORDER = {
    "propagations": (),
    "letters": ("wave", "office", "part"),
    "receptions": ("recipient", "position"),
}


def view_frame(
    url: str, view: str, propagations: Sequence[str], *, patience: float
) -> pl.DataFrame:
    """A view's rows of some propagations, in the order of these, then in the view's own.

    Args:
        url: The ledger's.
        view: ``propagations``, ``letters`` or ``receptions``; docs/reference/sql-views.md has
            their columns. Truths are booleans and days are dates here.
        propagations: Ids that the ledger holds.
        patience: Seconds that the database may take.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    schema = _SCHEMAS[view]
    among = ", ".join(f"'{each.replace(chr(39), chr(39) * 2)}'" for each in propagations)
    question = f"SELECT {', '.join(schema)} FROM {view} WHERE propagation IN ({among or 'NULL'})"  # noqa: S608 - ids that are recorded, quoted
    with asking(url, question, patience=patience) as answer:
        rows = list(answer.rows)
    columns = [
        _column(name, [row[at] for row in rows], kind)
        for at, (name, kind) in enumerate(schema.items())
    ]
    place = {name: at for at, name in enumerate(propagations)}
    order = pl.col("propagation").replace_strict(place, return_dtype=pl.Int64)
    return pl.DataFrame(columns).sort(order, *_ORDER[view])


def _column(name: str, values: list[object], kind: pl.DataType) -> pl.Series:
    """Values as a column: SQLite says 1 for true, and a day as text."""
    if kind == _YES:
        values = [None if value is None else bool(value) for value in values]
    elif kind == _DAY:
        values = [date.fromisoformat(str(value)) if value else None for value in values]
    return pl.Series(name, values, dtype=kind)
