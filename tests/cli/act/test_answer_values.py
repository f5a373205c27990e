"""Stories of an operator who enters what offices filled in, from files of all kinds."""

from __future__ import annotations

import json
import shutil

import pytest
import yaml
from openpyxl import load_workbook

from tests.plugins.answering import BODIES, FILLED
from wian.ledger.life.upward.answer_acts import Retracted
from wian.ledger.read.live_letters import acts, answers
from wian.office.answer_workbook import WorkbookWords, form_workbook
from wian.propagation import runtime

LEAF = BODIES[0]


@pytest.fixture
def survey(home, form_database, answering, monkeypatch):
    """An installation with the survey under way."""
    home.mkdir(exist_ok=True)
    for name in ("now", "agreed_now"):
        monkeypatch.setattr(runtime, name, lambda: answering.living.later(90))
    shutil.copy(form_database, home / "wian.db")
    return answering.plan


def _values(survey, office=LEAF):
    return answers(runtime.ledger(), survey.id)[office].body.values


def test_the_form_is_filled_in_from_a_file_of_any_kind(wian, survey, tmp_path):
    """YAML, JSON, one row of CSV with Thai labels, and the workbook: the same answer each time."""
    (tmp_path / "a.yaml").write_text(yaml.safe_dump({**FILLED, "budget": 1250.5}))
    (tmp_path / "a.json").write_text(json.dumps(FILLED))
    table = "จำนวนศูนย์พักพิง,งบประมาณ,การซักซ้อม,siren\n๔,1250.50,ซักซ้อมแล้ว,มี\n"
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    form = survey.directive.answer
    (tmp_path / "a.xlsx").write_bytes(form_workbook(form, "x", WorkbookWords(), FILLED))
    for ending in ("yaml", "json", "csv", "xlsx"):
        ran = wian("answer", survey.id, LEAF, "--values", str(tmp_path / f"a.{ending}"))
        assert ran.code == 0, ran.err
        assert _values(survey) == FILLED


def test_a_file_that_does_not_fit_names_every_field(wian, survey, tmp_path):
    """All faults, no traceback, nothing written; so does a file of another kind."""
    (tmp_path / "a.yaml").write_text("shelters: many\ndrill: perhaps\nzzz: 1\n")
    ran = wian("answer", survey.id, LEAF, "--values", str(tmp_path / "a.yaml"))
    assert (ran.code, ran.out) == (1, "")
    for part in ("Shelters (shelters): is 'many'", "(drill)", "(siren): is missing", "'zzz'"):
        assert part in ran.err
    (tmp_path / "a.txt").write_text("x")
    ran = wian("answer", survey.id, LEAF, "--values", str(tmp_path / "a.txt"))
    assert "ends in .yaml, .json, .csv or .xlsx" in ran.err
    assert answers(runtime.ledger(), survey.id) == {}


def test_what_a_csv_may_say_a_yaml_file_may_too(wian, survey, tmp_path):
    """Thai digits, a Thai day, labels for ids and for choices; a field named twice is told."""
    thai = {"จำนวนศูนย์พักพิง": "๔", "budget": "๑,๒๕๐.๕", "drill": "ซักซ้อมแล้ว", "siren": "มี"}
    thai["วันที่ซักซ้อม"] = "๓๐ พฤศจิกายน ๒๕๖๙"
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(thai, allow_unicode=True), encoding="utf-8")
    give = ("answer", survey.id, LEAF, "--values", str(tmp_path / "a.yaml"))
    assert wian(*give).code == 0
    assert _values(survey) == {**FILLED, "drilled": "2026-11-30"}
    (tmp_path / "a.yaml").write_text("shelters: 1\nShelters: 2\n")
    assert "fills in a field twice" in wian(*give).err


def test_an_office_without_a_desk_gets_the_form_and_sends_it_back(wian, survey, tmp_path):
    """A workbook goes out; filled in, it is recorded; the next one shows what was answered."""
    form = tmp_path / "form.xlsx"
    said = " ".join(wian("answer", survey.id, LEAF, "--form-out", str(form)).out.split())
    assert f"wian answer {survey.id} {LEAF} --values" in said
    book = load_workbook(form)
    sheet = book.active
    rows = {sheet.cell(row, 4).value: row for row in range(4, 12)}
    given = {"shelters": "๔", "budget": 1250.5, "drill": "ซักซ้อมแล้ว", "siren": "มี"}
    for name, value in given.items():
        sheet.cell(rows[name], 2).value = value
    book.save(form)
    assert wian("answer", survey.id, LEAF, "--values", str(form)).code == 0
    assert _values(survey) == FILLED
    assert wian("answer", survey.id, LEAF, "--form-out", str(form)).code == 0
    assert load_workbook(form).active.cell(rows["shelters"], 2).value == 4
    assert wian("answer", survey.id, LEAF, "--form-out", str(form), "--text", "x").code == 2
    assert wian("answer", survey.id, LEAF, "--form-out", "form.pdf").code == 2


def test_an_answer_is_taken_back_with_a_reason(wian, survey, tmp_path):
    """It is kept, and owed again."""
    (tmp_path / "a.json").write_text(json.dumps(FILLED))
    wian("answer", survey.id, LEAF, "--values", str(tmp_path / "a.json"))
    assert wian("answer", survey.id, LEAF, "--take-back").code == 2
    ran = wian("answer", survey.id, LEAF, "--take-back", "--reason", "counted wrong")
    assert "took back its answer" in ran.out
    assert answers(runtime.ledger(), survey.id) == {}
    last = acts(runtime.ledger(), survey.id, office=LEAF)[-1]
    assert isinstance(last.body, Retracted)


def test_an_answer_that_was_taken_back_or_replaced_can_be_given_again(wian, survey, tmp_path):
    """The same command is the same answer while it holds, and afterwards another one."""
    (tmp_path / "a.json").write_text(json.dumps(FILLED))
    give = ("answer", survey.id, LEAF, "--values", str(tmp_path / "a.json"))
    first = wian(*give, "--json").json["number"]
    assert wian(*give, "--json").json["number"] == first
    wian("answer", survey.id, LEAF, "--take-back", "--reason", "counted wrong")
    again = " ".join(wian(*give).out.split())
    assert "was taken back before; it is kept" in again
    assert "This replaces" not in again
    second = wian(*give, "--json").json["number"]
    assert answers(runtime.ledger(), survey.id)[LEAF].entry.number == second > first
    other = wian(*give, "--text", "two more", "--json").json["number"]
    third = wian(*give, "--json").json["number"]
    assert third > other > second
    assert wian(*give, "--json").json["number"] == third
