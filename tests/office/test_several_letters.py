"""Stories of an office that writes to people whom one salutation and one close do not fit."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from wian.followup.remind import follow_up
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import InputFaults
from wian.ledger.checkpoints.inclusion import letter_proof
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import inbox
from wian.ledger.read.offices.own_letters import outgoing
from wian.ledger.read.offices.passages import passages, way_down
from wian.ledger.read.recorded import counts, hop_records, letters
from wian.ledger.records import Clock
from wian.letters.copies import Copy
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.given_number import GivenNumber
from wian.office.issue import draft, save_draft
from wian.office.joint_issue import issue
from wian.office.letter_pages import Cabinet, Trimmings
from wian.propagation.recorded_plan import restore
from wian.propagation.rehearse import rehearse
from wian.reports.exports.event_stream import tales
from wian.reports.exports.ocel import LETTER, happenings, objects
from wian.reports.scope.recorded_hops import frame_of

_PROVINCE = "phitsanulok"
_GREETED = "phitsanulok.mueang-phitsanulok"
"""A district whose head is greeted as nobody else is."""
_DAY = 24 * 60


@pytest.fixture
def plan(several_plan):
    return several_plan


@pytest.fixture
def ready(either, plan, living):
    """The province's last desk has stamped; its letters are to be written."""
    living.begin(either, plan)
    living.reach(either, plan, _PROVINCE)
    living.stamp(either, plan, _PROVINCE)
    return either


def test_each_salutation_gets_a_letter_of_its_own(ready, plan, living):
    """One text, ว only for several, whose numbers run apart; each recipient holds, cites and is
    reminded of the letter that it was sent.
    """
    acting = Acting(ready, plan, _PROVINCE, by="x", now=living.later(60))
    first, other = draft(acting).letters
    edited = save_draft(acting, ["หนึ่ง", *first.paragraphs[1:]], revision=0)
    assert [each.paragraphs[0] for each in edited.letters] == ["หนึ่ง", "หนึ่ง"]
    assert edited.letters[1].paragraphs[1:] == other.paragraphs[1:]
    with pytest.raises(InputFaults, match="one number was typed"):
        issue(acting, number=GivenNumber(5))
    news = []
    ready.announce = news.extend
    done = issue(acting)
    assert [each.hearers for each in news] == [(_PROVINCE, *to) for _, to in done.letters]
    by_greeting = {each.letter.salutation: (each, to) for each, to in done.letters}
    many, alone = by_greeting["เรียน"], by_greeting["นมัสการ"]
    assert alone[1] == (_GREETED,)
    assert sorted(each.letter.number for each, _ in done.letters) == [
        "พล ๐๐๒๓.๓/ว ๑",
        "พล ๐๐๒๓.๓/๑",
    ]
    assert alone[0].letter.closing == "ขอนมัสการด้วยความเคารพ"
    assert "นมัสการมาเพื่อ" in alone[0].letter.paragraphs[-1]
    assert len(many[1]) == 11
    assert issue(acting) == replace(done, new=False)
    for letter, to in done.letters:
        assert all(inbox(ready, office)[0].letter == letter for office in to)
    assert [(e.letter, e.recipients) for e in outgoing(ready, _PROVINCE)] == [
        (letter, len(to)) for letter, to in done.letters
    ]
    living.advance(ready, plan, _GREETED, minutes=90)
    (below,) = letters(ready, plan.id, [_GREETED])
    assert below.letter.references[0].number == alone[0].letter.number
    way = passages(ready, plan.id, way_down(ready, plan.id, _GREETED))
    assert way[-2].own == alone[0]
    follow = follow_up(ready, plan, now=living.later(9 * _DAY))
    reminded = {
        act.body.letter.references[0].number: act.body.recipients
        for act in follow.reminders
        if act.office == _PROVINCE
    }
    assert reminded == {many[0].letter.number: tuple(sorted(many[1]))}
    _agrees(ready, plan)


def _agrees(ledger, plan):
    """Hops name the letter that brought them wherever they are read, and all is proved."""
    numbers = {each.recipient: each.letter_number for each in hop_records(ledger, plan.id)}
    frame = frame_of(ledger, [plan.id])
    assert dict(frame.select("recipient", "letter_number").iter_rows()) == numbers
    asked = "SELECT recipient, letter_number, part FROM hops ORDER BY part DESC"
    with ledger.reading() as connection:
        rows = connection.execute(text(asked)).all()
    assert {row[0]: row[1] for row in rows} == numbers
    assert rows[0][2] == 1
    (tale,) = tales(ledger, [plan.id])
    issued = counts(ledger, plan.id).letters
    assert sum(each.type == LETTER for each in objects(tale, set())) == issued
    assert sum(each.type == "issue" for each in happenings(tale)) == issued
    found = verify(ledger)
    assert found.ok, found.faults


def test_each_letter_asks_only_those_whom_it_is_to(either, several_plan, living):
    """With their days; an edited ask of the first letter reaches no other, a shared line does."""
    asks = [
        {"to": {"ids": [_GREETED]}, "text": "ซักซ้อมผู้นำชุมชน", "answer_by": "2030-02-20"},
        {"to": {"levels": ["local"]}, "text": "จัดเตรียมน้ำดื่ม", "answer_by": "2030-03-01"},
    ]
    made = living.plan(id="apart", asks=asks, addressees=[{"levels": ["district", "local"]}])
    plan = replace(made, hierarchy=several_plan.hierarchy)
    living.begin(either, plan)
    living.reach(either, plan, _PROVINCE)
    living.stamp(either, plan, _PROVINCE)
    acting = Acting(either, plan, _PROVINCE, by="x", now=living.later(60))
    made = draft(acting)
    by_greeting = {each.salutation: each for each in made.letters}
    many, alone = (" ".join(by_greeting[each].paragraphs) for each in ("เรียน", "นมัสการ"))
    assert "ซักซ้อมผู้นำชุมชน" in alone
    assert "ซักซ้อมผู้นำชุมชน" not in many
    assert "๒๐ กุมภาพันธ์" in alone
    assert "๒๐ กุมภาพันธ์" not in many
    first, other = made.letters
    asked = next(at for at, each in enumerate(first.paragraphs) if each not in other.paragraphs)
    texts = [*first.paragraphs]
    texts[0], texts[asked] = "แก้ไขแล้ว", "ขอให้ทำตามที่แก้ไข"
    edited = save_draft(acting, texts, revision=0)
    assert edited.letters[0].paragraphs == tuple(texts)
    assert edited.letters[1].paragraphs == ("แก้ไขแล้ว", *other.paragraphs[1:])
    issue(acting)
    assert verify(either).ok


def test_reminders_are_of_the_letter_that_was_sent(ready, plan, living):
    """All are silent: one reminder to those of each letter."""
    done = issue(Acting(ready, plan, _PROVINCE, by="x", now=living.later(60)))
    follow = follow_up(ready, plan, now=living.later(9 * _DAY))
    reminded = {
        act.body.letter.references[0].number: (act.body.recipients, act.body.letter.salutation)
        for act in follow.reminders
        if act.office == _PROVINCE
    }
    assert reminded == {
        each.letter.number: (tuple(sorted(to)), each.letter.salutation) for each, to in done.letters
    }
    assert follow_up(ready, plan, now=living.later(9 * _DAY)).reminders == ()
    assert verify(ready).ok


def test_a_withdrawal_cites_to_each_the_letter_that_it_holds(ready, plan, living):
    """One letter of withdrawal for each of the letters that it is about."""
    done = issue(Acting(ready, plan, _PROVINCE, by="x", now=living.later(60)))
    held = {office: each.letter.number for each, to in done.letters for office in to}
    ended = withdraw(Acting(ready, plan, "opm", by="x", now=living.later(90)), "มีแนวทางใหม่")
    later = restore(ready, ended.follower)
    living.reach(ready, later, _PROVINCE, minutes=100)
    told = living.advance(ready, later, _PROVINCE, minutes=110)
    assert len(told.letters) == 2
    for letter, to in told.letters:
        assert {held[office] for office in to} == {letter.letter.references[0].number}
    assert verify(ready).ok


def test_a_later_letter_is_bound_and_proved_as_any_other(ready, plan, living, tmp_path):
    """Its bundle encloses what the office received; its proof names its part."""
    done = issue(Acting(ready, plan, _PROVINCE, by="x", now=living.later(60)))
    cabinet = Cabinet(ready, plan, Trimmings())
    assert cabinet.letters_of(_PROVINCE) == [0, 1]
    bound = cabinet.parts(_PROVINCE, Copy.BUNDLE, 1)
    assert [each.letter.number for each in bound[:1]] == [done.letters[1][0].letter.number]
    assert len(bound) == len(cabinet.parts(_PROVINCE, Copy.BUNDLE))
    (received,) = cabinet.parts(done.letters[1][1][0], Copy.RECEIVED)
    assert received.letter == done.letters[1][0].letter
    proof = letter_proof(ready, tmp_path, plan.id, _PROVINCE, 1)
    assert (proof["letter"]["part"], proof["entry"]["key"]) == (1, f"{plan.id}#1")
    assert "part" not in letter_proof(ready, tmp_path, plan.id, _PROVINCE)["letter"]


def test_a_rehearsal_writes_as_many_letters(plan, tmp_path):
    """Under numbers of its own registers; again it writes nothing."""
    with open_ledger(f"sqlite:///{tmp_path / 'rehearsed.db'}") as ledger:
        sent = plan.directive.model_copy(update={"issued": date(2030, 1, 7)})
        virtual = replace(plan, clock=Clock.VIRTUAL, directive=sent)
        now = Instant(31_600_000, Precision.MINUTE)
        rehearse(ledger, virtual, now)
        found = counts(ledger, virtual.id)
        rehearse(ledger, virtual, now)
        assert counts(ledger, virtual.id) == found
        assert found.letters == 1 + len({hop.sender for hop in virtual.route.hops})
        _agrees(ledger, virtual)


_FORGED = {
    "a hop moved to another letter": "UPDATE hop SET part = 0 WHERE part = 1",
    "a part renumbered": "UPDATE hop SET part = 2 WHERE part = 1; "
    "UPDATE letter SET part = 2 WHERE part = 1",
    "a later letter issued before the first": "UPDATE letter SET issued_minute = issued_minute - 5 "
    "WHERE part = 1",
}


def test_what_is_changed_of_a_later_letter_shows(plan, living, tmp_path):
    """Its part is covered by its digest, and letters are counted without gap."""
    whole, forged = tmp_path / "whole.db", tmp_path / "forged.db"
    with open_ledger(f"sqlite:///{whole}") as ledger:
        living.begin(ledger, plan)
        living.reach(ledger, plan, _PROVINCE)
        living.advance(ledger, plan, _PROVINCE)
        assert verify(ledger).ok
    for what, statements in _FORGED.items():
        shutil.copy(whole, forged)
        with closing(sqlite3.connect(forged)) as shell:
            shell.executescript(statements)
        with open_ledger(f"sqlite:///{forged}") as ledger:
            assert {fault.kind for fault in verify(ledger).faults} >= {"letter"}, what
