"""Stories of what an office does besides passing on: it hands a letter to a group, and answers."""

from __future__ import annotations

import pytest

from tests.plugins.files import PDF, PNG
from wian.jurisdictions.instant import Instant
from wian.kit.errors import InputFaults
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.ledger.read.kept_files import kept_file
from wian.ledger.read.live_letters import State, acts, incoming
from wian.letters.enclosed_file import enclosed
from wian.office.actor import Acting
from wian.office.answer import answer, route
from wian.office.refusals import (
    AnsweredTooEarly,
    AnswerInFuture,
    AnswersUnreceived,
    NotAsked,
    NothingReceived,
    NotReady,
    ReasonMissing,
)


@pytest.fixture
def reached(live_ledger, live_plan, living):
    """The letter lies in the inbox of one local body."""
    living.reach(live_ledger, live_plan, living.leaf)
    return live_ledger


@pytest.fixture
def stamped(reached, live_plan, living):
    """Its desk has stamped it."""
    living.stamp(reached, live_plan, living.leaf)
    return reached


@pytest.fixture
def say(stamped, live_plan, living):
    """That local body, or another office, answers."""

    def run(text: str = "ซักซ้อมแล้ว 1 ครั้ง", office: str | None = None, **more):
        who, now = office or living.leaf, living.later(90)
        acting = Acting(stamped, live_plan, who, by="ปลัดเทศบาล", now=now)
        return answer(acting, text, **{"key": "a", **more})

    return run


def test_an_answered_letter_is_done(say, reached, live_plan, living):
    """Stamped and answered, nothing is left to do."""
    found = incoming(reached, live_plan.id, living.leaf)
    assert found.state(asked=True) is State.TO_ANSWER
    assert found.state(asked=False) is State.DONE
    say()
    assert incoming(reached, live_plan.id, living.leaf).state(asked=True) is State.DONE
    assert verify(reached).ok


def test_an_office_answers_what_it_has_received(reached, live_plan, living):
    """A letter that no desk has stamped has no answer yet."""
    acting = Acting(reached, live_plan, living.leaf, by="ปลัดเทศบาล", now=living.later(90))
    with pytest.raises(AnswersUnreceived, match=r"has to stamp it first\."):
        answer(acting, "ดี", key="a")
    assert acts(reached, live_plan.id, office=living.leaf) == []


def test_the_same_request_answers_once_and_another_answers_anew(say, reached, live_plan):
    """Both answers stay; each has a number of the journal."""
    first = say()
    assert say() == first
    second = say("ซักซ้อมแล้ว 2 ครั้ง", key="b")
    found = acts(reached, live_plan.id, kind=ActKind.ANSWERED)
    assert [act.entry for act in found] == [first.entry, second.entry]


def test_an_answer_of_paper_says_why_it_comes_late(say, living, live_plan):
    """A date is enough; an hour may be given."""
    day = Instant.of(living.start.date(live_plan.working.zone), live_plan.working.zone)
    act = say(answered=day, reason="รับทางโทรสาร")
    assert act.body.answered.instant == day


def test_an_answer_that_cannot_be_is_refused(say, living):
    """Ahead of time, before the letter, without a reason, of an office that is not asked."""
    early = living.later(-10 * 24 * 60)
    cases = [
        (AnswerInFuture, {"answered": living.later(91)}),
        (ReasonMissing, {"answered": living.later(80)}),
        (AnsweredTooEarly, {"answered": early, "reason": "x"}),
        (NotAsked, {"office": "phitsanulok"}),
        (NothingReceived, {"office": "la-5650501"}),
    ]
    for kind, given in cases:
        with pytest.raises(kind):
            say(**given)
    for text in ("", "<b>x</b>", "{{ x }}", "x" * 4001, "a\u202eb"):
        with pytest.raises(InputFaults, match="text"):
            say(text)


def test_a_letter_is_handed_to_a_group_once_a_desk_has_it(reached, live_plan, living):
    """With a note; the same request hands it over once."""
    acting = Acting(reached, live_plan, living.leaf, by="ปลัด", now=living.later(90))
    with pytest.raises(NotReady):
        route(acting, "กองช่าง", key="r")
    living.stamp(reached, live_plan, living.leaf)
    act = route(acting, "กองช่าง", note_="ด่วน", key="r")
    assert route(acting, "กองช่าง", note_="ด่วน", key="r") == act
    assert (act.body.group, act.body.note) == ("กองช่าง", "ด่วน")
    with pytest.raises(InputFaults, match="group"):
        route(acting, " ", key="r")


def test_the_same_answer_sent_at_once_is_one(either, living, live_plan, at_once):
    """A phone with a bad line sends it four times."""
    living.begin(either, live_plan)
    living.reach(either, live_plan, living.leaf)
    living.stamp(either, live_plan, living.leaf)

    def work(number: int):
        now = living.later(90 + number)
        return answer(Acting(either, live_plan, living.leaf, by="x", now=now), "ดี", key="one")

    found = at_once(work)
    assert all(act == found[0] for act in found)
    assert verify(either).ok


def test_files_go_with_an_answer(say, reached):
    """Sent again with the same key they are kept once; a file that another sent is kept once."""
    files = [enclosed("form.pdf", PDF), enclosed("map.png", PNG)]
    first, again = (say(files=files, key="k") for _ in range(2))
    assert first == again
    assert [each.name for each in first.body.files] == ["form.pdf", "map.png"]
    later = say("อีกครั้ง", files=[enclosed("copy.pdf", PDF)], key="l")
    assert later.body.files[0].sha256 == first.body.files[0].sha256
    assert kept_file(reached, later.body.files[0].sha256) == PDF
    assert verify(reached).ok


def test_a_refused_answer_keeps_no_file(say, reached, living):
    """Nothing of it is written."""
    file = enclosed("form.pdf", PDF)
    with pytest.raises(AnswerInFuture):
        say(files=[file], answered=living.later(900))
    with pytest.raises(KeyError):
        kept_file(reached, file.kept.sha256)
