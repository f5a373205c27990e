"""Where did a case begin that came back to an office that had it before?

An office that sends a case back makes its hops point at each other: each sender received from the
next. Somebody wrote first nevertheless, so such a circle is cut where the time says so.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]


def without_circles(parent: Index, issued: Index) -> Index:
    """The hop above each hop, so that every way up ends at a hop that was written first.

    In a circle and below it no hop hangs on one that was issued later. If a circle remains, as
    where all were issued at one moment, its earliest hop was first, of equal ones the first row.

    Args:
        parent: Row of the hop above each hop; -1 where there is none. Stays as it is.
        issued: Minute of each hop's issue; a very low number where it is not known.
    """
    if not len(stuck := _stuck(parent)):
        return parent
    cut = parent.copy()
    later = stuck[issued[cut[stuck]] > issued[stuck]]
    cut[later] = -1
    for circle in _circles(cut):
        cut[circle[np.lexsort((circle, issued[circle]))[0]]] = -1
    return cut


def _stuck(parent: Index) -> Index:
    """The hops from which the way up never ends."""
    return np.flatnonzero(_far_above(parent) >= 0)


def _far_above(parent: Index) -> Index:
    """What lies above each hop by more steps than there are hops; -1 where the way ends."""
    above = parent
    for _ in range(len(parent).bit_length()):
        if not (above >= 0).any():
            break
        above = np.where(above >= 0, above[above], -1)
    return above


def _circles(parent: Index) -> Iterator[Index]:
    """The hops of each circle: whoever climbs long enough stands on one."""
    above = _far_above(parent)
    seen: set[int] = set()
    for start in np.unique(above[above >= 0]).tolist():
        circle: list[int] = []
        while start not in seen:
            seen.add(start)
            circle.append(start)
            start = int(parent[start])  # noqa: PLW2901 - the way goes on from there
        if circle:
            yield np.array(circle, dtype=np.int64)
