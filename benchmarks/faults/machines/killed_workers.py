"""Kills workers at a rehearsal: ``python -m benchmarks.faults.machines.killed_workers``.

One process writes a synthetic rehearsal into PostgreSQL. Then three processes share it, and a
helper is killed at its work; then again, and the run that asked for the helpers is killed, and
sent again. Both times every row must be what one process wrote. ``--machines`` puts them on three
machines of network namespaces (as root), and takes a helper's cable out as well.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

import psycopg

from benchmarks import synthetic
from benchmarks.bounded_wait import wait_until
from benchmarks.namespaces import HOST, three_machines, unplug
from benchmarks.worker_pool import Machine, WorkerPool, worker_pool
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify

OFFICES, PROCESSES = 4_000, 3
_TABLES = ("letter", "hop", "reception", "register", "register_entry")
_SECONDS = 900.0
_SHARE = 0.4
"""How much of it stands when somebody is killed."""

Rows = dict[str, list[tuple[object, ...]]]


class Trial:
    """A rehearsal that is disturbed.

    Args:
        pool: Where it is done.
        directive: Path of the directive.
        wanted: What one process writes.
    """

    def __init__(self, pool: WorkerPool, directive: Path, wanted: Rows) -> None:
        self._pool, self._directive, self._wanted = pool, directive, wanted
        self._share = int(len(wanted["hop"]) * _SHARE)

    @contextmanager
    def shared(self) -> Iterator[Popen[bytes]]:
        """The command that sends it, held still, while helpers have done a good part of it."""
        self._pool.settle()
        self._pool.forget()
        command = self._pool.start(self._directive, PROCESSES)
        wait_until(lambda: self._hops() > 0, "the first hop", _SECONDS)
        wait_until(self._pool.helper_processes, "a helper", _SECONDS)
        command.send_signal(signal.SIGSTOP)
        wait_until(lambda: self._hops() >= self._share, "helpers to forward", _SECONDS)
        yield command
        self._pool.settle()

    def helper_killed(self) -> bool:
        """Kill a helper; the others and the command do the rest."""
        with self.shared() as command:
            Popen(["kill", "-9", str(self._pool.helper_processes()[0])]).wait()
            command.send_signal(signal.SIGCONT)
            assert command.wait(_SECONDS) == 0  # noqa: S101 - a trial
        return self._holds("a helper killed")

    def command_killed(self) -> bool:
        """Kill the command, and send it again."""
        with self.shared() as command:
            command.kill()
            command.wait()
        stood = self._hops()
        again = self._pool.send(self._directive, 1)
        print(f"command killed: {stood:,} hops stood when it was sent again, {again.hops:,} after")
        return self._holds("the command killed, and sent again")

    def unplugged(self) -> bool:
        """Take the cable of a machine out while its helper works; seconds until all stands."""
        with self.shared() as command:
            unplug(2)
            began = time.monotonic()
            command.send_signal(signal.SIGCONT)
            assert command.wait(_SECONDS) == 0  # noqa: S101 - a trial
            print(f"a machine unplugged: all stood {time.monotonic() - began:.0f} s later")
            for each in self._pool.helper_processes():
                Popen(["kill", "-9", str(each)]).wait()
        return self._holds("a machine unplugged")

    def _hops(self) -> int:
        try:
            with psycopg.connect(self._pool.ledger_url) as connection:
                found = connection.execute("SELECT count(*) FROM hop").fetchone()
        except psycopg.Error:
            return 0
        return int(found[0]) if found else 0

    def _holds(self, what: str) -> bool:
        with open_ledger(self._pool.ledger_url) as ledger:
            same, proved = rows(self._pool) == self._wanted, verify(ledger).ok
        counts = ", ".join(f"{len(found):,} {name}" for name, found in self._wanted.items())
        print(f"{what}: same rows {same} ({counts}), proved {proved}", flush=True)
        return same and proved


def rows(pool: WorkerPool) -> Rows:
    """The rows of a rehearsal, but not when it was recorded."""
    found: Rows = {}
    with psycopg.connect(pool.ledger_url) as connection:
        for table in _TABLES:
            where = " WHERE book <> 'ledger'" if table.startswith("register") else ""
            held = connection.execute(f"SELECT * FROM {table}{where}").fetchall()  # noqa: S608 - ours
            found[table] = sorted(held, key=str)
    return found


def main(arguments: Sequence[str]) -> int:
    """Try all of them; the status is 1 where a row differs."""
    offices = next((int(each) for each in arguments if each.isdecimal()), OFFICES)
    if "--machines" not in arguments:
        return _try(offices)
    with three_machines() as machines:
        return _try(offices, machines, HOST)


def _try(offices: int, machines: Sequence[Machine] = (Machine(),), host: str = "127.0.0.1") -> int:
    with TemporaryDirectory(prefix="wian-bench-") as folder, worker_pool(machines, host) as pool:
        directive = synthetic.write(Path(folder), offices)
        pool.forget()
        pool.send(directive, 1)
        trial = Trial(pool, directive, rows(pool))
        held = [trial.helper_killed(), trial.command_killed()]
        if len(machines) > 1:
            held.append(trial.unplugged())
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
