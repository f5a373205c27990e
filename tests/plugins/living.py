"""Living without Prefect: a directive that is sent live, its ledger, and offices that act."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from hierarchy.graph import Hierarchy
from wian.delays.clock_choice import ClockChoice
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger, open_ledger
from wian.office.actor import Acting
from wian.office.issue import Issuance
from wian.office.joint_issue import issue
from wian.office.stamp import receive
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest

OFFICES = Path(__file__).resolve().parents[2] / "examples" / "gecc-2564" / "offices.yaml"
START = Instant.of(datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok")), ZoneInfo("UTC"))
"""When the origin issues: a Tuesday morning, on which offices work."""
DIRECTIVE: dict[str, Any] = {
    "id": "flood-drill-2573",
    "origin": "opm",
    "hierarchy": str(OFFICES),
    "subject": "การซักซ้อมแผนเผชิญเหตุอุทกภัยประจำปี พ.ศ. 2573",
    "decided": "ได้กำหนดให้หน่วยงานของรัฐซักซ้อมแผนเผชิญเหตุอุทกภัยประจำปี พ.ศ. 2573 พร้อมกันทั่วประเทศ",
    "purpose": "ให้ประชาชนได้รับการแจ้งเตือนและการช่วยเหลืออย่างทันท่วงที",
    "urgency": "urgent",
    "window": {"opens": "2026-12-01", "closes": "2030-03-29"},
    "asks": [
        {
            "to": {"levels": ["local"]},
            "text": "ซักซ้อมแผนเผชิญเหตุอย่างน้อย 1 ครั้ง และแจ้งวันที่ซักซ้อมกับจำนวนผู้เข้าร่วม",
            "answer_by": "2030-02-28",
        }
    ],
    "contact": {"unit": "ศูนย์บริการประชาชน", "phone": ["0 2283 4475"]},
    "addressees": [{"levels": ["local"]}],
}
"""A drill that a whole chain is asked for, with an answer of every local body."""


@dataclass(frozen=True)
class Living:
    """What the tests of several rooms need of a live propagation without Prefect.

    Attributes:
        start: When the origin's letter is issued in ``live_ledger``.
        chain: Offices from the origin down to one local body, in the order of the letters.
        leaf: That local body: it stamps at one desk, passes nothing on, and is to answer.
    """

    folder: Path
    start: Instant = START
    chain: tuple[str, ...] = (
        "opm",
        "moi",
        "dla",
        "phitsanulok",
        "phitsanulok.mueang-phitsanulok",
        "la-5650103",
    )

    @property
    def leaf(self) -> str:
        return self.chain[-1]

    def directive(self, **changes: Any) -> Path:
        """A file of the drill's directive with some fields changed; ``None`` leaves one out."""
        values = {name: value for name, value in {**DIRECTIVE, **changes}.items() if value}
        path = self.folder / f"{values['id']}.yaml"
        path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
        return path

    def enclosed(self, name: str, content: bytes) -> dict[str, str]:
        """An enclosure of the drill with a file."""
        (self.folder / name).write_bytes(content)
        return {"title": f"แบบรายงาน {name}", "file": name}

    def plan(self, *, limit_to: tuple[str, ...] = (), **changes: Any) -> Plan:
        """The drill's plan, or that of a directive with some fields changed."""
        path = str(self.directive(**changes))
        return prepare(
            PropagationRequest(directive=path, clock=ClockChoice.LIVE, limit_to=limit_to)
        )

    def begin(self, ledger: Ledger, plan: Plan, now: Instant = START) -> Issuance:
        """Record a plan, and issue its origin's letter."""
        record(ledger, plan, now)
        return issue(Acting(ledger, plan, plan.route.origin, by="opm ปลัดสำนักนายกรัฐมนตรี", now=now))

    def later(self, minutes: int) -> Instant:
        """A moment after the start."""
        return Instant(self.start.minute + minutes, Precision.MINUTE)

    def stamp(self, ledger: Ledger, plan: Plan, office: str, minutes: int = 30) -> None:
        """Every desk of an office stamps, at one moment."""
        for position in range(len(plan.hierarchy.office(office).desks)):
            now = self.later(minutes)
            receive(
                Acting(ledger, plan, office, by=f"{office} เจ้าพนักงานธุรการ", now=now),
                position=position,
            )

    def advance(
        self, ledger: Ledger, plan: Plan, office: str, minutes: int = 30
    ) -> Issuance | None:
        """An office stamps, and issues its letter if it passes the directive on."""
        self.stamp(ledger, plan, office, minutes)
        if not plan.sending(office)[1]:
            return None
        now = self.later(minutes)
        return issue(Acting(ledger, plan, office, by=f"{office} นักจัดการงานทั่วไป", now=now))

    def reach(self, ledger: Ledger, plan: Plan, office: str, minutes: int = 30) -> None:
        """Everyone between the origin and an office passes on: its letter lies in its inbox."""
        for above in plan.route.chain(office)[1:-1]:
            self.advance(ledger, plan, above, minutes)


@pytest.fixture(scope="session")
def living(tmp_path_factory: pytest.TempPathFactory) -> Living:
    return Living(tmp_path_factory.mktemp("living"))


@pytest.fixture(scope="session")
def live_plan(living: Living) -> Plan:
    """The drill, planned."""
    return living.plan()


@pytest.fixture(scope="session")
def short_plan(living: Living) -> Plan:
    """A directive to one district, which forgets everybody else."""
    asks = [{"to": {"levels": ["district"]}, "text": "ซักซ้อม"}]
    addressees = [{"ids": ["phitsanulok.mueang-phitsanulok"]}]
    return living.plan(id="short", asks=asks, addressees=addressees)


@pytest.fixture(scope="session")
def several_plan(live_plan: Plan) -> Plan:
    """The drill; one of the province's recipients has a salutation and a close of its own."""
    known = live_plan.hierarchy
    offices = [
        replace(each, salutation="นมัสการ", closing="ขอนมัสการด้วยความเคารพ")
        if each.id == "phitsanulok.mueang-phitsanulok"
        else each
        for each in known.offices
    ]
    mixed = Hierarchy.build(offices, known.lines, subject="mixed", jurisdiction=known.jurisdiction)
    return replace(live_plan, hierarchy=mixed)


@pytest.fixture(scope="session")
def live_database(living: Living, live_plan: Plan) -> Path:
    """A SQLite file in which the drill's origin has issued its letter; only to be copied."""
    path = living.folder / "begun.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        living.begin(ledger, live_plan)
    return path


@pytest.fixture
def live_ledger(live_database: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of the test's own, in which the drill's origin has issued its letter."""
    path = tmp_path / "live.db"
    shutil.copy(live_database, path)
    with open_ledger(f"sqlite:///{path}") as ledger:
        yield ledger
