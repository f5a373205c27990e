"""Stories of directives read from files, and of those that cannot be carried out."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import jsonschema
import pytest
import yaml

from hierarchy.route.planner import UnreachableAddressees
from wian.kit.errors import InputFaults
from wian.letters.directive_file import directive_schema, load_directive, read_directive

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "gecc-2564"
GOOD = """\
id: roads
origin: o0
subject: การสำรวจถนน
decided: ได้กำหนดให้มีการสำรวจถนน
purpose: ให้ถนนปลอดภัย
asks:
  - to: {levels: [local]}
    text: สำรวจถนน
addressees:
  - levels: [local]
issued: 2021-01-04
"""


def _faults(tmp_path, text):
    path = tmp_path / "d.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        load_directive(path)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("name", ["directive.yaml", "national.yaml"])
def test_the_examples_load_and_meet_their_schema(name):
    """What the loader takes, an editor with the schema takes as well."""
    directive = load_directive(EXAMPLE / name)
    assert (directive.origin, directive.window.closes) == ("opm", date(2021, 2, 28))
    written = yaml.safe_load((EXAMPLE / name).read_text(encoding="utf-8"))
    as_json = json.loads(json.dumps(written, default=str))
    jsonschema.Draft202012Validator(directive_schema()).validate(as_json)


def test_what_history_shows_of_2564_is_read_as_it_was_stamped():
    """Dates stay dates, minutes stay minutes, and a lost digit keeps both readings."""
    central, division, *_ = load_directive(EXAMPLE / "directive.yaml").observed.stamps
    assert type(central.at) is date
    assert division.at == datetime(2020, 12, 29, 15, 29)  # noqa: DTZ001 - an office's own clock
    assert division.read.startswith("2 ธ.ค.")
    assert "did not print" in division.inference


def test_all_faults_of_a_file_come_together_with_their_lines(tmp_path):
    """One report: the person corrects the file once."""
    text = GOOD.replace("id: roads", "id: ../roads").replace("2021-01-04", "2564-01-04")
    faults = _faults(
        tmp_path, text + "window: {opens: 2021-03-01, closes: 2021-02-01}\nurgent: yes\n"
    )
    assert [fault.partition(":")[0] for fault in faults] == [
        "d.yaml line 1", "d.yaml line 11", "d.yaml line 12", "d.yaml line 13",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2021-01-04", "2564-01-04", "Buddhist era; write 2021"),
        ("2021-01-04", "20210104", "bare number; write a date such as 2021-01-19"),
        ("2021-01-04", "'4 ม.ค. 2564'", "is no date; write 2021-01-19"),
        ("2021-01-04", "30/11/2569", "is no date; write 2026-11-30"),
        ("2021-01-04", "01-12-2026", "is no date; write 2026-12-01 or 2026-01-12"),
        ("2021-01-04", "31/2/2026", "is no date; write 2021-01-19"),
        ("2021-01-04", "1932-06-24", "too long ago"),
        ("2021-01-04", "2021-02-30", "no such date"),
        ("2021-01-04", "'2021-01-04T10:00+07:00'", "without one"),
        ("สำรวจถนน\naddr", "'{{ 7*7 }}'\naddr", "template syntax"),
        ("สำรวจถนน\naddr", "<b>x</b>\naddr", "markup"),
        ("การสำรวจถนน\nde", "'" + "ถ" * 1_000_000 + "'\nde", "longer than 300 characters"),
        ("origin: o0", "origin: ../../etc/passwd", "form that is not allowed"),
        (
            "addressees:\n  - levels: [local]\n",
            "addressees: []\n",
            "has no entry; write at least one",
        ),
        ("asks:\n  - to: {levels: [local]}\n    text: สำรวจถนน\n", "", "asks is missing"),
        ("  - levels: [local]\n", "  - level: [local]\n", "no known field"),
        ("asks:\n", "answer_by: 2026-12-01\nasks:\n", "write it under an entry of asks, beside"),
        ("origin: o0\n", "", "origin is missing"),
    ],
)
def test_each_fault_is_a_sentence_with_its_remedy(tmp_path, old, new, said):
    """No traceback, no jargon: what is wrong, and what to write."""
    assert old in GOOD
    (fault,) = _faults(tmp_path, GOOD.replace(old, new))
    assert said in fault
    assert len(fault) < 300


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        ("read: 2 ม.ค. 2564", "without an inference"),
        ("inference: a digit is lost", "without what the stamp reads"),
    ],
)
def test_a_reading_and_its_inference_come_together(tmp_path, stamp, said):
    """What was read is never overwritten without saying why."""
    fields = f"office: o1, desk: registry, number: '1', at: 2021-01-05, {stamp}"
    text = f"{GOOD}observed:\n  stamps:\n    - {{{fields}}}\n"
    (fault,) = _faults(tmp_path, text)
    assert said in fault


@pytest.mark.parametrize("text", ["- a\n- b\n", "words", "7"])
def test_a_file_that_holds_no_fields_is_refused(tmp_path, text):
    """A list or a word is no directive."""
    (fault,) = _faults(tmp_path, text)
    assert "no set of fields" in fault


def test_a_file_of_offices_is_recognised_and_not_taken_apart(tmp_path):
    """Two files in one folder are easily mixed up; thirteen faults would hide that."""
    with pytest.raises(InputFaults) as refused:
        read_directive(EXAMPLE / "offices.yaml")
    (fault,) = map(str, refused.value.faults)
    assert fault.startswith("offices.yaml: is a file of offices, not a directive; name a")
    with pytest.raises(InputFaults, match="is a CSV file, which no directive is"):
        read_directive(EXAMPLE / "offices.csv")


def _fitting(tmp_path, hierarchy, directive):
    path = tmp_path / "d.yaml"
    path.write_text(directive.model_dump_json(exclude_defaults=True, by_alias=True), "utf-8")
    return read_directive(path).fitting(hierarchy)


def _checked(tmp_path, hierarchy, directive):
    with pytest.raises(InputFaults) as caught:
        _fitting(tmp_path, hierarchy, directive)
    return [str(fault) for fault in caught.value.faults]


def test_the_case_contradicts_neither_its_hierarchy_nor_itself(gecc):
    """The history of 2564, with its inference, is consistent."""
    found = read_directive(EXAMPLE / "directive.yaml").fitting(gecc.hierarchy)
    assert found == (gecc.directive, gecc.route)


def _letter(office, issued):
    return {"office": office, "number": "ว ๑", "issued": issued}


def _stamp(office, at, desk="registry"):
    return {"office": office, "desk": desk, "number": "1", "at": at}


@pytest.mark.parametrize(
    ("observed", "said"),
    [
        ({"letters": [_letter("o9", "2021-01-05")]}, "there is no office 'o9'"),
        ({"letters": [_letter("o3", "2021-01-05")]}, "forwards to nobody"),
        ({"letters": [_letter("side", "2021-01-05")]}, "is not on the route"),
        ({"letters": [_letter("o1", "2021-01-05")] * 2}, "second letter of 'o1'"),
        ({"letters": [_letter("o1", "2021-01-03")]}, "before the letter that it forwards"),
        ({"letters": [_letter("o0", "2021-01-05")]}, "the origin's letter was observed"),
        ({"stamps": [_stamp("o9", "2021-01-05")]}, "there is no office 'o9'"),
        ({"stamps": [_stamp("side", "2021-01-05")]}, "is not on the route"),
        ({"stamps": [_stamp("o0", "2021-01-05")]}, "receives no letter"),
        ({"stamps": [_stamp("o1", "2021-01-05", "cellar")]}, "has no desk 'cellar'; use registry"),
        ({"stamps": [_stamp("o1", "2021-01-05")] * 2}, "second stamp of 'registry'"),
        ({"stamps": [_stamp("o1", "2021-01-02")]}, "before the letter that it is on"),
        (
            {
                "letters": [_letter("o1", "2021-01-05 09:00")],
                "stamps": [_stamp("o1", "2021-01-05 09:01")],
            },
            "before the stamp of 'registry'",
        ),
        (
            {
                "letters": [],
                "stamps": [
                    _stamp("two-desks", "2021-01-07 10:00", "first"),
                    _stamp("two-desks", "2021-01-07 09:59", "second"),
                ],
            },
            "is before 2021-01-07 10:00:00 at 'first'",
        ),
    ],
)
def test_a_history_that_cannot_be_true_is_refused(tmp_path, forked, plainly, observed, said):
    """Each contradiction names its field and the remedy."""
    (fault,) = _checked(tmp_path, forked, plainly(observed=observed))
    assert said in fault
    assert "; " in fault


def test_a_stamp_of_the_letters_own_day_is_in_order(tmp_path, forked, plainly):
    """A date against a minute is compared by the day: nothing certain contradicts it."""
    observed = {
        "letters": [_letter("o1", "2021-01-05")],
        "stamps": [_stamp("o1", "2021-01-05 16:00"), _stamp("o2", "2021-01-05 08:00")],
    }
    directive = plainly(observed=observed)
    assert _fitting(tmp_path, forked, directive)[0] == directive


def test_all_contradictions_come_together(tmp_path, forked, plainly):
    """Unknown offices, an ask for nobody and a missing date in one report."""
    directive = plainly(
        issued=None,
        asks=[
            {"to": {"ids": ["o9"]}, "text": "x"},
            {"to": {"ids": ["side"]}, "text": "x"},
        ],
    )
    faults = _checked(tmp_path, forked, directive)
    assert [fault.partition(":")[0].partition(", ")[2] for fault in faults] == [
        "asks.0.to.ids.0", "asks.1.to", "issued",
    ]  # fmt: skip


MIXED = """\
id: ../roads
origin: o0
subject: การสำรวจถนน
decided: ได้กำหนดให้มีการสำรวจถนน
purpose: ให้ถนนปลอดภัย
asks:
  - to:
      levels: [local]
      under:
        - o1
        - o9
    text: สำรวจถนน
  - to: {level: [locals]}
    text: <b>x</b>
addressees:
  - levels: [locals]
    except:
      ids: [o8]
issued: 2564-01-04
observed:
  letters:
    - {office: o7, number: ว ๑, issued: 2021-01-05}
  stamps:
    - {office: o1, desk: cellar, number: '1', at: 2021-01-05}
"""


def test_what_the_file_and_the_offices_say_is_told_in_one_report(tmp_path, forked):
    """Each with its own line, whoever notices it: the person corrects the file once.

    What hangs on a field that is at fault itself is left for when that is right.
    """
    path = tmp_path / "d.yaml"
    path.write_text(MIXED, encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        read_directive(path).fitting(forked)
    told = [str(fault).removeprefix("d.yaml line ") for fault in caught.value.faults]
    assert [each.partition(":")[0] for each in told] == [
        "1", "11, asks.0.to.under.1", "13", "14",
        "16, addressees.0.levels.0", "18, addressees.0.except.ids.0", "19",
    ]  # fmt: skip
    sound = MIXED.replace("2564-01-04", "2021-01-04").replace("[locals]\n", "[local]\n")
    path.write_text(sound, encoding="utf-8")
    with pytest.raises(InputFaults) as caught:
        read_directive(path).fitting(forked)
    told = [str(fault).removeprefix("d.yaml line ") for fault in caught.value.faults]
    assert [each.partition(":")[0] for each in told] == [
        "1", "11, asks.0.to.under.1", "13", "14", "18, addressees.0.except.ids.0",
        "22, observed.letters.0.office", "24, observed.stamps.0.desk",
    ]  # fmt: skip


def test_an_addressee_that_no_letter_reaches_is_told_beside_the_others(tmp_path, forked, plainly):
    """Alone it is a sentence of its own; beside other faults it is one of them."""
    astray = plainly(origin="o1", addressees=[{"ids": ["side", "o3"]}])
    with pytest.raises(UnreachableAddressees):
        _fitting(tmp_path, forked, astray)
    undated = astray.model_copy(update={"issued": None})
    told = "".join(_checked(tmp_path, forked, undated))
    assert "not under o1" in told
    assert "issued: is missing" in told


def test_a_directive_without_history_and_date_is_refused(tmp_path, forked, plainly):
    """Nothing would say when it began."""
    (fault,) = _checked(tmp_path, forked, plainly(issued=None))
    assert "no observed letter dates the directive" in fault


def test_an_answer_day_before_the_issue_is_refused(tmp_path, forked, plainly):
    """Nobody answers what was not asked yet; the day of the issue itself may be meant."""
    ask = {"to": {"levels": ["local"]}, "text": "สำรวจถนน"}
    by_level = ask | {"answer_by": "2021-01-04", "answer_by_level": {"local": "2021-01-02"}}
    asks = [ask | {"answer_by": "2021-01-03"}, by_level]
    told = _checked(tmp_path, forked, plainly(asks=asks))
    assert ["asks.0.answer_by: 2021-01-03 is before" in each for each in told] == [True, False]
    assert "asks.1.answer_by_level.local: 2021-01-02 is before the directive is issued" in told[1]


def test_an_answer_day_of_a_level_that_nobody_asked_is_of_is_refused(tmp_path, forked, plainly):
    """A slip would leave those meant without a day."""
    ask = {"to": {"levels": ["local"]}, "text": "ก", "answer_by_level": {"locals": "2021-03-01"}}
    (fault,) = _checked(tmp_path, forked, plainly(asks=[ask]))
    assert "'locals' is the level of nobody who is asked; use local, or leave it out" in fault


def test_answers_are_asked_of_addressees_only(tmp_path, forked, plainly):
    """Letters would ask the offices on the way, and nobody would count or take their answer."""
    everyone = {"levels": ["local", "middle"]}
    ask = {"to": everyone, "text": "สำรวจถนน", "answer_by_level": {"middle": "2021-03-01"}}
    asks = [ask, {"to": {"ids": ["o1"]}, "text": "รวบรวม", "answer_by": "2021-03-01"}]
    told = _checked(tmp_path, forked, plainly(asks=asks))
    assert [each.partition(":")[0] for each in told] == [
        "d.yaml line 1, asks.0.to",
        "d.yaml line 1, asks.1.to",
    ]
    what = "wants answers of offices that are no addressees, of level middle"
    assert f"{what}; add 'levels: [middle]' to addressees, or leave them out here" in told[0]


def test_offices_on_the_way_may_be_asked_to_act_without_an_answer(tmp_path, forked, plainly):
    """Nothing is counted of them, and the answer of the others is counted."""
    everyone = {"levels": ["local", "middle"]}
    ask = {"to": everyone, "text": "สำรวจถนน", "answer_by_level": {"local": "2021-03-01"}}
    assert _fitting(tmp_path, forked, plainly(asks=[ask]))
    answered = plainly(asks=[ask | {"answer_by": "2021-03-01"}], addressees=[everyone])
    assert _fitting(tmp_path, forked, answered)


def test_an_impossible_date_hides_no_other_fault(write):
    """Whoever corrects the file corrects it once."""
    path = write("d.yaml", "id: x\norigin: opm\nissued: 2026-02-31\nsubject: <b>x</b>\n")
    with pytest.raises(InputFaults) as refused:
        load_directive(path)
    said = str(refused.value)
    assert "line 3: issued is '2026-02-31', and there is no such date" in said
    assert "line 4: subject holds markup" in said
