"""What would it change: a level left out, a faster office, a reminder, some calls, more days?

Both outlooks meet the same chance, so that their difference shows the change alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from hierarchy.office import Channel
from wian.delays.profile import Delays, Stage
from wian.kit.errors import Fault, InputFaults
from wian.kit.likeness import close_to
from wian.reports.outlook.monte_carlo.futures import QUANTILES, Futures, futures, quantile_of
from wian.reports.outlook.monte_carlo.known_times import FORWARDED, ISSUED
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.office_tree import OfficeTree
from wian.reports.outlook.monte_carlo.stage_laws import StageLaws
from wian.reports.outlook.monte_carlo.wave_sweep import Levers, WaveSweep
from wian.reports.outlook.outlook import InTime, LastDay, in_time, last_day
from wian.reports.outlook.outset import Outset
from wian.reports.outlook.telephone_list import telephone_list


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is changed.

    Attributes:
        skip: Levels whose offices, where they have not written, are passed by: whoever wrote to
            them writes to those below.
        faster: Office, or level -> share of its time that what is left of its stages takes.
        channel: How letters travel that are not issued yet.
        earlier: Days by which all of it had been earlier.
        extend: Days by which the deadline is later.
        remind: All silent offices are reminded now.
        telephone: How many silent offices are telephoned today, those where it helps most.
    """

    skip: tuple[str, ...] = ()
    faster: Mapping[str, float] = field(default_factory=dict)
    channel: Channel | None = None
    earlier: int = 0
    extend: int = 0
    remind: bool = False
    telephone: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """How much later or more something is after the change: 5, 50 and 95 % of the futures."""

    p05: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Compared:
    """An outlook before and after a change.

    Attributes:
        before, after: How many are in time (``None`` without a deadline), and the last day.
        in_time: How many more addressees are in time; ``None`` without a deadline.
        last_days: By how many calendar days the last one receives later.
        called: The offices that are telephoned.
    """

    before: tuple[InTime | None, LastDay]
    after: tuple[InTime | None, LastDay]
    in_time: Difference | None
    last_days: Difference
    called: tuple[str, ...]


def compared(outset: Outset, change: WhatIf, before: Futures | None = None) -> Compared:
    """What a change would bring.

    Args:
        outset: From where it is looked ahead.
        change: What is changed.
        before: The futures without it, where they are drawn already.

    Raises:
        InputFaults: It names an office, level or channel that there is not.
        OutsideCalendarError: A moment lies outside the working calendar.
    """
    _refuse_unknown(outset, change)
    before = outset.futures() if before is None else before
    called = telephone_list(outset, before, change.telephone) if change.telephone else ()
    after = _after(outset, change, {call.office for call in called})
    first, second = (_last_days(outset, each) for each in (before, after))
    return Compared(
        (in_time(outset, before), last_day(outset, before)),
        (in_time(outset, after), _earlier(last_day(outset, after), change.earlier)),
        _spread(after.counts - before.counts) if outset.closes else None,
        _spread(second - first - change.earlier),
        tuple(call.office for call in called),
    )


def _last_days(outset: Outset, found: Futures) -> Numbers:
    """The day of the last reception in each future, as a number."""
    days = outset.days(np.zeros(1, dtype=np.int64), found.last[None, :])[0]
    return np.asarray(days.astype(np.int64), dtype=np.float64)


def _earlier(last: LastDay, days: int) -> LastDay:
    back = np.timedelta64(days, "D")
    moved = (np.datetime64(each, "D") - back for each in (last.p05, last.p50, last.p95))
    return LastDay(*(each.astype(object) for each in moved))


def _spread(values: Numbers) -> Difference:
    return Difference(*(quantile_of(values, each) for each in QUANTILES))


def _after(outset: Outset, change: WhatIf, called: set[str]) -> Futures:
    """The futures with the change; what is thought of the directive stays what it was."""
    tree = _passing_by(outset, frozenset(change.skip)) if change.skip else outset.tree
    laws = outset.laws if change.channel is None else _by_channel(outset, change.channel)
    of = (tree, laws, outset.known, outset.working, outset.seed)
    sweep = WaveSweep(*of, _levers(outset, change, called), outset.batches)
    limit = outset.deadline(change.earlier + change.extend)
    return futures(sweep, outset.common, outset.draws, limit)


def _passing_by(outset: Outset, levels: frozenset[str]) -> OfficeTree:
    """The tree in which those below offices of some levels hear from those above them."""
    tree, known = outset.tree, outset.known
    passed = np.array([level in levels for level in tree.levels]) & (tree.parent >= 0)
    passed &= np.isnan(known.latest(FORWARDED))
    parent = tree.parent.copy()
    while (moves := (parent >= 0) & passed[parent] & np.isnan(known.latest(ISSUED))).any():
        parent[moves] = tree.parent[parent[moves]]
    return tree.with_parents(parent)


def _by_channel(outset: Outset, channel: Channel) -> Mapping[Stage, StageLaws]:
    """The laws in which a channel says how long letters travel that are not issued."""
    tree, profile = outset.tree, outset.profile
    plain = profile.model_copy(
        update={
            "kinds": _without_transit(profile.kinds),
            "levels": _without_transit(profile.levels),
            "offices": _without_transit(profile.offices),
        }
    )
    moved = replace(tree, channels=[channel.value] * len(tree))
    other = replace(outset, tree=moved, profile=plain).laws[Stage.TRANSIT]
    unsent = np.isnan(outset.known.latest(ISSUED))
    return {**outset.laws, Stage.TRANSIT: outset.laws[Stage.TRANSIT].where(unsent, other)}


def _without_transit(given: Mapping[str, Delays]) -> dict[str, Delays]:
    return {name: each.model_copy(update={"transit": None}) for name, each in given.items()}


def _levers(outset: Outset, change: WhatIf, called: set[str]) -> Levers:
    tree = outset.tree
    share = np.ones(len(tree))
    for name, part in change.faster.items():
        at = [
            name in {office, level} for office, level in zip(tree.offices, tree.levels, strict=True)
        ]
        share[at] *= part
    acts = np.array([office in called for office in tree.offices], dtype=np.bool_)
    return Levers(share, acts, change.remind)


def _refuse_unknown(outset: Outset, change: WhatIf) -> None:
    tree = outset.tree
    levels = sorted(set(tree.levels[1:]))
    faults = [
        Fault("--skip", f"there is no level {each[:80]!r} on the route", close_to(each, levels))
        for each in change.skip
        if each not in levels
    ]
    names = [*levels, *tree.offices]
    faults += [
        Fault("--faster", f"there is no office or level {each[:80]!r}", close_to(each, names))
        for each in change.faster
        if each not in names
    ]
    channels = sorted(channel.value for channel in outset.profile.channels)
    if change.channel is not None and change.channel not in outset.profile.channels:
        known = ", ".join(channels) or "none"
        what = f"the delay profile gives no transit for {change.channel.value} (it gives {known})"
        faults.append(Fault("--channel", what, "add it under channels, or give another profile"))
    if faults:
        raise InputFaults("The change", faults)
