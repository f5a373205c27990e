"""A delay profile out of what past directives show, with the evidence behind each figure.

Kinds of offices of which too little is known keep what is declared, and so does whatever history
says nothing of: targets, channels, urgency.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from wian.delays.batch_days import BatchDays
from wian.delays.draws import Z90
from wian.delays.profile import CommonSpread, DelayProfile, Delays, Distribution, Stage
from wian.delays.profile_evidence import Evidence
from wian.delays.unit import Unit
from wian.delays.working_time import WorkingTime
from wian.kit.counted import counted
from wian.reports.outlook.learned.age_weights import age_weights, half_lives
from wian.reports.outlook.learned.pace_fit import PaceFit, fitted
from wian.reports.outlook.learned.send_days import send_days, send_times
from wian.reports.outlook.learned.stage_history import StageHistory
from wian.reports.outlook.monte_carlo.normal_law import Numbers

FEWEST = 10
"""Finished spans of a kind of offices without which its declared figures stay."""
FEWEST_DIRECTIVES = 5
"""Directives without which nothing is said of how much they differ."""
_HOUR = 60


@dataclass(frozen=True, slots=True)
class LearnedStage:
    """What was learned of one stage.

    Attributes:
        spans: From what.
        fit: What was found.
        half_life_days: Age at which a span of each group counts half; infinite where all count
            alike.
    """

    spans: StageHistory
    fit: PaceFit
    half_life_days: Numbers

    @property
    def groups(self) -> list[int]:
        """The groups of which enough is known."""
        finished = np.bincount(self.spans.group[self.spans.over], minlength=len(self.spans.groups))
        return np.flatnonzero(finished >= FEWEST).tolist()


def learned_stage(spans: StageHistory) -> LearnedStage | None:
    """Learn from the spans of a stage; ``None`` where nothing of it ended."""
    if not spans.over.size:
        return None
    alike = fitted(spans)
    days = half_lives(spans, alike)
    fit = alike if np.isinf(days).all() else fitted(spans, age_weights(spans, days))
    return LearnedStage(spans, fit, days)


def learned_profile(
    history: Mapping[Stage, StageHistory],
    sources: Mapping[str, str],
    declared: DelayProfile,
    working: WorkingTime,
) -> DelayProfile:
    """The profile that history shows.

    Args:
        history: Spans of each stage.
        sources: The source of each directive's hops, by its id.
        declared: What holds where too little is known.
        working: Working time of the offices.
    """
    days = send_days(history[Stage.HANDLING])
    times = send_times(history[Stage.HANDLING], days, working)
    batches = BatchDays.of(days, history[Stage.HANDLING].offices, working, times)
    handled = history[Stage.HANDLING]  # other stages wait for no day
    handled = handled if batches is None else handled.waited_for(batches)
    known = {
        stage: learned_stage(spans) for stage, spans in {**history, Stage.HANDLING: handled}.items()
    }
    found = {stage: each for stage, each in known.items() if each is not None and each.groups}
    kinds = _merged(declared.kinds, {stage: _of_kinds(each) for stage, each in found.items()})
    offices = _merged(declared.offices, {stage: _of_offices(each) for stage, each in found.items()})
    evidence = [each for stage, of in found.items() for each in _evidence(stage, of, sources)]
    many = {directive for each in found.values() for directive in each.spans.directives}
    return declared.model_copy(
        update={
            "name": "Learned from history",
            "assumption": _said(found, len(many), declared),
            "kinds": kinds,
            "offices": offices,
            "common_effect": _common(found) or declared.common_effect,
            "send_days": {office: tuple(sorted(each)) for office, each in sorted(days.items())},
            "send_times": dict(sorted(times.items())),
            "evidence": tuple(evidence),
        }
    )


def _of_kinds(learned: LearnedStage) -> dict[str, Distribution]:
    fit = learned.fit
    spread = np.hypot(fit.chance, fit.between)
    groups = learned.spans.groups
    return {groups[at]: _distribution(fit.centre[at], spread[at]) for at in learned.groups}


def _of_offices(learned: LearnedStage) -> dict[str, Distribution]:
    fit, group = learned.fit, learned.fit.group_of
    known = np.flatnonzero(np.isin(group, learned.groups))
    centre = fit.centre[group[known]] + fit.pace[known]
    spread = np.hypot(fit.chance[group[known]], fit.doubt[known])
    rows = zip(known.tolist(), centre.tolist(), spread.tolist(), strict=True)
    return {learned.spans.offices[at]: _distribution(mu, sd) for at, mu, sd in rows}


def _distribution(centre: float, spread: float) -> Distribution:
    median = float(np.exp(centre)) / _HOUR
    p90 = median * float(np.exp(Z90 * spread))
    return Distribution(unit=Unit.HOURS, median=_four(median), p90=max(_four(p90), _four(median)))


def _four(figure: float) -> float:
    """Four digits, as much as anybody learned; within what a profile takes."""
    return min(max(float(f"{figure:.4g}"), 1e-4), 10_000.0)


def _merged(
    declared: Mapping[str, Delays], found: Mapping[Stage, Mapping[str, Distribution]]
) -> dict[str, Delays]:
    names = sorted({*declared, *(name for each in found.values() for name in each)})
    return {
        name: declared.get(name, Delays()).model_copy(
            update={stage.value: each[name] for stage, each in found.items() if name in each}
        )
        for name in names
    }


def _common(found: Mapping[Stage, LearnedStage]) -> CommonSpread | None:
    told = {
        stage.value: round(each.fit.spread, 4)
        for stage, each in found.items()
        if len(each.spans.directives) >= FEWEST_DIRECTIVES
    }
    if not told:
        return None
    many = min(found[Stage(stage)].fit.directives for stage in told)
    return CommonSpread(**told, directives=max(round(many), 2))


def _evidence(
    stage: Stage, learned: LearnedStage, sources: Mapping[str, str]
) -> Sequence[Evidence]:
    spans, fit = learned.spans, learned.fit
    by_directive = [sources.get(each, "unknown") for each in spans.directives]
    found = []
    for at in learned.groups:
        rows = np.flatnonzero(spans.group == at)
        over = int(np.isfinite(spans.most[rows]).sum())
        of = Counter(by_directive[each] for each in spans.directive[rows].tolist())
        found.append(
            Evidence(
                stage=stage.value,
                kind=spans.groups[at],
                finished=over,
                open=len(rows) - over,
                offices=len(np.unique(spans.office[rows])),
                directives=len(np.unique(spans.directive[rows])),
                sources=dict(sorted(of.items())),
                since=_day(int(spans.day[rows].min())),
                until=_day(int(spans.day[rows].max())),
                half_life_days=_known(learned.half_life_days[at]),
                chance=round(float(fit.chance[at]), 4),
                between=round(float(fit.between[at]), 4),
            )
        )
    return found


def _known(days: float) -> float | None:
    return None if np.isinf(days) else float(days)


def _day(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=number)


def _said(found: Mapping[Stage, LearnedStage], many: int, declared: DelayProfile) -> str:
    if not found:
        return f"History shows too little to learn from. {declared.assumption}"
    spans = sum(len(each.spans) for each in found.values())
    return (
        f"Learned from {counted(spans, 'stage')} of {counted(many, 'directive')}; where history "
        f"shows fewer than {FEWEST} finished stages of a kind of offices: {declared.name}."
    )
