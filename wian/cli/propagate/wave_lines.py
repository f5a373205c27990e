"""How far a propagation is, in a plain line per wave: for whoever has no terminal to see a bar."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from wian.cli.terminal.console import complain
from wian.kit.counted import number


class WaveLines:
    """Says on standard error when each wave is in the ledger.

    Args:
        hops: How many hops each wave has, the first wave first.
    """

    def __init__(self, hops: Sequence[int]) -> None:
        self._ends = list(accumulate(hops))
        self._done = self._said = 0

    def advance(self, hops: int) -> None:
        """Count hops that stand in the ledger now."""
        self._done += hops
        while self._said < len(self._ends) and self._done >= self._ends[self._said]:
            end = self._ends[self._said]
            self._said += 1
            complain(
                f"Wave {self._said} of {len(self._ends)} is in the ledger: "
                f"{number(end)} of {number(self._ends[-1])} hops."
            )
