"""A directive that asks for answers in a form, over the offices of the 2564 example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wian.delays.hop_record import HopRecord
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.read.recorded import hop_records
from wian.propagation.plan import Plan
from wian.propagation.upward.rehearsed_answers import rehearse_answers

ROOT = Path(__file__).resolve().parents[2]
_FORM = """
answer:
  fields:
    - {id: centres, kind: integer, label: จำนวนศูนย์, least: 0, most: 5000}
    - {id: cost, kind: decimal, label: งบประมาณ, unit: บาท, required: false}
    - {id: open, kind: yes_no, label: เปิดทำการ}
"""


@dataclass(frozen=True)
class Asked:
    """A plan that went down and was answered, its ledger, and its hops on the way down."""

    plan: Plan
    ledger: Ledger
    hops: list[HopRecord]


def _file(folder: Path, days: str) -> Path:
    """The file of such a directive, with these answer days."""
    text = (ROOT / "examples" / "water-gauges" / "directive.yaml").read_text(encoding="utf-8")
    offices = ROOT / "examples" / "gecc-2564" / "offices.yaml"
    text = text.replace("../gecc-2564/offices.yaml", str(offices))
    text = text.replace("issued: 2026-12-01 ", "issued: 2026-12-01 09:00 ")
    path = folder / "asking.yaml"
    path.write_text(text.replace("answer_by: 2031-11-28", days) + _FORM, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a directive, to be answered by the end of February 2027."""
    return _file(tmp_path_factory.mktemp("asking"), "answer_by: 2027-02-26")


@pytest.fixture
def asking_by(tmp_path: Path) -> Callable[[str], Path]:
    """Makes such a directive with other answer days."""
    return lambda days: _file(tmp_path, days)


@pytest.fixture(scope="session")
def asking_plan(asking: Path, propagating: Any) -> Plan:
    """Its plan."""
    return propagating.prepare(asking)


@pytest.fixture(scope="session")
def asked_and_answered(
    asking_plan: Plan, propagating: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asked]:
    """Its rehearsal, down and back up, undisturbed; only to be read."""
    path = tmp_path_factory.mktemp("answered") / "ledger.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        propagating.send(ledger, asking_plan)
        rehearse_answers(ledger, asking_plan)
        yield Asked(asking_plan, ledger, hop_records(ledger, asking_plan.id))
