"""Which registers number what an office sends? All in one series, or one of several."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute

from wian.ledger.records import APART, SENT


def numbers_sent(name: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """``name`` is that of a register that numbers what an office sends."""
    return or_(name == SENT, name.startswith(APART))
