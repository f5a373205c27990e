"""The table of hops: how long each step down took, and whether it was observed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from wian.delays.hop_arrays import HopColumns, InstantColumn
from wian.delays.hop_figures import Figure, local_days, measure
from wian.delays.hop_record import HopRecord, Source
from wian.delays.window import DayRange, WindowUse
from wian.delays.working_time import WorkingTime
from wian.reports.offices_in_words import Namer


class Stretch(StrEnum):
    """The two halves of a hop: on the way to the last desk, and on that office's table."""

    TRAVEL = "travel"
    HANDLING = "handling"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a stretch cost over some hops: medians where there are several.

    Attributes:
        hops: How many finished hops the figures are of.
        open_hops: How many are not finished; they are counted, not measured.
        calendar_days, working_days: Median length.
        slowest_days: Longest, in calendar days.
        window_days_used, window_working_days_used: Median days of the window that it ate.
        window_days_left, window_working_days_left: Median days of the window left at its end.
    """

    hops: int
    open_hops: int
    calendar_days: float | None
    working_days: float | None
    slowest_days: float | None
    window_days_used: float | None
    window_working_days_used: float | None
    window_days_left: float | None
    window_working_days_left: float | None


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of one wave, over all its hops of one source.

    Attributes:
        wave: Wave number.
        stretch: Travel (issue to last desk) or handling (last desk to own letter).
        name: In words.
        cost: What it cost.
        source: Where the figures come from.
    """

    wave: int
    stretch: Stretch
    name: str
    cost: Cost
    source: Source


@dataclass(frozen=True, slots=True)
class Total:
    """What an unbroken chain of hops of one source cost in all.

    Attributes:
        offices: The offices of the chain, top down.
        calendar_days, working_days: From the first issue to the last letter or stamp.
        window_days_used, window_working_days_used: Days of the window that it ate.
        window_days, window_working_days: Length of the window.
    """

    offices: tuple[str, ...]
    calendar_days: float
    working_days: float
    window_days_used: float | None
    window_working_days_used: float | None
    window_days: int | None
    window_working_days: int | None


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Figures of one stretch of every hop; arrays of shape (hops,)."""

    calendar: Figure
    working: Figure
    used: Figure
    used_working: Figure
    left: Figure
    left_working: Figure

    def at(self, hops: Sequence[int]) -> Cost:
        """What it cost over some of the hops."""
        calendar = self.calendar[hops]
        finished = int(np.count_nonzero(~np.isnan(calendar)))
        return Cost(
            hops=finished,
            open_hops=len(hops) - finished,
            calendar_days=_median(calendar),
            working_days=_median(self.working[hops]),
            slowest_days=float(np.nanmax(calendar)) if finished else None,
            window_days_used=_median(self.used[hops]),
            window_working_days_used=_median(self.used_working[hops]),
            window_days_left=_median(self.left[hops]),
            window_working_days_left=_median(self.left_working[hops]),
        )


def segments(
    records: Sequence[HopRecord], namer: Namer, working: WorkingTime, window: DayRange | None
) -> list[Segment]:
    """The table of hops: wave by wave, observed before simulated, travel before handling."""
    stretches = _stretches(records, working, window)
    keys = {(record.wave, record.source) for record in records}
    rows: list[Segment] = []
    for wave, source in sorted(keys, key=_reading_order):
        at = [i for i, r in enumerate(records) if r.wave == wave and r.source is source]
        for stretch in Stretch:
            index = [i for i in at if stretch is Stretch.TRAVEL or records[i].forwards]
            if index:
                name = _name(stretch, [records[i] for i in index], namer)
                rows.append(Segment(wave, stretch, name, stretches[stretch].at(index), source))
    return rows


def observed_total(
    records: Sequence[HopRecord], working: WorkingTime, window: DayRange | None
) -> Total | None:
    """What history saw cost in all: the observed chain that ends last; ``None`` without one."""
    seen = {
        record.recipient: record
        for record in records
        if record.source is Source.OBSERVED and not record.open
    }
    if not seen:
        return None
    chain = [max(seen.values(), key=lambda record: (_end(record), record.recipient))]
    while chain[-1].sender in seen:
        chain.append(seen[chain[-1].sender])
    return _total(chain[::-1], working, window)


def _total(chain: list[HopRecord], working: WorkingTime, window: DayRange | None) -> Total:
    stretches = _stretches(chain, working, window)
    ends = [Stretch.HANDLING if record.forwards else Stretch.TRAVEL for record in chain]

    def added(name: str) -> float:
        travel = getattr(stretches[Stretch.TRAVEL], name)
        handled = getattr(stretches[Stretch.HANDLING], name)
        parts = [
            float(travel[i] + (handled[i] if end is Stretch.HANDLING else 0))
            for i, end in enumerate(ends)
        ]
        return sum(parts)

    use = WindowUse(window, working) if window else None
    return Total(
        (chain[0].sender, *(record.recipient for record in chain)),
        added("calendar"),
        added("working"),
        added("used") if use else None,
        added("used_working") if use and use.worked else None,
        use.length if use else None,
        use.working_length if use and use.worked else None,
    )


def _reading_order(key: tuple[int, Source]) -> tuple[int, int]:
    return key[0], list(Source).index(key[1])


def _end(record: HopRecord) -> int:
    end = record.forwarded if record.forwards else record.ready
    return end.minute if end else -1


def _name(stretch: Stretch, hops: Sequence[HopRecord], namer: Namer) -> str:
    recipients = [hop.recipient for hop in hops]
    if stretch is Stretch.HANDLING:
        return f"{namer.many(recipients)}: last desk to own letter"
    senders = list(dict.fromkeys(hop.sender for hop in hops))
    return f"{namer.many(senders)} -> {namer.many(recipients)}"


def _stretches(
    records: Sequence[HopRecord], working: WorkingTime, window: DayRange | None
) -> dict[Stretch, _Stretches]:
    columns = HopColumns.of(records, working.own)
    figures = measure(columns, working, None)
    return {
        Stretch.TRAVEL: _Stretches(
            figures.transit_days + figures.routing_days,
            figures.transit_working_days + figures.routing_working_days,
            *_window_use(columns.issued, columns.ready, working, window),
        ),
        Stretch.HANDLING: _Stretches(
            figures.handling_days + figures.suspended_days,
            figures.handling_working_days + figures.suspended_working_days,
            *_window_use(columns.ready, columns.forwarded, working, window),
        ),
    }


def _window_use(
    start: InstantColumn, end: InstantColumn, working: WorkingTime, window: DayRange | None
) -> tuple[Figure, Figure, Figure, Figure]:
    unknown = np.full(len(start.minute), np.nan)
    if window is None:
        return unknown, unknown, unknown, unknown
    use = WindowUse(window, working)
    first, last = local_days(start, working), local_days(end, working)
    both = start.known & end.known
    gone, gone_working = use.used(last), use.used_working(last)
    return (
        np.where(both, gone - use.used(first), unknown),
        np.where(both & use.worked, gone_working - use.used_working(first), unknown),
        np.where(end.known, use.length - gone, unknown),
        np.where(end.known & use.worked, use.working_length - gone_working, unknown),
    )


def _median(figure: Figure) -> float | None:
    known = figure[~np.isnan(figure)]
    return float(np.median(known)) if known.size else None
