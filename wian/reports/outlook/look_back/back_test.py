"""How did outlooks of the past hold: how often was their 90 % right, and how far off were they?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from wian.delays.batch_days import BatchDays
from wian.delays.profile import DelayProfile
from wian.delays.working_time import WorkingTime
from wian.reports.outlook.look_back.calibration import FEWEST, FEWEST_FOR_COUNTS
from wian.reports.outlook.look_back.median_forecast import kind_laws, median_forecast
from wian.reports.outlook.look_back.past_outlooks import (
    TENTHS,
    PastDirective,
    PastOutlook,
    Teller,
)
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.profile_laws import profile_laws
from wian.reports.outlook.monte_carlo.stage_laws import Rows

_LOW, _HIGH = 0.05, 0.95
_ROUNDING = 1e-9
NARROWEST, WIDEST = 0.85, 0.95
"""How often an interval of 90 % holds that is neither too narrow nor wider than it need be."""


@dataclass(slots=True)
class Tenth:
    """What was found at one tenth of the windows.

    Attributes:
        directives: In how many directives somebody had not received.
        offices, inside: How many offices had not, and how many received within their 90 %.
        windows, counts: How many directives had a deadline, and of how many the addressees in
            time were as many as 90 % of the futures said.
        last: Of how many the last reception lay within its 90 %.
        share_error: Sum of the error of the share in time.
        crps, median_error: Sums over the offices, in office minutes: the score of the outlook, and
            the absolute error of a forecast that adds up medians.
    """

    directives: int = 0
    offices: int = 0
    inside: int = 0
    windows: int = 0
    counts: int = 0
    last: int = 0
    share_error: float = 0.0
    crps: float = 0.0
    median_error: float = 0.0

    def take(self, told: PastOutlook, *, has_deadline: bool) -> None:
        """Count one outlook against what came."""
        self.directives += 1
        self.offices += len(told.places)
        self.inside += inside(told.places)
        self.last += inside(np.array([told.last_place]))
        if has_deadline:
            expected, low, high, came = told.share
            self.windows += 1
            self.counts += low - _ROUNDING <= came <= high + _ROUNDING
            self.share_error += abs(expected - came)


def inside(places: Numbers) -> int:
    """How many of the places among the futures lie within the middle 90 %."""
    return int(((places >= _LOW) & (places <= _HIGH)).sum())


@dataclass(frozen=True, slots=True)
class Promise:
    """What an interval of 90 % can be relied on for, as far as the past shows.

    Attributes:
        what: Of what it is: ``offices``, ``counts`` or ``last``.
        directives: How many of the past show it.
        enough: From how many on anything is promised. Of counts and last receptions each
            directive is one case, however many offices it has.
        held: The share in which it held, over all tenths; ``None`` where nothing shows it.
    """

    what: str
    directives: int
    enough: int
    held: float | None

    @property
    def lacking(self) -> int:
        """How many more directives would be enough."""
        return max(self.enough - self.directives, 0)


@dataclass(slots=True)
class BackTest:
    """Outlooks of the past beside what came.

    Attributes:
        tenths: By tenths of the windows.
        directives: The propagations looked back on.
        windows: How many of them had a deadline.
        taught: Those whose delays were learned from directives that had ended before; of the
            others the declared profile was all there was.
        outlooks: Every outlook.
    """

    tenths: list[Tenth] = field(default_factory=lambda: [Tenth() for _ in range(TENTHS)])
    directives: list[str] = field(default_factory=list)
    windows: int = 0
    taught: list[str] = field(default_factory=list)
    outlooks: list[PastOutlook] = field(default_factory=list)

    def look(
        self,
        past: PastDirective,
        profile: DelayProfile,
        working: WorkingTime,
        draws: int,
        seed: int,
    ) -> Sequence[PastOutlook]:
        """Make the outlooks of a directive, and hold them against what came.

        Args:
            past: The directive.
            profile: What was known of delays when it began.
            working: Working time of the offices.
            draws: How many futures.
            seed: Their seed.

        Returns:
            The outlooks, by tenth; none of a tenth at which nobody was waited for.
        """
        has_deadline = bool(np.isfinite(past.deadline))
        score = _Score(self, past, profile, working)
        told = list(_teller(profile, working, draws, seed).outlooks(past, score))
        for each in told:
            self.tenths[each.tenth].take(each, has_deadline=has_deadline)
        if told:
            self.directives.append(past.id)
            self.windows += has_deadline
            self.taught += [past.id] if profile.evidence else []
            self.outlooks.extend(told)
        return told

    @property
    def learned(self) -> int:
        """Of how many directives the delays were learned."""
        return len(self.taught)

    def promises(self) -> Iterator[Promise]:
        """What can be relied on."""
        offices, within, counts, last, moments, windows = (
            sum(getattr(each, name) for each in self.tenths)
            for name in ("offices", "inside", "counts", "last", "directives", "windows")
        )
        many = len(self.directives)
        yield Promise("offices", many, FEWEST, ratio(within, offices))
        yield Promise("counts", self.windows, FEWEST_FOR_COUNTS, ratio(counts, windows))
        yield Promise("last", many, FEWEST_FOR_COUNTS, ratio(last, moments))


def ratio(part: float, whole: float) -> float | None:
    """A part of a whole; ``None`` where there is nothing."""
    return part / whole if whole else None


def _teller(profile: DelayProfile, working: WorkingTime, draws: int, seed: int) -> Teller:
    return Teller(
        lambda tree: profile_laws(profile, tree, working.minutes_a_day),
        working,
        lambda tree: BatchDays.of(profile.send_days, tree.offices, working, profile.send_times),
        draws,
        seed,
        profile.common_effect.directives if profile.common_effect else None,
    )


class _Score:
    """Scores what was drawn for offices."""

    def __init__(
        self, test: BackTest, past: PastDirective, profile: DelayProfile, working: WorkingTime
    ) -> None:
        self._test, self._past, self._working = test, past, working
        self._laws = kind_laws(profile, past, working)
        self._medians: tuple[int, Numbers] = (-1, np.empty(0))

    def __call__(self, tenth: int, rows: Rows, position: Numbers, came: Numbers) -> None:
        if self._medians[0] != tenth:
            found = median_forecast(self._past, tenth, self._laws, self._working)
            self._medians = (tenth, found)
        at = self._test.tenths[tenth]
        at.crps += crps(position, came)
        at.median_error += float(np.abs(self._medians[1][rows] - came).sum())


def crps(drawn: Numbers, came: Numbers) -> float:
    """Continuous ranked probability score, summed over offices, in the unit of what was drawn.

    It is the absolute error where all draws are the same. The form is that of sorted draws (T.
    Gneiting, A. E. Raftery, Journal of the American Statistical Association 102, 2007).

    Args:
        drawn: Shape (offices, draws).
        came: What came; shape (offices,).
    """
    inorder = np.sort(drawn, axis=1)
    many = inorder.shape[1]
    error = np.abs(inorder - came[:, None]).mean(axis=1)
    spread = (inorder * (2 * np.arange(1, many + 1) - many - 1)).sum(axis=1) / many**2
    return float((error - spread).sum())
