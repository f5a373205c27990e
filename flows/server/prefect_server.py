"""The Prefect server that a propagation talks to: the one named, else an embedded one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from filelock import FileLock, Timeout

from wian.kit.errors import WianError
from wian.kit.private_files import make_folder, opener
from wian.kit.settings import prefect_start_seconds
from wian.notices.prefect_address import left_in

DRAIN_SECONDS = 30.0

# What the client and the embedded server need to be quick and quiet. The batch sizes and the
# flush intervals make recording many task runs about two times faster than Prefect's defaults
# (docs/performance.md). An interval below a second makes Prefect flush without a pause: 0.4
# of a core while it has nothing to do. Block types are of no use to an embedded server, and
# registering them costs seconds. Neither server nor client tells Prefect's makers anything.
_BATCH = "300"
TUNING = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": _BATCH,
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": _BATCH,
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": _BATCH,
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": _BATCH,
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": _BATCH,
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_CLI_PROMPT": "false",
}
QUIET = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_FLOW_RUNS_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
}


class ServerNotReady(WianError):
    """The Prefect server does not answer."""

    def __init__(self, url: str, remedy: str) -> None:
        super().__init__(f"The Prefect server at {url} does not answer; {remedy}.")


class EmbeddedServer:
    """A Prefect server of this process's own, on loopback, that dies with it.

    Args:
        home: Folder of Prefect's database and of the server's log. One embedded server may use
            a home at a time; a second one gets a temporary home, since the ledger, not
            Prefect's history, is what must not be lost.
    """

    def __init__(self, home: Path) -> None:
        make_folder(home)
        self._lock = FileLock(home / "embedded.lock")
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self.home = self._claim(home)
        self.log = self.home / "server.log"
        self._process = self._spawn()
        self.url = f"http://127.0.0.1:{self._read_port()}/api"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.stop()

    def wait(self, timeout: float | None = None) -> None:
        """Return when the server answers.

        Args:
            timeout: Seconds that it may take; as the settings say where none is given.

        Raises:
            ServerNotReady: It ended, or did not answer in time.
        """
        patience = prefect_start_seconds() if timeout is None else timeout
        deadline = time.monotonic() + patience
        while not answers(self.url):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise ServerNotReady(self.url, f"its log is {self.log}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Close the server's pipe, wait for it to leave, and let the home go."""
        self._pipe.close()
        try:
            self._process.wait(timeout=8)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._lock.release()
        if self._temporary:
            self._temporary.cleanup()

    def _claim(self, home: Path) -> Path:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            self._temporary = tempfile.TemporaryDirectory(prefix="wian-prefect-")
            return Path(self._temporary.name)
        return home

    @property
    def _pipe(self) -> IO[str]:
        pipe = self._process.stdin
        assert pipe is not None  # noqa: S101 - Popen was asked for a pipe
        return pipe

    def _spawn(self) -> subprocess.Popen[str]:
        own = {
            "PREFECT_HOME": str(self.home),
            "PREFECT_UI_ENABLED": "false",
            "PREFECT__SERVER_EPHEMERAL": "1",
            "PREFECT__SERVER_FINAL": "1",
        }
        inherited = {k: v for k, v in os.environ.items() if k != "PREFECT_API_URL"}
        with open(self.log, "ab", opener=opener) as log:
            return subprocess.Popen(
                [sys.executable, "-m", "flows.server.embedded"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**TUNING, **inherited, **own},
                text=True,
                start_new_session=True,
            )

    def _read_port(self) -> int:
        out = self._process.stdout
        line = out.readline().strip() if out else ""
        if not line.isdigit():
            raise ServerNotReady("127.0.0.1", f"it could not start, and its log is {self.log}")
        return int(line)


def answers(url: str) -> bool:
    """Whether the Prefect API at ``url`` says that it is healthy."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as reply:  # noqa: S310 - an http(s) API of the operator's own
            return bool(reply.status == 200)  # HTTP OK
    except (urllib.error.URLError, OSError, ValueError):
        return False


@contextmanager
def prefect_server(home: Path) -> Iterator[EmbeddedServer | None]:
    """Make Prefect's settings point at a server for the body; ``None`` where it is not ours.

    That is the server named by ``PREFECT_API_URL``, else that of ``wian up`` on this home, else an
    embedded one. Must be entered before Prefect is imported, because Prefect reads its settings
    once. The embedded server starts in the background: call ``wait`` before the first run.

    Args:
        home: Folder of the embedded server.

    Raises:
        ServerNotReady: ``PREFECT_API_URL`` names a server that does not answer.
    """
    for name, value in {**TUNING, **QUIET}.items():
        os.environ.setdefault(name, value)
    url = running_server(home)
    if url is None:
        with EmbeddedServer(home) as server, _pointed_at(server.url, server.home):
            yield server
    elif os.environ.get("PREFECT_API_URL"):
        yield None
    else:
        with _pointed_at(url, home):
            yield None


def running_server(home: Path) -> str | None:
    """URL of the Prefect server to use: that of ``PREFECT_API_URL``, else of ``wian up`` on a home.

    Args:
        home: Folder of ``wian up``'s server.

    Returns:
        The URL; ``None`` where none is named and none runs.

    Raises:
        ServerNotReady: ``PREFECT_API_URL`` names a server that does not answer.
    """
    if named := os.environ.get("PREFECT_API_URL"):
        if not answers(named.rstrip("/")):
            raise ServerNotReady(
                named, "start it with 'prefect server start', or unset PREFECT_API_URL"
            )
        return named
    left = left_in(home)
    return left if left and answers(left) else None


@contextmanager
def _pointed_at(url: str, home: Path) -> Iterator[None]:
    os.environ["PREFECT_API_URL"] = url
    os.environ["PREFECT_HOME"] = str(home)
    try:
        yield
    finally:
        del os.environ["PREFECT_API_URL"]
