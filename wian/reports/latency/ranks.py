"""Which group is slowest, and how sure that is.

A league table without intervals calls somebody worst by chance (Goldstein and Spiegelhalter 1996).
So a rank is given with the span that holds it with 95 % probability, for all groups at once: the
intervals of their means are widened until all of them together hold with that probability
(Bonferroni), and a group can only rank below those whose interval lies wholly above its own
(Klein, Wright and Wieczorek 2020). *1 (1 to 1)* names a group as the slowest: nobody else can be.

Sources:
    H. Goldstein, D. Spiegelhalter: League tables and their limitations. Journal of the Royal
    Statistical Society A 159 (1996), 385-443.
    M. Klein, T. Wright, J. Wieczorek: A joint confidence region for an overall ranking of
    populations. Journal of the Royal Statistical Society C 69 (2020), 589-606.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
MOST = 10_000
"""More groups than this are not ranked."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """The rank of each group by its true mean; 1 is the slowest.

    Attributes:
        rank: By the best guesses; equal ones have the same, the first of theirs.
        low, high: The ranks of all groups lie between them, both included, with 95 % probability.
    """

    rank: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]


def ranks(guess: Numbers, low: Numbers, high: Numbers) -> Ranks | None:
    """The ranks of groups; ``None`` where there are more than ``MOST``.

    Args:
        guess: Best guess of each group's mean.
        low: Lower limits of their means.
        high: Upper limits; all of them together hold with 95 % probability.
    """
    groups = len(guess)
    if groups > MOST:
        return None
    rank = groups - np.searchsorted(np.sort(guess), guess, side="right") + 1
    slower = groups - np.searchsorted(np.sort(low), high, side="right")
    faster = np.searchsorted(np.sort(high), low, side="left")
    return Ranks(rank, np.minimum(slower + 1, rank), np.maximum(groups - faster, rank))
