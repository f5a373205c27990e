"""Whom to telephone today: the silent offices whose act helps most.

Who acts does now what it owes: stamp the letter, or write its own. What comes after takes its time
as before. No two silent offices have anybody below them in common, as below one nobody has begun:
so what each call gains adds up, and the best list takes the largest gains one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from wian.reports.outlook.monte_carlo.futures import Futures
from wian.reports.outlook.monte_carlo.known_times import (
    FORWARDED,
    ISSUED,
    RECEIVED,
)
from wian.reports.outlook.monte_carlo.office_tree import Mask
from wian.reports.outlook.monte_carlo.wave_sweep import Levers
from wian.reports.outlook.outset import Outset


@dataclass(frozen=True, slots=True)
class Call:
    """An office to telephone.

    Attributes:
        office: Its id.
        waiting: How many addressees have not received at it and below it.
        gain: How many addressees more are expected to be in time if it acts today; without a
            deadline the working days that they wait less, together.
    """

    office: str
    waiting: int
    gain: float


def silent(outset: Outset) -> Mask:
    """The offices that owe something now: a stamp, or the letter that others wait for."""
    tree, known = outset.tree, outset.known
    received, issued = known.latest(RECEIVED), known.latest(ISSUED)
    forwarded = known.latest(FORWARDED)
    unstamped = ~np.isnan(issued) & np.isnan(received)
    unwritten = tree.forwards & ~np.isnan(received) & np.isnan(forwarded) & (tree.parent >= 0)
    return np.asarray(unstamped | unwritten)


def telephone_list(outset: Outset, before: Futures, calls: int) -> Sequence[Call]:
    """The calls that help most, the best one first.

    Args:
        outset: From where it is looked ahead.
        before: What is to be expected if nobody is called.
        calls: How many at most; who gains nothing is not called.
    """
    owing = np.flatnonzero(silent(outset))
    if not owing.size:
        return ()
    acts = np.zeros(len(outset.tree), dtype=np.bool_)
    acts[owing] = True
    levers = replace(Levers.none(len(outset.tree)), acts=acts)
    after = outset.futures(levers)
    if outset.closes is None:
        gained = (before.mean - after.mean) / outset.working.minutes_a_day
    else:
        gained = after.in_time - before.in_time
    waits = outset.tree.addressed & np.isnan(outset.known.latest(RECEIVED))
    gained = np.where(waits, gained, 0.0)
    found = [
        Call(
            outset.tree.offices[office], int(waits[rows].sum()), round(float(gained[rows].sum()), 3)
        )
        for office, rows in zip(owing.tolist(), outset.tree.below(owing.tolist()), strict=True)
    ]
    useful = [call for call in found if call.gain > 0]
    return sorted(useful, key=lambda call: (-call.gain, -call.waiting, call.office))[:calls]
