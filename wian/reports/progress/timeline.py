"""A directive's waves and provinces as bars over real days, from the first letter to the last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from hierarchy.route.route import Route
from wian.jurisdictions.instant import Instant
from wian.kit.counted import number
from wian.reports.offices_in_words import Namer
from wian.reports.progress.delivery import Standing
from wian.reports.progress.snapshot import HopSituation, Situation

MOST = 120
"""Bars that a graph of Prefect's shows at a glance."""
_SEVERAL = 3
"""Offices of one wave from which on each gets a bar."""


class BarState(StrEnum):
    """How the offices of a bar stand."""

    RECEIVED = "Received"
    """All have it."""
    UNDER_WAY = "Under way"
    """Some do not have it yet, and nobody is late."""
    LATE = "Late"
    """Some do not have it yet, and some are late."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a timeline.

    Attributes:
        key: What it is known by: ``wave-3``, or an office's id.
        name: What it says.
        begun: When the first letter to one of its offices went out.
        ended: When the last of them received; ``None`` while some have not.
        state: How they stand.
        above: The key of the bar from which their letters come; ``None`` where that has not ended
            yet, as an arrow would lead from today back to their beginning.
    """

    key: str
    name: str
    begun: Instant
    ended: Instant | None
    state: BarState
    above: str | None


def timeline(found: Situation, route: Route, namer: Namer) -> tuple[Bar, ...]:
    """The bars of a directive: one for each wave that has begun, and one for each great branch.

    A branch is an office of the first wave that has several, with all that are reached through it:
    nation-wide a province.

    Args:
        found: How it stands.
        route: The plan.
        namer: Names its offices.
    """
    at = {hop.office: hop for hop in found.hops}
    waves = [
        _bar(f"wave-{wave.number}", f"Wave {wave.number}: {_many(wave.hops, namer)}", hops, above)
        for wave, above in zip(route.waves, (None, *_keys(route)), strict=False)
        if (hops := [at[hop.recipient] for hop in wave.hops])
    ]
    branches = [
        _bar(office, _label(office, namer), [at[each] for each in offices], wave)
        for wave, office, offices in _branches(route)
    ]
    bars = [bar for bar in (*waves, *branches) if bar is not None][:MOST]
    whole = {bar.key for bar in bars if bar.ended is not None}
    return tuple(bar if bar.above in whole else replace(bar, above=None) for bar in bars)


def _label(office: str, namer: Namer) -> str:
    """An office's name, after its id where only its own script has one.

    Prefect's older interface leaves out of its graph the letters that it has no picture of.
    """
    name = namer.one(office)
    latin = any(letter.isascii() and letter.isalpha() for letter in name)
    return name if latin else f"{office} {name}"


def _keys(route: Route) -> list[str]:
    return [f"wave-{wave.number}" for wave in route.waves]


def _many(hops: Iterable[object], namer: Namer) -> str:
    return namer.many([hop.recipient for hop in hops])  # type: ignore[attr-defined]


def _branches(route: Route) -> Iterable[tuple[str, str, Sequence[str]]]:
    """The great branches: the bar above each, the office, and all that are reached through it."""
    wide = next((wave for wave in route.waves if len(wave.hops) >= _SEVERAL), None)
    if wide is None or len(wide.hops) > MOST:
        return
    of = {hop.recipient: hop.recipient for hop in wide.hops}
    below: dict[str, list[str]] = {office: [office] for office in of}
    for wave in route.waves[wide.number :]:
        for hop in wave.hops:
            if (branch := of.get(hop.sender)) is not None:
                of[hop.recipient] = branch
                below[branch].append(hop.recipient)
    for office, offices in below.items():
        yield f"wave-{wide.number - 1}", office, offices


def _bar(key: str, name: str, hops: Sequence[HopSituation], above: str | None) -> Bar | None:
    """A bar; ``None`` while nobody has written to its offices."""
    known = [hop.record for hop in hops if hop.record and hop.record.issued]
    issued = [record.issued for record in known if record.issued]
    if not issued:
        return None
    have = sum(hop.standing is Standing.CONFIRMED for hop in hops)
    received = [record.received for record in known if record.received]
    whole = have == len(hops) and bool(received)
    late = any(hop.overdue is not None for hop in hops)
    state = BarState.LATE if late else BarState.UNDER_WAY
    return Bar(
        key,
        f"{name}, {number(have)} of {number(len(hops))} have it",
        min(issued, key=_minute),
        max(received, key=_minute) if whole else None,
        BarState.RECEIVED if whole else state,
        above,
    )


def _minute(instant: Instant) -> int:
    return instant.minute
