"""When the addressees will have the directive, compared with its deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wian.delays.hop_record import HopRecord, Source
from wian.delays.window import DayRange, window_days_left
from wian.delays.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class Arrival:
    """One point of the forecast.

    Attributes:
        share: Share of the addressees that have it by then, in per cent.
        day: Local date.
        office: The office that received it then.
        days_left: Days of the window left, that day's included; 0 or less once it is past.
    """

    share: float
    day: date
    office: str
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """When the addressees have it: when their last desk has stamped it.

    Attributes:
        addressees: How many there are.
        arrived: How many have it.
        in_time: How many receive by the closing day (``None`` without a window).
        points: First, a quarter, half, three quarters, nine tenths, last.
        closes: The deadline.
        sources: Where the receptions come from, with counts.
    """

    addressees: int
    arrived: int
    in_time: int | None
    points: tuple[Arrival, ...]
    closes: date | None
    sources: dict[Source, int]


_SHARES = (0.0, 25.0, 50.0, 75.0, 90.0, 100.0)


def forecast(
    records: Sequence[HopRecord],
    addressees: Sequence[str],
    working: WorkingTime,
    window: DayRange | None,
) -> Forecast:
    """The forecast of a propagation's arrivals at its addressees.

    Of those at the same moment the last one is the one in the latest wave, of these the one whose
    id comes last, as for the critical chain (``wian.reports.bottlenecks.tree``).

    Args:
        records: Its hops.
        addressees: Who is to act.
        working: Tells the local date.
        window: The directive's window.
    """
    wanted = set(addressees)
    day_of = working.clocks.day_of
    arrived = sorted(
        (at.minute, each.wave, each.recipient, day_of(each.recipient, at), each.source)
        for each in records
        if each.recipient in wanted and (at := each.ready) is not None
    )
    days = [(day, office) for *_, office, day, _ in arrived]
    sources = [source for *_, source in arrived]
    return Forecast(
        addressees=len(wanted),
        arrived=len(days),
        in_time=sum(day <= window.closes for day, _ in days) if window else None,
        points=_points(days, window),
        closes=window.closes if window else None,
        sources={source: sources.count(source) for source in Source if source in sources},
    )


def _points(days: Sequence[tuple[date, str]], window: DayRange | None) -> tuple[Arrival, ...]:
    """The points of the forecast; a single arrival is a single point."""
    if not days:
        return ()
    shares = _SHARES if len(days) > 1 else _SHARES[-1:]
    return tuple(_point(share, days, window) for share in shares)


def _point(share: float, days: Sequence[tuple[date, str]], window: DayRange | None) -> Arrival:
    """The smallest day by which ``share`` per cent have it (nearest-rank percentile)."""
    rank = max(1, -(-len(days) * int(share) // 100))
    day, office = days[rank - 1]
    left = window_days_left(day, window) if window else None
    return Arrival(share, day, office, left)
