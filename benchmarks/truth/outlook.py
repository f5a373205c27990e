"""Measures whether outlooks hold planted truth: ``python -m benchmarks.truth.outlook``.

There are four kinds of worlds, and a dozen worlds of each. In each world 25 directives are learned
from as they stood when the next one began, the next 30 calibrate, and of the following 17 an
outlook is made at each tenth of the window and held against what came. The forecast beside it adds
up medians of kinds of offices, as the one that managers get does; they were learned from the same
directives.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from benchmarks.figures import Figure, judged, show
from benchmarks.truth.outlook_worlds import WORLDS, Numbers, Story, each_past, told
from wian.delays.batch_days import BatchDays
from wian.delays.profile import DelayProfile, Stage
from wian.delays.profile_calibration import Calibration
from wian.delays.working_time import WorkingTime
from wian.reports.outlook.learned.learned_profile import learned_profile
from wian.reports.outlook.look_back.back_test import crps
from wian.reports.outlook.look_back.calibration import LevelCorrection, calibration
from wian.reports.outlook.look_back.median_forecast import median_forecast
from wian.reports.outlook.look_back.past_outlooks import TENTHS, PastDirective, PastOutlook, Teller
from wian.reports.outlook.monte_carlo.known_times import RECEIVED
from wian.reports.outlook.monte_carlo.profile_laws import profile_laws
from wian.reports.outlook.monte_carlo.stage_laws import Rows, StageLaws

LEARNED, CALIBRATED, RUNS, DRAWS = 25, 30, 204, 600
WORLDS_EACH, _FIRST_SEED = 12, 2564
"""Worlds of a kind, and the seed of the first: what was learned wrongly in one stays wrong in all
of its runs, so that few worlds with many runs would show their chance and not the method."""
_FROM = 4
"""The first tenth that begins on day 10 of 26 or later."""
_DECLARED = DelayProfile.model_validate(
    {
        "name": "nothing known",
        "assumption": "Made up.",
        "default": {
            stage: {"median": 2, "p90": 6, "unit": "working-days"}
            for stage in ("transit", "routing", "handling")
        },
    }
)


@dataclass(slots=True)
class Held:
    """What was found in one world, by tenths of the window.

    Attributes:
        crps, median_error: Sums of the outlook's score and of the medians' absolute error.
        own_error: The same of medians office by office, which no forecast of wian knew before.
        inside, raw, waited: How many offices lay in their 90 % interval, calibrated and not, of
            how many.
        share_error, median_share_error: Of each run.
        counts, last: Whether each run's count and last arrival lay in its 90 % interval.
    """

    crps: Numbers = field(default_factory=lambda: np.zeros(TENTHS))
    median_error: Numbers = field(default_factory=lambda: np.zeros(TENTHS))
    own_error: Numbers = field(default_factory=lambda: np.zeros(TENTHS))
    inside: Numbers = field(default_factory=lambda: np.zeros(TENTHS))
    raw: Numbers = field(default_factory=lambda: np.zeros(TENTHS))
    waited: Numbers = field(default_factory=lambda: np.zeros(TENTHS))
    share_error: list[list[float]] = field(default_factory=lambda: [[] for _ in range(TENTHS)])
    median_share_error: list[list[float]] = field(
        default_factory=lambda: [[] for _ in range(TENTHS)]
    )
    counts: list[list[bool]] = field(default_factory=lambda: [[] for _ in range(TENTHS)])
    last: list[list[bool]] = field(default_factory=lambda: [[] for _ in range(TENTHS)])


def held(name: str, runs: int = RUNS, worlds: int = WORLDS_EACH, draws: int = DRAWS) -> Held:
    """Learn, calibrate and look at so many directives in worlds of a kind."""
    found = Held()
    for number in range(worlds):
        _of_world(name, _FIRST_SEED + number, max(runs // worlds, 1), draws, found)
    return found


def _of_world(name: str, seed: int, runs: int, draws: int, found: Held) -> None:
    story = told(WORLDS[name], LEARNED + CALIBRATED + runs, seed)
    sources = {str(each): "live" for each in range(LEARNED)}
    profile = learned_profile(story.history(LEARNED), sources, _DECLARED, story.working)
    teller = _teller(profile, story, draws)
    before = each_past(story, LEARNED, CALIBRATED)
    known = calibration(each for past in before for each in teller.outlooks(past))
    plain = profile.model_copy(update={"offices": {}})
    usual = profile_laws(plain, story.tree, story.working.minutes_a_day)
    medians = (usual, teller.laws(story.tree))
    for past in each_past(story, LEARNED + CALIBRATED, runs):
        for outlook in teller.outlooks(past, _Score(found, known)):
            _look(outlook, past, medians, story.working, found)


def _teller(profile: DelayProfile, story: Story, draws: int) -> Teller:
    laws = profile_laws(profile, story.tree, story.working.minutes_a_day)
    batches = BatchDays.of(profile.send_days, story.tree.offices, story.working, profile.send_times)
    many = profile.common_effect.directives if profile.common_effect else None
    return Teller(lambda _: laws, story.working, lambda _: batches, draws, 1, many)


@dataclass(frozen=True, slots=True)
class _Score:
    """Scores what was drawn for offices."""

    held: Held
    known: Calibration | None

    def __call__(self, tenth: int, _rows: Rows, position: Numbers, came: Numbers) -> None:
        drawn, held = np.sort(position, axis=1), self.held
        held.crps[tenth] += crps(position, came)
        held.waited[tenth] += len(came)
        held.raw[tenth] += _inside(drawn, came, 0.05, 0.95)
        low, high = LevelCorrection(self.known, (tenth + 0.5) / TENTHS).office_levels((0.05, 0.95))
        held.inside[tenth] += _inside(drawn, came, low, high)


def _inside(drawn: Numbers, came: Numbers, low: float, high: float) -> int:
    ends = np.quantile(drawn, [low, high], axis=1)
    return int(((came >= ends[0]) & (came <= ends[1])).sum())


def _look(
    outlook: PastOutlook,
    past: PastDirective,
    medians: tuple[Mapping[Stage, StageLaws], Mapping[Stage, StageLaws]],
    working: WorkingTime,
    held: Held,
) -> None:
    """Hold one outlook against what came, and the medians beside it."""
    at = outlook.tenth
    expected, low, high, came = outlook.share
    held.share_error[at].append(abs(expected - came))
    held.counts[at].append(low - 1e-9 <= came <= high + 1e-9)
    held.last[at].append(outlook.last[1] <= outlook.last[3] <= outlook.last[2])
    moment = past.moments[at]
    found, own = (median_forecast(past, at, laws, working) for laws in medians)
    received = past.known.latest(RECEIVED) - moment
    waits = (received > 0) & past.tree.addressed
    held.median_error[at] += float(np.abs(found - received)[waits].sum())
    held.own_error[at] += float(np.abs(own - received)[waits].sum())
    told_share = (found <= past.deadline - moment)[past.tree.addressed].mean()
    held.median_share_error[at].append(abs(float(told_share) - came))


def figures(runs: int = RUNS, worlds: int = WORLDS_EACH) -> Iterator[Figure]:
    """The table: what held in each kind of world."""
    for name in WORLDS:
        yield from _told(name, held(name, runs, worlds))


def _told(name: str, found: Held) -> Iterator[Figure]:
    ratio = found.crps.sum() / found.median_error.sum()
    worst = max(found.crps / found.median_error)
    yield Figure(
        f"{name}: CRPS of the medians' error",
        f"{ratio:.2f}",
        f"worst tenth {worst:.2f}; office by office {found.crps.sum() / found.own_error.sum():.2f}",
        "",
        "<= 0.60",
        judged(ratio <= 0.60),
    )
    errors, medians = (
        [float(np.mean(each)) for each in of[_FROM:]]
        for of in (found.share_error, found.median_share_error)
    )
    yield Figure(
        f"{name}: error of the share in time, from day 10",
        f"{max(errors) * 100:.1f} points",
        f"medians {max(medians) * 100:.1f}",
        "",
        "<= 5.0",
        judged(max(errors) <= 0.05),
    )
    yield _between(f"{name}: offices in their 90 %", found.inside / found.waited, 0.88, 0.92,
                   f"uncalibrated {_range(found.raw / found.waited)}")  # fmt: skip
    for what, of in (("counts", found.counts), ("last arrivals", found.last)):
        yield _between(f"{name}: {what} in their 90 %", np.array([np.mean(each) for each in of]),
                       0.85, 0.95, f"{len(of[0])} runs")  # fmt: skip


def _between(name: str, shares: Numbers, low: float, high: float, beside: str) -> Figure:
    holds = bool(shares.min() >= low and shares.max() <= high)
    return Figure(name, _range(shares), beside, "", f"{low:.0%} to {high:.0%}", judged(holds))


def _range(shares: Numbers) -> str:
    return f"{shares.min():.1%} to {shares.max():.1%}"


def main() -> None:
    """Measure as many runs as asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--worlds", type=int, default=WORLDS_EACH)
    parser.add_argument("--world", choices=list(WORLDS))
    asked = parser.parse_args()
    if asked.world:
        show(list(_told(asked.world, held(asked.world, asked.runs, asked.worlds))))
    else:
        show(list(figures(asked.runs, asked.worlds)))


if __name__ == "__main__":
    main()
