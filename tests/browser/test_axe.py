"""Axe finds nothing against any page of the desk, with every form unfolded, on two sizes."""

from __future__ import annotations

import pytest

from hierarchy.route.wanted_offices import wanted_offices
from tests.plugins.answering import FILLED, FORM
from wian.kit.desk_key import desk_key
from wian.kit.settings import Settings
from wian.ledger.outbox.mail_queue import mails_to
from wian.lifecycle.addition import add
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Wish
from wian.lifecycle.letter_return import give_back
from wian.lifecycle.suspension import suspend
from wian.lifecycle.withdrawal import withdraw
from wian.mail.signed_link import LetterLinks
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.filled_form import FilledForm
from wian.office.reach_change import reach_by_mail

PASSWORD, POST = "ฝนตกที่ทางเหนือ", "นักจัดการงานทั่วไป"
_BY_MAIL = "la-5650104"
_SIZES = {"desktop": (1280, 900), "phone": (390, 844)}

_THINNED = """([alike, every]) => {
    const parts = [...document.querySelectorAll(alike)];
    parts.forEach((part, at) => at % every && part.remove());
    return document.querySelectorAll(alike).length;
}"""


class Watcher:
    """Opens pages and notes what axe has against them."""

    def __init__(self, page, desk, axe_faults):
        self.page, self.desk, self.found = page, desk, []
        self._faults = axe_faults

    def look(self, *paths):
        """Some pages, each at every size."""
        for path in paths:
            self._look(path)

    def _look(self, path):
        self.page.goto(path if path.startswith("http") else self.desk.address + path)
        self._faults_now(path)

    def look_at_some(self, path, alike, every):
        """A page of which parts that are made alike are left out, but for one in so many."""
        self.page.goto(self.desk.address + path)
        left = self.page.evaluate(_THINNED, [alike, every])
        self._faults_now(path)
        return left

    def _faults_now(self, path):
        for size, (width, height) in _SIZES.items():
            self.page.set_viewport_size({"width": width, "height": height})
            faults = self._faults(self.page)
            self.found += [f"{path} ({size}): {each}" for each in faults]

    def sign_in(self, office):
        """Somebody of an office, who may do everything there."""
        self.page.context.clear_cookies()
        self.page.goto(self.desk.address)
        self.page.get_by_label("รหัสหน่วยงาน").fill(office)
        self.page.get_by_label("ตำแหน่ง").fill(POST)
        self.page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def watcher(browser, listening, axe_faults):
    with browser.new_context() as context:  # one that a status of 404 does not fail
        context.set_default_timeout(180_000)
        yield Watcher(context.new_page(), listening, axe_faults)


@pytest.fixture
def lives(listening, living, live_plan):
    """Directives in every state that a page shows; the ids, and a link of an e-mail."""
    ledger, leaf = listening.ledger, living.leaf

    def acting(plan, office):
        return Acting(ledger, plan, office, POST, living.later(30))

    plans = {}
    for name in ("held", "changed", "ended", "draft"):
        plans[name] = living.plan(id=name, addressees=[{"ids": [leaf]}])
        living.begin(ledger, plans[name])
        living.stamp(ledger, plans[name], "moi")
    ask = {"to": {"ids": ["moi"]}, "text": "รายงานจำนวนศูนย์พักพิง", "answer_by": "2030-02-28"}
    plans["survey"] = living.plan(
        id="survey", answer=FORM, asks=[ask], addressees=[{"ids": ["moi"]}]
    )
    living.begin(ledger, plans["survey"])
    living.stamp(ledger, plans["survey"], "moi")
    filled = FilledForm({**FILLED, "sites": [{"name": "วัด", "beds": 20}]})
    answer(acting(plans["survey"], "moi"), "", filled=filled, key="1")
    suspend(acting(plans["held"], "moi"), "รอแผนที่", "dla")
    district = wanted_offices(live_plan.hierarchy, ["phitsanulok.bang-rakam"])
    add(acting(plans["changed"], "opm"), district, "ตกหล่น")
    amend(acting(plans["changed"], "opm"), Wish(text=["ให้ซักซ้อมสองครั้ง"]))
    give_back(acting(plans["changed"], "moi"), "มิใช่หน้าที่")
    withdraw(acting(plans["ended"], "opm"), "ฝนหยุดแล้ว")
    living.reach(ledger, live_plan, leaf)
    living.stamp(ledger, live_plan, leaf)
    answer(acting(live_plan, leaf), "ซักซ้อมแล้ว", key="1")
    reach_by_mail(ledger, _BY_MAIL, "saraban@tambon.example", by="registrar", now=living.later(30))
    for office in ("opm", "moi"):
        listening.account(office)
    return plans


def _link(listening, living):
    links = LetterLinks(desk_key("", Settings().home), listening.address)
    (mail, *_) = mails_to(listening.ledger, _BY_MAIL)
    return links.to(mail, living.later(9000))


def test_axe_finds_nothing_on_any_page(watcher, lives, listening, living, live_plan):
    """Contrast, names of fields, headings, landmarks, tables and lists: for whoever cannot see."""
    watcher.look("/sign-in", "/help")
    watcher.look(_link(listening, living))
    watcher.sign_in("opm")
    table = f"/outgoing/{lives['survey'].id}/table"
    watcher.look(table, f"{table}?under=moi")
    watcher.look("/outgoing", "/day", "/office", "/successions", "/password", "/nowhere")
    watcher.look(*(f"/outgoing/{name}" for name in (*lives, live_plan.id)))
    tree = f"/follow-up/{live_plan.id}"
    watcher.look("/follow-up", tree, f"{tree}?open={living.chain[4]}", f"{tree}?show=not-stamped")
    watcher.look("/follow-up/months", "/follow-up?show=over", f"/follow-up/{lives['ended'].id}")
    watcher.sign_in("moi")
    watcher.look(f"/letters/{lives['survey'].id}")
    draft = f"/letters/{lives['draft'].id}/draft"
    watcher.look("/", draft, f"{draft}/edit", f"/s/{live_plan.id}/dla")
    watcher.look(*(f"/letters/{name}" for name in (*lives, live_plan.id)))
    assert not watcher.found, "\n".join(watcher.found)


def test_axe_finds_nothing_on_the_description_of_the_api(watcher):
    """It is a page of our own, with a table for each operation and each shape.

    One in eight is looked at: a loop of the template makes them all, and axe takes a minute.
    """
    assert watcher.look_at_some("/api/docs", "section", every=8) > 10
    assert not watcher.found, "\n".join(watcher.found)
