"""What would help a directive most? Changes that can be tried, each against the same chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hierarchy.office import Channel
from wian.reports.outlook.monte_carlo.known_times import FORWARDED, ISSUED
from wian.reports.outlook.outset import Outset
from wian.reports.outlook.what_if import Compared, WhatIf, compared

HALF = 0.5
CALLS = 5
DAYS = 7


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change, and what it would bring.

    Attributes:
        kind: ``remind``, ``telephone``, ``faster``, ``channel`` or ``extend``.
        level: Of which level the offices are faster; empty otherwise.
        found: What it would bring.
    """

    kind: str
    level: str
    found: Compared

    @property
    def gain(self) -> float:
        """Addressees more in time, in the middle; without a deadline days earlier."""
        found = self.found
        return -found.last_days.p50 if found.in_time is None else found.in_time.p50

    @property
    def matters(self) -> bool:
        """Whether it would bring anything in one future in twenty."""
        found = self.found.last_days if self.found.in_time is None else self.found.in_time
        return any((found.p05, found.p95))


def remedies(outset: Outset) -> Sequence[Remedy]:
    """What can be tried, what helps most first.

    Raises:
        OutsideCalendarError: A moment lies outside the working calendar.
    """
    before = outset.futures()
    found = [
        Remedy(kind, level, compared(outset, change, before))
        for kind, level, change in _tried(outset)
    ]
    return sorted(found, key=lambda each: -each.gain)


def _tried(outset: Outset) -> Iterator[tuple[str, str, WhatIf]]:
    tree, known = outset.tree, outset.known
    if not np.isnan(known.latest(ISSUED)).all():
        yield "remind", "", WhatIf(remind=True)
        yield "telephone", "", WhatIf(telephone=CALLS)
    waits = tree.forwards & np.isnan(known.latest(FORWARDED)) & (tree.parent >= 0)
    for level in dict.fromkeys(tree.levels[row] for row in np.flatnonzero(waits).tolist()):
        yield "faster", level, WhatIf(faster={level: HALF})
    if Channel.ELECTRONIC in outset.profile.channels and np.isnan(known.latest(ISSUED)[1:]).any():
        yield "channel", "", WhatIf(channel=Channel.ELECTRONIC)
    if outset.closes is not None:
        yield "extend", "", WhatIf(extend=DAYS)
