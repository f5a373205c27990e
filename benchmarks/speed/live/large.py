"""Measures a live directive to 255,000 offices: ``python -m benchmarks.speed.live.large``.

A synthetic hierarchy of so many offices (or as many as the first argument says) is sent live; some
provinces forward, so that their districts have work. Each command, a desk, a dispatcher's work and
a sweep then run as processes of their own: over SQLite, and with ``--postgresql`` over PostgreSQL.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from benchmarks import synthetic
from benchmarks.cost import Ran, alone, cost_of, peak_memory, run_alone, seconds
from benchmarks.figures import Figure, judged, show
from benchmarks.postgres import Cluster, programs
from benchmarks.speed.live.desk_requests import Visitor
from benchmarks.speed.live.desks import PASSWORD, POST
from benchmarks.speed.live.rollup import stamp
from wian.delays.clock_choice import ClockChoice
from wian.desk.app.app import create_app
from wian.desk.app.passwords import hash_password
from wian.desk.app.settings import DeskSettings
from wian.followup.sweep import sweep
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.access.accounts import Account, add_accounts
from wian.ledger.access.permissions import Role
from wian.office.actor import Acting
from wian.office.issue import draft
from wian.office.joint_issue import issue
from wian.office.relay import relay, set_forwarding
from wian.propagation import runtime
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.recorded_plan import restore
from wian.propagation.request import PropagationRequest

OFFICES, PROVINCES, DISTRICTS = 255_000, 40, 30
_MEMORY, _COMMAND, _HOP, _SWEEP = 250, 1.0, 0.020, 1.0
"""Most megabytes of a process, and seconds of a command, a hop and a sweep with nothing due."""
_EARLIER = 12 * 60
_BY = "benchmark"
_LIBRARIES = "import numpy, pydantic_settings, sqlalchemy.orm, typer, networkx, jinja2"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: the propagation, and districts that have its letter in their inboxes."""

    propagation: str
    districts: tuple[str, ...]


def figures(offices: int = OFFICES, *, server: bool = False) -> list[Figure]:
    """Measure over SQLite, or over a PostgreSQL server of the benchmark's own."""
    if not server:
        return _figures(offices, "")
    if (installed := programs()) is None:
        return [Figure("a large directive over PostgreSQL", "not measured: no PostgreSQL")]
    with Cluster(installed, durable=True) as cluster:
        return _figures(offices, cluster.start())


def _figures(offices: int, url: str) -> list[Figure]:
    with TemporaryDirectory(prefix="wian-bench-", ignore_cleanup_errors=True) as home:
        os.environ |= {"WIAN_HOME": home, "WIAN_DATABASE_URL": url, "PREFECT_API_URL": ""}
        sent = alone(_sent, home, offices)
        return [
            *_commands(sent),
            *alone(_worked, sent),
            *alone(_desk, sent),
            *alone(_relayed, sent),
        ]


def _sent(home: str, offices: int) -> Sent:
    """Send it live as far as the districts of some provinces, and give a desk an account."""
    path = synthetic.write(Path(home), offices)
    directive = json.loads(path.read_text(encoding="utf-8"))
    del directive["issued"]
    directive["window"] = {"opens": "2026-01-01", "closes": "2035-12-31"}
    directive["asks"][0]["answer_by"] = "2035-06-29"
    path.write_text(json.dumps(directive, ensure_ascii=False), encoding="utf-8")
    plan = prepare(PropagationRequest(directive=str(path), clock=ClockChoice.LIVE))
    ledger, now = runtime.ledger(make=True), _later(-_EARLIER)
    record(ledger, plan, now)
    issue(Acting(ledger, plan, plan.route.origin, _BY, now))
    above = [hop.recipient for wave in plan.route.waves[:1] for hop in wave.hops]
    provinces = [hop.recipient for hop in plan.route.waves[1].hops][:PROVINCES]
    for office in (*above, *provinces):
        stamp_at(plan, office, now)
        issue(Acting(ledger, plan, office, _BY, now))
    districts = [hop.recipient for each in provinces for hop in plan.sending(each)[1]]
    roles, hashed = (Role.CLERK, Role.OFFICER), hash_password(PASSWORD)
    made = now.minute
    add_accounts(
        ledger,
        [Account(districts[-1], POST, roles, None, hashed, must_change=False, created_minute=made)],
    )
    return Sent(plan.id, tuple(districts))


def _later(minutes: int) -> Instant:
    return Instant(runtime.now().minute + minutes, Precision.MINUTE)


def stamp_at(plan: Plan, office: str, now: Instant) -> None:
    """Every desk of an office stamps at a moment."""
    stamp(runtime.ledger(), plan, office, now)


def _commands(sent: Sent) -> Iterator[Figure]:
    """Commands of one office, the sweep, and what shows the whole."""
    first, propagation = sent.districts[0], sent.propagation
    bare = run_alone([sys.executable, "-c", _LIBRARIES], os.environ)
    yield Figure("floor of a command: its libraries loaded", str(bare))
    yield _ran("wian receive", _wian("receive", propagation, first), _COMMAND)
    yield _ran("wian issue", _wian("issue", propagation, first), _COMMAND)
    yield _ran("wian letters --office", _wian("letters", propagation, "--office", first), _COMMAND)
    yield _ran("wian sweep, the first of a day, which looks at all", _wian("sweep"), 0)
    yield _ran("wian sweep, nothing entered", _wian("sweep"), _SWEEP)
    _wian("receive", propagation, sent.districts[1])
    yield _ran("wian sweep, one stamp entered", _wian("sweep"), _SWEEP)
    yield _ran("wian status", _wian("status", propagation), _COMMAND)


def _wian(*arguments: str) -> Ran:
    return run_alone([sys.executable, "-m", "wian.cli.main", *arguments], os.environ)


def _ran(name: str, ran: Ran, most: float) -> Figure:
    holds = ran.cost.processor <= most and ran.memory <= _MEMORY
    target = f"<= {most:g} s cpu, {_MEMORY} MB" if most else ""
    return Figure(name, str(ran), target=target, met=judged(holds) if most else "")


def _worked(sent: Sent) -> list[Figure]:
    """What stamping, drafting, issuing, relaying and sweeping cost a process that is up."""
    plan = restore(runtime.ledger(), sent.propagation)
    first = cost_of(lambda: (plan.route, plan.composer))
    acting, relayed = (sent.districts[2 + at : 2 + at + DISTRICTS] for at in (0, DISTRICTS))
    usual = {**_acts(plan, acting), "relay": _relays(plan, relayed)}
    swept = _swept(plan)
    hops = len(plan.sending(acting[0])[1])
    a_hop = usual["stamp"] + (usual["draft"] + usual["issue"]) / hops + swept / DISTRICTS
    return [
        Figure("route and composer of a process, once", str(first)),
        *(
            Figure(f"{name}, in a process that is up", seconds(each))
            for name, each in usual.items()
        ),
        Figure(
            f"a sweep after {DISTRICTS} stamps",
            seconds(swept),
            target="<= 1 s",
            met=judged(swept <= _SWEEP),
        ),
        Figure(
            "a hop: its stamp, its part of a letter, its part of a sweep",
            f"{seconds(a_hop)} cpu",
            target=f"<= {seconds(_HOP)}",
            met=judged(a_hop <= _HOP),
        ),
        _memory("a process that stamps, drafts, issues, relays and sweeps"),
    ]


def _acts(plan: Plan, districts: Sequence[str]) -> dict[str, float]:
    """The usual seconds of a stamp, a draft and an issue at some districts."""
    costs: dict[str, list[float]] = {"stamp": [], "draft": [], "issue": []}
    for office in districts:
        now = runtime.now()
        acting = Acting(runtime.ledger(), plan, office, _BY, now)
        costs["stamp"].append(cost_of(partial(stamp_at, plan, office, now)).processor)
        costs["draft"].append(cost_of(partial(draft, acting)).processor)
        costs["issue"].append(cost_of(partial(issue, acting)).processor)
    return {name: statistics.median(each) for name, each in costs.items()}


def _relays(plan: Plan, districts: tuple[str, ...]) -> float:
    """The usual seconds of relaying the letter of one of some districts, which forward alone."""
    ledger, costs = runtime.ledger(), []
    set_forwarding(ledger, districts, True, by=_BY, now=runtime.now())
    for office in districts:
        stamp_at(plan, office, runtime.now())
        relayed = partial(relay, ledger, plan, [office], now=runtime.now())
        costs.append(cost_of(relayed).processor)
    return statistics.median(costs)


def _swept(plan: Plan) -> float:
    """A sweep with nothing due after some offices entered something: settings are as they were."""
    ledger = runtime.ledger()
    sweep(ledger, plan, now=_later(20))  # settings were changed: it looks at all
    return cost_of(lambda: sweep(ledger, plan, now=_later(25))).processor


def _desk(sent: Sent) -> list[Figure]:
    """A district's officer at a desk."""
    settings = DeskSettings(secret=SecretStr(secrets.token_urlsafe(48)))
    visitor = Visitor(create_app(runtime.ledger(), settings))
    asyncio.run(_visited(visitor, sent))
    costs = {kind: each.processor[-1] for kind, each in visitor.seen.items()}
    shown = (f"{kind} {seconds(cost)}" for kind, cost in costs.items() if kind != "file")
    return [Figure("a desk's first requests", ", ".join(shown)), _memory("that desk")]


async def _visited(visitor: Visitor, sent: Sent) -> None:
    await visitor.sign_in(sent.districts[-1])
    await visitor.work_through(sent.propagation)


def _relayed(sent: Sent) -> list[Figure]:
    """A process with all that a dispatcher loads, which relays."""
    import flows.dispatcher  # noqa: PLC0415 - its memory is measured
    import flows.sweep  # noqa: F401, PLC0415 - the same

    before, ledger = peak_memory(), runtime.ledger()
    plan = restore(ledger, sent.propagation)
    relay(ledger, plan, now=runtime.now())
    sweep(ledger, plan, now=_later(30))
    held = f"with its programs alone: {before:.0f} MB"
    return [_memory("a dispatcher that relays and sweeps", held)]


def _memory(what: str, beside: str = "") -> Figure:
    held = peak_memory()
    target = f"<= {_MEMORY} MB"
    return Figure(
        f"memory of {what}", f"{held:.0f} MB at most", beside, "", target, judged(held <= _MEMORY)
    )


if __name__ == "__main__":
    wanted = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    show(figures(*wanted[:1], server="--postgresql" in sys.argv[1:]))
