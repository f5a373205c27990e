"""When did an office's clock rest, as it waited for another before it could forward?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wian.delays.own_clocks import ZoneParts

GOES_ON = int(np.iinfo(np.int64).max)
"""Minute that stands for the end of a rest that has none yet."""


class Rest(NamedTuple):
    """A time in which an office's clock rested.

    Attributes:
        begun: UTC minute since 1970 in which it began.
        ended: Minute in which it ended; ``GOES_ON`` while it lasts.
    """

    begun: int
    ended: int = GOES_ON


@dataclass(frozen=True, slots=True)
class Rests:
    """The rests of many hops' recipients; arrays of shape (rests,). Mostly there are none.

    Attributes:
        hop: Index of the hop whose recipient rested.
        begun, ended: As in ``Rest``. Those of one hop do not overlap.
    """

    hop: NDArray[np.int64]
    begun: NDArray[np.int64]
    ended: NDArray[np.int64]

    @classmethod
    def of(cls, rests: Iterable[Sequence[Rest]]) -> Rests:
        """The rests of hops, in their order."""
        rows = [(at, *rest) for at, each in enumerate(rests) for rest in each]
        hop, begun, ended = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        return cls(hop, begun, ended)

    def shown_by(self, recipients: ZoneParts) -> Rests:
        """The same as the recipients' own clocks show them.

        Args:
            recipients: Their clocks, one for each hop.
        """
        own, lasting = recipients.at(self.hop), self.ended == GOES_ON
        begun = own.to_home(self.begun, np.ones(len(self), dtype=np.bool_))
        return Rests(self.hop, begun, own.to_home(self.ended, ~lasting))

    def __len__(self) -> int:
        return len(self.hop)


NO_RESTS = Rests.of(())


def written(rests: Iterable[Rest]) -> str:
    """Rests as one text: ``begun/ended`` each, without an end while it lasts."""
    return " ".join(f"{rest.begun}/{'' if rest.ended == GOES_ON else rest.ended}" for rest in rests)


def read(text: str) -> tuple[Rest, ...]:
    """The rests that :func:`written` wrote.

    Raises:
        ValueError: It did not write that.
    """
    pairs = (each.partition("/") for each in text.split())
    return tuple(Rest(int(begun), int(ended) if ended else GOES_ON) for begun, _, ended in pairs)
