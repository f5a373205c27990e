"""The hops of one propagation by column: what counts over all of them needs no record of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wian.delays.hop_arrays import UNKNOWN, HopColumns
from wian.delays.hop_record import HopRecord


@dataclass(frozen=True, slots=True, eq=False)
class HopTable:
    """Many hops, a column each, in one order.

    Attributes:
        senders, recipients: Who wrote to whom.
        sources: Where each is known from, as ``Source`` names it.
        recognised: Whether a letter of it was recognised from a picture.
        times: When.
    """

    senders: Sequence[str]
    recipients: Sequence[str]
    sources: Sequence[str]
    recognised: NDArray[np.bool_]
    times: HopColumns

    def __len__(self) -> int:
        return len(self.recipients)

    @classmethod
    def of(cls, records: Sequence[HopRecord]) -> HopTable:
        """The table of hops that are records."""
        return cls(
            [each.sender for each in records],
            [each.recipient for each in records],
            [each.source.value for each in records],
            np.array([each.recognised for each in records], dtype=np.bool_),
            HopColumns.of(records),
        )

    def begun(self, limit: int | None = None) -> NDArray[np.bool_]:
        """Of which hops anything is known by a minute; by the end of time where ``None``."""
        known = [happened(each.minute, limit) for each in self.times.instants]
        return np.asarray(np.logical_or.reduce(known))

    @property
    def minutes(self) -> NDArray[np.int64]:
        """Every minute that it shows, in no order."""
        found = np.concatenate([each.minute for each in self.times.instants])
        return np.asarray(found[found != UNKNOWN])


def happened(minutes: NDArray[np.int64], limit: int | None = None) -> NDArray[np.bool_]:
    """Whether moments are known, and not after a minute; the end of time where ``None``."""
    known = np.asarray(minutes != UNKNOWN)
    return known if limit is None else known & (minutes <= limit)
