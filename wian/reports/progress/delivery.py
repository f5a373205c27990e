"""Who has the directive, who is silent, and who waits behind a silent office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hierarchy.route.route import Route, Wave
from wian.delays.hop_record import HopRecord
from wian.jurisdictions.instant import Instant


class Standing(StrEnum):
    """Where an office stands."""

    CONFIRMED = "confirmed"
    """A desk of it has stamped the letter."""
    SILENT = "silent"
    """The letter was issued to it, and no desk of it has stamped."""
    UNREACHABLE = "unreachable"
    """Nobody has written to it yet: an office above has not received, or not written on."""


@dataclass(frozen=True, slots=True)
class WaveStanding:
    """One wave's recipients, counted by standing."""

    wave: int
    forwarders: int
    recipients: int
    confirmed: int
    silent: int
    unreachable: int


@dataclass(frozen=True, slots=True)
class Blocker:
    """An office that others wait behind.

    Attributes:
        office: Its id.
        standing: Its own standing; ``confirmed`` where it has the letter and has not written on.
        waiting: How many offices wait behind it.
    """

    office: str
    standing: Standing
    waiting: int


def standings(
    route: Route, records: Sequence[HopRecord], at: Instant | None = None
) -> dict[str, Standing]:
    """The standing of every office that the route reaches, in the route's order.

    Args:
        route: The plan.
        records: What the ledger holds of it.
        at: As of when; the end of time where ``None``. What happened later is not known then.
    """
    limit = at.minute if at else None
    known = {record.recipient: record for record in records}
    return {hop.recipient: _standing(known.get(hop.recipient), limit) for hop in route.hops}


def by_wave(route: Route, standing: Mapping[str, Standing]) -> list[WaveStanding]:
    """The standings counted wave by wave."""
    return [_wave(wave, standing) for wave in route.waves]


def blockers(route: Route, standing: Mapping[str, Standing]) -> list[Blocker]:
    """The offices that unreachable ones wait behind, those that hold up most first.

    An unreachable office waits behind the lowest office above it that somebody wrote to.
    """
    waiting: dict[str, int] = {}
    behind: dict[str, str] = {}
    for hop in route.hops:
        if standing[hop.recipient] is not Standing.UNREACHABLE:
            continue
        office = behind.get(hop.sender, hop.sender)
        behind[hop.recipient] = office
        waiting[office] = waiting.get(office, 0) + 1
    found = [
        Blocker(office, standing.get(office, Standing.CONFIRMED), count)
        for office, count in waiting.items()
    ]
    return sorted(found, key=lambda blocker: (-blocker.waiting, blocker.office))


def _standing(record: HopRecord | None, limit: int | None) -> Standing:
    if record is None or not _by(record.issued, limit):
        return Standing.UNREACHABLE
    return Standing.CONFIRMED if _by(record.received, limit) else Standing.SILENT


def _by(instant: Instant | None, limit: int | None) -> bool:
    return instant is not None and (limit is None or instant.minute <= limit)


def _wave(wave: Wave, standing: Mapping[str, Standing]) -> WaveStanding:
    counts = dict.fromkeys(Standing, 0)
    for hop in wave.hops:
        counts[standing[hop.recipient]] += 1
    return WaveStanding(
        wave.number,
        len(wave.forwarders),
        len(wave.hops),
        counts[Standing.CONFIRMED],
        counts[Standing.SILENT],
        counts[Standing.UNREACHABLE],
    )
