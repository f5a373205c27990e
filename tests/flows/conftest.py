"""What the flows' tests share: a process that holds a ledger, and a directive sent live."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import pytest

from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.database import Ledger
from wian.ledger.outbox.events import Event, News
from wian.ledger.read.recorded import issuers
from wian.notices.doorbell import ring
from wian.office.actor import Acting
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.runtime import now

_HOLD = """
import sqlite3, sys, time
with sqlite3.connect(sys.argv[1], isolation_level=None) as connection:
    connection.execute("BEGIN IMMEDIATE")
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
    connection.execute("ROLLBACK")
"""


@pytest.fixture
def holder() -> Iterator[Callable[..., None]]:
    """Have another process hold a SQLite ledger's write lock for some seconds, from now on."""
    started: list[subprocess.Popen[str]] = []

    def hold(ledger: Ledger, seconds: float) -> None:
        path = ledger.url.removeprefix("sqlite:///")
        command = [sys.executable, "-c", _HOLD, path, str(seconds)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        assert started[-1].stdout.readline() == "held\n"

    yield hold
    for process in started:
        process.kill()
        process.communicate()


_numbers = count(1)


@dataclass(frozen=True)
class Drill:
    """A live propagation in an installation of the test's own, whose offices act in this process.

    Attributes:
        ledger: The installation's ledger.
        plan: The propagation; its origin's letter is out.
    """

    ledger: Ledger
    plan: Plan

    def stamp(self, office: str) -> None:
        """Every desk of an office stamps now."""
        for position in range(len(self.plan.hierarchy.office(office).desks)):
            receive(
                Acting(self.ledger, self.plan, office, by="clerk", now=now()), position=position
            )

    def ring(self, office: str) -> None:
        """Tell Prefect that an office is ready."""
        ring([News(Event.READY, self.plan.id, (office,), ())])

    def forward_alone(self, *offices: str) -> None:
        """Set offices to forward alone; all where none is named."""
        chosen = offices or self.plan.route.offices
        set_forwards_alone(self.ledger, tuple(chosen), True, by="head", now=now())

    def issued(self, office: str) -> bool:
        """Whether an office's letter is out."""
        return office in issuers(self.ledger, self.plan.id)


@pytest.fixture
def drill(ready_home, living) -> Drill:
    """A drill of the test's own, sent live in an installation of the test's own."""
    plan = living.plan(id=f"drill-{next(_numbers)}")
    ledger = runtime.ledger()
    runtime.keep(plan)
    living.begin(ledger, plan, now())
    return Drill(ledger, plan)


@pytest.fixture
def on_server(home, prefect_api, monkeypatch):
    """This process knows the shared Prefect server; gives it."""
    monkeypatch.setenv("PREFECT_API_URL", prefect_api.url)
    return prefect_api
