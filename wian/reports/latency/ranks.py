"""Which group is slowest, and how sure that is.

A league table without intervals calls somebody worst by chance (H. Goldstein, D. Spiegelhalter:
League tables and their limitations. Journal of the Royal Statistical Society A 159 (1996),
385-443). So the true means are drawn many times from what is thought of them, each draw is ranked,
and a rank is given with the span that holds it 95 times of 100.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wian.reports.latency.shrinkage import Shrunk

MOST = 10_000
"""More groups than this are not ranked."""
DRAWS = 1_000
SEED = 2564
_TAIL = 2.5
_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Ranks:
    """The rank of each group by its true mean; 1 is the slowest.

    Attributes:
        rank: By the best guesses; equal ones in the order of the groups.
        low, high: The rank lies between them, both included, with 95 % probability.
    """

    rank: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]


def ranks(shrunk: Shrunk, seed: int = SEED) -> Ranks | None:
    """The ranks of groups; ``None`` where there are more than ``MOST``.

    The same groups get the same ranks every time.
    """
    groups = len(shrunk.mean)
    if groups > MOST:
        return None
    rank = _ranked(shrunk.mean[np.newaxis, :])[0]
    draws = max(200, min(DRAWS, _AT_ONCE // groups))
    drawn = _ranked(shrunk.draws(draws, seed))
    low, high = np.percentile(drawn, [_TAIL, 100 - _TAIL], axis=0)
    lowest, highest = np.floor(low).astype(np.int64), np.ceil(high).astype(np.int64)
    return Ranks(rank, np.minimum(lowest, rank), np.maximum(highest, rank))


def _ranked(means: NDArray[np.float64]) -> NDArray[np.int64]:
    """The rank of each mean in its row, the largest first."""
    order = np.argsort(-means, axis=1, kind="stable")
    found = np.empty_like(order)
    np.put_along_axis(found, order, np.arange(1, means.shape[1] + 1)[np.newaxis, :], axis=1)
    return found
