"""Compares the national jobs of two countries: ``python -m benchmarks.speed.countries``.

The directives of ``examples/gecc-2564/national.yaml`` and
``examples/village-cooperatives/national.yaml``, each to every office of its country, durable in
SQLite with full sync, every letter composed, in turns within one run. What counts is the cost of
one hop beside that of the other country.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks.cost import Cost, alone
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.chain import Chain, median_chain, run_chains
from benchmarks.speed.national import offices_used, request
from wian.propagation.request import PropagationRequest

ROUNDS = 3
TIMES_OTHER = 1.2
"""Most that a hop may cost of the other country's."""
_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_FIRST, _SECOND = "Thailand", "Indonesia"


def requests() -> dict[str, PropagationRequest]:
    """The two national propagations, by country."""
    second = _EXAMPLES / "village-cooperatives" / "national.yaml"
    return {_FIRST: request(), _SECOND: PropagationRequest(directive=str(second))}


def figures(
    wanted: Mapping[str, PropagationRequest] | None = None, rounds: int = ROUNDS
) -> list[Figure]:
    """Measure both, each in a process of its own."""
    chains = {
        country: alone(_median, each, rounds) for country, each in (wanted or requests()).items()
    }
    return [*(_whole(country, chain) for country, chain in chains.items()), *_hops(chains)]


def _median(wanted: PropagationRequest, rounds: int) -> Chain:
    return median_chain(run_chains(wanted, rounds))


def _whole(country: str, chain: Chain) -> Figure:
    parts = f"prepare {chain.preparing}; record {chain.recording}; forward {chain.forwarding}"
    return Figure(f"{country}: {chain.hops:,} hops", str(chain.whole), parts)


def _hops(chains: Mapping[str, Chain]) -> list[Figure]:
    """The cost of a hop in the second country beside the first: of all, and of forwarding."""
    first, second = chains[_FIRST], chains[_SECOND]
    return [
        _hop("a hop, all steps", _each(first.whole, first), _each(second.whole, second)),
        _hop("a hop, forwarding", _each(first.forwarding, first), _each(second.forwarding, second)),
    ]


def _hop(what: str, first: Cost, second: Cost) -> Figure:
    times = second.processor / first.processor
    return Figure(
        f"{what}, {_SECOND}",
        _microseconds(second),
        f"{_FIRST}: {_microseconds(first)}",
        f"{times:.2f} x",
        f"<= {TIMES_OTHER} x",
        judged(times <= TIMES_OTHER),
    )


def _microseconds(cost: Cost) -> str:
    return f"{cost.processor * 1e6:.0f} µs cpu"


def _each(cost: Cost, chain: Chain) -> Cost:
    return cost * (1 / chain.hops)


if __name__ == "__main__":
    show(figures(), [offices_used(request())])
