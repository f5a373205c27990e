"""Prefect workers on one ledger in PostgreSQL, on this machine or on several made by namespaces."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import IO, Self
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.bounded_wait import wait_until
from benchmarks.cost import Cost, processor_of
from benchmarks.postgres import Cluster, free_port, programs
from flows.server.prefect_server import TUNING, answers

ROOT = Path(__file__).resolve().parents[1]
_SECONDS = 180.0
_LEDGER = "wian"
_REGISTER = """
import asyncio
from prefect import get_client
from flows.deploy import _make_pool
async def make():
    async with get_client() as client:
        await _make_pool(client)
asyncio.run(make())
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine: what its commands begin with; nothing on the one at hand."""

    enter: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """A propagation that was sent.

    Attributes:
        cost: Of the command on the wall's clock, and of everything that worked on the processor's:
            the command, its helpers, the workers, the Prefect server and PostgreSQL.
        hops: Hops in the ledger.
        helpers: Helpers that workers had taken up, since the pool began.
        waited: Share of the moments at which a session of the ledger worked on something and
            waited for another one's lock.
    """

    cost: Cost
    hops: int
    helpers: int
    waited: float

    @property
    def each(self) -> Cost:
        """The same for a hop."""
        return self.cost * (1 / self.hops)


class WorkerPool:
    """PostgreSQL, a Prefect server, and a process worker on each machine; they end with the body.

    Args:
        folder: Where their files are.
        machines: Where the workers are; the first one runs commands too.
        host: Address at which PostgreSQL and Prefect listen, which every machine reaches.
    """

    def __init__(
        self, folder: Path, machines: Sequence[Machine] = (Machine(),), host: str = "127.0.0.1"
    ) -> None:
        found = programs()
        if found is None:
            raise SystemExit("PostgreSQL is not installed")
        self._folder, self._machines, self._host = folder, machines, host
        self._cluster = Cluster(found, host=host)
        self._ended = ExitStack()
        self._base = ""
        self.api = f"http://{host}:{free_port()}/api"
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        with ExitStack() as made:
            self._base = made.enter_context(self._cluster).start()
            self._server = self._started("server", self._serve(), stdin=subprocess.PIPE)
            made.callback(_end, self._server)
            wait_until(lambda: answers(self.api), "the Prefect server", _SECONDS)
            self._run(sys.executable, "-c", _REGISTER)
            self._run(sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--name", "helper")
            for number, machine in enumerate(self._machines):
                start = ("prefect", "worker", "start", "--pool", "wian", "--limit", "8")
                command = [*machine.enter, sys.executable, "-m", *start]
                self.workers.append(self._started(f"worker-{number}", command))
                made.callback(_end, self.workers[-1])
            self._ended = made.pop_all()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._ended.close()

    @property
    def ledger_url(self) -> str:
        """URL of the ledger."""
        return urlunsplit(urlsplit(self._base)._replace(path=f"/{_LEDGER}"))

    def forget(self) -> None:
        """Begin with an empty ledger."""
        with psycopg.connect(self._base, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {_LEDGER} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {_LEDGER}")

    def start(self, directive: Path, workers: int) -> subprocess.Popen[bytes]:
        """Start sending a directive on the first machine."""
        wanted = ("propagate", str(directive), "--prefect", "--workers", str(workers), "--json")
        command = [*self._machines[0].enter, sys.executable, "-m", "wian", *wanted]
        return self._started("command", command, stdout=subprocess.PIPE)

    def send(self, directive: Path, workers: int) -> Sent:
        """Send a directive from one process, and wait until every helper has left too.

        Raises:
            AssertionError: It failed.
        """
        before, began = self._processor(), time.perf_counter()
        command = self.start(directive, workers)
        with self._watched() as waits:
            out, _ = command.communicate(timeout=3600)
        wall = time.perf_counter() - began
        assert command.returncode == 0, (self._folder / "command.log").read_text()  # noqa: S101 - a benchmark
        self.settle()
        processor = self._processor() - before
        hops = json.loads(out)["hops"]
        waited = waits[True] / max(1, waits.total())
        return Sent(Cost(wall, processor), hops, self._helpers(), waited)

    @contextmanager
    def _watched(self) -> Iterator[Counter[bool]]:
        """Whether sessions wait for a lock, counted at many moments of the body."""
        ask = (
            "SELECT wait_event_type IS NOT DISTINCT FROM 'Lock' FROM pg_stat_activity "
            "WHERE datname = %s AND state = 'active' AND pid <> pg_backend_pid()"
        )
        found, over = Counter[bool](), threading.Event()

        def look() -> None:
            with psycopg.connect(self._base, autocommit=True) as connection:
                while not over.wait(0.2):
                    found.update(waits for (waits,) in connection.execute(ask, (_LEDGER,)))

        watching = threading.Thread(target=look, daemon=True)
        watching.start()
        try:
            yield found
        finally:
            over.set()
            watching.join()

    def _helpers(self) -> int:
        body = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED", "RUNNING", "CRASHED"]}}}}
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.api}/flow_runs/filter",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as reply:  # noqa: S310 - the same
            return sum(run["deployment_id"] is not None for run in json.load(reply))

    def settle(self) -> None:
        """Wait until no helper runs any more, and PostgreSQL has ended their sessions."""
        wait_until(lambda: not any(self.helper_processes()), "the helpers to leave", _SECONDS)
        time.sleep(0.5)

    def helper_processes(self) -> list[int]:
        """Processes of helpers that run now."""
        return [child for worker in self.workers for child in children(worker.pid)]

    def _processor(self) -> float:
        """Seconds of everything that runs here, and of what it started and has ended."""
        pids = [
            os.getpid(),
            self._server.pid,
            *(each.pid for each in self.workers),
            self._cluster.pid,
        ]
        return sum(processor_of(each, with_ended=True) for each in pids)

    def _serve(self) -> list[str]:
        port = str(urlsplit(self.api).port)
        return [sys.executable, "-m", "flows.server.embedded", port, self._host]

    def _run(self, *command: str) -> None:
        done = self._started("setup", list(command))
        if done.wait(600):
            raise SystemExit((self._folder / "setup.log").read_text())

    def _started(
        self,
        name: str,
        command: Sequence[str],
        *,
        stdin: int | None = None,
        stdout: int | None = None,
    ) -> subprocess.Popen[bytes]:
        with (self._folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                list(command),
                cwd=ROOT,
                env=self._environment(),
                stdin=stdin or subprocess.DEVNULL,
                stdout=stdout or log,
                stderr=log,
            )

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "WIAN_"))}
        own = {
            "PREFECT_API_URL": self.api,
            "PREFECT_HOME": str(self._folder / "prefect"),
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
            "WIAN_HOME": str(self._folder / "home"),
            "WIAN_DATABASE_URL": self.ledger_url,
        }
        return {**kept, **TUNING, **own}


@contextmanager
def worker_pool(
    machines: Sequence[Machine] = (Machine(),), host: str = "127.0.0.1"
) -> Iterator[WorkerPool]:
    """A pool whose files go with it."""
    with (
        TemporaryDirectory(prefix="wian-bench-", ignore_cleanup_errors=True) as folder,
        WorkerPool(Path(folder), machines, host) as pool,
    ):
        yield pool


def children(pid: int) -> list[int]:
    """The processes that a process started and that still run."""
    found: list[int] = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in tasks.read_text().split()]
    return found


def _end(process: subprocess.Popen[bytes]) -> None:
    pipe: IO[bytes] | None = process.stdin
    if pipe:
        pipe.close()
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
