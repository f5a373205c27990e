"""Stories of offices that fill in a form, amend what they said, and take it back."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select, update

from tests.plugins.answering import BODIES, FILLED
from tests.plugins.files import PDF
from wian.kit.errors import InputFaults
from wian.ledger.acts import ActKind
from wian.ledger.life.life import life_of
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import State, acts, answered_of, answers, incoming
from wian.ledger.tables import ActRow
from wian.letters.enclosed_file import enclosed
from wian.lifecycle.letter_return import give_back
from wian.office.actor import Acting
from wian.office.answer import answer, take_back
from wian.office.answer_list import import_answers
from wian.office.filled_form import FilledForm
from wian.office.refusals import NoAnswerHolds
from wian.propagation.standing.below_office import below_office

LEAF = BODIES[0]


def _state(ledger, answering, office=LEAF):
    return incoming(ledger, answering.plan.id, office).state(asked=True)


def test_an_office_fills_in_the_form_and_the_ledger_proves_it(form_ledger, answering):
    """Numbers, a choice, a file: kept plainly, and verified against the form."""
    plan_file = enclosed("map.pdf", PDF)
    filled = FilledForm({**FILLED, "map": "map.pdf", "sites": [{"name": "วัด", "beds": "๒๐"}]})
    act = answering.fill(form_ledger, filled=filled, files=[plan_file], text="ส่งแผนที่มาด้วย")
    assert act.body.values == {
        **FILLED,
        "map": plan_file.kept.sha256,
        "sites": [{"name": "วัด", "beds": 20}],
    }
    assert _state(form_ledger, answering) is State.DONE
    (kept,) = acts(form_ledger, answering.plan.id, office=LEAF, kind=ActKind.ANSWERED)
    assert kept == act
    assert verify(form_ledger).ok


def test_an_answer_that_does_not_fit_is_refused_whole(form_ledger, answering):
    """Text and values: all faults at once, and nothing is written."""
    with pytest.raises(InputFaults) as caught:
        answering.fill(form_ledger, filled=FilledForm({"shelters": -1}), text="<b>")
    assert sorted(str(fault.values.get("at", "text")) for fault in caught.value.faults) == [
        *("drill", "shelters", "siren", "text")
    ]
    with pytest.raises(InputFaults, match="fill it in"):
        answer(answering.acting(form_ledger), "หนึ่งแห่ง", key="free-text")
    assert acts(form_ledger, answering.plan.id, office=LEAF, kind=ActKind.ANSWERED) == []


def test_values_without_a_form_are_refused(live_ledger, live_plan, living):
    """A program that mistakes one directive for another is told so."""
    living.reach(live_ledger, live_plan, LEAF)
    living.stamp(live_ledger, live_plan, LEAF)
    acting = Acting(live_ledger, live_plan, LEAF, by="x", now=living.later(90))
    with pytest.raises(InputFaults, match="has no form to fill in"):
        answer(acting, "ดี", filled=FilledForm({"a": 1}), key="k")


def test_an_answer_taken_back_stays_and_is_owed_again(form_ledger, answering):
    """The desk's list, the office above and the sweep all see that nothing is answered."""
    first = answering.fill(form_ledger)
    gone = take_back(answering.acting(form_ledger, minutes=100), "นับผิด", number=first.entry.number)
    again = take_back(answering.acting(form_ledger, minutes=101), "นับผิด", number=first.entry.number)
    assert (again, gone.body.number, gone.key) == (gone, first.entry.number, first.key)
    plan = answering.plan
    assert _state(form_ledger, answering) is State.TO_ANSWER
    assert answered_of(form_ledger, plan.id, BODIES) == frozenset()
    above = below_office(form_ledger, plan, "phitsanulok", now=answering.living.later(110)).answers[
        LEAF
    ]
    assert (above.answered, above.text) == (None, "")
    assert len(acts(form_ledger, plan.id, office=LEAF, kind=ActKind.ANSWERED)) == 1
    assert verify(form_ledger).ok
    second = answering.fill(form_ledger, minutes=120)
    assert answers(form_ledger, plan.id) == {LEAF: second}
    assert _state(form_ledger, answering) is State.DONE
    assert verify(form_ledger).ok


def test_only_the_answer_that_holds_is_taken_back(form_ledger, answering):
    """Whoever looked at an older answer takes none back that came since."""
    with pytest.raises(NoAnswerHolds):
        take_back(answering.acting(form_ledger), "นับผิด")
    first = answering.fill(form_ledger)
    answering.fill(form_ledger, minutes=95)
    with pytest.raises(NoAnswerHolds):
        take_back(answering.acting(form_ledger, minutes=99), "นับผิด", number=first.entry.number)
    with pytest.raises(InputFaults, match="reason"):
        take_back(answering.acting(form_ledger, minutes=99), " ")


def test_a_letter_is_returned_once_its_answer_was_taken_back(form_ledger, answering):
    """It was answered by mistake: it is for another office."""
    answering.fill(form_ledger)
    take_back(answering.acting(form_ledger, minutes=100), "ไม่ใช่ของเรา")
    give_back(answering.acting(form_ledger, minutes=105), "ไม่ใช่พื้นที่ของเทศบาล")
    with form_ledger.reading() as connection:
        assert LEAF in life_of(connection, answering.plan.id).returned
    assert verify(form_ledger).ok


def test_a_list_has_a_column_for_each_field_with_thai_headings(form_ledger, answering):
    """A district types what its bodies sent on paper; the same list again changes nothing."""
    table = (
        "หน่วยงาน,จำนวนศูนย์พักพิง,budget,Drill,มีหอเตือนภัย,รายชื่อศูนย์,คำตอบ\n"
        f'{BODIES[0]},๑๒,"1,250.50",ซักซ้อมแล้ว,มี,วัด|20; โรงเรียน|35,ตามแบบ\n'
        f"{BODIES[1]},3,,planned,no,,\n"
    ).encode()
    acting = answering.acting(form_ledger, "phitsanulok.mueang-phitsanulok")
    done = import_answers(acting, table, "answers.csv")
    assert import_answers(acting, table, "answers.csv").known == 2
    values = [act.body.values for act in done.acts]
    assert values[0] == {
        "shelters": 12,
        "budget": "1250.50",
        "drill": "done",
        "siren": True,
        "sites": [{"name": "วัด", "beds": 20}, {"name": "โรงเรียน", "beds": 35}],
    }
    assert (done.acts[0].body.text, values[1]["siren"]) == ("ตามแบบ", False)
    assert verify(form_ledger).ok


def test_a_list_with_faults_names_line_and_heading_of_each(form_ledger, answering):
    """Nothing is kept, and the clerk finds each cell."""
    table = (
        f"office,จำนวนศูนย์พักพิง,drill,มีหอเตือนภัย\n{BODIES[0]},สิบ,done,มี\n{BODIES[1]},3,perhaps,\n"
    ).encode()
    acting = answering.acting(form_ledger, "phitsanulok.mueang-phitsanulok")
    with pytest.raises(InputFaults) as caught:
        import_answers(acting, table, "answers.csv")
    found = [str(fault) for fault in caught.value.faults]
    assert found[0].startswith("answers.csv line 2: จำนวนศูนย์พักพิง is 'สิบ', which is no number")
    assert "answers.csv line 3: มีหอเตือนภัย is missing; fill it in" in found
    assert any("drill is 'perhaps', which is none of the choices" in each for each in found)
    assert answers(form_ledger, answering.plan.id) == {}


def test_an_answer_that_somebody_changed_in_the_database_is_found(form_ledger, answering):
    """A number beyond its bound, and an answer taken back that never was: verify names both."""
    answering.fill(form_ledger)
    gone = take_back(answering.acting(form_ledger, minutes=100), "นับผิด")
    changes = {
        "answered": {"values": {**FILLED, "shelters": 501}},
        "retracted": {"number": 77},
    }
    with form_ledger.writing() as connection:
        for kind, change in changes.items():
            here = (ActRow.kind == kind, ActRow.office == LEAF)
            body = json.loads(connection.scalar(select(ActRow.body).where(*here)))
            row = json.dumps({**body, **change}, ensure_ascii=False)
            connection.execute(update(ActRow).where(*here).values(body=row))
    told = " ".join(str(fault) for fault in verify(form_ledger).faults)
    assert "does not fit the form: Shelters (shelters): is 501; write at most 500" in told
    assert "takes back what is not the answer that holds" in told
    assert gone.key in told
