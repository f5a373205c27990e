"""Two dispatchers of one ledger: ``python -m benchmarks.faults.machines.two_dispatchers``.

A live directive is stamped district by district in PostgreSQL, without Prefect, and both
dispatchers forward. First each believes that it leads, as every dispatcher did before there was a
seat; then the seat decides; then the leader is killed, and the seconds until the next letter count.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from benchmarks.bounded_wait import wait_until
from benchmarks.cost import processor_of
from benchmarks.live_trial import ROOT, sent_live
from benchmarks.postgres import Cluster, programs
from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import issuers
from wian.office.actor import Acting
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan

PROVINCE = "songkhla"
_KILLS = 3
_SECONDS = 60.0
_LEADERLESS = """
import sys
from wian.ledger.turns.dispatcher_seat import DispatcherSeat
DispatcherSeat.is_held = lambda self: True
from wian.cli.main import run
sys.argv = ["wian", "dispatch"]
run()
"""


@dataclass(frozen=True, slots=True)
class Shared:
    """How two dispatchers shared some letters.

    Attributes:
        letters: Letters that went out.
        tried: How often a dispatcher set out to write one.
        processor: Seconds of both.
    """

    letters: int
    tried: int
    processor: float


class Pair:
    """Two dispatchers, their logs, and the offices that are still to stamp."""

    def __init__(self, folder: Path, plan: Plan, *, seat: bool) -> None:
        self._folder, self._plan, self._seat = folder, plan, seat
        self.processes = [self.start(number) for number in (1, 2)]

    def start(self, number: int) -> subprocess.Popen[bytes]:
        """Start one that knows no Prefect server."""
        wanted = ("-m", "wian", "dispatch") if self._seat else ("-c", _LEADERLESS)
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}
        kept["PGAPPNAME"] = f"dispatcher-{number}"
        with self._log(number).open("wb") as log:
            return subprocess.Popen(
                [sys.executable, *wanted], cwd=ROOT, env=kept, stdout=log, stderr=log
            )

    def ready(self) -> None:
        """Wait until both have begun."""
        logs = [self._log(each) for each in (1, 2)]
        begun = "both dispatchers to begin"
        wait_until(lambda: all(b"istening" in each.read_bytes() for each in logs), begun, _SECONDS)

    def leader(self) -> int:
        """Which of the two works, 0 or 1: its server knows who holds the seat."""
        asked = "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
        held = f"{asked} WHERE l.locktype = 'advisory' AND l.granted AND a.application_name = "
        names = [f"dispatcher-{number}" for number in (1, 2)]
        with runtime.ledger().reading(once=True) as connection:
            found = [connection.exec_driver_sql(f"{held}'{name}'").scalar() for name in names]
        return found.index(1)

    def forward(self, office: str) -> float:
        """Stamp at an office, and wait for its letter; seconds."""
        for position in range(len(self._plan.hierarchy.office(office).desks)):
            acting = Acting(runtime.ledger(), self._plan, office, by="clerk", now=runtime.now())
            receive(acting, position=position)
        began = time.monotonic()
        ledger, letter = runtime.ledger(), f"the letter of {office}"
        wait_until(lambda: office in issuers(ledger, self._plan.id), letter, _SECONDS, pause=0.02)
        return time.monotonic() - began

    def tried(self, offices: Sequence[str]) -> Shared:
        """Forward at offices, one after the other; what both did for it."""
        self.ready()
        for office in offices:
            self.forward(office)
        time.sleep(6)  # the regular look of the one that was late
        said = [self._log(each).read_text() for each in (1, 2)]
        tried = sum(len(re.findall(r"Relayed without|was not relayed", each)) for each in said)
        return Shared(len(offices), tried, sum(processor_of(each.pid) for each in self.processes))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        for each in self.processes:
            each.kill()
            each.wait()

    def _log(self, number: int) -> Path:
        return self._folder / f"dispatcher-{number}.log"


@contextmanager
def _installation() -> Iterator[Path]:
    found = programs()
    if found is None:
        raise SystemExit("PostgreSQL is not installed")
    with TemporaryDirectory(prefix="wian-bench-") as name, Cluster(found) as cluster:
        os.environ |= {"WIAN_HOME": name, "WIAN_DATABASE_URL": cluster.start()}
        try:
            yield Path(name)
        finally:
            runtime.close_ledgers()


def main() -> int:
    """Try all three; the status is 1 where work was done twice with the seat, or got lost."""
    logging.disable(logging.WARNING)
    with _installation() as folder:
        plan = sent_live(folder, (PROVINCE,))
        offices = [office for wave in plan.route.waves[1:] for office in wave.forwarders]
        set_forwards_alone(runtime.ledger(), plan.route.offices, True, by="x", now=runtime.now())
        half = (len(offices) - _KILLS) // 2
        with Pair(folder, plan, seat=False) as pair:
            print(f"without a seat: {pair.tried(offices[:half])}", flush=True)
        with Pair(folder, plan, seat=True) as pair:
            one = pair.tried(offices[half:-_KILLS])
            print(f"with the seat: {one}", flush=True)
            seconds = sorted(_after_kill(pair, office) for office in offices[-_KILLS:])
        print(f"leader killed, until the next letter: {statistics.median(seconds):.1f} s median,")
        print(f"{seconds[-1]:.1f} s at most, {_KILLS} times")
        held = verify(runtime.ledger()).ok and one.tried == one.letters
    return 0 if held else 1


def _after_kill(pair: Pair, office: str) -> float:
    """Kill the one that leads, stamp, and wait for the letter; another one is started after."""
    leader = pair.leader()
    pair.processes[leader].send_signal(signal.SIGKILL)
    pair.processes[leader].wait()
    seconds = pair.forward(office)
    pair.processes[leader] = pair.start(leader + 1)
    pair.ready()
    return seconds


if __name__ == "__main__":
    sys.exit(main())
