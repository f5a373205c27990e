"""Running ``wian``: in this process, against one shared Prefect server, or in its own."""

from __future__ import annotations

import contextlib
import importlib
import json
import logging
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from flows.server.prefect_server import QUIET, TUNING, EmbeddedServer
from tests.plugins.contracts import hold_to_schema
from wian.cli import main
from wian.kit.cache import Remembered
from wian.kit.gc_pause import loading
from wian.propagation import runtime

_BUSY, _TRIES = 503, 10
WIAN = Path(sys.executable).with_name("wian")
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its standard output, which must be one JSON value."""
        return json.loads(self.out)


class Api:
    """The shared Prefect server, as its REST API shows it."""

    def __init__(self, server: EmbeddedServer) -> None:
        self.url, self.home = server.url, server.home

    def __call__(self, path: str, **body: Any) -> Any:
        """What the server answers to a POST."""
        return self._ask("POST", path, json.dumps(body).encode())

    def get(self, path: str) -> Any:
        """What the server answers to a GET."""
        return self._ask("GET", path)

    def delete(self, path: str) -> None:
        """Have the server forget something."""
        self._ask("DELETE", path)

    def _ask(self, method: str, path: str, body: bytes | None = None) -> Any:
        """An answer; a server that is busy is asked again, as Prefect does."""
        request = urllib.request.Request(  # noqa: S310 - our own server on loopback
            f"{self.url}/{path}", body, {"Content-Type": "application/json"}, method=method
        )
        for _ in range(_TRIES):
            try:
                with urllib.request.urlopen(request, timeout=180) as reply:  # noqa: S310 - the same
                    said = reply.read()
                    return json.loads(said) if said else None
            except urllib.error.HTTPError as error:
                if error.code != _BUSY:
                    raise
                busy = error
                time.sleep(0.5)
        raise busy

    def flow_runs(self) -> list[Any]:
        """All flow runs, the latest first."""
        return self("flow_runs/filter", sort="START_TIME_DESC")

    def task_runs(self, flow_run: str) -> list[Any]:
        """The task runs of a flow run, in the order in which they began."""
        found = self("task_runs/filter", flow_runs={"id": {"any_": [flow_run]}})
        return sorted(found, key=lambda run: run["start_time"] or "")


@pytest.fixture(scope="session")
def prefect_tables(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """A database of Prefect that holds its tables; only to be copied.

    They take seconds to make: the first process of the first run does it, the others find them (in
    pytest's cache, where each version of Prefect has its own).
    """
    made = _shared(pytestconfig, tmp_path_factory) / f"prefect-{version('prefect')}.db"
    with FileLock(made.with_suffix(".lock")):
        if not made.exists():
            with EmbeddedServer(tmp_path_factory.mktemp("tables")) as server:
                server.wait()
                _copy_database(server.home, made.with_suffix(".part")).replace(made)
    return made


@pytest.fixture(scope="session")
def prefect_api(prefect_tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """One embedded server for the whole run, with which this process's Prefect talks.

    Prefect reads its settings when it is first imported; they are in the environment only then.
    """
    assert "prefect" not in sys.modules, "a test imports Prefect at its top"
    home = tmp_path_factory.mktemp("prefect")
    shutil.copy(prefect_tables, home / "prefect.db")
    with EmbeddedServer(home) as server:
        with pytest.MonkeyPatch.context() as patch:
            own = {"PREFECT_API_URL": server.url, "PREFECT_HOME": str(server.home)}
            for name, value in {**TUNING, **QUIET, **own}.items():
                patch.setenv(name, value)
            with loading():
                importlib.import_module("flows.local_run")
        server.wait()
        yield Api(server)


def _shared(config: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run know, and later runs where pytest has a cache."""
    if config.pluginmanager.has_plugin("cacheprovider"):
        assert config.cache is not None
        return config.cache.mkdir("wian")
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _copy_database(folder: Path, target: Path) -> Path:
    """Copy the database of a Prefect that may be running."""
    with (
        contextlib.closing(sqlite3.connect(folder / "prefect.db")) as made,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        made.backup(copy)
    return target


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty installation of the test's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("WIAN_HOME", str(folder))
    for name in ("WIAN_DATABASE_URL", "PREFECT_API_URL"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def ready_home(home: Path, made_file: Path) -> Path:
    """An installation whose ledger has its tables, and nothing in them."""
    home.mkdir(exist_ok=True)
    shutil.copy(made_file, home / "wian.db")
    return home


@pytest.fixture
def own_log() -> Iterator[None]:
    """Put wian's log back as it was: commands that keep running send it to standard error."""
    log = logging.getLogger("wian")
    handlers, level, propagate = log.handlers, log.level, log.propagate
    yield
    log.handlers, log.propagate = handlers, propagate
    log.setLevel(level)


@pytest.fixture
def wian(
    own_log: None, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Run a command that needs no Prefect in this process, through the program's own edge."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)  # put back what it sets

    def run(*arguments: object, start: Callable[[], object] = main.run) -> Ran:
        monkeypatch.setattr(sys, "argv", ["wian", *map(str, arguments)])
        monkeypatch.setattr(runtime, "_requests", Remembered(1))
        runtime._files.clear()
        code: object = 0
        interrupted = signal.getsignal(signal.SIGINT)
        try:
            start()
        except SystemExit as end:
            code = end.code
        finally:
            signal.signal(signal.SIGINT, interrupted)
        out, err = capsys.readouterr()
        hold_to_schema(list(map(str, arguments)), out)
        return Ran(int(code or 0), out, err)  # type: ignore[call-overload]

    return run


@pytest.fixture
def wian_on_server(
    wian: Callable[..., Ran], prefect_api: Api, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Run any command in this process; the server that it finds named is the shared one."""
    monkeypatch.setenv("PREFECT_API_URL", prefect_api.url)
    return wian


@pytest.fixture(scope="session")
def prefect_used(prefect_tables: Path) -> Callable[[Path], Path]:
    """Make a folder one that Prefect has run in: its database has its tables."""

    def use(folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(prefect_tables, folder / "prefect.db")
        return folder

    return use


@pytest.fixture
def used_home(home: Path, prefect_used: Callable[[Path], Path]) -> Path:
    """An installation that Prefect has run in before."""
    prefect_used(home / "prefect")
    return home


@pytest.fixture
def process(home: Path) -> Callable[..., subprocess.Popen[str]]:
    """Start a command in a process of its own.

    It knows no Prefect server where the variables that are given name none.
    """

    def start(*arguments: object, **variables: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [WIAN, *map(str, arguments)],
            cwd=ROOT,
            env={k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    found = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(child) for child in tasks.read_text().split()]
    return found


def lives(pid: int) -> bool:
    """Whether a process runs (a zombie, which only waits to be counted, does not)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="session")
def processes() -> Any:
    """Looks at processes: ``children`` and ``lives``."""

    class Processes:
        children = staticmethod(children)
        lives = staticmethod(lives)

    return Processes
