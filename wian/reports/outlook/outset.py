"""From where does an outlook look ahead: what is known, what is assumed, and until when?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Route
from wian.delays.batch_days import BatchDays
from wian.delays.hop_record import HopRecord
from wian.delays.profile import DelayProfile, Stage
from wian.delays.working_time import Days, WorkingTime
from wian.jurisdictions.instant import Instant
from wian.reports.outlook.look_back.calibration import LevelCorrection
from wian.reports.outlook.monte_carlo.common_effect import (
    CommonEffect,
    common_effect,
    stage_spans,
)
from wian.reports.outlook.monte_carlo.futures import QUANTILES, Futures, Watch, futures
from wian.reports.outlook.monte_carlo.known_times import FORWARDED, KnownTimes, known_times
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.office_tree import OfficeTree
from wian.reports.outlook.monte_carlo.profile_laws import profile_laws
from wian.reports.outlook.monte_carlo.stage_laws import Rows, StageLaws
from wian.reports.outlook.monte_carlo.wave_sweep import Levers, WaveSweep

DRAWS = 1_000
"""Futures that are drawn where nobody says how many."""
SEED = 1
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Outset:
    """What an outlook is made from.

    Attributes:
        tree: Who writes to whom.
        known: What is known of it now.
        profile: How long stages take.
        working: Working time of the offices.
        now: When this is.
        closes: The last day that is in time, by each office's clock; none where ``None``.
        draws: How many futures are drawn.
        seed: Their seed.
    """

    tree: OfficeTree
    known: KnownTimes
    profile: DelayProfile
    working: WorkingTime
    now: Instant
    closes: date | None
    draws: int = DRAWS
    seed: int = SEED

    @classmethod
    def of(  # noqa: PLR0913 - what a directive and its offices are
        cls,
        route: Route,
        hierarchy: Hierarchy,
        records: Iterable[HopRecord],
        profile: DelayProfile,
        working: WorkingTime,
        *,
        now: Instant,
        closes: date | None,
    ) -> Outset:
        """What is made of a directive as the ledger holds it.

        Args:
            route: The plan, as it has grown.
            hierarchy: Its offices.
            records: Its hops, as corrected; what came after ``now`` is left out.
            profile: How long stages take.
            working: Working time of the offices.
            now: When this is.
            closes: The last day that is in time.

        Raises:
            OutsideCalendarError: A moment lies outside the working calendar.
        """
        tree = OfficeTree.of(route, hierarchy)
        known = known_times(tree, records, working, now)
        return cls(tree, known, profile, working, now, closes)

    @cached_property
    def laws(self) -> Mapping[Stage, StageLaws]:
        """How long the stages take."""
        return profile_laws(self.profile, self.tree, self.working.minutes_a_day)

    @cached_property
    def batches(self) -> BatchDays | None:
        """Which offices send on some days only."""
        return BatchDays.of(
            self.profile.send_days, self.tree.offices, self.working, self.profile.send_times
        )

    @cached_property
    def common(self) -> CommonEffect:
        """What is thought of the effect common to the directive."""
        spans = {stage: stage_spans(self.known, stage, self.tree, self.batches) for stage in Stage}
        known = self.profile.common_effect
        return common_effect(self.laws, spans, known.directives if known else None)

    @property
    def unsent(self) -> bool:
        """Whether no letter has gone out: futures have the first one go out now."""
        return bool(np.isnan(self.known.latest(FORWARDED)[0]))

    @cached_property
    def gone(self) -> float | None:
        """Which share of the window is gone; ``None`` without a deadline after the first letter."""
        if self.closes is None:
            return None
        here = float(self.known.now[0])
        sent = 0.0 if self.unsent else float(self.known.latest(FORWARDED)[0])
        begun, now = self.working.moment(np.array([round(here + sent), round(here)]))
        opens = self.working.local_days(np.array([begun]))[0]
        after = np.datetime64(self.closes, "D") + _DAY
        if after <= opens:
            return None
        first, end = self.working.midnight(np.array([opens, after]))
        return min(max(float(now - first) / float(end - first), 0.0), 1.0)

    @cached_property
    def correction(self) -> LevelCorrection:
        """What past outlooks show of this one."""
        return LevelCorrection(self.profile.calibration, self.gone)

    def deadline(self, further_days: int = 0) -> Numbers | None:
        """The last working position from now that is in time; ``None`` without a deadline.

        Args:
            further_days: Calendar days by which the deadline is later.

        Raises:
            OutsideCalendarError: It lies outside the working calendar.
        """
        if self.closes is None:
            return None
        after = np.datetime64(self.closes, "D") + _DAY * (1 + further_days)
        return self.working.position(self.working.midnight([after])) - self.known.now

    def sweep(self, levers: Levers | None = None) -> WaveSweep:
        """What futures are drawn from, where something is done from now on."""
        done = levers or Levers.none(len(self.tree))
        of = (self.tree, self.laws, self.known, self.working, self.seed)
        return WaveSweep(*of, done, self.batches)

    def futures(self, levers: Levers | None = None, watch: Watch | None = None) -> Futures:
        """What many futures have in common.

        Args:
            levers: What is done from now on.
            watch: Is shown what is drawn.
        """
        return futures(
            self.sweep(levers),
            self.common,
            self.draws,
            self.deadline(),
            self.correction.office_levels(QUANTILES),
            watch=watch,
        )

    def days(self, rows: Rows, positions: Numbers) -> Days:
        """The local days of working positions from now, by the offices' own clocks.

        Args:
            rows: The offices.
            positions: Shape (rows, any).
        """
        here = self.known.now[rows][:, None]
        minutes = self.working.moment(np.rint(positions + here))
        return self.working.local_days(minutes)
