"""Measures stamp to letter while a part is gone: ``python -m benchmarks.faults.outages``.

``wian up`` on loopback, a PostgreSQL and a Redis that the run starts, and districts that forward
automatically. Redis, the Prefect server, the worker, the dispatcher and PostgreSQL are gone in
turn, killed or hanging; each time some districts stamp through the API of the desk, and the time
until their own letters stand in the ledger is taken. Nobody can stamp without the ledger: with
PostgreSQL the time counts from its return. Exit status 1 if a letter takes longer than it may.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from benchmarks.cost import seconds
from benchmarks.faults.live_parts import kill_part, signal_part
from benchmarks.figures import Figure, judged, show
from benchmarks.live_trial import sent_live, system_up
from benchmarks.postgres import Cluster, free_port, programs
from wian.jurisdictions.countries import jurisdiction
from wian.kit.errors import WianError
from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.access.permissions import Scope
from wian.ledger.access.tokens import add_token
from wian.ledger.database import Ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import letter
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan

GOAL_SECONDS = 15.0
_PATIENCE_SECONDS = 180.0
_LOOK_SECONDS = 0.05
_HOLD_SECONDS = 0.2
_BY = "trial"

Gone = Callable[[], AbstractContextManager[object]]


class Redis:
    """A Redis server on loopback that keeps nothing.

    Args:
        home: Folder that it runs in.
    """

    def __init__(self, home: Path) -> None:
        self._home, self._port = home, free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it."""
        options = ("--port", str(self._port), "--bind", "127.0.0.1", "--save", "")
        self._process = subprocess.Popen(
            ["redis-server", *options], cwd=self._home, stdout=subprocess.DEVNULL
        )

    def signal(self, what: signal.Signals) -> None:
        """Kill it, have it hang, or have it go on."""
        if self._process:
            self._process.send_signal(what)
            if what is signal.SIGKILL:
                self._process.wait()


@dataclass(frozen=True, slots=True)
class Outage:
    """A part that is gone.

    Attributes:
        part: Which.
        how: How it is gone, and for how long.
        gone: It is gone in this context; stamps come within it, or after it where it is ``before``.
        before: Nobody can stamp while it lasts.
    """

    part: str
    how: str
    gone: Gone
    before: bool = False


@dataclass(frozen=True, slots=True)
class Installation:
    """A live system whose parts may be taken away.

    Attributes:
        home: Its folder.
        desk: Address of its desk.
        up: Id of the process ``wian up``.
        redis: Where its desk counts; ``None`` where no Redis is installed.
        cluster: The server of its ledger; ``None`` where that is an SQLite file.
    """

    home: Path
    desk: str
    up: int
    redis: Redis | None
    cluster: Cluster | None


@contextmanager
def installation() -> Iterator[Installation]:
    """One of its own, with PostgreSQL and Redis where they are installed."""
    found = programs()
    with (
        TemporaryDirectory(prefix="wian-outages-", ignore_cleanup_errors=True) as folder,
        Cluster(found, durable=True) if found else nullcontext() as cluster,
        _redis(Path(folder)) as redis,
    ):
        home, port = Path(folder), free_port()
        with system_up(home, cluster.start() if cluster else "", port) as up:
            yield Installation(home, f"http://127.0.0.1:{port}", up.pid, redis, cluster)


def figures(live: Installation, stamps: int, *, parts: tuple[str, ...] = ()) -> list[Figure]:
    """Take away one part after the other.

    Args:
        live: The system.
        stamps: How many districts stamp in each outage.
        parts: Which parts; all where none is named.
    """
    outages = [each for each in _outages(live) if not parts or each.part in parts]
    stand = _Stand.ready(live.home, live.desk, len(outages) * stamps)
    done = [stand.measured(each, stamps) for each in outages]
    return [*done, stand.whole()]


def _outages(live: Installation) -> Iterator[Outage]:
    up, redis, cluster = live.up, live.redis, live.cluster
    yield Outage("nothing", "all is there", nullcontext)
    if redis:
        yield Outage("Redis", "killed", partial(_without_redis, redis))
        yield Outage("Redis", "hangs", partial(_hanging_redis, redis))
    yield Outage(
        "Prefect server", "killed whenever it comes back", partial(_held, up, "Prefect server")
    )
    yield Outage("Prefect server", "hangs", partial(_hanging, up, "Prefect server"))
    yield Outage("worker", "killed whenever it comes back", partial(_held, up, "worker"))
    yield Outage("dispatcher", "killed once at each stamp", partial(_killed, up, "dispatcher"))
    if cluster:
        back = "from its return"
        yield Outage("PostgreSQL", f"crashed; {back}", partial(_crashed, cluster), before=True)
        both = partial(_crashed, cluster, partial(kill_part, up, "dispatcher"))
        yield Outage("PostgreSQL", f"crashed, dispatcher killed; {back}", both, before=True)


@contextmanager
def _redis(home: Path) -> Iterator[Redis | None]:
    """A Redis in which the desk counts; none where it is not installed."""
    if shutil.which("redis-server") is None:
        yield None
        return
    redis = Redis(home)
    redis.start()
    os.environ["WIAN_DESK_LIMIT_STORAGE"] = redis.url
    try:
        yield redis
    finally:
        redis.signal(signal.SIGKILL)


@contextmanager
def _without_redis(redis: Redis) -> Iterator[None]:
    redis.signal(signal.SIGKILL)
    yield
    redis.start()


@contextmanager
def _hanging_redis(redis: Redis) -> Iterator[None]:
    redis.signal(signal.SIGSTOP)
    yield
    redis.signal(signal.SIGCONT)


@contextmanager
def _hanging(up: int, part: str) -> Iterator[None]:
    signal_part(up, part, signal.SIGSTOP)
    yield
    signal_part(up, part, signal.SIGCONT)


@contextmanager
def _killed(up: int, part: str) -> Iterator[None]:
    kill_part(up, part)
    yield


@contextmanager
def _held(up: int, part: str) -> Iterator[None]:
    """Gone for as long as the body takes, however often it is started again."""
    over = threading.Event()

    def hold() -> None:
        while not over.wait(_HOLD_SECONDS):
            kill_part(up, part)

    kill_part(up, part)
    holding = threading.Thread(target=hold)
    holding.start()
    try:
        yield
    finally:
        over.set()
        holding.join()


@contextmanager
def _crashed(cluster: Cluster, meanwhile: Callable[[], object] = lambda: None) -> Iterator[None]:
    cluster.crash()
    meanwhile()
    time.sleep(2)  # long enough for everyone to have asked for it
    yield
    cluster.recover()


@dataclass(frozen=True, slots=True)
class _Stand:
    """A directive that has come to districts which forward automatically."""

    ledger: Ledger
    plan: Plan
    desk: str
    districts: Iterator[tuple[str, str]]
    stamped: list[str]

    @classmethod
    def ready(cls, home: Path, desk: str, number: int) -> _Stand:
        """Send live, and have everyone above the districts forward by hand."""
        province, districts = _crowd(number)
        plan, ledger = sent_live(home, [province]), runtime.ledger()
        for office in plan.route.chain(province)[1:]:
            for _ in plan.hierarchy.office(office).desks:
                receive(Acting(ledger, plan, office, by=_BY, now=runtime.now()))
            issue(Acting(ledger, plan, office, by=_BY, now=runtime.now()))
        set_forwards_alone(ledger, districts, True, by=_BY, now=runtime.now())
        tokens = [
            add_token(ledger, each, _BY, [Scope.STAMP], now=runtime.now())[1] for each in districts
        ]
        return cls(ledger, plan, desk, iter(zip(districts, tokens, strict=True)), [])

    def measured(self, outage: Outage, stamps: int) -> Figure:
        """Stamp while a part is gone, and wait for the letters."""
        taken = [self._one(outage) for _ in range(stamps)]
        return Figure(
            f"{outage.part}: {outage.how}",
            f"median {seconds(statistics.median(taken))}, slowest {seconds(max(taken))}",
            target=f"<= {GOAL_SECONDS:.0f} s",
            met=judged(max(taken) <= GOAL_SECONDS),
        )

    def whole(self) -> Figure:
        """Whether each district that has stamped has its letter, and the ledger proves itself."""
        letters = [letter(self.ledger, self.plan.id, office) for office in self.stamped]
        faults = verify(self.ledger).faults
        holds = all(letters) and not faults
        return Figure(
            "the ledger afterwards",
            f"{len(letters)} stamps, {sum(map(bool, letters))} letters, {len(faults)} faults",
            target="all",
            met=judged(holds),
        )

    def _one(self, outage: Outage) -> float:
        """Seconds from a stamp, or from the part's return, until the letter is there."""
        office, token = next(self.districts)
        self.stamped.append(office)
        with outage.gone():
            if not outage.before:
                return self._stamp_to_letter(office, token)
        return self._stamp_to_letter(office, token)

    def _stamp_to_letter(self, office: str, token: str) -> float:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        began = time.perf_counter()
        while not self._stamped(token):
            _refuse_late(deadline, f"{office} cannot stamp")
        stamped = time.perf_counter()
        while not self._has_written(office):
            _refuse_late(deadline, f"{office} has not forwarded")
        if stamped - began > 1:
            print(f"{office} waited {seconds(stamped - began)} for its stamp", file=sys.stderr)
        return time.perf_counter() - began

    def _stamped(self, token: str) -> bool:
        url = f"{self.desk}/api/v1/letters/{self.plan.id}/stamps"
        with suppress(httpx.HTTPError):
            answer = httpx.post(url, headers={"Authorization": f"Bearer {token}"}, timeout=30)
            return answer.is_success
        return False

    def _has_written(self, office: str) -> bool:
        with suppress(WianError):
            return letter(self.ledger, self.plan.id, office) is not None
        return False


def _refuse_late(deadline: float, what: str) -> None:
    if time.monotonic() > deadline:
        raise SystemExit(f"{what} within {_PATIENCE_SECONDS:.0f} s.")
    time.sleep(_LOOK_SECONDS)


def _crowd(number: int) -> tuple[str, tuple[str, ...]]:
    """The smallest province with so many districts, and as many of them."""
    hierarchy = jurisdiction("thailand").build(None)
    levels = {each.id: each.level for each in hierarchy.offices}
    parents = Counter(
        parent for parent, child in hierarchy.graph.edges if levels[child] == "district"
    )
    enough = [(count, province) for province, count in parents.items() if count >= number]
    _, province = min(enough)
    below = (hierarchy.office(each) for each in hierarchy.children(province))
    return province, tuple(each.id for each in below if each.level == "district")[:number]


def main() -> None:
    """Run all outages, and print how long letters took."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults.outages", description=__doc__
    )
    parser.add_argument("--stamps", type=int, default=3, help="stamps in each outage")
    parser.add_argument("--part", action="append", default=[], help="only this part")
    options = parser.parse_args()
    with installation() as live:
        found = figures(live, options.stamps, parts=tuple(options.part))
    show(found)
    sys.exit(any(each.met == "NO" for each in found))


if __name__ == "__main__":
    main()
