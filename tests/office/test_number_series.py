"""Letters and receptions are numbered in the series that their office says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hierarchy.load.hierarchy_file import load_hierarchy
from wian.jurisdictions.countries import countries
from wian.kit.errors import InputFaults
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import letter, receptions
from wian.office.actor import Acting
from wian.office.correct import correct

OFFICES = Path(__file__).resolve().parents[2] / "examples" / "gecc-2564" / "offices.yaml"


@pytest.fixture
def plan_where(living, tmp_path):
    """The drill's plan, where one office says how it numbers."""

    def made(office, said):
        shutil.copy(OFFICES.with_name("local-bodies.csv"), tmp_path)
        text = OFFICES.read_text(encoding="utf-8")
        assert f"- id: {office}\n" in text
        text = text.replace(f"- id: {office}\n", f"- id: {office}\n    {said}\n")
        (tmp_path / "offices.yaml").write_text(text, encoding="utf-8")
        return living.plan(hierarchy=str(tmp_path / "offices.yaml"))

    return made


def _number(ledger, plan, office):
    return letter(ledger, plan.id, office).letter.number


def test_an_ordinary_letter_and_a_circular_run_apart(live_ledger, live_plan, living):
    """The origin writes to one, the province to nine: each is the first of its series."""
    living.reach(live_ledger, live_plan, living.chain[4])
    assert _number(live_ledger, live_plan, "opm").endswith("/๑")
    assert _number(live_ledger, live_plan, "phitsanulok").endswith("/ว ๑")
    assert verify(live_ledger).ok


def test_all_desks_of_an_office_number_together(empty_ledger, plan_where, living):
    """Three desks, three numbers of one series; a correction names that register."""
    plan = plan_where("dla", "receipts: together")
    living.begin(empty_ledger, plan)
    living.reach(empty_ledger, plan, "dla")
    living.advance(empty_ledger, plan, "dla", minutes=60)
    stamps = receptions(empty_ledger, plan.id, ["dla"])
    assert [stamp.receipt_number for stamp in stamps] == ["1", "2", "3"]
    acting = Acting(empty_ledger, plan, "dla", by="dla ธุรการ", now=living.later(90))
    act = correct(acting, position=0, at=living.later(50), reason="เขียนผิด", key="k")
    assert (act.body.in_register, act.body.number) == ("receipt", 1)
    found = verify(empty_ledger)
    assert found.ok, found.faults


def test_an_office_without_a_mark_of_circulars_cannot_number_them_apart(erewhon, tmp_path):
    """Two letters would bear one number."""
    file = tmp_path / "offices.yaml"
    text = "name: x\njurisdiction: erewhon\noffices:\n"
    text += "  - {id: a, name: A, level: top, kind: top, circulars: apart}\n"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputFaults, match="do not distinguish circulars"):
        load_hierarchy(file, countries())
