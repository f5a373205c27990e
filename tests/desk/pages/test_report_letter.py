"""Stories of a report at the desk: a row of the inbox that is opened, stamped and printed."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.plugins.answering import BODIES
from wian.ledger.access.permissions import Role
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.office.actor import Acting
from wian.office.gathering.report import report

DISTRICT, PROVINCE, OTHER = (
    "phitsanulok.mueang-phitsanulok",
    "phitsanulok",
    "phitsanulok.bang-rakam",
)


@pytest.fixture
def reported(opened_desk, form_ledger, answering, drill_of):
    """A district has reported two of its bodies."""
    for body in BODIES[:2]:
        answering.fill(form_ledger, body)
    now = answering.living.later(100)
    report(Acting(form_ledger, answering.plan, DISTRICT, by="นายอำเภอ", now=now))
    return drill_of(opened_desk(form_ledger, answering.living.start.minute + 120), answering.plan)


def _said(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def _number(reported, office=DISTRICT):
    acts = [act for act in reported.acts(office) if act.kind is ActKind.REPORTED]
    return acts[-1].body.letter.number


def test_a_report_is_a_row_of_the_inbox_until_all_desks_have_stamped(reported):
    """It says that it is a report; each desk stamps it once, however often somebody presses."""
    address = f"/letters/{reported.plan.id}~{DISTRICT}~0"
    clerk = reported.at(PROVINCE)
    inbox = clerk.get("/?show=to-stamp")
    assert f'href="{address}"' in inbox.text
    assert "หนังสือรายงาน" in _said(inbox)
    assert _number(reported) in _said(inbox)
    found = clerk.get("/", params={"q": _number(reported)})
    assert f'href="{address}"' in found.text
    desks = reported.plan.office(PROVINCE).desks
    for at, desk in enumerate(desks):
        for _ in range(2):
            done = clerk.send(f"{address}/stamp", page=address, position=str(at))
            assert done.status_code == 303
        assert desk in _said(clerk.get(address))
    stamps = [act for act in reported.acts(PROVINCE) if act.kind is ActKind.REPORT_STAMPED]
    assert [(act.body.position, act.body.last) for act in stamps] == [
        (at, at == len(desks) - 1) for at in range(len(desks))
    ]
    assert f'href="{address}"' not in clerk.get("/?show=to-stamp").text
    assert f'href="{address}"' in clerk.get("/?show=done").text
    paper = clerk.get(f"{address}/letter.pdf")
    assert paper.content.startswith(b"%PDF")
    tables = re.search(r'href="([^"]+/tables\.xlsx)"', clerk.get(address).text)[1]
    assert clerk.get(tables).content.startswith(b"PK")
    assert verify(reported.ledger).ok


def test_several_are_stamped_from_the_inbox(reported):
    """The box of a report is ticked like a letter's; as on paper is refused with a sentence."""
    name = f"{reported.plan.id}~{DISTRICT}~0"
    clerk = reported.at(PROVINCE)
    later = clerk.send(f"/letters/{name}/stamp", page=f"/letters/{name}", position="7")
    assert (later.status_code, "ไม่มีหน่วยลงรับนี้" in _said(later)) == (409, True)
    day = {"when": "paper", "day": "1", "month": "12", "year": "2574", "reason": "x"}
    refused = clerk.send("/stamps", page="/", letter=f"{name}:0", **day)
    assert "หนังสือรายงาน ซึ่งลงรับตามเวลาปัจจุบันเท่านั้น" in _said(refused)
    done = clerk.send("/stamps", page="/", letter=f"{name}:0", when="now")
    assert done.status_code == 303
    assert [a.kind for a in reported.acts(PROVINCE)].count(ActKind.REPORT_STAMPED) == 1


def test_a_report_that_is_wrong_goes_back_from_its_page(reported):
    """Once it is stamped; the page of both says so, and of whoever wrote it that another is due."""
    address = f"/letters/{reported.plan.id}~{DISTRICT}~0"
    clerk = reported.at(PROVINCE)
    early = clerk.send(f"{address}/return", page=address, reason="ยอดรวมไม่ตรง")
    assert (early.status_code, "ต้องลงรับให้ครบทุกหน่วยก่อน" in _said(early)) == (409, True)
    clerk.send(f"{address}/stamp", page=address, position="0")
    empty = clerk.send(f"{address}/return", page=address, reason="")
    assert empty.status_code == 422
    for _ in range(2):
        assert clerk.send(f"{address}/return", page="/", reason="ยอดรวมไม่ตรง").status_code == 303
    assert "ยอดรวมไม่ตรง" in _said(clerk.get(address))
    own = _said(reported.at(DISTRICT).get(address.replace("/letters/", "/outgoing/")))
    assert "ยอดรวมไม่ตรง" in own
    assert "จะแก้ไขแล้วรายงานใหม่" in own
    assert "ยังไม่ตอบ" not in own
    made = [act for act in reported.acts(PROVINCE) if act.kind is ActKind.REPORT_RETURNED]
    assert len(made) == 1
    assert verify(reported.ledger).ok


def test_who_wrote_it_follows_it_among_the_letters_sent(reported):
    """One recipient, not received yet; the page says so, and prints it."""
    own = reported.at(DISTRICT)
    listed = own.get("/outgoing")
    address = f"/outgoing/{reported.plan.id}~{DISTRICT}~0"
    assert f'href="{address}"' in listed.text
    page = own.get(address)
    assert "ยังไม่ลงรับ" in _said(page)
    assert own.get(f"{address}/letter.pdf").content.startswith(b"%PDF")
    code = own.get(f"/s/{reported.plan.id}~{DISTRICT}~0/{DISTRICT}", follow_redirects=False)
    assert code.headers["location"] == address


def test_another_offices_report_is_nowhere(reported):
    """Neither its page, nor its stamp, nor its paper, whoever asks and whatever the address."""
    name = f"{reported.plan.id}~{DISTRICT}~0"
    clerk = reported.at("dla")
    for path in (f"/letters/{name}", f"/outgoing/{name}", f"/letters/{name}/letter.pdf"):
        assert clerk.get(path).status_code == 404
    assert clerk.send(f"/letters/{name}/stamp", page="/", position="0").status_code == 404
    mine = reported.at(PROVINCE)
    for wrong in (f"{name[:-1]}7", f"{reported.plan.id}~{OTHER}~0", f"{name}@{OTHER}", "a~b~0"):
        assert mine.get(f"/letters/{wrong}").status_code == 404
    observer = reported.at(PROVINCE, Role.OBSERVER)
    assert "/stamp" not in observer.get(f"/letters/{name}").text
