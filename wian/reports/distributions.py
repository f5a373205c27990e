"""Probabilities of Student's t and of chi-squared, as the reports need them.

Each is held against scipy in the tests, which is too large to be installed for these few lines.

Sources:
    M. Abramowitz, I. A. Stegun: Handbook of mathematical functions (1964), 26.4.4 and 26.4.5
    (chi-squared with whole degrees of freedom) and 26.7.1 (Student's t).
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

_Numbers = NDArray[np.float64]
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(40)
_FALL = 35.0
"""An integral ends where what is added has fallen to ``exp(-35)`` of what it began with."""
_STEPS = 60
"""Newton's method from the normal quantile: 2.5 % take six steps, one in a billion forty."""
_CLOSE = 1e-14
_lgamma = np.frompyfunc(math.lgamma, 1, 1)


def log_gamma(values: float | _Numbers) -> _Numbers:
    """The logarithm of the gamma function of positive values."""
    return np.asarray(_lgamma(values), dtype=np.float64)


def chi_squared_tail(value: float, freedom: int) -> float:
    """The probability that chi-squared is above ``value``, with at least one degree of freedom."""
    half, odd = value / 2, freedom % 2
    series = sum(
        math.exp(power * math.log(half) - half - math.lgamma(power + 1))
        for power in (place + odd / 2 for place in range((freedom - odd) // 2))
        if half > 0
    )
    if half == 0:
        return 1.0
    return min(series + (math.erfc(math.sqrt(half)) if odd else 0.0), 1.0)


def student_tail(value: float | _Numbers, freedom: int | NDArray[np.int64]) -> _Numbers:
    """The probability that Student's t is above a ``value`` that is not negative.

    With ``t = sqrt(freedom) * tan(angle)`` it is the integral of ``cos(angle) ** (freedom - 1)``
    from there to a right angle, as a share of that over all angles.

    Args:
        value: Values of t.
        freedom: Degrees of freedom of each, at least 2.
    """
    n = np.asarray(freedom, dtype=np.float64)
    angle = np.arctan(np.asarray(value, dtype=np.float64) / np.sqrt(n))
    return np.asarray(_beyond(angle, n) / _beyond(np.zeros_like(angle), n) / 2)


def student_quantile_975(freedom: NDArray[Any]) -> _Numbers:
    """What Student's t exceeds with 2.5 % probability; NaN below two degrees of freedom."""
    return student_quantile(0.025, freedom)


def student_quantile(tail: float, freedom: NDArray[Any]) -> _Numbers:
    """What Student's t exceeds with the probability ``tail``; NaN below two degrees of freedom.

    Args:
        tail: A probability from 1e-9 to 0.1.
        freedom: Degrees of freedom, whole or not.
    """
    n = np.asarray(freedom, dtype=np.float64)
    enough = n >= 2
    n = np.where(enough, n, 2.0)
    whole = 2 * _beyond(np.zeros_like(n), n)
    found = np.full_like(n, NormalDist().inv_cdf(1 - tail))
    for _ in range(_STEPS):  # the tail is convex, so that every step stays below the quantile
        angle = np.arctan(found / np.sqrt(n))
        density = _power(angle, n + 1) / np.sqrt(n) / whole
        step = (_beyond(angle, n) / whole - tail) / density
        found += step
        if np.all(np.abs(step) <= _CLOSE * found):
            break
    return np.where(enough, found, np.nan)


def _beyond(angle: _Numbers, n: _Numbers) -> _Numbers:
    """The integral of ``cos ** (n - 1)`` from an angle to a right one, by Gauss and Legendre."""
    end = np.arccos(np.cos(angle) * np.exp(-_FALL / (n - 1)))
    half = np.asarray((end - angle) / 2)
    at = (angle + half)[..., None] + half[..., None] * _NODES
    return np.asarray(half * (_power(at, (n - 1)[..., None]) @ _WEIGHTS))


def _power(angle: _Numbers, exponent: _Numbers) -> _Numbers:
    """``cos(angle) ** exponent``, also where the angle is tiny and the exponent huge."""
    return np.asarray(np.exp(exponent * np.log1p(-2 * np.sin(angle / 2) ** 2)))
