"""Measures fifty desks at work at once: ``python -m benchmarks.speed.live.desks``.

Fifty officers, each at the desk of a district of its own, go through a pile of letters at the same
time: open the inbox, open a letter, stamp it, look at the draft, issue it, look at who has it. One
desk process serves them over HTTP on loopback, once over SQLite and once over a PostgreSQL of the
benchmark's own; beside the floor of as many connections that fetch a small file from the same
process. The clients are a process of their own.
"""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import yaml

from benchmarks.cost import alone, seconds
from benchmarks.figures import Figure, show
from benchmarks.postgres import Cluster, free_port, programs
from wian.delays.clock_choice import ClockChoice
from wian.desk.app.passwords import hash_password
from wian.jurisdictions.countries import jurisdiction
from wian.ledger.access.accounts import Account, add_accounts
from wian.ledger.access.permissions import Role
from wian.ledger.database import Ledger, open_ledger
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest

DESKS, LETTERS, FETCHES = 50, 8, 4_000
POST, PASSWORD = "เจ้าหน้าที่สารบรรณ", "a-password-of-the-benchmark"
_EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "water-gauges" / "directive.yaml"
_CSRF = re.compile(r'name="csrf" value="([^"]*)"')
_REVISION = re.compile(r'name="revision" value="([^"]*)"')
_SMALL = "/static/desk.svg"


@dataclass(frozen=True, slots=True)
class Load:
    """What the clients saw.

    Attributes:
        requests: How many requests of officers were answered.
        wall: Seconds from the first to the last.
        times: Seconds of each kind of request.
        floor: Requests a second for the small file.
    """

    requests: int
    wall: float
    times: dict[str, list[float]]
    floor: float


def figures(desks: int = DESKS, letters: int = LETTERS, fetches: int = FETCHES) -> list[Figure]:
    """The desks over SQLite, then over PostgreSQL where its programs are installed."""
    found = [*_measured("SQLite", "", desks, letters, fetches)]
    if (installed := programs()) is None:
        return [*found, Figure("desks over PostgreSQL", "not measured: no PostgreSQL is installed")]
    with Cluster(installed, durable=True) as cluster:
        return [*found, *_measured("PostgreSQL", cluster.start(), desks, letters, fetches)]


def _measured(name: str, url: str, desks: int, letters: int, fetches: int) -> Iterator[Figure]:
    with TemporaryDirectory(prefix="wian-desks-", ignore_cleanup_errors=True) as folder:
        work = alone(lay_out, folder, url, desks, letters)
        with _served(folder, url) as address:
            load: Load = alone(_visit, address, work, fetches)
    rate = load.requests / load.wall
    yield Figure(
        f"{desks} desks at once over {name}, {load.requests:,} requests",
        f"{rate:,.0f} requests/s",
        f"a small file: {load.floor:,.0f} requests/s",
        f"1/{load.floor / rate:.0f} of the floor",
    )
    for kind, times in load.times.items():
        quantiles = statistics.quantiles(times, n=100)
        yield Figure(f"  {kind}", f"median {seconds(quantiles[49])}, 99th {seconds(quantiles[98])}")


@dataclass(frozen=True, slots=True)
class Work:
    """The offices whose desks are visited, and the propagations whose letters lie there."""

    offices: tuple[str, ...]
    propagations: tuple[str, ...]


def lay_out(folder: str, url: str, desks: int, letters: int) -> Work:
    """Send directives live as far as the districts' inboxes, and give each desk an account."""
    home = Path(folder)
    with open_ledger(url or f"sqlite:///{home / 'wian.db'}") as ledger:
        plans = [_sent(ledger, home, number, desks) for number in range(letters)]
        offices = [
            hop.recipient
            for hop in plans[0].route.hops
            if plans[0].hierarchy.office(hop.recipient).level == "district"
        ][:desks]
        hashed = hash_password(PASSWORD)
        roles = (Role.CLERK, Role.OFFICER)
        made = runtime.now().minute
        accounts = [
            Account(office, POST, roles, None, hashed, must_change=False, created_minute=made)
            for office in offices
        ]
        add_accounts(ledger, accounts)
    return Work(tuple(offices), tuple(plan.id for plan in plans))


def _sent(ledger: Ledger, home: Path, number: int, desks: int) -> Plan:
    """One directive, on its way down to the districts of a few provinces."""
    values = yaml.safe_load(_EXAMPLE.read_text(encoding="utf-8"))
    values |= {"id": f"load-{number}", "hierarchy": "thailand"}
    path = home / f"directive-{number}.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    wanted = PropagationRequest(
        directive=str(path), clock=ClockChoice.LIVE, limit_to=_provinces(desks)
    )
    plan = prepare(wanted)
    now = runtime.now()
    record(ledger, plan, now)
    for wave in plan.route.waves[:-1]:
        for office in wave.forwarders:
            for _ in plan.hierarchy.office(office).desks if wave.number > 1 else ():
                receive(Acting(ledger, plan, office, by="benchmark", now=now))
            issue(Acting(ledger, plan, office, by="benchmark", now=now))
    return plan


def _provinces(desks: int) -> tuple[str, ...]:
    """The first provinces that have so many districts together."""
    hierarchy = jurisdiction("thailand").build(None)
    chosen: list[str] = []
    districts = 0
    for office in hierarchy.offices:
        if office.level == "province" and districts < desks:
            children = [hierarchy.office(each).level for each in hierarchy.children(office.id)]
            districts += children.count("district")
            chosen.append(office.id)
    return tuple(chosen)


@contextmanager
def _served(folder: str, url: str) -> Iterator[str]:
    """A desk of its own over a ledger, as ``wian desk`` serves it."""
    port = free_port()
    own = {"WIAN_HOME": folder, "WIAN_DATABASE_URL": url, "PREFECT_API_URL": ""}
    with (Path(folder) / "desk.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "wian.cli.main", "desk", "--port", str(port)],
            env={**os.environ, **own},
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(address: str) -> None:
    for _ in range(600):
        with suppress(OSError), urllib.request.urlopen(address + _SMALL, timeout=5):  # noqa: S310 - our own desk on loopback
            return
        time.sleep(0.1)
    raise SystemExit("The desk does not answer.")


def _visit(address: str, work: Work, fetches: int) -> Load:
    return asyncio.run(_visited(address, work, fetches))


async def _visited(address: str, work: Work, fetches: int) -> Load:
    times: dict[str, list[float]] = defaultdict(list)
    floor = await _floor(address, len(work.offices), fetches)
    officers = [_Officer(address, office, times) for office in work.offices]
    for officer in officers:
        await officer.sign_in()
    await asyncio.gather(*(officer.look(work.propagations) for officer in officers))  # warm
    times.clear()
    began = time.perf_counter()
    await asyncio.gather(*(officer.work_through(work.propagations) for officer in officers))
    wall = time.perf_counter() - began
    for officer in officers:
        await officer.client.aclose()
    return Load(sum(map(len, times.values())), wall, dict(times), floor)


async def _floor(address: str, connections: int, fetches: int) -> float:
    """Requests a second for a small file over as many connections."""

    async def fetch(count: int) -> None:
        async with httpx.AsyncClient(base_url=address, timeout=60) as client:
            for _ in range(count):
                (await client.get(_SMALL)).raise_for_status()

    began = time.perf_counter()
    await asyncio.gather(*(fetch(fetches // connections) for _ in range(connections)))
    return fetches / (time.perf_counter() - began)


class _Officer:
    """One officer at a desk: clerk and officer of a district."""

    def __init__(self, address: str, office: str, times: dict[str, list[float]]) -> None:
        # The server closes a connection that was idle for five seconds.
        limits = httpx.Limits(keepalive_expiry=2)
        self.client = httpx.AsyncClient(base_url=address, timeout=120, limits=limits)
        self._office, self._times = office, times

    async def sign_in(self) -> None:
        page = await self._get("sign in", "/sign-in")
        form = {"office": self._office, "post": POST, "password": PASSWORD}
        await self._post("sign in", "/sign-in", page, form)

    async def look(self, propagations: Sequence[str]) -> None:
        await self._get("inbox", "/")
        for each in propagations:
            await self._get("letter", f"/letters/{each}")

    async def work_through(self, propagations: Sequence[str]) -> None:
        """The whole pile, letter by letter."""
        for each in propagations:
            await self._get("inbox", "/")
            letter = await self._get("letter", f"/letters/{each}")
            stamp = {"position": "0", "when": "now"}
            await self._post("stamp", f"/letters/{each}/stamp", letter, stamp)
            draft = await self._get("draft", f"/letters/{each}/draft")
            read = {"revision": _field(_REVISION, draft), "read": "yes"}
            await self._post("issue", f"/letters/{each}/issue", draft, read)
            await self._get("outgoing", f"/outgoing/{each}")

    async def _get(self, kind: str, path: str) -> str:
        began = time.perf_counter()
        answer = await self.client.get(path)
        self._times[kind].append(time.perf_counter() - began)
        if answer.status_code != httpx.codes.OK:
            raise SystemExit(f"{path} answers {answer.status_code}.")
        return answer.text

    async def _post(self, kind: str, path: str, page: str, form: dict[str, str]) -> None:
        values = {"csrf": _field(_CSRF, page), **form}
        began = time.perf_counter()
        answer = await self.client.post(path, data=values)
        self._times[kind].append(time.perf_counter() - began)
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise SystemExit(f"{path} answers {answer.status_code}.")


def _field(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if found is None:
        raise SystemExit(f"A page has no {pattern.pattern}.")
    return unescape(found[1])


if __name__ == "__main__":
    show(figures())
