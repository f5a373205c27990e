"""What each step of each hop held up, and what halving it would save.

Everything below a part waits for it. A part of ``m`` minutes that ``n`` offices wait for costs
``n * m`` office-minutes; over all parts they add up to the offices' arrivals, exactly. Were it half
as long, and all else as long as it was, each of the ``n`` would have had its letter ``m // 2``
minutes earlier, and the last arrival of all would be the latest of those moved ones and the others.
Where a log shows seconds, minutes are no whole numbers, and halves are of thousandths of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.local_clock import DAY
from wian.delays.working_time import Minutes
from wian.reports.bottlenecks.causes import CAUSES, Mask
from wian.reports.bottlenecks.tree import NOTHING, PARTS, Part, Waiting
from wian.reports.stages import HopStage

HOP_COLUMNS = (
    "propagation",
    "directive",
    "wave",
    "sender",
    "sender_name",
    "sender_name_en",
    "recipient",
    "recipient_name",
    "recipient_name_en",
    "level",
    "source",
)
"""Columns that say which hop it is."""
_MINUTES = tuple(f"{cause}_minutes" for cause in CAUSES)
FIGURES = (
    "stage",
    "open",
    "doubtful",
    "whole_days",
    "critical",
    "minutes",
    *_MINUTES,
    "days",
    "working_days",
    "offices_held",
    "office_minutes",
    "office_days",
    "halving_last_minutes",
    "halving_office_minutes",
    "halving_last_days",
    "halving_office_days",
    "uncovered_minutes",
    "through",
    "suspended_minutes",
)
"""Columns that say what a part of it cost."""
Figure = NDArray[np.int64] | NDArray[np.float64]
_ORDER = {stage.value: place for place, stage in enumerate(PARTS)}


@dataclass(frozen=True, slots=True)
class Lasts:
    """When the last office of each hop's propagation had it, in ticks of UTC; arrays of (hops,).

    By the moments on record, among the offices that can be last; an arrival so far where an office
    waits.

    Attributes:
        whole: Of all of them.
        inside: Of those below the hop, its recipient included.
        below: Of those below its recipient; nothing where nobody is.
        own: Of the recipient itself.
        outside: Of those neither below nor the recipient; nothing where there is nobody else.
    """

    whole: Minutes
    inside: Minutes
    below: Minutes
    own: Minutes
    outside: Minutes


def costs(frame: pl.DataFrame, waiting: Waiting, minutes_a_day: int) -> pl.DataFrame:
    """The parts: a row for each part of a hop that took place or has begun, the costliest first.

    Args:
        frame: Hops of ``wian.reports.hop_frame.SCHEMA``.
        waiting: Who waits for which of them.
        minutes_a_day: Office minutes of a working day.

    Returns:
        Columns ``row``, the hop's place in the frame, and ``FIGURES``: by propagation as in the
        frame, then by office-days, then by what halving saves of the last arrival.
    """
    lasts, (way, leads_on) = last_arrivals(waiting), on_critical_chains(waiting)
    critical = {stage: leads_on if stage is HopStage.HANDLING else way for stage in PARTS}
    shown = _Ticks(waiting.per_minute, minutes_a_day)
    tables = [_table(waiting.part(stage), stage, lasts, critical[stage], shown) for stage in PARTS]
    return _costliest_first(pl.concat(tables), frame["propagation"])


def named(
    parts: pl.DataFrame, frame: pl.DataFrame, columns: Sequence[str] = HOP_COLUMNS
) -> pl.DataFrame:
    """Parts with what says of which hop each is.

    The table of all parts names each hop up to three times, which takes more than all figures: so
    they are named when they are shown.

    Args:
        parts: Some of :func:`costs`.
        frame: The hops that they are of.
        columns: What of the hops is wanted.
    """
    rows = parts["row"]
    return pl.DataFrame([frame[name].gather(rows) for name in columns]).hstack(parts.drop("row"))


def _costliest_first(found: pl.DataFrame, propagations: pl.Series) -> pl.DataFrame:
    """The parts by propagation as in the frame, then by what they cost and what halving saves."""
    whose = propagations.to_frame().with_row_index("row")
    first = whose.select("row", order=pl.col("row").min().over("propagation"))
    keys = found.select("office_minutes", "halving_last_minutes", "row", "stage").with_columns(
        order=first["order"].gather(found["row"])
    )
    ordered = keys.with_row_index("place").sort(  # the whole table is moved once, by its places
        "order",
        -pl.col("office_minutes"),
        -pl.col("halving_last_minutes"),
        "row",
        pl.col("stage").replace_strict(_ORDER, return_dtype=pl.Int8),
    )
    return found[ordered["place"]]


def last_arrivals(waiting: Waiting) -> Lasts:
    """The latest arrivals, with and without those below each hop."""
    arrival, size = np.where(waiting.can_be_last, waiting.had, NOTHING), waiting.size
    inside, below = arrival.copy(), np.full(len(arrival), NOTHING)
    for hops in reversed(waiting.generations[1:]):
        above = waiting.parent[hops]
        np.maximum.at(inside, above, inside[hops])
        np.maximum.at(below, above, inside[hops])
    whole, outside = np.zeros_like(arrival), np.full(len(arrival), NOTHING)
    for hops in waiting.propagations():
        first = int(waiting.place[hops[0]])
        ordered = arrival[hops]
        before = np.concatenate(([NOTHING], np.maximum.accumulate(ordered)))
        behind = np.concatenate((np.maximum.accumulate(ordered[::-1])[::-1], [NOTHING]))
        at = waiting.place[hops] - first
        outside[hops] = np.maximum(before[at], behind[at + size[hops]])
        whole[hops] = ordered.max()
    return Lasts(whole, inside, below, arrival, outside)


def on_critical_chains(waiting: Waiting) -> tuple[Mask, Mask]:
    """The hops on the way to the last office of their propagation, and those that lead on there."""
    way, leads_on = (np.zeros(len(waiting.parent), dtype=np.bool_) for _ in range(2))
    for hops in waiting.propagations():
        chain = waiting.chain(waiting.last(hops))
        way[chain], leads_on[chain[:-1]] = True, True
    return way, leads_on


@dataclass(frozen=True, slots=True)
class _Ticks:
    """How ticks are shown."""

    per_minute: int
    minutes_a_day: int

    def minutes(self, ticks: Minutes) -> Figure:
        """As minutes: whole numbers where nothing is known more exactly."""
        return ticks if self.per_minute == 1 else np.asarray(ticks / self.per_minute)

    def days(self, ticks: Minutes) -> Figure:
        return np.asarray(ticks / (DAY * self.per_minute))

    def working_days(self, ticks: Minutes) -> Figure:
        return np.asarray(ticks / (self.minutes_a_day * self.per_minute))


def _table(
    part: Part, stage: HopStage, lasts: Lasts, critical: Mask, shown: _Ticks
) -> pl.DataFrame:
    whole = part.causes.whole
    half = np.maximum(whole, 0) // 2
    saved = lasts.whole - _halved(stage, lasts, half)
    figures: dict[str, Any] = {
        "row": np.arange(len(whole), dtype=np.uint32),
        "stage": np.zeros(len(whole), dtype=np.int8),
        "open": part.open,
        "doubtful": part.doubtful,
        "whole_days": part.whole_days,
        "critical": critical,
        "minutes": shown.minutes(whole),
        **{f"{cause}_minutes": shown.minutes(getattr(part.causes, cause)) for cause in CAUSES},
        "days": shown.days(whole),
        "working_days": np.where(
            part.causes.uncovered == 0, shown.working_days(part.causes.working), np.nan
        ),
        "offices_held": part.held,
        "office_minutes": shown.minutes(whole * part.held),
        "office_days": shown.days(whole * part.held),
        "halving_last_minutes": shown.minutes(saved),
        "halving_office_minutes": shown.minutes(half * part.held),
        "halving_last_days": shown.days(saved),
        "halving_office_days": shown.days(half * part.held),
        "uncovered_minutes": shown.minutes(part.causes.uncovered),
        "through": np.array([each.value for each in PARTS])[part.through],
        "suspended_minutes": shown.minutes(part.suspended),
    }
    begun = {name: values[part.begun] for name, values in figures.items()}
    return pl.DataFrame(begun, nan_to_null=True).with_columns(stage=pl.lit(stage.value))


def _halved(stage: HopStage, lasts: Lasts, half: Minutes) -> Minutes:
    """The last arrival of all, were a part of each hop shorter by ``half``."""
    if stage is not HopStage.HANDLING:
        return np.asarray(np.maximum(lasts.outside, lasts.inside - half))
    return np.asarray(np.where(lasts.below > NOTHING, _without(lasts, half), lasts.whole))


def _without(lasts: Lasts, half: Minutes) -> Minutes:
    """The recipient itself had it before: it stays, and those below it move."""
    return np.asarray(np.maximum(np.maximum(lasts.outside, lasts.own), lasts.below - half))
