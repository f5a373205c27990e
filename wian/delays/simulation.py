"""Simulates what history did not see: arrivals, forwardings, an origin's issue.

All is virtual: each hop's instants follow from its own inputs and from draws keyed by the hop, so
any order or batch gives the same answer. Simulated instants are known to the minute. An instant
that is known to the day only is over at the close of that day's office hours: what is simulated
after it counts from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from wian.delays.batch_days import BatchDays
from wian.delays.draws import Draws
from wian.delays.hop_arrays import InstantColumn
from wian.delays.profile import DelayProfile, Stage
from wian.delays.working_time import Minutes, WorkingTime
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import Fault, InputFaults

_UNBOUND = int(np.iinfo(np.int64).max)
_ONE_DAY = np.timedelta64(1, "D")


class HopInput(NamedTuple):
    """What is known of a hop before its arrival is told.

    Attributes:
        key: Stable key of the hop; its draws depend on it.
        level, kind: What the recipient is.
        channel: How the letter travels.
        desks: How many desks of the recipient stamp it, at least one.
        issued: The sender's issue; ``None`` only in the chain of `origin_issue`.
        observed: For each desk the stamp that history shows, or ``None``.
        forwarded: The issue of the recipient's own letter, where history shows it.
        not_after: The earliest instant that history shows further down, where that letter was
            not seen: what is simulated of this hop is no later.
        office: The recipient, whose own delays a profile may know.
    """

    key: str
    level: str
    kind: str
    channel: str
    desks: int
    issued: Instant | None
    observed: tuple[Instant | None, ...]
    forwarded: Instant | None = None
    not_after: Instant | None = None
    office: str | None = None

    def moved(self, at: Callable[[Instant], Instant]) -> HopInput:
        """The same with each instant moved."""
        return self._replace(
            issued=self.issued and at(self.issued),
            observed=tuple(seen and at(seen) for seen in self.observed),
            forwarded=self.forwarded and at(self.forwarded),
            not_after=self.not_after and at(self.not_after),
        )

    @property
    def bound(self) -> Instant | None:
        """The observed instant that the arrival must not overrun."""
        return self.forwarded or self.not_after


def arrivals(
    hops: Sequence[HopInput], profile: DelayProfile, seed: int, working: WorkingTime
) -> list[tuple[Instant, ...]]:
    """The stamps of each hop, a tuple with one instant a desk.

    Observed stamps stay as they are. An unobserved one follows the instant before it (the issue
    at first) by the draw of its stage; where the next observed instant would be overrun, the
    draws up to it shrink in proportion so that they fit. So no simulated stamp is before the
    issue or after a later observed instant.

    Raises:
        InputFaults: Observed instants contradict each other.
        OutsideCalendarError: A stamp would lie outside the calendar.
    """
    witnessed = [hop for hop in hops if hop.bound or any(hop.observed)]
    _refuse_contradictions([(hop.key, _known_of(hop)) for hop in witnessed], working)
    if not hops:
        return []
    draws = Draws(profile, seed, working.minutes_a_day)
    minutes = _filled(hops, _stamps(hops), _table(hops, draws), working)
    return [
        tuple(seen or _simulated(minute) for seen, minute in zip(hop.observed, row, strict=False))
        for hop, row in zip(hops, minutes.tolist(), strict=True)
    ]


def forwardings(
    hops: Sequence[HopInput],
    ready: Sequence[Instant],
    profile: DelayProfile,
    seed: int,
    working: WorkingTime,
) -> list[Instant]:
    """When the recipient of each hop issues its own letter.

    That is as observed, else ``ready`` plus the handling drawn, no later than ``not_after``. A
    ``ready`` known to the day counts from the close of that day, so a simulated issue is never
    before it.

    Args:
        hops: Hops whose recipients forward.
        ready: Stamp of the recipient's last desk, for each hop.
        profile: Assumptions to draw from.
        seed: Seed of the propagation.
        working: Working time of the offices.

    Raises:
        InputFaults: Observed instants contradict each other.
        OutsideCalendarError: An issue would lie outside the calendar.
    """
    pairs = list(zip(hops, ready, strict=True))
    _refuse_contradictions([(hop.key, (at, hop.bound)) for hop, at in pairs], working)
    unseen = [(hop, at) for hop, at in pairs if hop.forwarded is None]
    start = earliest_after(InstantColumn.of(at for _, at in unseen), working)
    bound = _ceiling(InstantColumn.of(hop.not_after for hop, _ in unseen), working)
    draws = Draws(profile, seed, working.minutes_a_day)
    drawn = [_handling(hop, draws) for hop, _ in unseen]
    minutes = np.array(drawn, dtype=np.int64)
    done = _placed(start, minutes, minutes, bound, working)
    if profile.send_days:
        offices = [hop.office or "" for hop, _ in unseen]
        done = np.minimum(on_send_days(offices, done, profile, working), bound)
    placed = iter(done.tolist())
    return [hop.forwarded or _simulated(next(placed)) for hop in hops]


def on_send_days(
    offices: Sequence[str], done: Minutes, profile: DelayProfile, working: WorkingTime
) -> Minutes:
    """When letters go out that are done, on the days on which their offices send."""
    days = BatchDays.of(profile.send_days, offices, working, profile.send_times)
    if days is None:
        return done
    some = np.flatnonzero(days.pattern >= 0)
    positions = working.position(done[some]).astype(np.float64)
    sent = days.sent(some, positions[:, None])[:, 0]
    moved, found = sent > positions, done.copy()
    at, then = working.moment(sent[moved]), working.moment(sent[moved] + 1)
    found[some[moved]] = np.where(then - at > 1, then, at)  # not at the close, but as it opens
    return found


def origin_issue(
    chain: Sequence[HopInput],
    observed: Instant,
    profile: DelayProfile,
    seed: int,
    working: WorkingTime,
) -> Instant:
    """When the origin must have issued for the first thing that history saw to happen then.

    Counts back by the same draws that simulating forwards uses, so that the two meet: from the
    first observed stamp on the chain, else from the first observed letter. One known to the day
    counts as the first office minute of that day.

    Args:
        chain: Hops from the origin down to the first office with an observed letter.
        observed: Issue of that letter.
        profile: Assumptions to draw from.
        seed: Seed of the propagation.
        working: Working time of the offices.

    Raises:
        OutsideCalendarError: The issue would lie outside the calendar.
    """
    draws = Draws(profile, seed, working.minutes_a_day)
    total, anchor = 0, observed
    for hop in chain:
        drawn, stamp = _until_seen(hop, draws)
        total += drawn
        if stamp is not None:
            anchor = stamp
            break
        total += _handling(hop, draws)
    minute = anchor.minute
    if anchor.precision is Precision.DAY:
        minute = int(working.opens_at(working.local_days(minute))) + 1
    return _simulated(int(working.add(minute, -total)))


def _until_seen(hop: HopInput, draws: Draws) -> tuple[int, Instant | None]:
    """Minutes drawn up to the first observed stamp of a hop (all of them without one)."""
    total = 0
    for desk, stamp in enumerate(hop.observed):
        total += _arrival(hop, desk, draws)
        if stamp is not None:
            return total, stamp
    return total, None


def _arrival(hop: HopInput, desk: int, draws: Draws) -> int:
    if desk:
        of = (Stage.ROUTING, hop.level, hop.kind, None)
        return draws.minutes(*of, hop.key, f"routing-{desk}", hop.office)
    of_transit = (Stage.TRANSIT, hop.level, hop.kind, hop.channel)
    return draws.minutes(*of_transit, hop.key, "transit", hop.office)


def _handling(hop: HopInput, draws: Draws) -> int:
    of = (Stage.HANDLING, hop.level, hop.kind, None)
    return draws.minutes(*of, hop.key, "handling", hop.office)


def _table(hops: Sequence[HopInput], draws: Draws) -> Minutes:
    """Minutes drawn for each hop and desk, nothing where a stamp was observed; (hops, desks)."""
    desks = max(hop.desks for hop in hops)
    rows = [
        [0 if stamp else _arrival(hop, desk, draws) for desk, stamp in enumerate(hop.observed)]
        + [0] * (desks - hop.desks)
        for hop in hops
    ]
    return np.array(rows, dtype=np.int64)


def _stamps(hops: Sequence[HopInput]) -> list[InstantColumn]:
    """The observed stamps, a column a desk."""
    desks = range(max(hop.desks for hop in hops))
    return [
        InstantColumn.of(hop.observed[desk] if desk < hop.desks else None for hop in hops)
        for desk in desks
    ]


def _filled(
    hops: Sequence[HopInput], seen: Sequence[InstantColumn], draws: Minutes, working: WorkingTime
) -> Minutes:
    """The minutes of all stamps; (hops, desks)."""
    bounds, totals = _ahead(hops, seen, draws, working)
    minutes = np.empty_like(draws)
    start = earliest_after(InstantColumn.of(hop.issued for hop in hops), working)
    fresh = np.ones(len(hops), dtype=np.bool_)
    spent = total = np.zeros(len(hops), dtype=np.int64)
    for desk, column in enumerate(seen):
        total = np.where(fresh, totals[:, desk], total)
        spent = np.where(fresh, 0, spent) + draws[:, desk]
        placed = _placed(start, spent, total, bounds[:, desk], working)
        fresh = column.known
        minutes[:, desk] = np.where(fresh, column.minute, placed)
        start = np.where(fresh, earliest_after(column, working), start)
    return minutes


def _ahead(
    hops: Sequence[HopInput], seen: Sequence[InstantColumn], draws: Minutes, working: WorkingTime
) -> tuple[Minutes, Minutes]:
    """For each hop and desk: the observed instant ahead, and the draws until it; both as draws."""
    bounds, totals = np.empty_like(draws), np.empty_like(draws)
    bound = _ceiling(InstantColumn.of(hop.bound for hop in hops), working)
    total = np.zeros(len(hops), dtype=np.int64)
    for desk in reversed(range(len(seen))):
        column = seen[desk]
        bound = np.where(column.known, _ceiling(column, working), bound)
        total = np.where(column.known, 0, total + draws[:, desk])
        bounds[:, desk], totals[:, desk] = bound, total
    return bounds, totals


def _placed(
    start: Minutes, spent: Minutes, total: Minutes, bound: Minutes, working: WorkingTime
) -> Minutes:
    """``spent`` of the ``total`` working minutes after ``start``, shrunk to end by ``bound``."""
    bounded = bound != _UNBOUND
    if not bounded.any():
        return working.add(start, spent)
    start = np.minimum(start, bound)
    room = np.where(bounded, working.between(start, np.where(bounded, bound, start)), total)
    fitted = np.where(total > room, spent * room // np.maximum(total, 1), spent)
    return np.minimum(working.add(start, fitted), bound)


def earliest_after(column: InstantColumn, working: WorkingTime) -> Minutes:
    """From when on something can follow each instant: the close of a day known as such."""
    minutes = np.where(column.known, column.minute, 0)
    if not column.dated.any():
        return minutes
    return np.where(column.dated, working.closes_at(working.local_days(minutes)), minutes)


def _ceiling(column: InstantColumn, working: WorkingTime) -> Minutes:
    """By when something must have happened to precede each instant: the last minute of a day."""
    if not column.known.any():
        return np.full(len(column.minute), _UNBOUND)
    minutes = np.where(column.known, column.minute, 0)
    next_midnight = working.midnight(working.local_days(minutes) + _ONE_DAY)
    return np.where(column.known, np.where(column.dated, next_midnight - 1, minutes), _UNBOUND)


def _simulated(minute: int) -> Instant:
    return Instant(minute, Precision.MINUTE)


def _known_of(hop: HopInput) -> tuple[Instant | None, ...]:
    return (hop.issued, *hop.observed, hop.bound)


def _refuse_contradictions(
    known: Sequence[tuple[str, tuple[Instant | None, ...]]], working: WorkingTime
) -> None:
    """Refuse instants that are not in order, at the precision that both of a pair have."""
    faults = [
        Fault(key, _contradiction(first, second, working), "correct the observed date")
        for key, instants in known
        for first, second in pairwise(instant for instant in instants if instant is not None)
        if second.minute < first.minute and _is_before(second, first, working)
    ]
    if faults:
        raise InputFaults("the observed history", faults)


def _contradiction(first: Instant, second: Instant, working: WorkingTime) -> str:
    one, two = first.isoformat(working.zone), second.isoformat(working.zone)
    return f"{two} is observed to follow {one}, which is later"


def _is_before(one: Instant, two: Instant, working: WorkingTime) -> bool:
    if Precision.DAY in {one.precision, two.precision}:
        return one.date(working.zone) < two.date(working.zone)
    return one.minute < two.minute
