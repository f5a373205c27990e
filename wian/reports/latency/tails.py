"""Whether the mean of a group hangs on letters that nobody has seen.

Two things make a mean unobservable. Where more than a tenth of the letters are open, and more than
chance explains beside peers that have fewer, how long they will take is a guess. And where the
longest delays fall off so slowly that their variance is infinite, a few letters to come decide the
mean, and no interval holds it. That is told from the tail index: the slope at which the logarithms
of the longest delays fall off (Hill; with open ones, Einmahl, Fils-Villetard and Guillou), and from
the skewness of all logarithms, which is 2 for Pareto's delays and nought for log-normal ones. Where
many of the longest are open their skewness is hidden, and an index between two and three is taken
for a heavy tail.

Then the *restricted* mean is given, of which each letter counts up to a horizon at most (Irwin;
Royston and Parmar). The horizon is a round number of days that a tenth of the letters last, so
that it is seen.

Sources:
    J. H. J. Einmahl, A. Fils-Villetard, A. Guillou: Statistics of extremes under random
    censoring. Bernoulli 14 (2008), 207-227.
    B. M. Hill: A simple general approach to inference about the tail of a distribution. Annals of
    Statistics 3 (1975), 1163-1174.
    J. O. Irwin: The standard error of an estimate of expectation of life. Journal of Hygiene 47
    (1949), 188-189.
    P. Royston, M. K. B. Parmar: Restricted mean survival time. BMC Medical Research Methodology 13
    (2013), 152.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
OPEN = 0.1
"""Where a larger share of the letters is open, the mean is not to be had."""
_LEAST = 30
"""Fewer spans than this say nothing of a tail."""
_TOP, _AT_LEAST = 10, 10
"""The tail index is that of a tenth of the spans, and of ten at least."""
_INFINITE, _SUSPECT = 2.0, 3.0
"""The variance is infinite below the first index; below the second where logarithms are skewed."""
_SKEWED, _CHANCE = 0.5, 2.5
"""So much, and so many standard deviations of what chance does to log-normal delays."""
_HIDDEN = 0.1
"""Where more of the longest are open, their skewness is hidden: they count as skewed."""
_LASTING, _FEWEST = 10, 5
"""A horizon is one that a tenth of the spans last, and five at least."""
HORIZONS = (
    *(1 / 24, 1 / 8, 1 / 4, 1 / 2, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180),
    *(365, 730, 1095, 1825, 3650),
)
"""Days that a restricted mean may count up to."""


class Doubt(StrEnum):
    """Why a mean or its interval is not to be had."""

    OPEN_TAIL = "open tail"
    HEAVY_TAIL = "heavy tail"
    FEW_LETTERS = "few letters"
    FEW_CLUSTERS = "few clusters"


def most_open(count: Counts, *, by_chance: Mask) -> Numbers:
    """How many letters of each group may be open, for its mean to be had.

    Args:
        count: Letters of each group.
        by_chance: Groups whose peers have few open letters: they may have more by chance, by two
            standard deviations.
    """
    expected = OPEN * count
    return np.where(by_chance, expected + 2 * np.sqrt(expected * (1 - OPEN)), expected)


def heavy(value: Numbers, open_: Mask, start: Counts) -> Mask:
    """Which groups have a tail whose variance is infinite; never one of fewer than 30 spans.

    Args:
        value: Positive spans in order of group and length; shape (spans,).
        open_: Which are open.
        start: Where each group begins, and the end; shape (groups + 1,).
    """
    count = np.diff(start)
    found = np.zeros(len(count), dtype=np.bool_)
    for at in np.flatnonzero(count >= _LEAST):
        part = slice(start[at], start[at + 1])
        found[at] = _heavy(value[part], open_[part])
    return found


def _heavy(value: Numbers, open_: Mask) -> bool:
    index = tail_index(value, open_)
    if index < _INFINITE or index >= _SUSPECT:
        return index < _INFINITE
    if np.mean(open_[-_top(value) :]) > _HIDDEN:
        return True
    logs = np.log(value)
    away = logs - logs.mean()
    squares = away * away
    most = max(_SKEWED, _CHANCE * (6 / len(value)) ** 0.5)
    return bool(np.mean(squares * away) > most * np.mean(squares) ** 1.5)


def tail_index(value: Numbers, open_: Mask) -> float:
    """Hill's index of the longest tenth of sorted spans; infinite where they are all as long."""
    top = _top(value)
    excess = float(np.sum(np.log(value[-top:] / value[-top - 1])))
    ended = top - int(open_[-top:].sum())
    return ended / excess if excess > 0 else np.inf


def _top(value: Numbers) -> int:
    """How many spans the longest are."""
    return min(max(len(value) // _TOP, _AT_LEAST), len(value) - 1)


def horizons(length: Counts, start: Counts, unit: int) -> Counts:
    """The horizon of each group's restricted mean, in minutes; 0 where there is none.

    Args:
        length: Spans in order of group and length.
        start: Where each group begins, and the end.
        unit: Minutes of a day.
    """
    count = np.diff(start)
    lasting = np.maximum(_FEWEST, -(-count // _LASTING))
    some = count >= 2 * _FEWEST
    seen = np.zeros(len(count), dtype=np.int64)
    seen[some] = length[(start[1:] - lasting)[some]]
    known = np.array([0, *(round(each * unit) for each in HORIZONS)])
    return np.asarray(known[np.searchsorted(known, seen, side="right") - 1])
