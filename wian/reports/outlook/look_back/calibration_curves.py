"""How outlooks of past directives held: which levels held where others were meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalibrationCurve:
    """Which levels held where others were meant.

    Attributes:
        cases: From how many cases.
        levels: Levels that were meant, ascending, from 0 to 1.
        held: The level of the futures below which that share of the past lay.
    """

    cases: int
    levels: Sequence[float]
    held: Sequence[float]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How outlooks of past directives held, by tenths of their windows, from 0.

    Attributes:
        directives: How many directives were looked back on.
        offices: Of single offices.
        counts: Of how many addressees were in time; none where too few directives are known.
        last: Of the last reception; the same.
    """

    directives: int
    offices: Mapping[int, CalibrationCurve]
    counts: Mapping[int, CalibrationCurve]
    last: Mapping[int, CalibrationCurve]
