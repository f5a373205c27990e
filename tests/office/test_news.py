"""Stories of what is told of an office's work: once it is kept, once, and by one way."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import pytest

from hierarchy.route.selection import Selection
from tests.plugins.answering import BODIES
from wian.followup.sweep import sweep
from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.checkpoints.checkpoint_files import make_checkpoint
from wian.ledger.outbox.events import CATALOGUE, Event, News
from wian.ledger.outbox.webhooks import add_webhook
from wian.ledger.read.live_letters import effective_receptions
from wian.lifecycle.addition import add
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Wish
from wian.lifecycle.closure import close
from wian.lifecycle.detour import reroute
from wian.lifecycle.letter_return import give_back, insist
from wian.lifecycle.suspension import resume, suspend
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.answer import answer, route, take_back
from wian.office.answer_list import import_answers
from wian.office.correct import correct
from wian.office.gathering.report import report
from wian.office.gathering.report_return import return_report
from wian.office.gathering.report_stamp import stamp_report
from wian.office.issue import save_draft
from wian.office.joint_issue import issue
from wian.office.relay import relay, set_forwarding
from wian.office.stamp import receive

_YEAR = 366 * 24 * 60


@pytest.fixture
def heard(live_ledger):
    """What the ledger announces."""
    news = []
    live_ledger.announce = news.extend
    return news


@pytest.fixture
def acting(live_ledger, live_plan, living):
    """An office, an hour after the origin's letter went out."""

    def of(office, minutes=60):
        return Acting(live_ledger, live_plan, office, by="x", now=living.later(minutes))

    return of


def _events(heard):
    return [each.event for each in heard]


def test_every_desk_is_heard_and_the_last_makes_the_letter_ready(
    acting, live_ledger, live_plan, living, heard
):
    """Three stamps of the department: four events, with number and moment, no text."""
    living.reach(live_ledger, live_plan, "dla")
    heard.clear()
    for position in range(3):
        receive(acting("dla", 50 + position), position=position)
    assert _events(heard) == [Event.RECEIVED] * 3 + [Event.READY]
    assert {(each.propagation, *each.about) for each in heard} == {(live_plan.id, "dla")}
    assert heard[-1].payload() == {
        "sender": "moi",
        "desk": 2,
        "receipt_number": "1",
        "at": "2026-12-01T09:52+07:00",
    }


def test_a_letter_is_told_once_by_the_office_that_issued_it(
    acting, live_ledger, live_plan, living, heard
):
    """Its number, how many it went to, and when."""
    living.stamp(live_ledger, live_plan, "moi")
    heard.clear()
    issue(acting("moi", 50))
    (told,) = heard
    assert (told.event, told.about, told.hearers) == (Event.ISSUED, ("moi",), ("moi", "dla"))
    facts = {"number": "มท ๐๒๑๘/๑", "recipients": 1, "at": "2026-12-01T09:50+07:00"}
    assert told.payload() == facts


def test_an_answer_is_told_and_a_note_in_the_house_is_not(
    acting, live_ledger, live_plan, living, heard
):
    """Only its number goes to Prefect."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    heard.clear()
    route(acting(living.leaf), "กองช่าง", key="r" * 20)
    correct(acting(living.leaf), position=0, at=living.later(31), reason="ผิด", key="c" * 20)
    assert heard == []
    answered = answer(acting(living.leaf), "ลับเฉพาะ", key="a" * 20)
    (told,) = heard
    assert (told.event, told.about) == (Event.ANSWERED, (living.leaf,))
    assert told.payload() == {"number": answered.entry.number}
    assert "ลับเฉพาะ" not in str(told)


def test_what_is_done_again_is_not_told_again(acting, live_ledger, live_plan, living, heard):
    """A stamp, a letter, an answer, a list and a relay that are asked for twice."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    listed = f"office,answer\n{living.leaf},ดี\n".encode()
    answer(acting(living.leaf), "ดี", key="a")
    import_answers(acting("opm"), listed, "a.csv")
    heard.clear()
    receive(acting(living.leaf), position=0)
    issue(acting("moi"))
    answer(acting(living.leaf), "ดี", key="a")
    import_answers(acting("opm"), listed, "a.csv")
    relay(live_ledger, live_plan, now=living.later(60))
    assert heard == []


def test_the_same_answer_sent_at_once_is_told_once(either, live_plan, living, at_once):
    """Whoever is second finds it recorded."""
    living.begin(either, live_plan)
    living.reach(either, live_plan, living.leaf)
    living.stamp(either, live_plan, living.leaf)
    heard = []
    either.announce = heard.extend
    acting = Acting(either, live_plan, living.leaf, by="x", now=living.later(60))
    at_once(lambda _: answer(acting, "ดี", key="one"))
    assert _events(heard) == [Event.ANSWERED]


def test_what_is_undone_is_not_told(acting, live_ledger, live_plan, living, heard):
    """A stamp of the future, a draft that changed meanwhile, and a transaction that fails."""
    living.stamp(live_ledger, live_plan, "moi")
    save_draft(acting("moi"), ["ใหม่"], revision=0)
    heard.clear()
    with pytest.raises(Exception, match="The draft was changed meanwhile"):
        issue(acting("moi"), revision=0)
    with suppress(ZeroDivisionError), live_ledger.cohort(live_plan.id) as writer:
        writer.tell(News(Event.READY, live_plan.id, ("moi",), ("moi",)))
        raise ZeroDivisionError
    assert heard == []


def test_what_is_announced_stands_in_the_ledger_already(acting, live_ledger, live_plan):
    """Whoever is woken finds the stamp that it was woken for."""
    found = []
    live_ledger.announce = lambda _: found.append(
        effective_receptions(live_ledger, live_plan.id, "moi")
    )
    receive(acting("moi"))
    assert [[stamp.recipient for stamp in stamps] for stamps in found] == [["moi"]]


def test_offices_that_forward_alone_are_heard_where_letters_wait_already(
    acting, live_ledger, live_plan, living, heard
):
    """Whoever relays looks at once; nothing more is said where nothing waits."""
    living.stamp(live_ledger, live_plan, "moi")
    heard.clear()
    set_forwarding(live_ledger, ("moi", "dla"), True, by="x", now=living.later(60))
    assert [(each.event, each.about, each.hearers) for each in heard] == [
        (Event.READY, ("moi",), ())
    ]
    set_forwarding(live_ledger, ("moi",), False, by="x", now=living.later(60))
    assert len(heard) == 1


def test_each_event_holds_the_facts_that_the_catalogue_lists(  # noqa: PLR0913, PLR0917 - the drill
    acting, live_ledger, live_plan, living, heard, tmp_path, short_plan, form_ledger, answering
):
    """A drill in which everything happens: stamps, letters, answers, and a year of silence."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    answer(acting(living.leaf), "ดี", key="a")
    take_back(acting(living.leaf), "นับผิด")
    answer(acting(living.leaf), "ดีมาก", key="b")
    set_forwards_alone(live_ledger, ("phitsanulok.wang-thong",), True, by="x", now=living.start)
    for days in (0, 30, 60):
        sweep(live_ledger, live_plan, now=living.later(_YEAR + days * 24 * 60))
    url = "https://example.org/witness"
    add_webhook(live_ledger, "opm", url, [Event.CHECKPOINT], now=living.start)
    make_checkpoint(live_ledger, tmp_path)
    _go_astray(acting, live_ledger, living, short_plan)
    amend(acting("opm", _YEAR + 61 * 24 * 60), Wish(text=("เพิ่มเติม",)))
    close(acting("opm", _YEAR + 61 * 24 * 60), "พอแล้ว")
    withdraw(acting("opm", _YEAR + 61 * 24 * 60), "ฝนหยุดตก")
    form_ledger.announce = heard.extend
    _report(form_ledger, answering)
    assert set(_events(heard)) == set(Event)
    for each in (one for one in heard if one.facts):  # the rest wakes who forwards alone
        entry = CATALOGUE[each.event]
        of = {"office", "propagation"} if each.propagation else {"office"}
        assert set(each.message("x")) == {*of, *entry.fields}, each
        if each.about:
            assert set(each.payload()) == set(entry.prefect), each


def test_an_ending_is_heard_by_those_whom_it_concerns(acting, heard):
    """A closing by the origin alone; a withdrawal by all whom the first letter has reached."""
    heard.clear()
    close(acting("opm"), "ได้รับรายงานเพียงพอแล้ว")
    withdraw(acting("opm"), "ผิดพลาด")
    endings = {each.event: each for each in heard}
    closed, withdrawn = endings[Event.CLOSED], endings[Event.WITHDRAWN]
    assert (closed.hearers, closed.facts["by_itself"]) == (("opm",), False)
    assert set(withdrawn.hearers) == {"opm", "moi"}


def _report(ledger, answering):
    """A district reports its body's answer, and the province stamps and returns it."""
    answering.fill(ledger)
    district = answering.plan.route.parent(BODIES[0])
    of = partial(Acting, ledger, answering.plan, by="x", now=answering.living.later(100))
    report(of(district))
    above = answering.plan.route.parent(district)
    stamp_report(of(above), district)
    return_report(of(above), district, "ผิด")


def _go_astray(acting, ledger, living, short_plan):
    """Clocks rest, a letter is given back and comes again, one goes around, one goes further."""
    at = _YEAR + 61 * 24 * 60
    living.stamp(ledger, acting("opm").plan, "la-2650101", at)
    suspend(acting("la-2650101", at), "รอข้อมูล")
    resume(acting("la-2650101", at))
    give_back(acting("la-2650101", at), "ไม่เกี่ยวข้อง")
    insist(acting("phitsanulok", at), "la-2650101", "เกี่ยวข้อง")
    reroute(acting("phitsanulok", at), "phitsanulok.wang-thong")
    living.begin(ledger, short_plan)
    origin = Acting(ledger, short_plan, "opm", "x", living.later(at))
    add(origin, [Selection(ids=("phitsanulok.bang-rakam",))], "ลืม")
