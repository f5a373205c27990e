"""Whom to telephone today: the silent offices whose act helps most.

Who acts does now what it owes: stamp the letter, or write its own. What comes after takes its time
as before. No two silent offices have anybody below them in common, as below one nobody has begun:
so what each call gains adds up, and the best list takes the largest gains one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    acts = silent(outset)
    found = _gains(outset, before, replace(Levers.none(len(outset.tree)), acts=acts))
    return sorted(found, key=lambda call: (-call.gain, -call.waiting, call.office))[:calls]


def reminder_gains(outset: Outset, before: Futures) -> Mapping[str, float]:
    """What a reminder to each silent office would gain, as a call is counted.

    Args:
        outset: From where it is looked ahead.
        before: What is to be expected if nobody is reminded.
    """
    levers = replace(Levers.none(len(outset.tree)), reminded=True)
    return {each.office: each.gain for each in _gains(outset, before, levers)}


def _gains(outset: Outset, before: Futures, levers: Levers) -> list[Call]:
    """What it gains at each silent office, and below it, that something is done."""
    owing = np.flatnonzero(silent(outset))
    if not owing.size:
        return []
    after = outset.futures(levers)
    if outset.closes is None:
        gained = (before.mean - after.mean) / outset.working.minutes_a_day
    else:
        gained = after.in_time - before.in_time
    waits = outset.tree.addressed & np.isnan(outset.known.latest(RECEIVED))
    top = outset.tree.tops(owing)
    counted = waits & (top >= 0)
    waiting = np.bincount(top[counted], minlength=len(owing)).tolist()
    gains = np.bincount(top[counted], weights=gained[counted], minlength=len(owing))
    found = zip(owing.tolist(), waiting, np.round(gains, 3).tolist(), strict=True)
    return [Call(outset.tree.offices[row], many, gain) for row, many, gain in found if gain > 0]
