"""A temporary PostgreSQL server on loopback for trials and tests; it leaves nothing behind.

It ends with the process that started it, even where that is killed: a shell of its own reads a
pipe that only this process holds, and stops the server once the pipe is closed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

_GUARD = """home=$1; shift; read -r _
if test -e "$home/data/postmaster.pid"; then "$@"; fi
rm -rf "$home"
"""
USER, PASSWORD = "wian", "let-me-in"  # a server that only this machine reaches, for minutes


class Cluster:
    """A PostgreSQL server of its own, run as ``postgres`` where we are root.

    Args:
        programs: Folder of ``initdb`` and ``pg_ctl``.
        durable: Whether a commit reaches the disk before it is answered.
        folder: Where its files are; where temporary files are by default.
        host: Address at which it listens.
    """

    def __init__(
        self,
        programs: Path,
        *,
        durable: bool = False,
        folder: str | None = None,
        host: str = "127.0.0.1",
    ) -> None:
        self._programs = programs
        self._home = Path(tempfile.mkdtemp(prefix="wian-postgres-", dir=folder))
        self._data = self._home / "data"
        self._port = free_port()
        self._durable, self._host = durable, host
        self._guard = self._watch()

    def start(self) -> str:
        """Make the cluster, start it, and return the URL of its first database."""
        secret = self._home / "password"
        secret.write_text(PASSWORD)
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            for path in (self._home, secret):
                os.chown(path, account.pw_uid, account.pw_gid)
        self._run(
            "initdb",
            "-D",
            self._data,
            "-U",
            USER,
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
        )
        if self._host != "127.0.0.1":
            with (self._data / "pg_hba.conf").open("a") as rules:
                rules.write("host all all samenet scram-sha-256\n")
        self._control("start")
        return f"postgresql://{USER}:{PASSWORD}@{self._host}:{self._port}/postgres"

    @property
    def pid(self) -> int:
        """Its first process, which started all others."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def restart(self) -> None:
        """Break every connection as a crash would, recover, and serve again."""
        self.crash()
        self.recover()

    def crash(self) -> None:
        """Break every connection, and leave as it lies what had not been written."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def recover(self) -> None:
        """Serve again after a crash."""
        self._control("start")

    def stop(self) -> None:
        """Stop it, if it runs, and take away its files."""
        self._guard.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _control(self, verb: str) -> None:
        sync = "on" if self._durable else "off"
        place = f"-p {self._port} -k {self._home} -c listen_addresses={self._host}"
        options = f"{place} -c fsync={sync}"
        log = self._home / "log"
        self._run("pg_ctl", "-D", self._data, "-l", log, "-o", options, "-w", verb)

    def _watch(self) -> subprocess.Popen[bytes]:
        """Have it stopped, and its files taken away, once this process is gone."""
        stop = self._command("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")
        return subprocess.Popen(
            ["sh", "-c", _GUARD, "sh", str(self._home), *stop],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,  # what ends a whole group, as Ctrl-C does, does not end it
        )

    def _run(self, program: str, *arguments: object) -> None:
        command = self._command(program, *arguments)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._home)

    def _command(self, program: str, *arguments: object) -> list[str]:
        command = [str(self._programs / program), *map(str, arguments)]
        return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``; the newest where there are several."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = Path(on_path) if on_path else (debian[-1] if debian else None)
    if found is None or (os.geteuid() == 0 and shutil.which("runuser") is None):
        return None
    return found.parent


def free_port() -> int:
    """A port of loopback that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
