"""Which addressees will have the directive too late, as things stand.

What is still open is expected to take its usual time, the median of the delay profile, counted
from what is known; an office that has taken longer already is expected to act now. So it is a
hopeful forecast: who misses the closing day in it will hardly make it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Hop, Route, Wave
from wian.delays.draws import quantile
from wian.delays.hop_arrays import UNKNOWN
from wian.delays.hop_record import HopRecord
from wian.delays.profile import DelayProfile, Stage
from wian.delays.unit import Unit
from wian.delays.working_time import Days, Minutes, WorkingTime
from wian.jurisdictions.instant import Instant

_HOUR = 60


@dataclass(frozen=True, slots=True)
class AtRisk:
    """How the addressees stand against the closing day.

    Attributes:
        closes: The last day.
        addressees: How many there are.
        in_time: How many received by the closing day.
        missed: How many did not, and the day is over, or received later.
        will_miss: Who has not received and is expected to after the closing day, sorted.
        last: When the last one is expected to receive; ``None`` where all have received.
    """

    closes: date
    addressees: int
    in_time: int
    missed: int
    will_miss: tuple[str, ...]
    last: date | None

    @property
    def expected(self) -> int:
        """How many have not received, and are expected to in time."""
        return self.addressees - self.in_time - self.missed - len(self.will_miss)


class Usual:
    """How long the stages of a hop usually take: the medians of a delay profile.

    Args:
        hierarchy: The offices.
        profile: What their hops are assumed to cost.
        minutes_a_day: Office minutes of a working day.
    """

    def __init__(self, hierarchy: Hierarchy, profile: DelayProfile, minutes_a_day: int) -> None:
        self._hierarchy, self._profile, self._day = hierarchy, profile, minutes_a_day
        self._known: dict[tuple[str, str, str], tuple[int, int, int]] = {}

    def of(self, hop: Hop) -> tuple[int, int, int]:
        """Office minutes to the first desk, from there to the last, and to the own letter."""
        office = self._hierarchy.traits(hop.recipient)
        transit, routing, handling = self._stages(office.level, office.kind, hop.channel.value)
        return transit, routing * (len(office.desks) - 1), handling

    def _stages(self, level: str, kind: str, channel: str) -> tuple[int, int, int]:
        key = (level, kind, channel)
        if key not in self._known:
            transit, routing, handling = (self._median(stage, *key) for stage in Stage)
            self._known[key] = (transit, routing, handling)
        return self._known[key]

    def _median(self, stage: Stage, level: str, kind: str, channel: str) -> int:
        usual = self._profile.distribution(stage, level, kind, channel)
        return round(quantile(usual, 0.5) * (self._day if usual.unit is Unit.DAYS else _HOUR))


def at_risk(  # noqa: PLR0913 - what a forecast is made of
    route: Route,
    records: Sequence[HopRecord],
    usual: Usual,
    working: WorkingTime,
    *,
    closes: date,
    now: Instant,
) -> AtRisk:
    """Which addressees will miss the closing day, as things stand.

    Args:
        route: The plan.
        records: What the ledger holds of it, as corrected.
        usual: How long what is open usually takes.
        working: Working time of the offices.
        closes: The last day on which the directive can still be acted on.
        now: When this is.

    Raises:
        OutsideCalendarError: It is expected beyond the working calendar.
    """
    known = {record.recipient: record for record in records}
    arrival = expected_arrivals(route, known.values(), usual, working, now)
    wanted = route.addressees
    days = expected_days(wanted, arrival, working)
    late = days > np.datetime64(closes, "D")
    waiting = np.array([_received(known.get(office)) == UNKNOWN for office in wanted], dtype=bool)
    over = now.date(working.zone) > closes
    missing = waiting & late
    return AtRisk(
        closes=closes,
        addressees=len(wanted),
        in_time=int(np.count_nonzero(~waiting & ~late)),
        missed=int(np.count_nonzero(late & (~waiting | over))),
        will_miss=()
        if over
        else tuple(office for office, miss in zip(wanted, missing, strict=True) if miss),
        last=days[waiting].max().astype(date) if waiting.any() else None,
    )


@dataclass(frozen=True, slots=True)
class Expected:
    """When offices get a directive and pass it on, as known or expected; UTC minutes by office.

    Attributes:
        received: Stamp of its first desk.
        ready: Stamp of its last desk.
        written: Its own letter, whether it writes one or not.
    """

    received: dict[str, int]
    ready: dict[str, int]
    written: dict[str, int]


def expected_days(offices: Sequence[str], minutes: Mapping[str, int], working: WorkingTime) -> Days:
    """The days that the clocks of offices show at their moments.

    Args:
        offices: The offices; the answer is in their order.
        minutes: The moment of each, as UTC minutes.
        working: Their clocks.
    """
    moments = np.array([minutes[office] for office in offices], dtype=np.int64)
    return working.local_days(working.shown(offices, moments))


def expected_arrivals(
    route: Route, records: Iterable[HopRecord], usual: Usual, working: WorkingTime, now: Instant
) -> dict[str, int]:
    """When each office's first desk stamped, or is expected to: UTC minutes.

    Args:
        route: The plan.
        records: What is known of it.
        usual: How long what is open usually takes.
        working: Working time of the offices.
        now: When this is; nothing that is open is expected before.
    """
    return expected_times(route, records, usual, working, now).received


def expected_times(
    route: Route, records: Iterable[HopRecord], usual: Usual, working: WorkingTime, now: Instant
) -> Expected:
    """The same of every stamp and letter; arguments as above.

    Raises:
        OutsideCalendarError: Something is expected beyond the working calendar.
    """
    known = {record.recipient: record for record in records}
    arrival: dict[str, int] = {}
    had: dict[str, int] = {}
    letter = {route.origin: now.minute}
    letter |= {each.sender: each.issued.minute for each in known.values() if each.issued}
    for wave in route.waves:
        recipients, issued, costs = _sent(wave, letter, usual)
        found = list(map(known.get, recipients))
        stamped = np.array([_received(each) for each in found], dtype=np.int64)
        ready = np.array([_minute(each.ready if each else None) for each in found], dtype=np.int64)
        after = partial(_after, recipients, working)
        received = _expected(stamped, after(issued, costs[0]), now)
        passed = _expected(ready, after(received, costs[1]), now)
        written = _expected(np.full(len(recipients), UNKNOWN), after(passed, costs[2]), now)
        arrival.update(zip(recipients, received.tolist(), strict=True))
        had.update(zip(recipients, passed.tolist(), strict=True))
        for office, minute in zip(recipients, written.tolist(), strict=True):
            letter.setdefault(office, minute)
    return Expected(arrival, had, letter)


def _sent(
    wave: Wave, letter: Mapping[str, int], usual: Usual
) -> tuple[list[str], Minutes, NDArray[np.int64]]:
    """The recipients of a wave, when their letters were written, and what is usual by stage."""
    recipients, issued, costs = list[str](), array("q"), list[tuple[int, int, int]]()
    for hop in wave.hops:  # one by one: of a large route no hop is held
        recipients.append(hop.recipient)
        issued.append(letter[hop.sender])
        costs.append(usual.of(hop))
    stages = np.array(costs, dtype=np.int64).reshape(-1, 3).T
    return recipients, np.frombuffer(issued, np.int64), stages


def _after(offices: Sequence[str], working: WorkingTime, start: Minutes, usual: Minutes) -> Minutes:
    """The usual time after moments, in the hours of offices by their own clocks."""
    ends = working.add(working.shown(offices, start), usual)
    return working.own.parts(offices).from_home(ends) if working.own else ends


def _expected(known: Minutes, soon: Minutes, now: Instant) -> Minutes:
    """What is known, else what is usual, and not before now."""
    return np.where(known != UNKNOWN, known, np.maximum(soon, now.minute))


def _received(record: HopRecord | None) -> int:
    return _minute(record.received if record else None)


def _minute(instant: Instant | None) -> int:
    return instant.minute if instant else UNKNOWN
