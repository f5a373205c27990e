"""What stories of a directive's life share: its origin, acts at once, and a kill at every write."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from typing import Any

import pytest

from benchmarks.faults.mortal import run_mortal
from wian.kit.errors import InputFaults
from wian.ledger.database import Ledger, open_ledger
from wian.office.actor import Acting
from wian.office.refusals import Refusal
from wian.propagation.plan import Plan

Act = Callable[[Ledger], object]


@pytest.fixture
def origin(live_ledger: Ledger, live_plan: Plan, living: Any) -> Acting:
    """The origin, as it acts after two hours."""
    return Acting(live_ledger, live_plan, "opm", "opm ปลัดสำนักนายกรัฐมนตรี", living.later(120))


@pytest.fixture
def at_once() -> Callable[..., list[Refusal | InputFaults]]:
    """Do several things at the same moment; the refusals of those that were refused."""

    def run(*acts: Callable[[], object]) -> list[Refusal | InputFaults]:
        gate, refused = Barrier(len(acts)), list[Refusal | InputFaults]()

        def one(act: Callable[[], object]) -> None:
            gate.wait()
            try:
                act()
            except (Refusal, InputFaults) as error:
                refused.append(error)

        with ThreadPoolExecutor(len(acts)) as pool:
            list(pool.map(one, acts))  # whatever else is raised is raised here
        return refused

    return run


def _dies(ledger: Ledger, act: Act, deadly: int) -> bool:
    """Act in a child that gets SIGKILL before its write or commit of that number."""

    def work(_: object) -> None:
        with open_ledger(ledger.full_url) as own:
            act(own)

    return run_mortal(work, deadly, writes_only=True, seconds=240).killed


@pytest.fixture
def killed_everywhere() -> Callable[[Ledger, Act], int]:
    """Act again and again, dying one write later each time; how often it died."""

    def kill(ledger: Ledger, act: Act) -> int:
        return next(died for died in count() if not _dies(ledger, act, died + 1))

    return kill
