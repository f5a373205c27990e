"""The proof that the figures of a chain add up to its instants.

Along any chain, transit, routing, handling and suspended time add up to the arrival at its last
desk minus the origin's issue: to the minute while every instant in the chain is known to the
minute, else in whole local days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from wian.delays.hop_arrays import HopColumns, InstantColumn
from wian.delays.hop_figures import Figure, local_days, measure, rested_minutes
from wian.delays.hop_record import HopRecord
from wian.delays.hop_rows import PLACES
from wian.delays.local_clock import DAY
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.kit.errors import Fault

_NAMES = ("issued", "received", "ready", "forwarded")
_NO_PARENT = -1


def identity_faults(records: Iterable[HopRecord], working: WorkingTime) -> list[Fault]:
    """What breaks the delay identity among ``records``; empty where all is exact.

    Checked for each record: its instants are in order (at the precision that both of a pair
    have), its issue is the one at which the sender's own hop ends (that of a later letter of the
    sender does not lie before it), it is the only one to its recipient, and the published figures
    from the origin down to it add up. A break is reported once, at the hop where it happens, not
    again below it.

    Args:
        records: Records of one or more propagations, in any order.
        working: The clock by which days are told.
    """
    hops = sorted(records, key=lambda record: (record.propagation, record.wave, record.recipient))
    if not hops:
        return []
    columns = HopColumns.of(hops, working.own)
    parents = _parents(hops)
    later = np.array([hop.part > 0 for hop in hops], dtype=np.bool_)
    broken = _broken(columns, np.array(parents), working, later)
    return [
        *_repeated(hops),
        *_disordered(hops, columns, working),
        *(_link_fault(hops[i], hops[parents[i]], working) for i in np.flatnonzero(broken).tolist()),
        *_sum_faults(hops, columns, working, _Links(parents, later, broken)),
    ]


def identity_holds(
    columns: HopColumns, parents: Sequence[int], working: WorkingTime, later: NDArray[np.bool_]
) -> bool:
    """Whether hops of one propagation keep the identity, each to a recipient of its own.

    It is what ``identity_faults`` finds of them, without a word on where; many times faster.

    Args:
        columns: Their instants, in the order of waves.
        parents: For each hop the index of the one that reached its sender, -1 under the origin.
        working: The clock by which days are told.
        later: Where a later letter of the sender than its first brought the hop.
    """
    broken = _broken(columns, np.array(parents, dtype=np.int64), working, later)
    return not (
        broken.any()
        or any(late.any() for _, _, late in _late(columns, working))
        or any(
            wrong.any()
            for _, _, wrong in _excesses(columns, working, _Links(parents, later, broken))
        )
    )


def _parents(hops: Sequence[HopRecord]) -> list[int]:
    """For each hop the index of the one that reached its sender, -1 under the origin."""
    reached = {(hop.propagation, hop.recipient): index for index, hop in enumerate(hops)}
    return [reached.get((hop.propagation, hop.sender), _NO_PARENT) for hop in hops]


def _broken(
    columns: HopColumns,
    parents: NDArray[np.int64],
    working: WorkingTime,
    later: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Where a hop's issue is not the instant at which its sender's own hop ends.

    That of a later letter may lie behind it, not before it.
    """
    issued, forwarded = columns.issued, columns.forwarded
    ends, dated = forwarded.minute[parents], forwarded.dated[parents]
    other = (issued.minute != ends) | (issued.dated != dated)
    if later.any():
        days = local_days(issued, working), local_days(forwarded, working)[parents]
        before = np.where(issued.dated | dated, days[0] < days[1], issued.minute < ends)
        known = issued.known & forwarded.known[parents]
        other = np.where(later, before | ~known, other)
    return np.asarray((parents != _NO_PARENT) & other)


def _where(hop: HopRecord) -> str:
    return f"{hop.propagation} hop {hop.sender} -> {hop.recipient}"


def _repeated(hops: Sequence[HopRecord]) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for hop in hops:
        if (key := (hop.propagation, hop.recipient)) in seen:
            yield Fault(_where(hop), "the recipient is reached more than once")
        seen.add(key)


def _disordered(
    hops: Sequence[HopRecord], columns: HopColumns, working: WorkingTime
) -> Iterator[Fault]:
    for first, second, late in _late(columns, working):
        for index in np.flatnonzero(late).tolist():
            yield _order_fault(hops[index], _NAMES[first], _NAMES[second], working)


def _late(
    columns: HopColumns, working: WorkingTime
) -> Iterator[tuple[int, int, NDArray[np.bool_]]]:
    """Which two instants follow each other, by their places, and where the second lies before."""
    days = [local_days(column, working) for column in columns.instants]
    for first, second in combinations(range(len(_NAMES)), 2):
        one, two = columns.instants[first], columns.instants[second]
        next_known = one.known & two.known
        for between in range(first + 1, second):
            next_known &= ~columns.instants[between].known
        dated = one.dated | two.dated
        late = np.where(dated, days[first] > days[second], one.minute > two.minute)
        yield first, second, next_known & late


def _order_fault(hop: HopRecord, first: str, second: str, working: WorkingTime) -> Fault:
    sender, recipient = (working.clocks.of(each) for each in (hop.sender, hop.recipient))
    clock = sender if first == _NAMES[0] else recipient
    one, two = _shown(getattr(hop, first), clock), _shown(getattr(hop, second), recipient)
    return Fault(_where(hop), f"{second} {two} lies before {first} {one}")


def _link_fault(hop: HopRecord, parent: HopRecord, working: WorkingTime) -> Fault:
    clock = working.clocks.of(hop.sender)
    issued, forwarded = _shown(hop.issued, clock), _shown(parent.forwarded, clock)
    return Fault(_where(hop), f"issued {issued}, but {hop.sender} forwarded {forwarded}")


def _shown(instant: Instant | None, clock: OfficeClock) -> str:
    return "at an unknown time" if instant is None else clock.isoformat(instant)


@dataclass(frozen=True, slots=True)
class _Links:
    """How hops hang together.

    Attributes:
        parents: For each hop the index of the one that reached its sender, -1 under the origin.
        later: Where a later letter of the sender than its first brought the hop.
        broken: Where the issue does not follow from the sender's own hop.
    """

    parents: Sequence[int]
    later: NDArray[np.bool_]
    broken: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Ledger:
    """One way of counting: the stages and the instants of each hop, in the same unit."""

    unit: str
    transit: Figure
    routing: Figure
    handling: Figure
    suspended: Figure
    issued: Figure
    ready: Figure
    forwarded: Figure

    def excess(self, links: _Links) -> NDArray[np.float64]:
        """Sum of the stages down to each hop, less its arrival minus the origin's issue.

        The way through a later letter counts the handling to that letter.
        """
        parents, later, forwarded = links.parents, links.later.tolist(), self.forwarded.tolist()
        arrival = (self.transit + self.routing).tolist()
        handling = (self.handling + self.suspended).tolist()
        issued = self.issued.tolist()
        total, start = [np.nan] * len(arrival), [np.nan] * len(arrival)
        for index, parent in enumerate(parents):
            under_origin = parent == _NO_PARENT
            start[index] = issued[index] if under_origin else start[parent]
            before = 0.0 if under_origin else total[parent] + handling[parent]
            if later[index] and not under_origin:
                before += issued[index] - forwarded[parent]
            total[index] = before + arrival[index]
        return np.asarray(np.array(total) - (self.ready - np.array(start)))


def _sum_faults(
    hops: Sequence[HopRecord], columns: HopColumns, working: WorkingTime, links: _Links
) -> Iterator[Fault]:
    for unit, excess, wrong in _excesses(columns, working, links):
        for index in np.flatnonzero(wrong).tolist():
            what = f"the stages down to it add up to {excess[index]:+g} {unit} too many"
            yield Fault(_where(hops[index]), what)


def _excesses(
    columns: HopColumns, working: WorkingTime, links: _Links
) -> Iterator[tuple[str, Figure, NDArray[np.bool_]]]:
    """For each way of counting its unit, the excess down to each hop, and where it is new."""
    for ledger in (_by_minutes(columns, working), _by_dates(columns, working)):
        excess, parents = ledger.excess(links), links.parents
        inherited = np.where(np.array(parents) >= 0, excess[parents], 0.0)
        wrong = ~np.isnan(excess) & (excess != np.nan_to_num(inherited)) & ~links.broken
        yield ledger.unit, excess, wrong


def _by_minutes(columns: HopColumns, working: WorkingTime) -> _Ledger:
    """The published calendar figures, back in minutes; unknown where a date is involved."""
    figures = measure(columns, working, None)
    exact = [np.where(c.known & ~c.dated, c.minute, np.nan) for c in columns.instants]
    stages = (
        (figures.transit_days, 0),
        (figures.routing_days, 1),
        (figures.handling_days, 2),
        (figures.suspended_days, 2),
    )
    transit, routing, handling, suspended = (
        np.where(np.isnan(exact[i] + exact[i + 1]), np.nan, _minutes(stage)) for stage, i in stages
    )
    ends = exact[0], exact[2], exact[3]
    return _Ledger("minutes", transit, routing, handling, suspended, *ends)


def _minutes(days: Figure) -> Figure:
    return np.asarray(np.rint(np.round(days, PLACES) * DAY))


def _by_dates(columns: HopColumns, working: WorkingTime) -> _Ledger:
    """Whole local days."""
    days = [
        np.where(column.known, local_days(column, working).astype(np.int64), np.nan)
        for column in columns.instants
    ]
    issued, received, ready, forwarded = days
    rested, _ = rested_minutes(columns.rests, _dates(columns.ready), columns.forwarded, working)
    suspended = rested / DAY
    handling = forwarded - ready - suspended
    transit, routing = received - issued, ready - received
    return _Ledger("days", transit, routing, handling, suspended, issued, ready, forwarded)


def _dates(column: InstantColumn) -> InstantColumn:
    """Instants of which only the day counts."""
    return replace(column, dated=np.ones_like(column.dated))
