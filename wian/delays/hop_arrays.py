"""Many hop records as columns of numbers, so that a hundred thousand are cheap to measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wian.delays.hop_record import HopRecord
from wian.delays.own_clocks import OwnClocks, ZoneParts
from wian.delays.rests import NO_RESTS, Rests
from wian.jurisdictions.instant import Instant, Precision

UNKNOWN = int(np.iinfo(np.int64).min)
"""Minute that stands for an unknown instant."""
TICKS = 60_000
"""Thousandths of a second in a minute: what lengths count where seconds are known."""


def ticks(minutes: NDArray[np.int64], seconds: NDArray[np.float64] | None) -> NDArray[np.int64]:
    """Moments in thousandths of a second since 1970-01-01T00:00Z; ``UNKNOWN`` where they are.

    Args:
        minutes: UTC minutes, ``UNKNOWN`` where unknown.
        seconds: Seconds within them; none where there are none.
    """
    known = minutes != UNKNOWN
    found = np.where(known, minutes, 0) * TICKS
    if seconds is not None:
        found += np.rint(seconds * (TICKS / 60)).astype(np.int64)
    return np.where(known, found, UNKNOWN)


@dataclass(frozen=True, slots=True)
class InstantColumn:
    """One instant of many hops.

    Attributes:
        minute: Minutes since 1970-01-01T00:00Z, ``UNKNOWN`` where unknown; shape (hops,).
        dated: Only the day is known; shape (hops,).
        second: Seconds within the minute, NaN where only the minute is known; shape (hops,).
            ``None`` where no instant shows any, as no stamp and no letter does.
        own: When the calendar's clock shows what the clock of the office showed whose instant it
            is; shape (hops,). ``None`` where that is ``minute`` for all.
        worked: The same of the clock by whose hours the hop is counted, the recipient's.
    """

    minute: NDArray[np.int64]
    dated: NDArray[np.bool_]
    second: NDArray[np.float64] | None = None
    own: NDArray[np.int64] | None = None
    worked: NDArray[np.int64] | None = None

    @classmethod
    def of(cls, instants: Iterable[Instant | None]) -> InstantColumn:
        """The column of ``instants``."""
        known = list(instants)
        if not any(known):
            return cls(np.full(len(known), UNKNOWN), np.zeros(len(known), dtype=np.bool_))
        minutes = [UNKNOWN if instant is None else instant.minute for instant in known]
        day = Precision.DAY
        dated = [instant is not None and instant.precision is day for instant in known]
        return cls(np.array(minutes, dtype=np.int64), np.array(dated, dtype=np.bool_))

    def shown_by(self, own: ZoneParts, worked: ZoneParts | None = None) -> InstantColumn:
        """The same column where offices have clocks other than the calendar's.

        Args:
            own: Clocks of the offices whose instants they are.
            worked: Clocks of the recipients, where those are others.
        """
        exact = self.known & ~self.dated
        shown = own.to_home(self.minute, exact)
        counted = shown if worked is None else worked.to_home(self.minute, exact)
        return replace(self, own=shown, worked=counted)

    @property
    def day_minute(self) -> NDArray[np.int64]:
        """The moments by which its days are told."""
        return self.minute if self.own is None else self.own

    @property
    def work_minute(self) -> NDArray[np.int64]:
        """The moments by which working time is told."""
        return self.minute if self.worked is None else self.worked

    @property
    def seconds(self) -> NDArray[np.float64]:
        """Seconds within the minute, none where none are shown; shape (hops,)."""
        if self.second is None:
            return np.zeros(len(self.minute))
        return np.nan_to_num(self.second)

    @property
    def first(self) -> Instant | None:
        """The earliest of them; ``None`` where none is known."""
        known = np.flatnonzero(self.known)
        return self.at(int(known[self.minute[known].argmin()])) if known.size else None

    def at(self, hop: int) -> Instant | None:
        """The instant of one hop to its minute; ``None`` where it is unknown."""
        minute = int(self.minute[hop])
        precision = Precision.DAY if self.dated[hop] else Precision.MINUTE
        return None if minute == UNKNOWN else Instant(minute, precision)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where the instant is known at all."""
        return np.asarray(self.minute != UNKNOWN)


@dataclass(frozen=True, slots=True)
class HopColumns:
    """The instants of many hops, a column each, in the order of the records.

    ``rests`` are those of the recipients, in any order.
    """

    issued: InstantColumn
    received: InstantColumn
    ready: InstantColumn
    forwarded: InstantColumn
    forwards: NDArray[np.bool_]
    rests: Rests = NO_RESTS

    @classmethod
    def of(cls, records: Sequence[HopRecord], clocks: OwnClocks | None = None) -> HopColumns:
        """The columns of ``records``.

        Args:
            records: The hops.
            clocks: Clocks of their offices, where some have another than the calendar's.
        """
        found = cls(
            InstantColumn.of(record.issued for record in records),
            InstantColumn.of(record.received for record in records),
            InstantColumn.of(record.ready for record in records),
            InstantColumn.of(record.forwarded for record in records),
            np.array([record.forwards for record in records], dtype=np.bool_),
            Rests.of(record.rests for record in records),
        )
        if clocks is None:
            return found
        senders = clocks.parts([record.sender for record in records])
        return found.shown_by(senders, clocks.parts([record.recipient for record in records]))

    def shown_by(self, senders: ZoneParts, recipients: ZoneParts) -> HopColumns:
        """The same columns where offices have clocks other than the calendar's."""
        return HopColumns(
            self.issued.shown_by(senders, recipients),
            self.received.shown_by(recipients),
            self.ready.shown_by(recipients),
            self.forwarded.shown_by(recipients),
            self.forwards,
            self.rests.shown_by(recipients),
        )

    @property
    def instants(self) -> tuple[InstantColumn, InstantColumn, InstantColumn, InstantColumn]:
        """Issued, received, ready and forwarded."""
        return self.issued, self.received, self.ready, self.forwarded

    @property
    def end(self) -> InstantColumn:
        """What ends each hop: forwarded where the recipient forwards, else ready."""
        minute = np.where(self.forwards, self.forwarded.minute, self.ready.minute)
        dated = np.where(self.forwards, self.forwarded.dated, self.ready.dated)
        if self.ready.own is None:
            return InstantColumn(minute, dated)
        own = np.where(self.forwards, self.forwarded.day_minute, self.ready.day_minute)
        return InstantColumn(minute, dated, None, own, own)
