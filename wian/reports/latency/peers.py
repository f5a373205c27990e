"""Which groups of a report are alike, so that they may lend each other what they know.

An office that has sent three letters is judged in the light of the other offices of its level. A
wave or a level is like no other: a letter that took five minutes from a ministry says nothing of
those that local bodies wait for.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.reports.group_by import UNITS, By
from wian.reports.latency.groups import Groups, coded

Counts = NDArray[np.int64]
NEEDED = ("level",)
"""Columns of the frame of hops that tell offices of one kind."""


def peers(frame: pl.DataFrame, groups: Groups, by: Sequence[By]) -> Counts:
    """The peers of each group: those of one number from 0 are alike, -1 is like no other.

    Args:
        frame: Hops with the columns ``NEEDED``.
        groups: Their groups.
        by: What these are.
    """
    if not UNITS.intersection(by):
        return np.full(len(groups), -1, dtype=np.int64)
    alike = np.zeros(len(groups), dtype=np.int64)
    for each in by:
        if each not in UNITS:
            code, known = coded(groups.keys[str(each)])
            alike = alike * len(known) + code
    if By.OFFICE in by:
        level, levels = coded(frame["level"])
        lowest = np.full(len(groups), len(levels), dtype=np.int64)
        np.minimum.at(lowest, groups.of, level)
        alike = alike * (len(levels) + 1) + lowest
    return np.unique(alike, return_inverse=True)[1].astype(np.int64)
