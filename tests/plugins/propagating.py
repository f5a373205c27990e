"""Propagating without Prefect: a plan into a ledger, and all that the ledger then holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from hierarchy.route.route import Cohort, Wave
from wian.delays.hop_record import HopRecord
from wian.delays.hop_rows import hop_rows
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.read.recorded import hop_records, letters, receptions
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.rehearse import forward
from wian.propagation.request import PropagationRequest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "gecc-2564"
SOME_DAY = Instant(26_800_000, Precision.MINUTE)

Order = Callable[[Wave], Sequence[Cohort]]


def as_planned(wave: Wave) -> Sequence[Cohort]:
    """The cohorts of a wave in the order of the route."""
    return wave.cohorts


def send(ledger: Ledger, plan: Plan, order: Order = as_planned) -> None:
    """Record a plan and have every cohort forward, a wave at a time."""
    record(ledger, plan, SOME_DAY)
    for wave in plan.route.waves:
        for cohort in order(wave):
            forward(ledger, plan, wave, cohort)


def everything(ledger: Ledger, plan: Plan) -> dict[str, object]:
    """All that a ledger holds of a propagation: letters, receptions, hops and their figures."""
    hops = hop_records(ledger, plan.id)
    return {
        "letters": list(letters(ledger, plan.id)),
        "receptions": list(receptions(ledger, plan.id)),
        "hops": hops,
        "figures": hop_rows(hops, plan.working, plan.directive.window),
    }


@dataclass(frozen=True)
class Propagating:
    """What the tests of several rooms need of a propagation without Prefect."""

    root: Path = ROOT
    directive: Path = EXAMPLE / "directive.yaml"
    national: Path = EXAMPLE / "national.yaml"
    some_day: Instant = SOME_DAY

    def request(self, directive: Path | None = None, **fields: object) -> PropagationRequest:
        """A request for a directive; the example of 2564 where none is given."""
        return PropagationRequest(directive=str(directive or self.directive), **fields)

    def prepare(self, directive: Path | None = None, **fields: object) -> Plan:
        """The plan of such a request."""
        return prepare(self.request(directive, **fields))

    send = staticmethod(send)
    everything = staticmethod(everything)


@dataclass(frozen=True)
class Sent:
    """A plan that went down, its ledger, and its hops."""

    plan: Plan
    ledger: Ledger
    hops: list[HopRecord]


@pytest.fixture(scope="session")
def propagating() -> Propagating:
    return Propagating()


@pytest.fixture(scope="session")
def gecc_plan(propagating: Propagating) -> Plan:
    """The directive of 2564, planned."""
    return propagating.prepare()


@pytest.fixture(scope="session")
def gecc_sent(gecc_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """The directive of 2564, down its whole chain, undisturbed; only to be read."""
    path = tmp_path_factory.mktemp("gecc") / "ledger.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        send(ledger, gecc_plan)
        yield Sent(gecc_plan, ledger, hop_records(ledger, gecc_plan.id))
