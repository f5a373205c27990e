"""Stories of a letter's history: every kind of act has its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.desk.app.words import languages
from wian.desk.views.history import NAMED, events
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import (
    Act,
    Answered,
    Corrected,
    Drafted,
    Escalated,
    Issued,
    Moment,
    Owed,
    Reminded,
    Routed,
    Stamped,
)
from wian.ledger.records import RegisterEntry

AT = Instant(29_900_000, Precision.MINUTE)
LATER = Moment(minute=29_900_005, precision=Precision.MINUTE)
REMINDER = {"owed": Owed.ANSWER, "due": LATER}


@pytest.fixture
def acts(live_plan, living, live_ledger):
    """One act of each kind, as an office may have done them."""
    letter = living.advance(live_ledger, live_plan, "moi").letter.letter
    bodies = (
        Stamped(position=1, reason="ไฟดับ"),
        Routed(group="กองช่าง", note="ด่วน"),
        Drafted(paragraphs=("หนึ่ง", "สอง")),
        Issued(),
        Issued(alone=True),
        Answered(text="แล้ว", answered=LATER),
        Corrected(in_register="r", year=2569, number=1, position=0, at=LATER, reason="นาฬิกาผิด"),
        Reminded(recipients=("dla", "moi"), letter=letter, **REMINDER),
        Escalated(recipient="dla", reminder="ว ๑", **REMINDER),
    )
    return [
        Act("moi", str(number), "moi งาน", AT, body, RegisterEntry(2569, number))
        for number, body in enumerate(bodies, start=1)
    ]


def test_every_kind_of_act_is_told_in_both_languages(acts):
    """The latest first, with number and what was said to it."""
    told = events(acts, ("หน้าห้อง", "งานสารบรรณ"), str.upper)
    assert [event.number for event in told] == list(range(len(acts), 0, -1))
    offered = languages(jurisdiction("thailand"))
    for language in offered:
        texts = [language.words.say(event.key, **event.values) for event in told]
        assert len(set(texts)) == len(acts)
    assert [event.said for event in told if event.said] == ["นาฬิกาผิด", "แล้ว", "ด่วน", "ไฟดับ"]
    assert offered[0].words.say(told[-1].key, **told[-1].values) == "ลงรับที่ งานสารบรรณ"


def test_only_what_was_meant_for_another_moment_shows_it(acts):
    """An answer as dated on paper, and a correction."""
    told = {event.key: event.moment for event in events(acts, ("หน้าห้อง", "งานสารบรรณ"), str.upper)}
    shown = {key for key, moment in told.items() if moment is not None}
    assert shown == {"act.answered", "act.corrected"}


def test_the_history_names_whom_an_act_was_done_to(acts):
    """Who was reminded, and whose silence was brought up; of many the first, and how many more."""
    told = {event.key: event for event in events(acts, ("หน้าห้อง", "งานสารบรรณ"), str.upper)}
    assert told["act.reminded"].whom == ("DLA", "MOI")
    assert told["act.escalated"].whom == ("DLA",)
    (reminder,) = [act for act in acts if isinstance(act.body, Reminded)]
    many = reminder.body.model_copy(update={"recipients": ("dla",) * (NAMED + 3)})
    (event,) = events([replace(reminder, body=many)], (), str.upper)
    assert (len(event.whom), event.others) == (NAMED, 3)
