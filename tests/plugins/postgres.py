"""Owns the PostgreSQL of the tests: a throw-away server, and an empty database for each test.

``WIAN_TEST_POSTGRES_URL`` names a server to use instead; its user must be able to create
databases.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

_USER, _PASSWORD = "wian", "let-me-in"


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a PostgreSQL server; skips where there is neither one nor the programs of one."""
    given = os.environ.get("WIAN_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server programs, and WIAN_TEST_POSTGRES_URL is not set")
    home = Path(tempfile.mkdtemp(prefix="wian-postgres-"))
    cluster = _Cluster(programs, home)
    try:
        yield cluster.start()
    finally:
        cluster.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """URL of an empty database, dropped after the test."""
    name = f"wian_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield urlunsplit(urlsplit(postgres_server)._replace(path=f"/{name}"))
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


class _Cluster:
    """A server of its own on a loopback port, run as ``postgres`` where we are root."""

    def __init__(self, programs: Path, home: Path) -> None:
        self._programs, self._home = programs, home
        self._data = home / "data"

    def start(self) -> str:
        """Make the cluster, start it, and return its URL."""
        secret = self._home / "password"
        secret.write_text(_PASSWORD)
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            for path in (self._home, secret):
                os.chown(path, account.pw_uid, account.pw_gid)
        self._run(
            *("initdb", "-D", self._data, "-U", _USER, f"--pwfile={secret}"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-sync"),
        )
        port = _free_port()
        options = f"-p {port} -k {self._home} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = self._home / "log"
        self._run("pg_ctl", "-D", self._data, "-l", log, "-o", options, "-w", "start")
        return f"postgresql://{_USER}:{_PASSWORD}@127.0.0.1:{port}/postgres"

    def stop(self) -> None:
        """Stop it, if it runs."""
        if (self._data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._programs / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._home)


def _programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``; the newest where there are several."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = Path(on_path) if on_path else (debian[-1] if debian else None)
    if found is None or (os.geteuid() == 0 and shutil.which("runuser") is None):
        return None
    return found.parent


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
