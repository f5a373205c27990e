"""Measures bias and coverage on planted truth: ``python -m benchmarks.truth.estimates``.

In each of many rounds sixty offices get a true mean of their own and 3 to 150 letters, half of
them no more than 12. The letters' delays are drawn, the letters are issued over some months, and
what had not happened at the end is open. Then the report is held against the truth: bias and
coverage of the mean of all and of each office's, coverage of ranks, and whether an office that is
planted as the slowest (half as slow again as the next one, with 100 letters) is found.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.figures import Figure, judged, show
from wian.reports.latency.kaplan_meier import Counts, Mask, Numbers, Sample
from wian.reports.latency.ranks import ranks
from wian.reports.latency.shrinkage import SMALL, shrink

ROUNDS, OFFICES = 400, 60
_SEED = 2564
_MEAN, _VARY = 8 * 480, 0.35
BIAS, COVERED, FOUND = 0.03, (0.93, 0.97), 0.95
_Draw = Callable[[np.random.Generator, int], Numbers]


def _lognormal(rng: np.random.Generator, count: int) -> Numbers:
    return np.exp(0.7 * rng.standard_normal(count) - 0.7**2 / 2)


def _gamma(rng: np.random.Generator, count: int) -> Numbers:
    return rng.gamma(2.0, 0.5, count)


def _exponential(rng: np.random.Generator, count: int) -> Numbers:
    return rng.exponential(1.0, count)


DELAYS: dict[str, _Draw] = {
    "log-normal": _lognormal,
    "gamma": _gamma,
    "exponential": _exponential,
}
"""Delays of mean 1, by the name of their distribution."""


@dataclass(frozen=True, slots=True)
class Planted:
    """Letters of offices whose true means are known; arrays of shape (letters,) but ``truth``.

    Attributes:
        truth: True mean of each office, in minutes.
        office: Whose each letter is.
        length: How long it took, or has taken so far.
        open: Which of the two.
    """

    truth: Numbers
    office: Counts
    length: Counts
    open: Mask


@dataclass(frozen=True, slots=True)
class Found:
    """What one round found; shares of the truth, and whether an interval held it.

    Attributes:
        open: Share of the letters that are open.
        plain: Mean of the finished letters alone, as nobody should report it.
        whole: Mean of all letters.
        office: Mean of each office with five finished letters or more.
        held: Whether the interval of each office's mean, as shown, holds the truth.
        small: The same of small offices alone.
        ranked: Whether the interval of each office's rank holds its true rank.
        first: The slowest office by the report.
        suspects: Offices whose interval of ranks holds the first.
        sure: Offices that the report calls the slowest beyond doubt.
        slowest: The truly slowest office.
    """

    open: float
    plain: float
    whole: float
    office: Numbers
    held: Mask
    small: Mask
    ranked: Mask
    first: int
    suspects: Counts
    sure: Counts
    slowest: int


def plant(rng: np.random.Generator, draw: _Draw, share: float, *, worst: bool = False) -> Planted:
    """Letters of offices, of which about ``share`` are open; none where it is zero.

    Args:
        rng: Draws them.
        draw: Their delays.
        share: How many are open.
        worst: Make the first office half as slow again as the slowest other, with 100 letters.
    """
    truth = _MEAN * np.exp(_VARY * rng.standard_normal(OFFICES) - _VARY**2 / 2)
    many = np.where(rng.random(OFFICES) < 0.5, 1, 10)  # half of them
    letters = np.minimum(rng.integers(3, 13, OFFICES) * many, 150)
    if worst:
        truth[0], letters[0] = 1.5 * truth[1:].max(), 100
    office = np.repeat(np.arange(OFFICES), letters)
    length = np.rint(truth[office] * draw(rng, len(office))).astype(np.int64)
    if not share:
        return Planted(truth, office, length, np.zeros(len(office), dtype=np.bool_))
    looked = rng.integers(1, int(_MEAN / share), len(office))
    return Planted(truth, office, np.minimum(length, looked), length > looked)


def look(planted: Planted) -> Found:
    """Estimate, and hold it against the truth."""
    truth, open_ = planted.truth, planted.open
    sample = Sample(planted.office, planted.length, open_, len(truth))
    means, finished = sample.means, sample.finished
    thought = shrink(means.mean, finished, sample.total, means.common, sample.whole)
    if thought is None:
        raise AssertionError("there was nothing to shrink")
    small = finished < SMALL
    low = np.where(small, thought.low, means.low)
    high = np.where(small, thought.high, means.high)
    held = (low <= truth) & (truth <= high)
    ranked = ranks(thought)
    if ranked is None:
        raise AssertionError("there are too many offices to rank")
    rank = np.argsort(np.argsort(-truth)) + 1
    whole = float(truth[planted.office].mean())
    enough = finished >= 5  # see Found
    return Found(
        open=float(open_.mean()),
        plain=float(planted.length[~open_].mean()) / whole,
        whole=sample.whole / whole,
        office=(means.mean / truth)[enough],
        held=held,
        small=held[small],
        ranked=(ranked.low <= rank) & (rank <= ranked.high),
        first=int(np.argmin(ranked.rank)),
        suspects=np.flatnonzero(ranked.low == 1),
        sure=np.flatnonzero(ranked.high == 1),
        slowest=int(np.argmax(truth)),
    )


def rounds(name: str, share: float, count: int, *, worst: bool = False) -> Iterator[Found]:
    """Rounds with delays of one distribution, the same every time."""
    rng = np.random.default_rng([_SEED, list(DELAYS).index(name), round(share * 100), worst])
    return (look(plant(rng, DELAYS[name], share, worst=worst)) for _ in range(count))


def figures(count: int = ROUNDS) -> Iterator[Figure]:
    """The table: bias, coverage and the slowest, of each distribution and share of open hops."""
    for name in DELAYS:
        for share in (0.0, 0.15, 0.3):
            found = list(rounds(name, share, count))
            case = f"{name}, {np.mean([each.open for each in found]):.0%} open"
            yield from _told(case, found)
            yield _slowest(case, list(rounds(name, share, count, worst=True)))


def _told(case: str, found: list[Found]) -> Iterator[Figure]:
    plain = f"finished ones alone: {_bias([each.plain for each in found]):+.1%}"
    yield _biased(f"{case}: mean of all", _bias([each.whole for each in found]), plain)
    yield _biased(f"{case}: mean of an office", _bias([each.office for each in found]), "")
    yield _covered(f"{case}: intervals of offices", [each.held for each in found])
    yield _covered(f"{case}: of small offices, shrunk", [each.small for each in found])
    ranked = float(np.mean([each.ranked for each in found]))
    target, met = f">= {COVERED[0]:.0%}", judged(ranked >= COVERED[0])
    yield Figure(f"{case}: intervals of ranks", f"{ranked:.1%}", "", "", target, met)


def _slowest(case: str, found: list[Found]) -> Figure:
    """How often the planted office is found, and how often another one is wronged."""
    held = float(np.mean([each.slowest in each.suspects for each in found]))
    first = float(np.mean([each.first == each.slowest for each in found]))
    wronged = float(np.mean([any(each.sure != each.slowest) for each in found]))
    return Figure(
        f"{case}: planted slowest may be first",
        f"{held:.1%}",
        f"it is ranked first: {first:.1%}; another one is beyond doubt: {wronged:.1%}",
        "",
        f">= {FOUND:.0%}",
        judged(held >= FOUND),
    )


def _bias(shares: list[float] | list[Numbers]) -> float:
    return float(np.mean(np.hstack(shares))) - 1


def _biased(name: str, bias: float, beside: str) -> Figure:
    return Figure(name, f"{bias:+.1%}", beside, "", f"within {BIAS:.0%}", judged(abs(bias) <= BIAS))


def _covered(name: str, held: list[Mask]) -> Figure:
    share = float(np.mean(np.concatenate(held)))
    low, high = COVERED
    target = f"{low:.0%} to {high:.0%}"
    return Figure(name, f"{share:.1%}", "", "", target, judged(low <= share <= high))


def main() -> None:
    """Measure as many rounds as asked for, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    show(list(figures(parser.parse_args().rounds)))


if __name__ == "__main__":
    main()
