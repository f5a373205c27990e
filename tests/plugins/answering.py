"""A live directive with a form to fill in, stamped at some local bodies, for tests of all rooms."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.living import Living
from wian.ledger.acts import Act
from wian.ledger.database import Ledger, open_ledger
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.filled_form import FilledForm
from wian.propagation.plan import Plan

BODIES = ("la-5650103", "la-5650104", "la-5650105")
"""Local bodies of one district that have stamped."""
FORM: dict[str, Any] = {
    "note": "ข้อมูล ณ วันที่ ๓๐ พฤศจิกายน",
    "notes": {"en": "As of 30 November"},
    "fields": [
        {
            "id": "shelters",
            "kind": "integer",
            "label": "จำนวนศูนย์พักพิง",
            "labels": {"en": "Shelters", "id": "Tempat pengungsian"},
            "help": "นับเฉพาะที่ใช้ได้ทันที",
            "helps": {"en": "Only those that can be used at once"},
            "least": 0,
            "most": 500,
            "unit": "แห่ง",
        },
        {
            "id": "budget",
            "kind": "decimal",
            "label": "งบประมาณ",
            "labels": {"en": "Budget"},
            "least": 0,
            "unit": "บาท",
            "required": False,
        },
        {
            "id": "drill",
            "kind": "choice",
            "label": "การซักซ้อม",
            "labels": {"en": "Drill"},
            "choices": [
                {"id": "done", "label": "ซักซ้อมแล้ว", "labels": {"en": "Done"}},
                {"id": "planned", "label": "กำหนดวันแล้ว", "labels": {"en": "Planned"}},
                {"id": "none", "label": "ยังไม่กำหนด", "labels": {"en": "Not planned"}},
            ],
        },
        {
            "id": "siren",
            "kind": "yes_no",
            "label": "มีหอเตือนภัย",
            "labels": {"en": "Siren"},
            "yes": "มี",
            "no": "ไม่มี",
        },
        {
            "id": "drilled",
            "kind": "date",
            "label": "วันที่ซักซ้อม",
            "labels": {"en": "Drilled on"},
            "required": False,
            "earliest": "2026-01-01",
        },
        {
            "id": "needs",
            "kind": "text",
            "label": "ความต้องการ",
            "labels": {"en": "Needs"},
            "required": False,
            "longest": 300,
        },
        {
            "id": "map",
            "kind": "file",
            "label": "แผนที่",
            "labels": {"en": "Map"},
            "required": False,
        },
        {
            "id": "sites",
            "kind": "table",
            "label": "รายชื่อศูนย์",
            "labels": {"en": "Sites"},
            "required": False,
            "most": 5,
            "columns": [
                {"id": "name", "kind": "text", "label": "ชื่อศูนย์", "lines": False},
                {"id": "beds", "kind": "integer", "label": "จำนวนเตียง", "least": 0},
            ],
        },
    ],
}
FILLED = {"shelters": 4, "budget": "1250.50", "drill": "done", "siren": True}
"""An answer as it is kept."""


@dataclass(frozen=True)
class Answering:
    """What tests of answers with a form need.

    Attributes:
        living: The live directive's own helper.
        plan: The directive with its form.
    """

    living: Living
    plan: Plan

    def acting(self, ledger: Ledger, office: str = BODIES[0], minutes: int = 90) -> Acting:
        """A local body's clerk, so many minutes after the start."""
        now = self.living.later(minutes)
        return Acting(ledger, self.plan, office, by="ปลัดเทศบาล", now=now)

    def fill(self, ledger: Ledger, office: str = BODIES[0], minutes: int = 90, **more: Any) -> Act:
        """A local body fills in the form."""
        given = {"filled": FilledForm(FILLED), "key": f"key-{minutes}", **more}
        return answer(self.acting(ledger, office, minutes), given.pop("text", ""), **given)


@pytest.fixture(scope="session")
def answering(living: Living) -> Answering:
    """The drill with a form to fill in."""
    return Answering(living, living.plan(id="shelter-survey-2573", answer=FORM))


@pytest.fixture(scope="session")
def form_database(living: Living, answering: Answering) -> Path:
    """A SQLite file in which some local bodies have stamped a letter with a form; to be copied."""
    path = living.folder / "form.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        living.begin(ledger, answering.plan)
        living.reach(ledger, answering.plan, BODIES[0])
        for body in BODIES:
            living.stamp(ledger, answering.plan, body)
    return path


@pytest.fixture
def form_ledger(form_database: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of the test's own, in which they have."""
    path = tmp_path / "form.db"
    shutil.copy(form_database, path)
    with open_ledger(f"sqlite:///{path}") as ledger:
        yield ledger
