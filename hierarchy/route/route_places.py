"""The offices of a route by number, in the order reached: what counts over all of them goes by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class RoutePlaces:
    """Who writes to whom on a route, in numbers.

    An office's place is its number in ``offices``; a hop's is one less than its recipient's.

    Attributes:
        offices: The origin and every recipient, in the order reached.
        senders: The place of who writes in each hop; shape (hops,).
        starts: The place of each wave's first hop, and behind the last one's.
    """

    offices: Sequence[str]
    senders: Places
    starts: tuple[int, ...]

    def place(self, office: str) -> int:
        """The place of an office; -1 where it is not on the route."""
        return self._known.get(office, -1)

    def of(self, offices: Sequence[str]) -> Places:
        """The places of offices; -1 of those that are not on the route."""
        return np.fromiter(map(self.place, offices), np.int32, len(offices))

    @property
    def recipients(self) -> Sequence[str]:
        """Every recipient, in the order of the hops."""
        return self.offices[1:]

    @property
    def waves(self) -> Iterator[slice]:
        """The hops of each wave, in order."""
        return (slice(first, end) for first, end in pairwise(self.starts))

    @cached_property
    def _known(self) -> dict[str, int]:
        return {office: place for place, office in enumerate(self.offices)}
