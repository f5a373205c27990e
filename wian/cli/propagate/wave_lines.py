"""What is printed of waves: a line when one is in the ledger, a table of how offices stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from wian.cli.terminal.console import complain, table
from wian.kit.counted import number

_COLUMNS = (
    ("wave", "right"),
    ("forwarders", "right"),
    ("recipients", "right"),
    ("received", "right"),
    ("not received yet", "right"),
    ("waiting", "right"),
)


class WaveLines:
    """Says on standard error when each wave is in the ledger, where no terminal shows a bar.

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


def show_waves(title: str, waves: Sequence[Sequence[int]]) -> None:
    """Print the offices of each wave, counted by how they stand.

    Args:
        title: Heading above.
        waves: Number, forwarders, recipients, and how many of these confirmed, are silent, and
            are unreachable.
    """
    table(_COLUMNS, [tuple(map(number, wave)) for wave in waves], title=title)
