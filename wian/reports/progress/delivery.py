"""Who has the directive, who is silent, and who waits behind a silent office."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hierarchy.route.route import Route, Wave
from wian.delays.hop_record import HopRecord
from wian.jurisdictions.instant import Instant


class Standing(StrEnum):
    """Where an office stands."""

    CONFIRMED = "confirmed"
    """A desk of it has stamped the letter, or it has forwarded it, so that it has it."""
    SILENT = "silent"
    """The letter was issued to it; no desk of it has stamped, and it has not forwarded it."""
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
    wrote = _forwarders(records, limit)
    return {hop.recipient: _standing(known.get(hop.recipient), limit, wrote) for hop in route.hops}


def forwarded_unstamped(
    route: Route, records: Sequence[HopRecord], at: Instant | None = None
) -> list[str]:
    """The offices that have forwarded the directive while no stamp of theirs is known.

    Args:
        route: The plan.
        records: What the ledger holds of it.
        at: As of when; the end of time where ``None``.

    Returns:
        Their ids in the route's order. They count as confirmed.
    """
    limit = at.minute if at else None
    wrote, known = _forwarders(records, limit), {each.recipient: each for each in records}
    found = ((hop.recipient, known.get(hop.recipient)) for hop in route.hops)
    return [
        office
        for office, record in found
        if record is not None
        and office in wrote
        and _by(record.issued, limit)
        and not _by(record.received, limit)
    ]


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


def _forwarders(records: Sequence[HopRecord], limit: int | None) -> set[str]:
    return {record.sender for record in records if _by(record.issued, limit)}


def _standing(record: HopRecord | None, limit: int | None, wrote: Collection[str]) -> Standing:
    if record is None or not _by(record.issued, limit):
        return Standing.UNREACHABLE
    has_it = _by(record.received, limit) or record.recipient in wrote
    return Standing.CONFIRMED if has_it else Standing.SILENT


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
