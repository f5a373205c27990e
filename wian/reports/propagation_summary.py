"""A propagation in figures: what was planned, and what the ledger holds of it."""

from __future__ import annotations

from dataclasses import dataclass

from hierarchy.route.route import Route
from wian.delays.hop_record import Source
from wian.ledger.read.recorded import PropagationCounts


@dataclass(frozen=True, slots=True)
class WaveSummary:
    """One wave: who writes, to how many, in how many task runs."""

    wave: int
    forwarders: int
    recipients: int
    tasks: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A propagation in figures: the contract of ``wian propagate --json``.

    Attributes:
        propagation, directive: Ids.
        offices: Offices on the route, the origin included.
        letters, hops, receptions: Recorded in the ledger.
        observed, simulated: Hops by source.
        waves: The route wave by wave.
        seconds: Wall time of the run.
    """

    propagation: str
    directive: str
    offices: int
    letters: int
    hops: int
    receptions: int
    observed: int
    simulated: int
    waves: tuple[WaveSummary, ...]
    seconds: float


def summarise(
    propagation: str, directive: str, route: Route, counts: PropagationCounts, seconds: float
) -> Summary:
    """The summary of a propagation from its route and what the ledger counts."""
    return Summary(
        propagation=propagation,
        directive=directive,
        offices=len(route.offices),
        letters=counts.letters,
        hops=counts.hops,
        receptions=counts.receptions,
        observed=counts.sources.get(Source.OBSERVED, 0),
        simulated=counts.sources.get(Source.SIMULATED, 0),
        waves=tuple(
            WaveSummary(wave.number, len(wave.forwarders), len(wave.hops), len(wave.cohorts))
            for wave in route.waves
        ),
        seconds=round(seconds, 3),
    )
