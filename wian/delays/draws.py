"""The random draw for a stage: from (seed, hop key, stage) alone, so order never matters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from hashlib import blake2b
from math import exp, log
from statistics import NormalDist

from wian.delays.profile import Distribution
from wian.delays.unit import Unit

_NORMAL = NormalDist()
_Z90 = _NORMAL.inv_cdf(0.9)
_CUT = 0.001
_STEPS = 2**53


def uniform(seed: int, key: str, stage: str) -> float:
    """A number strictly between 0 and 1 that depends on nothing but its arguments.

    Args:
        seed: Seed of the propagation.
        key: Key of the hop.
        stage: Name of the stage; holds no line break.
    """
    digest = blake2b(f"{seed}\n{stage}\n{key}".encode(), digest_size=8).digest()
    return ((int.from_bytes(digest, "big") >> 11) + 0.5) / _STEPS


def quantile(distribution: Distribution, share: float) -> float:
    """The length that ``share`` of all cases do not exceed, in the distribution's unit.

    A log-normal distribution is cut at its 0.1 % and 99.9 % quantiles: no single draw may run
    past the end of every calendar.
    """
    if distribution.constant is not None:
        return distribution.constant
    if distribution.quantiles is not None:
        return _interpolated(distribution.quantiles, share)
    median, p90 = distribution.median or 0.0, distribution.p90 or 0.0
    spread = log(p90 / median) / _Z90
    return median * exp(spread * _NORMAL.inv_cdf(min(max(share, _CUT), 1 - _CUT)))


def draw(distribution: Distribution, seed: int, key: str, stage: str, minutes_a_day: int) -> int:
    """The working minutes that ``stage`` of the hop ``key`` takes under ``seed``.

    Args:
        distribution: How long the stage takes.
        seed: Seed of the propagation.
        key: Key of the hop.
        stage: Name of the stage.
        minutes_a_day: Office minutes of a working day.
    """
    minutes = minutes_a_day if distribution.unit is Unit.DAYS else 60
    return round(quantile(distribution, uniform(seed, key, stage)) * minutes)


def _interpolated(curve: Mapping[float, float], share: float) -> float:
    shares, lengths = zip(*sorted(curve.items()), strict=True)
    right = bisect_right(shares, share)
    if right == 0:
        return float(lengths[0])
    if right == len(shares):
        return float(lengths[-1])
    low, high = shares[right - 1], shares[right]
    part = (share - low) / (high - low)
    return float(lengths[right - 1] + part * (lengths[right] - lengths[right - 1]))
