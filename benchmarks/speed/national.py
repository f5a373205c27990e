"""Measures the main job at national size: ``python -m benchmarks.speed.national``.

The directive of 2564 to every province, district and local body, durable in SQLite with full
sync, every letter composed: the steps alone, then conducted by Prefect through an embedded server
that is up. The floor is the same rows by plain sqlite3. The peers are one Prefect task run a hop,
and one DBOS step a hop that does nothing (``benchmarks.peers.dbos_peer`` makes its environment).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cost import Cost, alone, median, seconds, usual_cost
from benchmarks.figures import Figure, judged, show
from benchmarks.peers import floor
from benchmarks.peers.dbos_peer import dbos_step
from benchmarks.speed.chain import Chain, median_chain, run_chain, run_chains
from benchmarks.speed.conducted import Conducted, Hopwise, conduct_cohorts, conduct_hops, server
from wian.propagation.request import PropagationRequest

ROUNDS = 3
SAMPLES = (50, 350)
BEYOND = 1.0
"""Seconds that Prefect may add to our steps."""
TIMES_FLOOR = 4
TIMES_FASTER = 300
"""Times faster than one task run a hop."""
DBOS_STEPS = (200, 1_200)
TIMES_DBOS, TIMES_DBOS_WITH_PREFECT = 15, 8
"""Times faster than a DBOS step a hop: our steps alone, and with Prefect."""

_ROOT = Path(__file__).resolve().parents[2]
_LIST = _ROOT.parent / "shared" / "data" / "offices" / "dla-local-authorities.csv"


def request() -> PropagationRequest:
    """The national propagation: over the department's list where it lies beside the project."""
    directive = _ROOT / "examples" / "gecc-2564" / "national.yaml"
    bodies = str(_LIST) if _LIST.is_file() else None
    return PropagationRequest(directive=str(directive), local_authorities=bodies)


def offices_used(wanted: PropagationRequest) -> str:
    """Which local bodies a national request reaches, in a sentence."""
    if wanted.local_authorities:
        return "Local bodies: the department's list of 7,849."
    return "Local bodies: one placeholder a subdistrict, 7,256 of them."


@dataclass(frozen=True, slots=True)
class Steps:
    """Our steps without Prefect, and the same rows by plain sqlite3."""

    chain: Chain
    floor: Cost
    rows: int


def steps(wanted: PropagationRequest, rounds: int) -> Steps:
    """Measure the steps and their floor in this process."""
    chain = median_chain(run_chains(wanted, rounds))
    with TemporaryDirectory(prefix="wian-bench-") as name:
        folder = Path(name)
        run_chain(wanted, folder / "ledger.db")
        held = floor.dump(folder / "ledger.db")
        files = iter(range(rounds))
        least = usual_cost(lambda: floor.write(held, folder / f"{next(files)}.db"), rounds)
    return Steps(chain, least, held.rows)


def figures(
    wanted: PropagationRequest | None = None,
    rounds: int = ROUNDS,
    samples: tuple[int, int] = SAMPLES,
    dbos_steps: tuple[int, int] = DBOS_STEPS,
) -> list[Figure]:
    """Measure the steps alone, the floor, the flow, one task run a hop, and one DBOS step a hop."""
    wanted = wanted or request()
    plain = alone(steps, wanted, rounds)
    with server():
        flows = [alone(conduct_cohorts, wanted) for _ in range(rounds)]
        peer = alone(conduct_hops, wanted, *samples, False)
        tuned = alone(conduct_hops, wanted, *samples, True)
    return [
        *_steps_figures(plain),
        _flow_figure(plain, flows),
        _peer_figure(flows, peer, "plain Prefect", target=True),
        _peer_figure(flows, tuned, "with our one client"),
        *_dbos_figures(plain, flows, dbos_step(*dbos_steps)),
    ]


def _steps_figures(plain: Steps) -> list[Figure]:
    chain, whole = plain.chain, plain.chain.whole
    times = whole.wall / plain.floor.wall
    busy = whole.processor / plain.floor.processor
    return [
        Figure("prepare: read, check, plan", str(chain.preparing)),
        Figure("record, with the hierarchy's snapshot", str(chain.recording)),
        Figure(f"forward {chain.hops:,} hops, durably", str(chain.forwarding)),
        Figure(
            "all our steps, without Prefect",
            str(whole),
            f"floor, {plain.rows:,} rows by plain sqlite3: {plain.floor}",
            f"{times:.1f} x floor ({busy:.1f} x cpu)",
            f"<= {TIMES_FLOOR} x floor in cpu",
            judged(busy <= TIMES_FLOOR),
        ),
    ]


def _flow_figure(plain: Steps, flows: Sequence[Conducted]) -> Figure:
    cost = median([flow.cost for flow in flows])
    beyond = cost.wall - plain.chain.whole.wall
    return Figure(
        f"with Prefect, {flows[0].task_runs} task runs, server up",
        str(cost),
        f"our steps alone: {plain.chain.whole}",
        f"{seconds(beyond)} more",
        f"<= {BEYOND:.0f} s more",
        judged(beyond <= BEYOND),
    )


def _dbos_figures(plain: Steps, flows: Sequence[Conducted], step: Cost | None) -> Iterator[Figure]:
    """Ours against DBOS, where it is there: steps by processor time, the flow by the clock's."""
    if step is None:
        return
    hops, ours = plain.chain.hops, plain.chain.whole
    whole, flow = step * hops, median([each.cost for each in flows])
    peer = f"peer, a step that does nothing, {hops:,} times: {whole}"
    for what, cost, faster, wanted in (
        ("our steps", ours, whole.processor / ours.processor, TIMES_DBOS),
        ("with Prefect", flow, whole.wall / flow.wall, TIMES_DBOS_WITH_PREFECT),
    ):
        yield Figure(
            f"against one DBOS step a hop, {what}",
            str(cost),
            peer,
            f"{faster:.0f} times faster",
            f">= {wanted} times",
            judged(faster >= wanted),
        )


def _peer_figure(
    flows: Sequence[Conducted], peer: Hopwise, how: str, *, target: bool = False
) -> Figure:
    cost, hops = median([flow.cost for flow in flows]), flows[0].hops
    whole = peer.each * hops
    faster = whole.wall / cost.wall
    return Figure(
        f"against one task run a hop, {how}",
        str(cost),
        f"peer, {peer.many - peer.few} of {hops:,} task runs, scaled: {whole}",
        f"{faster:.0f} times faster",
        f">= {TIMES_FASTER} times" if target else "",
        judged(faster >= TIMES_FASTER) if target else "",
    )


if __name__ == "__main__":
    show(figures(), [offices_used(request())])
