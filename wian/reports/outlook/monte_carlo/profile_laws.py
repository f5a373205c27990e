"""The distributions of stages that a delay profile gives the offices of a route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from wian.delays.draws import Z90
from wian.delays.profile import DelayProfile, Distribution, Stage
from wian.delays.unit import Unit
from wian.reports.outlook.monte_carlo.office_tree import OfficeTree
from wian.reports.outlook.monte_carlo.stage_laws import Curve, Rows, StageLaws

ASSUMED_EFFECT = 0.3
"""Spread of the effect common to a directive, on the scale of logarithms, where a profile gives
none: directives differ, and to take them for alike makes an outlook far too sure."""
_HOUR = 60


def profile_laws(
    profile: DelayProfile, tree: OfficeTree, minutes_a_day: int
) -> Mapping[Stage, StageLaws]:
    """How long each stage takes at the offices of a route.

    Routing through several desks is one stage here: the sum of its parts is taken for log-normal
    with their mean and variance (L. F. Fenton, 1960).

    Args:
        profile: What is assumed or learned.
        tree: The offices.
        minutes_a_day: Office minutes of a working day.
    """
    return {stage: _laws(profile, tree, stage, minutes_a_day) for stage in Stage}


def answering_laws(profile: DelayProfile, tree: OfficeTree, minutes_a_day: int) -> StageLaws:
    """How long offices take to answer, or to report what they gathered; arguments as above.

    What a directive has in common with itself is known of the way down alone.
    """
    found: dict[tuple[str, str, str], int] = {}
    known = profile.answering.offices if profile.answering else profile.offices
    own = [office if office in known else "" for office in tree.offices]
    kinds = zip(tree.levels, tree.kinds, own, strict=True)
    number = np.array([found.setdefault(each, len(found)) for each in kinds], dtype=np.int64)
    given = [
        (_minutes(profile.answers(level, kind, own or None), minutes_a_day), 1)
        for level, kind, own in found
    ]
    return _of_kinds(given, number, 0.0)


def _laws(profile: DelayProfile, tree: OfficeTree, stage: Stage, day: int) -> StageLaws:
    channels = tree.channels if stage is Stage.TRANSIT else [""] * len(tree)
    parts = np.maximum(tree.desks - 1, 1).tolist() if stage is Stage.ROUTING else [1] * len(tree)
    found: dict[tuple[str, str, str, int, str], int] = {}
    known = profile.offices
    own = [office if office in known else "" for office in tree.offices]
    kinds = zip(tree.levels, tree.kinds, channels, parts, own, strict=True)
    number = np.array([found.setdefault(each, len(found)) for each in kinds], dtype=np.int64)
    given = [
        (_minutes(profile.distribution(stage, level, kind, channel or None, own), day), count)
        for level, kind, channel, count, own in found
    ]
    common = profile.common_effect
    return _of_kinds(given, number, ASSUMED_EFFECT if common is None else common.of(stage))


def _of_kinds(given: Sequence[tuple[Distribution, int]], number: Rows, load: float) -> StageLaws:
    """Laws of offices from those of their kinds.

    Args:
        given: The distribution of each kind in minutes, and of how many alike the stage consists.
        number: The kind of each office.
        load: What the common effect adds; nothing where a stage has no spread.
    """
    curves = [_curve(each, count) for each, count in given]
    bent = [at for at, curve in enumerate(curves) if curve]
    place = np.full(len(given), -1, dtype=np.int64)
    place[bent] = np.arange(len(bent))
    normal = np.array([_summed(*each) for each in given]).reshape(-1, 2)
    fixed = np.array([each.constant is not None for each, _ in given], dtype=np.bool_)
    return StageLaws(
        normal[number, 0],
        normal[number, 1],
        np.where(fixed[number], 0.0, load),
        place[number],
        [curve for curve in curves if curve],
    )


def _minutes(usual: Distribution, minutes_a_day: int) -> Distribution:
    return usual.times(minutes_a_day if usual.unit is Unit.DAYS else _HOUR)


def _summed(usual: Distribution, count: int) -> tuple[float, float]:
    """Centre and spread of the sum of so many log-normal stages; (0, 1) where it is none."""
    if usual.median is None or usual.p90 is None or usual.median == usual.p90:
        return 0.0, 1.0
    spread = np.log(usual.p90 / usual.median) / Z90
    centre = np.log(usual.median)
    if count == 1:
        return float(centre), float(spread)
    squared = np.log1p((np.exp(spread**2) - 1) / count)
    return float(centre + np.log(count) + (spread**2 - squared) / 2), float(np.sqrt(squared))


def _curve(usual: Distribution, count: int) -> Curve | None:
    """The curve of a stage that is not log-normal."""
    if usual.quantiles is not None:
        shares, minutes = zip(*sorted(usual.quantiles.items()), strict=True)
        return np.array(shares, dtype=np.float64), count * np.array(minutes, dtype=np.float64)
    if usual.constant is not None or usual.median == usual.p90:
        length = usual.constant if usual.median is None else usual.median
        return np.array([0.0, 1.0]), np.full(2, count * (length or 0.0))
    return None
