"""The hops of one propagation as a table, read a few rows at a time."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from wian.delays.hop_arrays import UNKNOWN, HopColumns, InstantColumn
from wian.delays.hop_table import HopTable
from wian.delays.rests import Rests
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.finished.thawed_copy import reading_of
from wian.ledger.life.growth import NO_GROWTH, Growth
from wian.ledger.life.life import life_of
from wian.ledger.life.suspensions import read_rests
from wian.ledger.read import facts
from wian.ledger.read.corrections import corrected_moments
from wian.ledger.read.hops.hop_query import hops_with_letters
from wian.ledger.records import Clock

_BATCH = 5000
_SENDER, _RECIPIENT, _SOURCE, _FORWARDS, _DESKS, _RECOGNISED = 1, 2, 3, 4, 5, 16
_MINUTES = (7, 9, 11, 13)
"""Where the minutes stand in a row, of the letter, both stamps and the own letter; each has its
precision behind it."""


def hop_table(ledger: Ledger, propagation: str) -> HopTable:
    """Every hop of a propagation, as corrected, by wave, sender and recipient.

    Raises:
        UnknownPropagation: It is not recorded.
    """
    with reading_of(ledger, propagation) as connection:
        live = facts.clock(connection, propagation) is Clock.LIVE
        growth = life_of(connection, propagation).growth if live else NO_GROWTH
        read = _Columns(connection, propagation)
        moments = corrected_moments(connection, propagation)
        rests = read_rests(connection, propagation)
    times = _corrected(read.times(growth), read.recipients, read.desks, moments)
    if rests:
        times = replace(times, rests=Rests.of(rests.get(each, ()) for each in read.recipients))
    recognised = np.frombuffer(bytes(read.recognised), dtype=np.bool_)
    return HopTable(read.senders, read.recipients, read.sources, recognised, times)


class _Columns:
    """The columns of the rows that a connection gives."""

    def __init__(self, connection: Connection, propagation: str) -> None:
        self.senders, self.recipients, self.sources = list[str](), list[str](), list[str]()
        self.recognised, self._forwards, self.desks = bytearray(), bytearray(), array("i")
        self._minutes = [array("q") for _ in _MINUTES]
        self._dated = [bytearray() for _ in _MINUTES]
        self._words: dict[str, str] = {}
        statement, options = hops_with_letters(propagation), {"yield_per": _BATCH}
        for rows in connection.execute(statement, execution_options=options).partitions():
            self._extend(list(zip(*rows, strict=True)))

    def _extend(self, columns: Sequence[Sequence[Any]]) -> None:
        once = self._words.setdefault
        self.senders += [once(each, each) for each in columns[_SENDER]]
        self.recipients += columns[_RECIPIENT]
        self.sources += [once(each, each) for each in columns[_SOURCE]]
        self.recognised.extend(map(bool, columns[_RECOGNISED]))
        self._forwards.extend(map(bool, columns[_FORWARDS]))
        self.desks.extend(columns[_DESKS])
        for at, minutes, dated in zip(_MINUTES, self._minutes, self._dated, strict=True):
            minutes.extend(UNKNOWN if each is None else each for each in columns[at])
            dated.extend(each == Precision.DAY.value for each in columns[at + 1])

    def times(self, growth: Growth) -> HopColumns:
        """When, as the ledger has it, and who has to forward now."""
        issued, received, ready, forwarded = (
            InstantColumn(np.frombuffer(minutes, np.int64), np.frombuffer(dated, np.bool_))
            for minutes, dated in zip(self._minutes, self._dated, strict=True)
        )
        forwards = np.frombuffer(self._forwards, np.bool_)
        if growth.changed:
            sent = zip(self.recipients, forwards.tolist(), strict=True)
            forwards = np.array([growth.forwards(to, sent=had_to) for to, had_to in sent])
        return HopColumns(issued, received, ready, forwarded, forwards)


def _corrected(
    times: HopColumns,
    recipients: Sequence[str],
    desks: Sequence[int],
    moments: Mapping[tuple[str, int], Instant],
) -> HopColumns:
    """The times with what corrected stamps mean."""
    if not moments:
        return times
    first = {office: at for (office, position), at in moments.items() if position == 0}
    last = [moments.get((office, many - 1)) for office, many in zip(recipients, desks, strict=True)]
    return replace(
        times,
        received=_with(times.received, [first.get(office) for office in recipients]),
        ready=_with(times.ready, last),
    )


def _with(column: InstantColumn, meant: Sequence[Instant | None]) -> InstantColumn:
    known: NDArray[np.bool_] = np.array([each is not None for each in meant])
    other = InstantColumn.of(meant)
    return InstantColumn(
        np.where(known, other.minute, column.minute), np.where(known, other.dated, column.dated)
    )
