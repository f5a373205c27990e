"""An office of Indonesia numbers the letters of each classification code apart, if it says so."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

from wian.delays.clock_choice import ClockChoice
from wian.history.registers.recogniser import Register
from wian.history.registers.register_file import RegisterReading
from wian.history.registers.rows import RegisterRow
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import InputFaults
from wian.ledger.proof.verification import verify
from wian.ledger.registers.register_standings import register_standings
from wian.ledger.write.imports import import_registers
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.kept_register import WantedRegister, kept_register, open_kept
from wian.propagation.plan import record
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest

START = Instant(29_616_000, Precision.MINUTE)
SAID = {"reason": "Buku agenda", "by": "dpmd Sekretaris"}
_OFFICES = {
    "name": "Dinas",
    "jurisdiction": "indonesia",
    "offices": [
        {
            "id": "dpmd",
            "name": "Dinas PMD",
            "level": "regency",
            "kind": "regency",
            "letter_code": "140/TGR",
            "number_form": "{class}/{number:4}/{unit}/{roman}/{year}",
            "classes": "apart",
        },
        {"id": "camat", "name": "Kecamatan A", "level": "district", "kind": "district"},
    ],
}
_DIRECTIVE = {
    "id": "a",
    "origin": "dpmd",
    "subject": "Rapat koordinasi",
    "decided": "akan mengadakan rapat koordinasi",
    "purpose": "menyamakan langkah",
    "asks": [{"to": {"ids": ["camat"]}, "text": "hadir"}],
    "addressees": [{"ids": ["camat"]}],
}


@pytest.fixture
def plan_of(tmp_path: Path):
    """The plan of a directive under a classification, or under none."""
    offices = yaml.safe_load(yaml.safe_dump(_OFFICES))
    offices["offices"][1]["parent"] = "dpmd"

    def plan(name, classification=None, **office):
        offices["offices"][0].update(office)
        (tmp_path / "offices.yaml").write_text(yaml.safe_dump(offices), encoding="utf-8")
        values = {**_DIRECTIVE, "id": name, "hierarchy": str(tmp_path / "offices.yaml")}
        if classification:
            values["classification"] = classification
        path = tmp_path / f"{name}.yaml"
        path.write_text(yaml.safe_dump(values), encoding="utf-8")
        return prepare(PropagationRequest(directive=str(path), clock=ClockChoice.LIVE))

    return plan


@pytest.fixture
def number(empty_ledger, plan_of):
    """Issues another directive's letter; its number."""

    def sent(name, classification=None):
        plan = plan_of(name, classification)
        record(empty_ledger, plan, START)
        return issue(Acting(empty_ledger, plan, "dpmd", "dpmd", START)).letter.letter.number

    return sent


def _opened(ledger, at, classification):
    wanted = WantedRegister("dpmd", classification=classification)
    return open_kept(kept_register(ledger, wanted, START), at, **SAID)


def _import(ledger, *entries):
    """The office's own register of what it sent in January."""
    day, texts = date(2026, 1, 5), ("Dinas PMD", "Kecamatan B", "Undangan", "", "")
    entered = datetime.fromisoformat("2026-01-05T09:00")
    rows = tuple(
        RegisterRow("", at, 2026, running, entered, printed, day, *texts)
        for at, (running, printed) in enumerate(entries, start=2)
    )
    register = Register("dpmd", RegisterKind.SEND, "")
    reading = RegisterReading("agenda.csv", register, rows, (), (), ())
    import_registers(ledger, [reading], jurisdiction("indonesia"), START)


def test_each_code_has_its_own_series(empty_ledger, number):
    """The directive's code, or the office's usual one; a register is opened for a code."""
    assert [number("a"), number("b", "900"), number("c")] == [
        "140/0001/TGR/IV/2026",
        "900/0001/TGR/IV/2026",
        "140/0002/TGR/IV/2026",
    ]
    assert _opened(empty_ledger, 41, "900").following == 41
    assert number("d", "900") == "900/0041/TGR/IV/2026"
    for code, said in ((None, "name the code, such as 140"), ("a b", "is no classification code")):
        with pytest.raises(InputFaults, match=said):
            _opened(empty_ledger, 60, code)
    with empty_ledger.reading() as connection:
        found = register_standings(connection, "dpmd")
    assert [(each.classification, each.last) for each in found] == [("140", 2), ("900", 41)]
    proved = verify(empty_ledger)
    assert proved.ok, proved.faults


def test_an_imported_register_opens_that_of_each_code(empty_ledger, number):
    """Behind the last entry of each; what was begun in several series goes on so."""
    number("a")
    _import(empty_ledger, (30, "140/0030/TGR/I/2026"), (12, "900/0012/TGR/I/2026"))
    assert number("b") == "140/0031/TGR/IV/2026"
    assert number("c", "900") == "900/0013/TGR/IV/2026"
    assert verify(empty_ledger).ok


def test_a_code_within_another_has_its_own_numbers(empty_ledger, number):
    """100 is opened behind its own last entry, and reserves none of 100.3, not even its 100th."""
    number("a")
    _import(
        empty_ledger,
        *((5, "100/0005/TGR/I/2026"), (70, "100.3/0070/TGR/I/2026"), (100, "100.3/100/TGR/I/2026")),
    )
    assert number("b", "100") == "100/0006/TGR/IV/2026"
    assert not _opened(empty_ledger, 8, "100").kept
    assert [number("c", "100"), number("d", "100.3")] == [
        "100/0008/TGR/IV/2026",
        "100.3/0101/TGR/IV/2026",
    ]
    assert verify(empty_ledger).ok


@pytest.mark.parametrize(
    ("printed", "collides"),
    [("140/TGR", True), ("140/1/TGR/II/2026", True), ("900/0001/TGR", False), ("", True)],
    ids=["code", "whole", "other", "none"],
)
def test_a_register_that_comes_in_later_is_held_against_its_code(
    empty_ledger, number, printed, collides
):
    """Number 1 of 900 is no collision with number 1 of 140, however it is written there."""
    number("a")
    _import(empty_ledger, (1, printed))
    assert [fault.kind for fault in verify(empty_ledger).faults] == ["number"] * collides


def test_all_codes_run_in_one_series_unless_the_office_says_otherwise(empty_ledger, plan_of):
    """The code still stands in the number."""
    found = []
    for name, code in (("a", None), ("b", "900")):
        plan = plan_of(name, code, classes="together")
        record(empty_ledger, plan, START)
        found.append(issue(Acting(empty_ledger, plan, "dpmd", "dpmd", START)).letter.letter.number)
    assert found == ["140/0001/TGR/IV/2026", "900/0002/TGR/IV/2026"]
    with pytest.raises(InputFaults, match="whatever their classification; leave it out"):
        _opened(empty_ledger, 60, "900")
    assert verify(empty_ledger).ok


def test_every_fault_of_how_offices_number_is_told_at_once(plan_of):
    """With its line, and what would do."""
    with pytest.raises(InputFaults) as caught:
        plan_of("a", number_form="{number}", classes="apart", circulars="apart")
    assert "number_form '{number}' does not hold the classification" in str(caught.value)


def test_numbers_of_thailand_hold_no_classification(living):
    """It would be nowhere."""
    with pytest.raises(InputFaults, match="numbers of Thailand hold none; leave it out"):
        living.plan(id="classified", classification="140")
