"""The fault run: the live system under kills, lost and doubled events, while offices act.

It starts ``wian up`` on loopback and sends a directive live, and its offices stamp and issue
through the functions behind the desk. Meanwhile it kills the Prefect server, the worker, the
dispatcher and the desk at random, restarts the database, and drops or doubles every other event.
At the end it waits until the system itself has done what is due, and compares the ledger with the
route.
"""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from benchmarks.faults.live_parts import PARTS, kill_part
from benchmarks.live_trial import provinces_by_size, sent_live, system_up
from benchmarks.postgres import Cluster
from wian.kit.errors import WianError
from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.database import Ledger
from wian.ledger.outbox.events import News
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import incoming
from wian.ledger.read.offices.ready_offices import ready_to_issue
from wian.ledger.read.recorded import counts
from wian.notices.doorbell import flush, ring
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.stamp import receive
from wian.propagation import runtime
from wian.propagation.plan import Plan

_HANDS = 12
"""How many offices act at the same time."""
_ALONE = 0.7
"""Share of the forwarders that forward alone."""
_SETTLE_SECONDS = 240.0


@dataclass
class Tally:
    """What was done to the system, and how often an office had to try again."""

    faults: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    retries: int = 0


class FaultRun:
    """One run.

    Args:
        home: Folder of the installation.
        url: URL of its ledger; empty for an SQLite file in ``home``.
        cluster: The PostgreSQL server behind it, to be broken now and then.
        offices: About how many offices act.
        seed: Of everything that is drawn.
    """

    def __init__(
        self, home: Path, url: str, cluster: Cluster | None, offices: int, seed: int
    ) -> None:
        self._home, self._url = home, url
        self._cluster, self._offices = cluster, offices
        self._chance = random.Random(seed)  # noqa: S311 - draws of a trial
        self.tally, self.told = Tally(), list[str]()
        self._stop = threading.Event()

    def run(self, seconds: float) -> list[str]:
        """Live through ``seconds`` of faults, settle, and return what does not hold."""
        with system_up(self._home, self._url) as up:
            plan = sent_live(self._home, _provinces(self._offices))
            ledger = runtime.ledger()
            ledger.announce = self._ring
            self._choose_who_forwards_alone(ledger, plan)
            chaos = threading.Thread(target=self._break_things, args=(up.pid, seconds))
            chaos.start()
            began = time.monotonic()
            self._act_until_done(ledger, plan)
            chaos.join()
            settled = self._settle(ledger, plan)
        took = time.monotonic() - began
        return self._judge(ledger, plan, took, settled=settled)

    def _choose_who_forwards_alone(self, ledger: Ledger, plan: Plan) -> None:
        forwarders = [hop.recipient for hop in plan.route.hops if hop.forwards]
        alone = [office for office in forwarders if self._chance.random() < _ALONE]
        set_forwards_alone(ledger, tuple(alone), True, by="trial", now=runtime.now())
        self._alone = frozenset(alone)
        self.told.append(
            f"{len(plan.route.offices):,} offices, {len(forwarders)} of them forward, "
            f"{len(alone)} alone; the ledger is {ledger.url}"
        )

    def _break_things(self, parent: int, seconds: float) -> None:
        """Break something every few seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._stop.wait(self._chance.uniform(1, 5)):
            kinds = [*PARTS, *(["database"] if self._cluster else [])]
            kind = self._chance.choice(kinds)
            if kind == "database" and self._cluster:
                self._cluster.restart()
                self.tally.faults[kind] += 1
            else:
                self.tally.faults[kind] += kill_part(parent, kind)

    def _act_until_done(self, ledger: Ledger, plan: Plan) -> None:
        """Have the offices do what only they can do, as soon as they have a letter."""
        waiting = [hop.recipient for hop in plan.route.hops]
        deadline = time.monotonic() + _SETTLE_SECONDS + 600
        with ThreadPoolExecutor(_HANDS) as hands:
            while waiting and time.monotonic() < deadline:
                self._chance.shuffle(waiting)
                done = hands.map(lambda office: self._act(ledger, plan, office), waiting)
                waiting = [office for office, over in zip(waiting, done, strict=True) if not over]
                time.sleep(0.5)

    def _act(self, ledger: Ledger, plan: Plan, office: str) -> bool:
        """One thing that the office has to do; whether it has nothing to do any more."""
        try:
            letter = incoming(ledger, plan.id, office)
            if letter is None:
                return False
            if letter.next_desk is not None:
                self._stamp(ledger, plan, office, letter.next_desk)
                return False
            if letter.hop.forwards and letter.own is None:
                if office not in self._alone:
                    issue(Acting(ledger, plan, office, by="officer", now=runtime.now()))
                return False
        except WianError:
            self.tally.retries += 1
            return False
        return True

    def _stamp(self, ledger: Ledger, plan: Plan, office: str, desk: int) -> None:
        receive(Acting(ledger, plan, office, by="clerk", now=runtime.now()), position=desk)

    def _ring(self, news: Sequence[News]) -> None:
        """Ring once, twice or not at all."""
        times = self._chance.choice((0, 1, 1, 2))
        self.tally.events[("dropped", "rung", "doubled")[times]] += 1
        for _ in range(times):
            ring(news)

    def _settle(self, ledger: Ledger, plan: Plan) -> bool:
        """Wait until the system itself has done all that is due; nobody helps it."""
        flush()
        deadline = time.monotonic() + _SETTLE_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(WianError):
                if not ready_to_issue(ledger, plan.id):
                    return True
            time.sleep(0.5)
        return False

    def _judge(self, ledger: Ledger, plan: Plan, took: float, *, settled: bool) -> list[str]:
        figures, route = counts(ledger, plan.id), plan.route
        stamps = sum(len(plan.hierarchy.office(hop.recipient).desks) for hop in route.hops)
        letters = len({hop.sender for hop in route.hops})
        proof = verify(ledger)
        self.told += [
            f"done in {took:.0f} s under: {_listed(self.tally.faults)}",
            f"events: {_listed(self.tally.events)}; {self.tally.retries} acts tried again",
            (
                f"{figures.letters} letters, {figures.hops} hops, {figures.receptions} receptions; "
                f"verified: {_listed(Counter(proof.checked))}"
            ),
        ]
        wanted = {"letters": letters, "hops": len(route.hops), "receptions": stamps}
        found = {name: getattr(figures, name) for name in wanted}
        return [
            *([] if settled else ["what was due was not done in time"]),
            *(
                f"{found[name]} {name}, not {count}"
                for name, count in wanted.items()
                if found[name] != count
            ),
            *(f"{fault.where} {fault.what}" for fault in proof.faults),
        ]


def _provinces(offices: int) -> Sequence[str]:
    """Small provinces that together have about so many offices."""
    sizes = provinces_by_size()
    reached = accumulate(size for size, _ in sizes)
    count = 1 + sum(total < offices for total in reached)
    return [province for _, province in sizes[:count]]


def _listed(found: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(found.items())) or "nothing"
