"""The random draw for a stage: from (seed, hop key, stage) alone, so order never matters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import blake2b
from math import exp, log
from statistics import NormalDist

from wian.delays.profile import DelayProfile, Distribution, Stage
from wian.delays.unit import Unit

_NORMAL = NormalDist()
Z90 = _NORMAL.inv_cdf(0.9)
_LEAST_SHARE = 0.001
"""Neither end of a log-normal distribution is drawn from beyond this share."""
_STEPS = 2**53

_Lengths = tuple[Callable[[float], float], float]
"""A distribution's quantiles, and the minutes of its unit, times what its directive shares."""


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
    return quantiles(distribution)(share)


def quantiles(distribution: Distribution) -> Callable[[float], float]:
    """:func:`quantile` of one distribution, for many shares."""
    if distribution.constant is not None:
        return partial(_constant, distribution.constant)
    if distribution.quantiles is not None:
        return partial(_interpolated, distribution.quantiles)
    median, p90 = distribution.median or 0.0, distribution.p90 or 0.0
    return partial(_log_normal, median, log(p90 / median) / Z90)


class Draws:
    """The working minutes that stages of hops take under one seed.

    Args:
        profile: How long the stages take.
        seed: Seed of the propagation.
        minutes_a_day: Office minutes of a working day.
    """

    def __init__(self, profile: DelayProfile, seed: int, minutes_a_day: int) -> None:
        self._profile, self._seed, self._minutes_a_day = profile, seed, minutes_a_day
        self._known: dict[tuple[Stage, str, str, str | None, str | None], _Lengths] = {}
        self._answers: dict[tuple[str, str, str | None], _Lengths] = {}

    def minutes(  # noqa: PLR0913, PLR0917 - what a draw depends on
        self,
        stage: Stage,
        level: str,
        kind: str,
        channel: str | None,
        key: str,
        name: str,
        office: str | None = None,
    ) -> int:
        """One draw.

        Args:
            stage: Part of the hop.
            level: Level of the recipient.
            kind: Its kind.
            channel: How the letter travels; ``None`` but for the transit.
            key: Key of the hop.
            name: Name of the stage; those of one hop are told apart by it.
            office: The recipient, whose own delays the profile may know.
        """
        own = office if office in self._profile.offices else None
        lengths, minutes = self._known.get((stage, level, kind, channel, own)) or self._learned(
            stage, level, kind, channel, own
        )
        return round(lengths(uniform(self._seed, key, name)) * minutes)

    def answering(self, level: str, kind: str, key: str, office: str | None) -> int:
        """One draw of what an office takes to answer once it can.

        Args:
            level: Its level.
            kind: Its kind.
            key: Key of its answer.
            office: Its id, whose own delays the profile may know.
        """
        named = self._profile.answering
        own = office if named is None or office in named.offices else None
        known = self._answers.get((level, kind, own))
        if known is None:
            usual = self._profile.answers(level, kind, own)
            minutes = self._minutes_a_day if usual.unit is Unit.DAYS else 60
            known = self._answers[level, kind, own] = (quantiles(usual), minutes)
        lengths, unit = known
        return round(lengths(uniform(self._seed, key, "answering")) * unit)

    def _learned(
        self, stage: Stage, level: str, kind: str, channel: str | None, own: str | None
    ) -> _Lengths:
        usual = self._profile.distribution(stage, level, kind, channel, own)
        minutes: float = self._minutes_a_day if usual.unit is Unit.DAYS else 60
        if usual.constant is None:
            minutes *= self._common(stage)
        found = self._known[stage, level, kind, channel, own] = (quantiles(usual), minutes)
        return found

    def _common(self, stage: Stage) -> float:
        """How many times as long as usual a stage takes at every office under this seed."""
        effect = self._profile.common_effect
        if effect is None:
            return 1.0
        return exp(effect.of(stage) * _NORMAL.inv_cdf(uniform(self._seed, "", "common effect")))


def _constant(length: float, _share: float) -> float:
    return length


def _log_normal(median: float, spread: float, share: float) -> float:
    return median * exp(spread * _NORMAL.inv_cdf(min(max(share, _LEAST_SHARE), 1 - _LEAST_SHARE)))


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
