"""docs/how-to/run-on-several-machines.md: its units and variables, with Redis between them."""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis

from benchmarks.postgres import free_port
from wian.ledger.proof.verification import verify
from wian.propagation import runtime

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "examples" / "deploy"
SECONDS = 600
WORD = "letters-down-and-answers-up"


class Machines:
    """The pieces of the guide on this machine, each started by its unit's command.

    Args:
        folder: Where their files and logs are.
        postgres: URL of a server.
        port: Where Redis listens.
    """

    def __init__(self, folder: Path, postgres: str, port: int) -> None:
        self._folder, self._postgres, self.port = folder, postgres, port
        self._names = {each: f"{each}_{uuid.uuid4().hex[:12]}" for each in ("wian", "prefect")}
        self._place = free_port()
        self.api = f"http://127.0.0.1:{self._place}/api"
        self.ledger = self._url("wian")

    def variables(self) -> dict[str, str]:
        """Those of wian.env, with addresses and secrets of our own."""
        text = (DEPLOY / "wian.env").read_text(encoding="utf-8")
        given = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))
        prefect = self._url("prefect").replace("postgresql://", "postgresql+asyncpg://")
        own = {
            "WIAN_DATABASE_URL": self.ledger,
            "WIAN_HOME": str(self._folder / "home"),
            "WIAN_DESK_SECRET": WORD,
            "PREFECT_API_URL": self.api,
            "PREFECT_HOME": str(self._folder / "prefect"),
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": prefect,
            "PREFECT_UI_STATIC_DIRECTORY": str(self._folder / "ui"),
            "PREFECT_UI_ENABLED": "false",
            "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
            "PREFECT_REDIS_MESSAGING_HOST": "127.0.0.1",
            "PREFECT_REDIS_MESSAGING_PORT": str(self.port),
            "PREFECT_SERVER_DOCKET_URL": f"redis://:change-me@127.0.0.1:{self.port}/1",
        }
        assert own.keys() - given.keys() <= {
            "PREFECT_UI_ENABLED",
            "PREFECT_API_BLOCKS_REGISTER_ON_START",
        }
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "WIAN_"))}
        return {k: v.replace("change-me", WORD) for k, v in (kept | given | own).items()}

    def make_databases(self) -> None:
        """One for the ledger, one for Prefect."""
        with psycopg.connect(self._postgres, autocommit=True) as connection:
            for name in self._names.values():
                connection.execute(f"CREATE DATABASE {name}")

    def drop_databases(self) -> None:
        """They go with the test."""
        with psycopg.connect(self._postgres, autocommit=True) as connection:
            for name in self._names.values():
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def start(self, unit: str) -> subprocess.Popen[bytes]:
        """Start what a unit starts."""
        text = (DEPLOY / "systemd" / f"{unit}.service").read_text(encoding="utf-8")
        line = re.search(r"^ExecStart=/opt/wian/\.venv/bin/(.*)$", text, re.MULTILINE)
        assert line is not None
        said = line[1].replace("${LISTEN}", "127.0.0.1").replace("%i", str(self._place))
        program, *arguments = shlex.split(said)
        module = {"wian": "wian", "prefect": "prefect"}[program]
        with self.log(unit).open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=ROOT,
                env=self.variables(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def log(self, unit: str) -> Path:
        """Where a unit's output is."""
        return self._folder / f"{unit}.log"

    def ask(self, path: str, body: object = None, *, secret: str = f"wian:{WORD}-too") -> Any:
        """What Prefect answers; the status of a refusal."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        if secret:
            headers["Authorization"] = "Basic " + base64.b64encode(secret.encode()).decode()
        asked = urllib.request.Request(f"{self.api}/{path}", data, headers)  # noqa: S310 - ours
        try:
            with urllib.request.urlopen(asked, timeout=60) as reply:  # noqa: S310 - the same
                return json.loads(reply.read())
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def _url(self, database: str) -> str:
        return urlunsplit(urlsplit(self._postgres)._replace(path=f"/{self._names[database]}"))


def _until(true: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline, f"waited {SECONDS} seconds for {what}"
        time.sleep(0.2)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture
def machines(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Machines]:
    """Redis, PostgreSQL, and of Prefect the database, services and an API, as the guide says."""
    if shutil.which("redis-server") is None:
        pytest.skip("no redis-server (Debian's package redis-server)")
    if importlib.util.find_spec("prefect_redis") is None:
        pytest.skip("no prefect-redis (pip install -c constraints.txt prefect-redis)")
    made = Machines(tmp_path, request.getfixturevalue("postgres_server"), free_port())
    with ExitStack() as started:
        made.make_databases()
        started.callback(made.drop_databases)
        command = ("redis-server", "--port", str(made.port), "--requirepass", WORD, "--save", "")
        redis_server = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)
        started.callback(_end, redis_server)
        assert made.start("prefect-database").wait(SECONDS) == 0
        for unit in ("prefect-services", "prefect-api@"):
            started.callback(_end, made.start(unit))
        _until(lambda: made.ask("health", secret="") is True, "Prefect's API")
        yield made


@pytest.fixture
def named(home: Path, machines: Machines, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machines]:
    """This process is another machine of the installation."""
    for name in ("WIAN_DATABASE_URL", "PREFECT_API_URL", "PREFECT_API_AUTH_STRING"):
        monkeypatch.setenv(name, machines.variables()[name])
    runtime.ledger(make=True)
    yield machines
    runtime.ledger().close()
    runtime._ledgers.forget(machines.ledger)


@pytest.mark.timeout(3 * SECONDS)  # it waits for a database, two services and a dispatcher in turn
def test_a_stamp_at_one_machine_has_another_forward_through_redis(named, drill):
    """The dispatcher's run and its task are recorded by the services, which hear of them by Redis.

    Who knows no secret sees nothing but that Prefect is there.
    """
    assert named.ask("flows/count", {}, secret="") == 401
    assert named.ask("flows/count", {}) == 0
    dispatcher = named.start("wian-dispatcher")
    try:
        said = named.log("wian-dispatcher")
        _until(lambda: b"Listening to http" in said.read_bytes(), "the dispatcher to listen")
        drill.forward_alone()
        drill.stamp("moi")
        drill.ring("moi")
        _until(lambda: drill.issued("moi"), "the letter")
        _until(lambda: _recorded(named), "what was recorded")
    finally:
        _end(dispatcher)
    heard = named.ask("events/filter", {"filter": {"event": {"prefix": ["wian.letter."]}}})
    assert "wian.letter.ready" in {each["event"] for each in heard["events"]}
    with redis.Redis(port=named.port, password=WORD) as broker:
        kinds = {broker.type(key) for key in broker.scan_iter()}
    assert b"stream" in kinds
    assert verify(drill.ledger).ok


def _recorded(machines: Machines) -> bool:
    runs, tasks = machines.ask("flow_runs/filter", {}), machines.ask("task_runs/filter", {})
    assert "Relay: Ministry of Interior" in {each["name"] for each in runs}
    return bool(tasks) and all(each["state_type"] == "COMPLETED" for each in tasks)
