"""What an office is called now: by the newest live propagation that has it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from wian.ledger.records import Clock
from wian.propagation.in_force.office_in_force import office_in_force
from wian.propagation.plan import record


@pytest.fixture
def other(living, tmp_path):
    """A directive down two offices, of which one was the ministry that the drill goes through."""
    offices = [
        {"id": "bureau", "name": "สำนัก", "kind": "bureau", "level": "ministry"},
        {"id": "moi", "name": "กระทรวงใหม่", "kind": "ministry", "level": "department"},
    ]
    offices[1]["parent"] = "bureau"
    path = tmp_path / "few.yaml"
    path.write_text(yaml.safe_dump({"name": "few", "offices": offices}), encoding="utf-8")
    return living.plan(
        id="few",
        origin="bureau",
        hierarchy=str(path),
        addressees=[{"ids": ["moi"]}],
        asks=[{"to": {"ids": ["moi"]}, "text": "รายงานความพร้อม"}],
    )


def _names(ledger):
    found = (office_in_force(ledger, each) for each in ("moi", "dla", "bureau"))
    return [office.name if office else None for office in found]


def test_the_newest_live_propagation_names_an_office(live_ledger, living, other):
    """And an office that it lacks keeps the name of the last one in which it had a letter."""
    living.reach(live_ledger, living.plan(), "phitsanulok")
    department = "กรมส่งเสริมการปกครองท้องถิ่น"
    assert _names(live_ledger) == ["กระทรวงมหาดไทย", department, None]
    living.begin(live_ledger, other, living.later(40))
    assert _names(live_ledger) == ["กระทรวงใหม่", department, "สำนัก"]


def test_a_rehearsal_renames_nobody(live_ledger, living, other):
    """What might once be sent changes nothing at the desks."""
    record(live_ledger, replace(other, clock=Clock.VIRTUAL), living.later(40))
    assert _names(live_ledger)[0] == "กระทรวงมหาดไทย"
