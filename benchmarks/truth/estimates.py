"""Measures whether intervals hold planted truth: ``python -m benchmarks.truth.estimates``.

In each of many rounds letters are drawn whose true mean delay is known: independent ones, ones that
share a shock of their directive or of their batch (what left one sender on one day), ones with
heavy tails, and ones of which many are still open. The latency report is made of them, by three
levels and by sixty offices, and held against the truth. A figure holds, or it is marked as not to
be had; then its restricted mean must hold. A false alarm is an office that the report names as the
bottleneck (rank 1, from 1 to 1) and that is not the slowest. Fewer than 200 figures over all rounds
are shown, and not judged.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.figures import Figure, judged, show
from wian.reports.group_by import By
from wian.reports.latency.report import LatencyQuestion, latency
from wian.reports.stages import HopStage, Time

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
ROUNDS, OFFICES, LEVELS = 200, 60, 3
_BY_LEVEL = 4
"""Rounds by level for each by office: the three levels of a round share their directives."""
_SEED, _MEAN, _VARY, _DAY = 2564, 8 * 1440, 0.35, 1440
_FIRST = 26_829_000
"""Minutes until a Monday of January 2021."""
COVERED, FOUND, _JUDGED = (0.93, 0.97), 0.95, 200
Draw = Callable[[np.random.Generator, int], Numbers]


def _lognormal(spread: float) -> Draw:
    return lambda rng, n: np.exp(spread * rng.standard_normal(n) - spread**2 / 2)


DELAYS: Mapping[str, Draw] = {
    "log-normal": _lognormal(0.7),
    "gamma": lambda rng, n: rng.gamma(2.0, 0.5, n),
    "exponential": lambda rng, n: rng.exponential(1.0, n),
    "log-normal, heavy": _lognormal(1.5),
    "Pareto, heavy": lambda rng, n: (rng.pareto(1.5, n) + 1) / 3,
}
"""Delays of mean 1, by the name of their distribution."""


@dataclass(frozen=True, slots=True)
class Story:
    """How letters are drawn.

    Attributes:
        delays: Name of their distribution.
        directives: How many directives there are.
        shock: Spread of what the letters of a directive share, on the scale of logarithms.
        batch: The same of what left one sender on one day.
        open: About how many of them are open.
        uneven: How steeply the sizes of directives fall: the n-th has letters as ``1 / n**uneven``.
    """

    delays: str = "log-normal"
    directives: int = 40
    shock: float = 0.0
    batch: float = 0.0
    open: float = 0.0
    uneven: float = 0.0


STORIES: Mapping[str, Story] = {
    "independent, log-normal": Story(),
    "independent, gamma": Story("gamma"),
    "independent, exponential": Story("exponential"),
    "independent, 5 % open": Story("gamma", open=0.05),
    "independent, 30 % open": Story("gamma", open=0.3),
    "directives share a shock": Story(directives=25, shock=0.5),
    "eight directives share a shock": Story(directives=8, shock=0.5),
    "40 directives of uneven size": Story(shock=0.5, uneven=0.7),
    "25 directives, one with half": Story(directives=25, shock=0.5, uneven=1.5),
    "batches share a shock, one directive": Story(directives=1, batch=0.5),
    "batches share a shock, 40 directives": Story(batch=0.5),
    "directives and batches share one": Story(directives=25, shock=0.4, batch=0.4),
    "log-normal, heavy": Story("log-normal, heavy"),
    "log-normal, heavy, 15 % open": Story("log-normal, heavy", open=0.15),
    "Pareto, heavy": Story("Pareto, heavy"),
    "Pareto, heavy, 15 % open": Story("Pareto, heavy", open=0.15),
}


@dataclass(slots=True)
class Held:
    """What was found over all rounds; lists of whether each figure held.

    Attributes:
        means: Means that were given with an interval.
        marked: Of all means, which were marked instead.
        restricted: Restricted means.
        shrunk: Shrunk means of small groups.
        worst: Whether the interval of the slowest office's rank holds 1.
        alarms: Offices that were named as the bottleneck and are not.
    """

    means: list[bool] = field(default_factory=list)
    marked: list[bool] = field(default_factory=list)
    restricted: list[bool] = field(default_factory=list)
    shrunk: list[bool] = field(default_factory=list)
    worst: list[bool] = field(default_factory=list)
    alarms: int = 0


def rounds(story: Story, count: int) -> tuple[Held, Held]:
    """What was found by level and by office, the same every time."""
    rng = np.random.default_rng(_SEED)
    levels, offices = Held(), Held()
    for _ in range(count * _BY_LEVEL):
        alike = np.full(OFFICES, float(_MEAN))
        _look(story, _letters(rng, story, alike), alike[:LEVELS], By.LEVEL, levels)
    for _ in range(count):
        truth = _MEAN * np.exp(_VARY * rng.standard_normal(OFFICES) - _VARY**2 / 2)
        _look(story, _letters(rng, story, truth), truth, By.OFFICE, offices)
    return levels, offices


def _letters(rng: np.random.Generator, story: Story, truth: Numbers) -> pl.DataFrame:
    """Letters to offices: one of each directive, or many of one; half of the offices get few."""
    many = np.where(rng.random(OFFICES) < 0.5, 1, 10)
    office = np.repeat(np.arange(OFFICES), np.minimum(rng.integers(3, 13, OFFICES) * many, 150))
    count = len(office)
    directive = _directives(rng, story, count)
    sender = office // 5
    late = rng.integers(0, 2, count) if story.directives > 1 else rng.integers(0, 9, count)
    day = directive * (1 if story.batch else 3) + late
    batch = sender * 1_000 + day
    shared = _lognormal(story.shock)(rng, story.directives)[directive]
    shared *= _lognormal(story.batch)(rng, int(batch.max()) + 1)[batch]
    length = truth[office] * shared * DELAYS[story.delays](rng, count)
    issued = _FIRST + day * _DAY + rng.integers(0, 400, count)
    seen = np.full(count, 1 << 40)
    if story.open:
        seen = rng.integers(1, int(_MEAN / story.open), count)
    return _frame(office, sender, directive, issued, np.rint(length).astype(np.int64), seen)


def _directives(rng: np.random.Generator, story: Story, count: int) -> Counts:
    if not story.uneven:
        return rng.integers(0, story.directives, count)
    share = np.arange(1.0, story.directives + 1) ** -story.uneven
    return rng.choice(story.directives, count, p=share / share.sum())


def _frame(  # noqa: PLR0913, PLR0917 - the columns of letters
    office: Counts, sender: Counts, directive: Counts, issued: Counts, length: Counts, seen: Counts
) -> pl.DataFrame:
    named = {"recipient": office, "sender": sender, "directive": directive}
    levels = pl.Series(["a", "b", "c"])
    return pl.DataFrame(
        {
            **{name: pl.Series(codes).cast(pl.String) for name, codes in named.items()},
            "level": levels.gather(office % LEVELS),
            "issued_minute": issued,
            "ready_minute": pl.Series(issued + length).set(pl.Series(length > seen), None),
            "as_of_minute": issued + np.minimum(seen, 1 << 21),
        }
    ).with_columns(
        *(pl.lit(None, pl.Int64).alias(f"{each}_minute") for each in ("received", "forwarded")),
        *(pl.lit(value=False).alias(f"{each}_dated") for each in _INSTANTS),
        *(pl.lit(None, pl.Float64).alias(f"{each}_second") for each in _INSTANTS),
        *(pl.lit(None, pl.Date).alias(f"window_{each}") for each in ("opens", "closes")),
        suspensions=pl.lit(None, pl.String()),
        propagation=pl.col("directive"),
        forwards=pl.lit(value=False),
        source=pl.lit("simulated"),
        jurisdiction=pl.lit("thailand"),
        recipient_name=pl.col("recipient"),
        recipient_name_en=pl.col("recipient"),
    )


_INSTANTS = ("issued", "received", "ready", "forwarded", "as_of")


def _look(story: Story, letters: pl.DataFrame, truth: Numbers, by: By, held: Held) -> None:
    """Make the report, and hold it against the truth."""
    asked = LatencyQuestion((by,), (HopStage.HOP,), (Time.CALENDAR,))
    for row in latency(letters.lazy(), asked).iter_rows(named=True):
        true = truth["abc".index(row["level"]) if by is By.LEVEL else int(row["office"])] / _DAY
        small = row["small"] and row["shrunk"] is not None
        if small:
            held.shrunk.append(row["shrunk_low"] <= true <= row["shrunk_high"])
        if row["mean_low"] is not None and not small:
            held.means.append(row["mean_low"] <= true <= row["mean_high"])
        held.marked.append(row["mean_low"] is None and not small)
        if row["restricted_low"] is not None:
            cut = true * _restricted(story, row["horizon"] / true)
            held.restricted.append(row["restricted_low"] <= cut <= row["restricted_high"])
        if by is By.OFFICE and row["rank"] is not None:
            slowest = int(row["office"]) == int(np.argmax(truth))
            if slowest:
                held.worst.append(row["rank_low"] == 1)
            held.alarms += row["rank_high"] == 1 and not slowest


def _restricted(story: Story, horizon: float) -> float:
    """The true restricted mean of delays of mean 1."""
    drawn, summed = _drawn(story)
    below = int(np.searchsorted(drawn, horizon))
    return float((summed[below] + horizon * (len(drawn) - below)) / len(drawn))


@cache
def _drawn(story: Story) -> tuple[Numbers, Numbers]:
    rng, count = np.random.default_rng(1), 1_000_000
    drawn = DELAYS[story.delays](rng, count)
    for spread in (story.shock, story.batch):
        drawn *= _lognormal(spread)(rng, count)
    drawn.sort()
    return drawn, np.concatenate(([0.0], np.cumsum(drawn)))


def figures(count: int = ROUNDS) -> Iterator[Figure]:
    """The table: what held, of each story, by level and by office."""
    for name, story in STORIES.items():
        levels, offices = rounds(story, count)
        yield from _told(f"{name}: by level", levels)
        yield from _told(f"{name}: by office", offices)
        yield _ranked(name, offices)


def _told(case: str, held: Held) -> Iterator[Figure]:
    marked = f"marked as not to be had: {np.mean(held.marked):.0%}"
    yield _covered(f"{case}, means", held.means, marked)
    if held.restricted:
        yield _covered(f"{case}, restricted means", held.restricted, "")
    if held.shrunk:
        yield _covered(f"{case}, shrunk means", held.shrunk, "")


def _covered(name: str, held: list[bool], beside: str) -> Figure:
    low, high = COVERED
    target = f"{low:.0%} to {high:.0%}"
    if not held:
        return Figure(name, "?", beside, "", target, "yes")
    share = float(np.mean(held))
    if len(held) < _JUDGED:
        return Figure(name, f"{share:.1%}", f"of {len(held)}; {beside}".rstrip("; "))
    return Figure(name, f"{share:.1%}", beside, "", target, judged(low <= share <= high))


def _ranked(name: str, held: Held) -> Figure:
    share = float(np.mean(held.worst)) if held.worst else 1.0
    return Figure(
        f"{name}: slowest office within its ranks",
        f"{share:.1%}",
        f"false alarms: {held.alarms}",
        "",
        f">= {FOUND:.0%}, none",
        judged(share >= FOUND and held.alarms == 0),
    )


def _finished_alone(share: float) -> str:
    """What a report would say that left out the hops that are open."""
    low = [shortfall(name, share) for name in DELAYS if "heavy" not in name]
    return (
        f"Where about {share:.0%} of the hops are open, a mean over finished ones alone is "
        f"{min(low):.0%} to {max(low):.0%} too low (without heavy tails)."
    )


def shortfall(delays: str, share: float, count: int = 1_000_000) -> float:
    """How much of the true mean is missing where only finished hops are counted.

    Args:
        delays: Name of their distribution.
        share: About how many of them are open, as in a story.
        count: How many are drawn.
    """
    rng = np.random.default_rng(_SEED)
    length = _MEAN * DELAYS[delays](rng, count)
    finished = length[length <= rng.integers(1, int(_MEAN / share), count)]
    return 1 - float(finished.mean()) / _MEAN


def main() -> None:
    """Measure as many rounds as asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    found = figures(parser.parse_args().rounds)
    show(list(found), [_finished_alone(share) for share in (0.15, 0.3)])


if __name__ == "__main__":
    main()
