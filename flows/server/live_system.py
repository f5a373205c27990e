"""The live system on one machine: its pieces, their addresses, and their order."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from flows.server.prefect_server import TUNING, answers
from flows.server.supervision import Piece, PieceNotReady, Supervisor
from flows.server.timed_sweep import TimedSweep
from wian.kit.errors import WianError
from wian.kit.private_files import make_folder, opener
from wian.notices.prefect_address import DESK, leave_in, take_from

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SWEEPS = 2
"""Sweeps of Prefect for one that comes without it."""
_TEND_SECONDS = 0.5


class AlreadyUp(WianError):
    """The home is in use."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"Another wian runs Prefect on {home}; end it first (Ctrl-C where 'wian up' runs, or "
            "wait for 'wian propagate'), or name another folder in WIAN_HOME."
        )


class PortTaken(WianError):
    """Other programs listen at addresses that are wanted.

    Args:
        taken: Host, port and option of each.
    """

    def __init__(self, *taken: tuple[str, int, str]) -> None:
        first, *others = (f"port {port} of {host}" for host, port, _ in taken)
        named = " and ".join([f"P{first[1:]}", *others])
        options = " and ".join(option for _, _, option in taken)
        super().__init__(
            f"{named} cannot be used: another program listens there, or the address "
            f"is not this machine's; end that program, or choose another port with {options}."
        )


class PortShared(WianError):
    """The desk and Prefect are wanted at one port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"The desk and Prefect cannot both have port {port}; give --port-desk and "
            "--port-prefect different ports."
        )


class NotProtected(WianError):
    """Prefect's server would be open to everyone."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"At {host} others than this machine could reach the Prefect server, and it has no "
            "password; set PREFECT_SERVER_API_AUTH_STRING (such as admin:a-long-secret), or leave "
            "--host-prefect at 127.0.0.1."
        )


@dataclass(frozen=True)
class Wanted:
    """How the live system is wanted.

    Attributes:
        home: The installation's folder.
        prefect_home: Prefect's folder in it.
        port_desk, port_prefect: Ports.
        host_prefect: Address that the Prefect server binds.
        sweep_every: Seconds between two sweeps.
    """

    home: Path
    prefect_home: Path
    port_desk: int
    port_prefect: int
    host_prefect: str = "127.0.0.1"
    sweep_every: int = 300

    @property
    def prefect(self) -> str:
        """Address of Prefect's pages."""
        every = self.host_prefect in {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound
        host = "127.0.0.1" if every else self.host_prefect
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port_prefect}"

    @property
    def desk(self) -> str:
        """Address of the desk."""
        return f"http://127.0.0.1:{self.port_desk}"

    @property
    def logs(self) -> Path:
        """Folder of the logs."""
        return self.home / "logs"

    @property
    def auth(self) -> str:
        """The server's auth string; empty where it has none."""
        return os.environ.get("PREFECT_SERVER_API_AUTH_STRING", "")


class LiveSystem:
    """Prefect's server, a worker, the dispatcher and the desk, as this process's children.

    Args:
        wanted: How it is wanted.
        tell: Told a sentence at each step and when a piece had to be started again.

    Raises:
        WianError: The home or a port is in use or wanted twice, or the server would be open to
            everyone.
    """

    def __init__(self, wanted: Wanted, tell: Callable[[str], None]) -> None:
        refuse_open(wanted)
        refuse_shared(wanted)
        self._wanted, self._tell = wanted, tell
        make_folder(wanted.prefect_home)
        # The second lock is that of an embedded server: two servers on one home would fail.
        self._locks = [
            FileLock(wanted.home / "up.lock"),
            FileLock(wanted.prefect_home / "embedded.lock"),
        ]
        self._server, *self._others = pieces(wanted)
        self._supervisor = Supervisor(wanted.logs, Path.cwd(), tell)

    def __enter__(self) -> Self:
        self._claim()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        take_from(self._wanted.prefect_home)
        self._supervisor.stop(last=self._server)
        for lock in self._locks:
            lock.release()

    def start(self, stop: threading.Event) -> None:
        """Start every piece and return when each answers, or when ``stop`` is set.

        Raises:
            PieceNotReady: One does not answer, or dies again and again.
        """
        wanted = self._wanted
        self._tell("Starting the Prefect server ...")
        self._supervisor.start(self._server)
        self._supervisor.wait_for(self._server, stop)
        leave_in(wanted.prefect_home, f"{wanted.prefect}/api")
        self._tell("Registering the deployments; starting worker, dispatcher and desk ...")
        for piece in self._others:
            self._supervisor.start(piece)
        self._register(stop)
        for piece in self._others:
            self._supervisor.wait_for(piece, stop)

    def watch(self, stop: threading.Event) -> None:
        """Keep the pieces alive until ``stop`` is set."""
        sweep = TimedSweep(_SWEEPS * self._wanted.sweep_every, self._sweep)
        while not stop.wait(_TEND_SECONDS):
            self._supervisor.tend()
            sweep.tend()
        sweep.stop()

    def _sweep(self) -> subprocess.Popen[bytes]:
        """Start a sweep that needs neither Prefect nor its worker."""
        with open(self._wanted.logs / "sweep.log", "wb", opener=opener) as written:
            return subprocess.Popen(
                [sys.executable, "-m", "wian.cli.main", "sweep"],
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                env={**os.environ, **client_environment(self._wanted)},
            )

    def _claim(self) -> None:
        for lock in self._locks:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                for held in self._locks:
                    held.release()
                raise AlreadyUp(self._wanted.home) from None
        refuse_taken(self._wanted)

    def _register(self, stop: threading.Event) -> None:
        log = self._wanted.logs / "deployments.log"
        with open(log, "wb", opener=opener) as written:
            process = subprocess.Popen(  # noqa: S603 - a module of our own
                [sys.executable, "-m", "flows.deploy", str(self._wanted.sweep_every)],
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=written,
                env={**os.environ, **client_environment(self._wanted)},
            )
        while process.poll() is None and not stop.wait(0.1):
            self._supervisor.tend()
        if process.poll() is None:
            process.kill()
            process.wait()
        elif process.returncode:
            raise PieceNotReady("registration of the deployments", log)


def pieces(wanted: Wanted) -> tuple[Piece, ...]:
    """The pieces, the Prefect server first."""
    told = client_environment(wanted)
    showing = {**told, DESK: os.environ.get(DESK) or wanted.desk}
    pool = ("--pool", "wian", "--type", "process", "--name", "wian up")
    return (
        Piece(
            "Prefect server",
            ("flows.server.embedded", str(wanted.port_prefect), wanted.host_prefect),
            lambda: answers(f"{wanted.prefect}/api"),
            server_environment(wanted),
            tied=False,
        ),
        Piece(
            "worker",
            ("prefect", "worker", "start", *pool, "--limit", "4"),
            _said(wanted.logs / "worker.log", "started!"),
            showing,
        ),
        Piece(
            "dispatcher",
            ("wian.cli.main", "dispatch"),
            _said(wanted.logs / "dispatcher.log", "Listening"),
            showing,
        ),
        Piece(
            "desk",
            ("wian.cli.main", "desk", "--port", str(wanted.port_desk)),
            lambda: _replies(wanted.desk),
            told,
        ),
    )


def server_environment(wanted: Wanted) -> Mapping[str, str]:
    """What the Prefect server is told."""
    return {
        **TUNING,
        "PREFECT_HOME": str(wanted.prefect_home),
        "PREFECT_UI_ENABLED": "true",
        "PREFECT_UI_API_URL": f"{wanted.prefect}/api",
        "PREFECT_UI_STATIC_DIRECTORY": str(wanted.prefect_home / "ui"),
        "PREFECT_SERVER_API_HOST": wanted.host_prefect,
        "PREFECT_SERVER_API_PORT": str(wanted.port_prefect),
        "PREFECT_API_URL": "",
        "PREFECT__SERVER_FINAL": "1",
    }


def client_environment(wanted: Wanted) -> Mapping[str, str]:
    """What everything that talks with the server is told."""
    return {
        **{name: value for name, value in TUNING.items() if name not in os.environ},
        "PREFECT_API_URL": f"{wanted.prefect}/api",
        "PREFECT_HOME": str(wanted.prefect_home),
        "PREFECT_API_AUTH_STRING": os.environ.get("PREFECT_API_AUTH_STRING") or wanted.auth,
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        "PYTHONUNBUFFERED": "1",
        "WIAN_HOME": str(wanted.home),
    }


def refuse_open(wanted: Wanted) -> None:
    """Refuse a server that others can reach and that has no password.

    Raises:
        NotProtected: It is one.
    """
    if wanted.host_prefect not in LOOPBACK and not wanted.auth:
        raise NotProtected(wanted.host_prefect)


def refuse_shared(wanted: Wanted) -> None:
    """Refuse one port for two pieces.

    Raises:
        PortShared: The desk and Prefect are to have the same.
    """
    if wanted.port_desk == wanted.port_prefect:
        raise PortShared(wanted.port_desk)


def refuse_taken(wanted: Wanted) -> None:
    """Refuse ports at which other programs listen.

    Raises:
        PortTaken: Other programs do, or an address cannot be bound; all of them are named.
    """
    places = (
        ("127.0.0.1", wanted.port_desk, "--port-desk"),
        (wanted.host_prefect, wanted.port_prefect, "--port-prefect"),
    )
    if taken := [place for place in places if not _is_free(*place[:2])]:
        raise PortTaken(*taken)


def _is_free(host: str, port: int) -> bool:
    """Whether this process could listen at an address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError:
        return False
    return True


def _said(log: Path, words: str) -> Callable[[], bool]:
    """Whether a piece has said something since now."""
    began = log.stat().st_size if log.exists() else 0

    def said() -> bool:
        with suppress(OSError), log.open("rb") as read:
            read.seek(began)
            return words.encode() in read.read()
        return False

    return said


def _replies(url: str) -> bool:
    """Whether anything answers at an address over HTTP."""
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own desk on loopback
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False
