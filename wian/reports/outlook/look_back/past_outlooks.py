"""What would have been said of a past directive at each tenth of its window, and what came?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wian.delays.batch_days import BatchDays
from wian.delays.profile import Stage
from wian.delays.working_time import WorkingTime
from wian.reports.outlook.monte_carlo.common_effect import common_effect, stage_spans
from wian.reports.outlook.monte_carlo.futures import QUANTILES
from wian.reports.outlook.monte_carlo.known_times import RECEIVED, KnownTimes
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.office_tree import OfficeTree
from wian.reports.outlook.monte_carlo.stage_laws import Rows, StageLaws
from wian.reports.outlook.monte_carlo.wave_sweep import Levers, WaveSweep

TENTHS = 10
Scored = Callable[[int, Rows, Numbers, Numbers], None]
"""Called with the tenth, offices, their receptions in each future, and when they did receive: the
middle of the office hours of a day that is all that is known."""


@dataclass(frozen=True, slots=True)
class PastDirective:
    """A directive of which all is known by now.

    Attributes:
        id: Its propagation.
        tree: Who wrote to whom.
        known: Everything that happened, counted from its first letter (its ``now``); later
            instants lie above 0.
        moments: When each tenth of the window begins, in office minutes from the first letter.
        deadline: The last office minute that is in time; infinite without one.
        rested: Office minutes that each office's clock had rested at each of the moments; those
            of ``known`` where none did.
    """

    id: str
    tree: OfficeTree
    known: KnownTimes
    moments: tuple[float, ...]
    deadline: float
    rested: tuple[Numbers, ...] = ()

    def known_at(self, tenth: int) -> KnownTimes:
        """What was known when a tenth of its window began."""
        known = self.known.at(self.moments[tenth])
        return replace(known, rested=self.rested[tenth]) if self.rested else known


@dataclass(frozen=True, slots=True)
class PastOutlook:
    """What would have been said at one moment, and what came.

    Attributes:
        directive: The propagation.
        tenth: Which tenth of the window had begun, from 0.
        places: Of each office that had not received: in which share of the futures it received
            no later than it did; even over 0 to 1 where outlooks are right. Of one known to the
            day: the middle between both ends of that day.
        chances: Of each addressee that had not received: its probability to be in time.
        came: Whether it was.
        share: Share of all addressees in time: expected, low and high (5 and 95 %), and as it came.
        share_place: In which share of the futures no more were in time.
        last: The last reception: median, low, high, and as it came, in office minutes from then.
        last_place: In which share of the futures it was no later.
    """

    directive: str
    tenth: int
    places: Numbers
    chances: Numbers
    came: NDArray[np.bool_]
    share: tuple[float, float, float, float]
    share_place: float
    last: tuple[float, float, float, float]
    last_place: float


@dataclass(frozen=True, slots=True)
class Teller:
    """What tells outlooks of past directives.

    Attributes:
        laws: How long stages take at the offices of a tree.
        working: Working time of the offices.
        batches: Which offices of a tree send on some days only; ``None`` where all send daily.
        draws: How many futures.
        seed: Their seed.
        directives: From how many directives it was learned how much they differ.
    """

    laws: Callable[[OfficeTree], Mapping[Stage, StageLaws]]
    working: WorkingTime
    batches: Callable[[OfficeTree], BatchDays | None]
    draws: int
    seed: int
    directives: int | None = None

    def outlooks(self, past: PastDirective, scored: Scored | None = None) -> Iterator[PastOutlook]:
        """What would have been said at each tenth at which somebody had not received.

        Offices that have not received to this day count for nothing.

        Args:
            past: The directive.
            scored: Called with what was drawn for each block of offices.
        """
        laws, batches = self.laws(past.tree), self.batches(past.tree)
        for tenth, moment in enumerate(past.moments):
            known = past.known_at(tenth)
            spans = {stage: stage_spans(known, stage, past.tree, batches) for stage in Stage}
            levers = Levers.none(len(past.tree))
            sweep = WaveSweep(past.tree, laws, known, self.working, self.seed, levers, batches)
            thought = common_effect(laws, spans, self.directives)
            effects = thought.drawn(sweep.chances_of_effect(self.draws))
            found = _Told(past, tenth, moment, self.draws)
            for each in sweep.arrivals(effects):
                found.take(each.rows, each.position, scored)
            if (told := found.outlook()) is not None:
                yield told


class _Told:
    """Gathers what was drawn at one moment."""

    def __init__(self, past: PastDirective, tenth: int, moment: float, draws: int) -> None:
        self._past, self._tenth, self._draws = past, tenth, draws
        self._came = past.known.latest(RECEIVED) - moment
        self._early = past.known.earliest(RECEIVED) - moment
        self._limit = past.deadline - moment
        known = past.tree.addressed & ~np.isnan(self._came)
        self._addressees = int(known.sum())
        self._on_time = float((self._came[known] <= self._limit).sum())
        before = known & (self._came <= 0)
        self._counts = np.full(draws, float((self._came[before] <= self._limit).sum()))
        self._last = np.full(draws, self._came[before].max() if before.any() else -np.inf)
        self._latest = [
            float(each[known].max()) if known.any() else -np.inf
            for each in (self._early, self._came)
        ]
        self._places: list[Numbers] = []
        self._chances: list[Numbers] = []
        self._in_time: list[NDArray[np.bool_]] = []

    def take(self, rows: Rows, position: Numbers, scored: Scored | None) -> None:
        """Take what was drawn for some offices."""
        known = ~np.isnan(self._came[rows])
        rows, position = rows[known], position[known]
        came, early = self._came[rows], self._early[rows]
        below = (position < early[:, None]).mean(axis=1)
        upto = (position <= came[:, None]).mean(axis=1)
        self._places.append((below + upto) / 2)
        wanted = self._past.tree.addressed[rows]
        in_time = position[wanted] <= self._limit
        self._chances.append(in_time.mean(axis=1))
        self._in_time.append(came[wanted] <= self._limit)
        if wanted.any():
            self._counts += in_time.sum(axis=0)
            np.maximum(self._last, position[wanted].max(axis=0), out=self._last)
        if scored is not None and len(rows):
            scored(self._tenth, rows, position, (early + came) / 2)

    def outlook(self) -> PastOutlook | None:
        """What would have been said; ``None`` where nobody was waited for."""
        chances = np.concatenate(self._chances) if self._chances else np.empty(0)
        if not len(chances):
            return None
        share, many = self._counts / self._addressees, self._on_time / self._addressees
        low, _, high = _levels(share)
        first, middle, end = _levels(self._last)
        return PastOutlook(
            self._past.id,
            self._tenth,
            np.concatenate(self._places),
            chances,
            np.concatenate(self._in_time),
            (float(share.mean()), float(low), float(high), many),
            _place(share, many, many),
            (float(middle), float(first), float(end), self._latest[1]),
            _place(self._last, *self._latest),
        )


def _levels(drawn: Numbers) -> Numbers:
    """The quantiles between which what comes lies in 90 %, however few futures were drawn."""
    return np.asarray(np.quantile(drawn, QUANTILES, method="weibull"))


def _place(drawn: Numbers, early: float, late: float) -> float:
    return float(((drawn < early).mean() + (drawn <= late).mean()) / 2)
