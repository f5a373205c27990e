"""A directive's whole life in Indonesian: whatever happens to it, no other language shows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import yaml

from hierarchy.route.selection import Selection
from wian.delays.clock_choice import ClockChoice
from wian.followup.current_snapshot import setting, situate
from wian.followup.remind import follow_up
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.access.mail_digests import want_digest
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts, live_propagations
from wian.ledger.read.recorded import letters
from wian.letters.text_and_html import render
from wian.lifecycle.addition import add
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Wish
from wian.lifecycle.detour import reroute
from wian.lifecycle.letter_return import give_back, insist
from wian.lifecycle.succession.successor import Successor, succeed
from wian.lifecycle.suspension import resume, suspend
from wian.lifecycle.withdrawal import withdraw
from wian.mail.daily_digests import send_digests
from wian.mail.hand_over import hand_over_due
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.reach_change import reach_by_mail
from wian.office.stamp import receive
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest
from wian.reports.progress.pages.page import page

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "examples" / "village-cooperatives"
MINISTRY, CENTRAL, PROVINCE, REGENCY = "kemendagri", "ditjen-pemdes", "33", "33.28"
DISTRICT, OTHER, VILLAGE = "33.28.10", "33.28.01", "33.28.10.2001"
START = Instant(29_616_000, Precision.MINUTE)
"""A Thursday morning of 2026 on which offices work."""
DAY = 24 * 60
WHY = "kewenangannya ada pada dinas lain"


def _words(*paths: Path) -> set[str]:
    catalogues = (yaml.load(path.read_text(), yaml.CSafeLoader) for path in paths)
    texts = " ".join(str(text) for each in catalogues for text in each.values())
    return set(re.findall(r"[a-z]{3,}", re.sub(r"\{\w+\}", " ", texts).lower()))


@pytest.fixture(scope="session")
def english() -> frozenset[str]:
    """What the catalogues of the program say in English and none says in Indonesian."""
    own = ROOT / "wian" / "jurisdictions" / "indonesia"
    rooms = {"desk": "desk", "mail": "mail", "reports": "reports"}
    said = _words(*(ROOT / "wian" / room / "words" / "en.yaml" for room in rooms))
    known = _words(*(own / "words" / f"{name}.yaml" for name in rooms.values()))
    found = frozenset(said - known)
    assert {"the", "letter", "offices", "stamped", "returned"} <= found
    return found


@dataclass
class Life:
    """The example, live, with its desk and its mail server."""

    ledger: Ledger
    plan: Plan
    desk: Any
    postbox: Any
    english: frozenset[str]
    minutes: int = 0

    def acting(self, office: str) -> Acting:
        self.minutes += 5
        now = Instant(START.minute + self.minutes, Precision.MINUTE)
        return Acting(self.ledger, self.plan, office, by=f"{office} Sekretaris", now=now)

    def stamp(self, office: str) -> None:
        for position in range(len(self.plan.hierarchy.office(office).desks)):
            receive(self.acting(office), position=position)

    def advance(self, *offices: str) -> None:
        for office in offices:
            self.stamp(office)
            issue(self.acting(office))

    def look(self, *offices: str) -> None:
        """The pages of its letters that each office has, with all that can be done there."""
        self.desk.watch.minute = START.minute + self.minutes + 1
        for office in offices:
            browser = self.desk.signed_in(office, f"Arsiparis {self.minutes}")
            self._read(browser.follow("/").text)
            for each in live_propagations(self.ledger):
                for kind in ("letters", "outgoing"):
                    page = browser.follow(f"/{kind}/{each.id}")
                    if page.status_code == HTTPStatus.OK:
                        self._read(page.text)

    def _read(self, page: str) -> None:
        assert '<html lang="id">' in page
        page = re.sub(r"<(style|script)\b.*?</\1>|<!--.*?-->", " ", page, flags=re.DOTALL)
        page = re.sub(r'<[^>]*lang="en"[^>]*>[^<]*', " ", page)
        spoken = re.findall(r'(?:title|aria-label|placeholder|alt)="([^"]*)"', page)
        self.read(" ".join((re.sub(r"<[^>]*>", " ", page), *spoken)))

    def read(self, text: str) -> None:
        """Nothing of another script, and no word that only the English catalogues have."""
        shown = html.unescape(text).replace("English", " ")
        shown = re.sub(r"\S+@\S+|https?://\S+|\bwian \w+\b", " ", shown)
        assert re.findall(r"[\u0e00-\u0e7f]+", shown) == []
        assert set(re.findall(r"[a-z]{3,}", shown.lower())) & self.english == set(), shown

    def read_letters(self) -> None:
        for each in live_propagations(self.ledger):
            written = [letter.letter for letter in letters(self.ledger, each.id)]
            bodies = [act.body for act in acts(self.ledger, each.id)]
            written += [body.letter for body in bodies if hasattr(body, "letter")]
            for letter in written:
                self.read(render(letter, self.plan.jurisdiction, "text"))

    def read_artifact(self, now: Instant) -> None:
        """What Prefect shows: English, with a section for those who read Indonesian."""
        text = page(situate(self.ledger, self.plan, now=now), setting(self.plan))
        own = text.partition("## Dalam bahasa Indonesia")[2].partition("\n## ")[0]
        assert re.search(r"- Pemerintah Kabupaten Tegal belum meneruskan surat; \d+ instansi", own)
        self.read(own)

    def follow_links(self) -> None:
        """The page behind the link of the newest message, before and after it is used."""
        text = self.postbox.messages[-1].get_body().get_content()
        link, browser = re.search(r"https://[^/]+(/mail/\S+)", text)[1], self.desk.browser()
        self._read(browser.get(link).text)
        browser.send(f"{link}/acknowledge", page=link)
        self._read(browser.get(link).text)

    def read_mails(self) -> None:
        for message in self.postbox.messages:
            self.read(message["Subject"])
            self.read(message.get_body().get_content())


@pytest.fixture
def lived(tmp_path, opened_desk, postbox, english) -> Iterator[Life]:
    plan = prepare(
        PropagationRequest(
            directive=str(EXAMPLE / "directive.yaml"),
            clock=ClockChoice.LIVE,
            limit_to=(DISTRICT,),
        )
    )
    with open_ledger(f"sqlite:///{tmp_path / 'live.db'}") as ledger:
        record(ledger, plan, START)
        desk = opened_desk(
            ledger, START.minute, base_url="https://desk.ministry.example", secret=postbox.key
        )
        yield Life(ledger, plan, desk, postbox, english)


def test_every_letter_page_and_mail_of_a_life_is_indonesian(lived: Life) -> None:
    issue(lived.acting(MINISTRY))
    lived.advance(CENTRAL)
    lived.stamp(PROVINCE)
    suspend(lived.acting(PROVINCE), "menunggu pendapat direktorat jenderal", CENTRAL)
    lived.look(PROVINCE)
    resume(lived.acting(PROVINCE))
    issue(lived.acting(PROVINCE))
    lived.stamp(REGENCY)
    give_back(lived.acting(REGENCY), WHY, OTHER)
    lived.look(PROVINCE, REGENCY)
    insist(lived.acting(PROVINCE), REGENCY, "pemerintah kabupaten membawahi desa")
    lived.read_artifact(lived.acting(MINISTRY).now)
    add(lived.acting(MINISTRY), [Selection(ids=(OTHER,))], "terlewat")
    reroute(lived.acting(PROVINCE), REGENCY, "belum diteruskan")
    lived.advance(DISTRICT)
    lived.look(PROVINCE, REGENCY, DISTRICT)
    reach_by_mail(lived.ledger, VILLAGE, "desa@a.example", by="a", now=lived.acting(VILLAGE).now)
    hand_over_due(lived.ledger, now=lived.acting(VILLAGE).now)
    lived.follow_links()
    amend(lived.acting(MINISTRY), Wish(text=("Musyawarah di balai desa",), closes="2026-12-31"))
    lived.look(MINISTRY, CENTRAL)
    late = Instant(START.minute + 60 * DAY, Precision.MINUTE)
    want_digest(lived.ledger, CENTRAL, "tu@a.example", by="a", now=START)
    assert send_digests(lived.ledger, now=late).sent
    lived.minutes += 60 * DAY
    assert follow_up(lived.ledger, lived.plan, now=late).reminders
    _succeeded(lived)
    withdraw(lived.acting(MINISTRY), "keadaan berubah")
    lived.look(MINISTRY, CENTRAL, REGENCY, DISTRICT)
    lived.read_mails()
    lived.read_letters()
    assert verify(lived.ledger).ok


def _succeeded(lived: Life) -> None:
    """The district is renamed, and goes on under its new name."""
    old = lived.plan.hierarchy.office(DISTRICT)
    heir = replace(old, id="33.28.99", name="Kecamatan Slawi Baru")
    wanted = Successor(DISTRICT, (heir.id,), date(2026, 6, 1))
    succeed(lived.ledger, wanted, [heir], by="a", now=lived.acting(DISTRICT).now)
    lived.look(heir.id)
