"""Stories of forms in directives: what an author may write, and what is refused with its line."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from wian.kit.errors import InputFaults
from wian.ledger.contents import digest
from wian.letters.answer_form.form import TotalKind
from wian.letters.directive_file import directive_schema, load_directive

HEAD = """\
id: roads
origin: o0
subject: การสำรวจถนน
decided: ได้กำหนดให้มีการสำรวจถนน
purpose: ให้ถนนปลอดภัย
asks:
  - to: {levels: [local]}
    text: สำรวจถนน
    answer_by: 2021-02-01
addressees:
  - levels: [local]
issued: 2021-01-04
"""
FORM = """\
answer:
  note: กรอกข้อมูล ณ วันที่ ๓๑ มกราคม
  notes: {en: As of 31 January}
  fields:
    - {id: roads, kind: integer, label: จำนวนถนน, labels: {en: Roads}, least: 0, unit: สาย}
    - {id: length, kind: decimal, label: ความยาวรวม, places: 3, least: 0, most: 99999.5}
    - id: state
      kind: choice
      label: สภาพโดยรวม
      help: เลือกข้อเดียว
      choices: [{id: good, label: ดี, labels: {en: Good}}, {id: poor, label: ชำรุด}]
    - {id: lit, kind: yes_no, label: มีไฟส่องสว่าง, "yes": มี, "no": ไม่มี}
    - {id: since, kind: date, label: สำรวจเมื่อ, earliest: 2020-01-01, latest: 2021-02-01}
    - {id: comment, kind: text, label: หมายเหตุ, required: false, longest: 200}
    - {id: map, kind: file, label: แผนที่, required: false}
    - id: worst
      kind: table
      label: ถนนที่ชำรุดที่สุด
      required: false
      most: 5
      columns:
        - {id: name, kind: text, label: ชื่อถนน, lines: false}
        - {id: metres, kind: integer, label: ระยะทาง, least: 1}
"""


def _loaded(tmp_path: Path, text: str):
    path = tmp_path / "d.yaml"
    path.write_text(text, encoding="utf-8")
    return load_directive(path)


def _faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        _loaded(tmp_path, text)
    return [str(fault) for fault in caught.value.faults]


def test_a_form_of_every_kind_loads_and_meets_the_schema(tmp_path):
    """An author writes a form in an editor with the schema, and reads it back in two languages."""
    form = _loaded(tmp_path, HEAD + FORM).answer
    assert [each.kind for each in form.fields] == [
        *("integer", "decimal", "choice", "yes_no", "date", "text", "file", "table")
    ]
    assert (form.field("roads").named("en"), form.field("roads").named("id")) == (
        "Roads",
        "จำนวนถนน",
    )
    assert form.noted("en") == "As of 31 January"
    assert [each.totalled for each in form.fields] == [
        *(TotalKind.SUM, TotalKind.SUM, TotalKind.COUNT, TotalKind.COUNT, TotalKind.LIST),
        *(TotalKind.LIST, TotalKind.COUNT, TotalKind.SUM),
    ]
    as_json = json.loads(json.dumps(yaml.safe_load(HEAD + FORM), default=str))
    jsonschema.Draft202012Validator(directive_schema()).validate(as_json)


def test_a_directive_without_a_form_has_the_content_that_it_always_had(tmp_path):
    """The id of what was sent before there were forms follows from the same bytes as then."""
    plain = _loaded(tmp_path, HEAD).model_dump(mode="json")
    assert "answer" not in plain
    assert digest([plain]) != digest([_loaded(tmp_path, HEAD + FORM).model_dump(mode="json")])


def test_a_form_is_what_it_was_once_the_ledger_has_kept_it(tmp_path):
    """Bounds with decimals come back from JSON as they were."""
    directive = _loaded(tmp_path, HEAD + FORM)
    again = type(directive).model_validate_json(directive.model_dump_json())
    assert again == directive


def test_a_form_that_nobody_is_to_fill_in_is_a_fault_of_its_line(tmp_path):
    """The author forgot the answer day, and reads where the form stands and what to write."""
    (fault,) = _faults(tmp_path, HEAD.replace("    answer_by: 2021-02-01\n", "") + FORM)
    assert fault == (
        "d.yaml line 12: answer is a form that nobody is asked to fill in; "
        "write answer_by in an ask"
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("{id: a, kind: integer, label: A, least: 5, most: 1}", "has least 5 above most 1"),
        ("{id: a, kind: integer, label: A, most: 1.5}", "a.integer.most is 1.5"),
        ("{id: a, kind: text, label: A, total: sum}", "has no total of the kind sum"),
        ("{id: office, kind: text, label: A}", "is a column of every list of answers"),
        ("{id: number, kind: integer, label: A}", "is a column of every list of answers"),
        ("{id: a, kind: interger, label: A}", "is of no known kind: 'interger'"),
        ("{id: a, kind: interger, label: A}", "use 'integer' (kinds are 'integer', 'decimal'"),
        ("{id: a, label: A}", "does not say its kind"),
        ("{id: a, kind: date, label: A, earliest: 20210101}", "is a bare number"),
        ("{id: a, kind: choice, label: A, choices: [{id: b, label: B}]}", "has too few entries"),
        ("{id: a, kind: guess, label: A}", "kind"),
        ("{id: A!, kind: text, label: A}", "a form that is not allowed"),
        ("{id: a, kind: text, label: '{{x}}'}", "holds template syntax"),
        ("{id: a, kind: table, label: A, columns: []}", "has too few entries"),
    ],
)
def test_a_field_that_cannot_be_filled_in_is_refused(tmp_path, wrong, told):
    """Bounds without anything between them, totals of words, ids that mean something else."""
    found = _faults(tmp_path, f"{HEAD}answer:\n  fields:\n    - {wrong}\n")
    assert any(told.removeprefix("a.") in fault for fault in found), found
    assert all(fault.startswith("d.yaml line 1") for fault in found)


def test_a_field_named_like_a_corrected_sum_is_refused(tmp_path):
    """Else two columns of the table of answers would bear one name; beside a text nothing does."""
    text = "    - {id: b, kind: text, label: B}\n    - {id: b_corrected, kind: text, label: C}\n"
    two = f"    - {{id: a, kind: integer, label: A}}\n{text}"
    assert _loaded(tmp_path, f"{HEAD}answer:\n  fields:\n{two}")
    two += "    - {id: a_corrected, kind: integer, label: D}\n"
    (fault,) = _faults(tmp_path, f"{HEAD}answer:\n  fields:\n{two}")
    assert "is the column of what offices correct 'a' to; use another id" in fault


def test_fields_that_a_reader_could_not_tell_apart_are_refused(tmp_path):
    """Two labels that differ in case alone would be one column of a spreadsheet."""
    two = "    - {id: a, kind: text, label: Roads}\n    - {id: b, kind: text, label: ROADS}\n"
    (fault,) = _faults(tmp_path, f"{HEAD}answer:\n  fields:\n{two}")
    assert "has the label 'ROADS' twice" in fault
