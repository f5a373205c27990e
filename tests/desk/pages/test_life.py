"""Stories of an origin at its desk: it withdraws or closes what it sent, and every page says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.plugins.files import PDF
from wian.delays.clock_choice import ClockChoice
from wian.ledger.access.permissions import Role
from wian.ledger.life.lives import life
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.propagation.prepare import prepare
from wian.propagation.recorded_plan import restore
from wian.propagation.request import PropagationRequest

_WHY = "ฝนหยุดตกแล้ว"
_ASKED = ("district", "local")


def _day(name, year, month, day):
    """The fields of a day in a form."""
    return {f"{name}_year": year, f"{name}_month": month, f"{name}_day": day}


def test_the_origin_withdraws_and_every_desk_that_has_it_says_so(drill, words, living):
    """The province had not forwarded: its draft is closed, and both letters lead to each other."""
    drill.reach("phitsanulok")
    living.stamp(drill.ledger, drill.plan, "phitsanulok")
    origin, province = drill.at("opm"), drill.at("phitsanulok")
    assert "ยกเลิกหนังสือ" in words(origin.get(drill.sent))
    unsure = origin.send(f"{drill.sent}/withdraw", page=drill.sent, reason=_WHY)
    assert (unsure.status_code, life(drill.ledger, drill.plan.id).withdrawn) == (409, None)
    assert "โปรดกาช่องยืนยัน" in unsure.text.partition("<h1")[0]
    sure = {"page": drill.sent, "sure": "yes"}
    sent = origin.send(f"{drill.sent}/withdraw", **sure, reason=_WHY)
    assert (sent.status_code, sent.headers["location"]) == (303, drill.sent)
    shown = words(origin.get(drill.sent))
    assert "ต้นเรื่องยกเลิกหนังสือนี้แล้วตามหนังสือที่ นร ๐๑๐๖/๒ ไม่ต้องแจ้งต่อ" in shown
    assert _WHY in shown
    ending = life(drill.ledger, drill.plan.id).withdrawn
    later = restore(drill.ledger, ending.body.follower)
    assert f"{later.id}/close" not in origin.get(f"/outgoing/{later.id}").text
    living.reach(drill.ledger, later, "phitsanulok", 60)
    page = province.get(f"/letters/{drill.plan.id}")
    assert f'href="/letters/{later.id}"' in page.text
    assert f"/letters/{drill.plan.id}/draft" not in page.text
    assert f'href="/letters/{drill.plan.id}"' in province.get(f"/letters/{later.id}").text
    for act, why in (("withdraw", "อื่น"), ("close", "พอแล้ว")):
        stale = origin.send(f"{drill.sent}/{act}", page="/password", sure="yes", reason=why)
        assert stale.status_code == 409
        assert "ทำรายการไม่ได้" in words(stale)
    inbox = province.get("/")
    assert "is-done over" in inbox.text
    assert 'class="state late">ยกเลิกแล้ว' in inbox.text
    listed = words(inbox)
    assert "ยกเลิกแล้ว" in listed
    assert "หนังสือยกเลิก" in listed
    assert province.get(f"/letters/{drill.plan.id}/draft").status_code == 409
    sent = origin.get("/outgoing").text
    assert 'class="letter over"' in sent
    assert 'class="state late">ยกเลิกแล้ว' in sent
    assert ">หนังสือยกเลิก</span>" in sent


def test_the_origin_amends_and_both_letters_go_out_together(drill, words, living):
    """The ministry holds both: its page of the amendment leads to the first letter's draft."""
    origin, ministry = drill.at("opm"), drill.at("moi")
    given = {"text": "ก\r\n\r\nข", "enclosures": "แบบ ก\r\n", **_day("closes", 2030, 6, 28)}
    late = _day("answer_by", 2020, 1, 1)
    again = origin.send(f"{drill.sent}/amend", page=drill.sent, **given, **late)
    assert again.status_code == 422
    assert "วันสุดท้ายที่ให้ตอบ: ๑ ม.ค. ๒๕๖๓ ผ่านไปแล้ว" in words(again)
    assert "แบบ ก" in again.text
    assert '<option value="28" selected>๒๘</option>' in again.text
    assert '<option value="2030" selected>๒๕๗๓</option>' in again.text
    origin.send(f"{drill.sent}/amend", page=drill.sent, **given, **_day("answer_by", 2030, 5, 31))
    shown = origin.get(drill.sent)
    assert "ต้นเรื่องแก้ไขเพิ่มเติมแล้วตามหนังสือที่ นร ๐๑๐๖/๒" in words(shown)
    assert "กำหนดวันสุดท้ายที่ให้ตอบใหม่ เป็น ๓๑ พ.ค. ๒๕๗๓" in words(shown)
    (amended,) = life(drill.ledger, drill.plan.id).amendments
    assert (amended.changes.text, amended.changes.enclosures[0].title) == (("ก", "ข"), "แบบ ก")
    later = restore(drill.ledger, amended.follower)
    for plan in (later, drill.plan):
        living.stamp(drill.ledger, plan, "moi", 60)
    page = ministry.get(f"/letters/{later.id}")
    assert "หนังสือฉบับนี้จะออกไปพร้อมกัน" in words(page)
    assert f'href="/letters/{drill.plan.id}"' in page.text
    assert f"/letters/{later.id}/draft" not in page.text
    listed = words(ministry.get("/"))
    assert "แก้ไขเพิ่มเติมแล้ว" in listed
    assert "แก้ไขหนังสือฉบับก่อน" in listed
    first = f"/letters/{drill.plan.id}"
    draft = ministry.get(f"{first}/draft")
    assert f'href="/letters/{later.id}"' in draft.text
    assert "ออกหนังสือพร้อมหนังสือแก้ไขเพิ่มเติม ๑ ฉบับ" in words(draft)
    sent = ministry.send(f"{first}/issue", page=f"{first}/draft", revision=0, read="yes")
    told = words(ministry.get(sent.headers["location"]))
    assert "ออกหนังสือแก้ไขเพิ่มเติมไปพร้อมกันแล้ว ที่ มท ๐๒๑๘/๒" in told
    assert f'href="/letters/{later.id}"' in ministry.get(f"/outgoing/{drill.plan.id}").text


def test_an_amendment_names_a_day_for_one_level_and_takes_files(drill, words, living):
    """Chosen in the offices' own era; half a day is none; what waits unstamped is told."""
    asks = [{"to": {"levels": [each]}, "text": "ตอบ", "answer_by": "2030-02-28"} for each in _ASKED]
    plan = living.plan(id="levels", asks=asks, addressees=[{"levels": list(_ASKED)}])
    living.begin(drill.ledger, plan)
    origin, ministry, sent = drill.at("opm"), drill.at("moi"), f"/outgoing/{plan.id}"
    form = words(origin.get(sent))
    assert "วันสุดท้ายที่ให้ตอบเฉพาะอำเภอ" in form
    assert "ไม่เกิน ๑๐ ไฟล์ รวมกันไม่เกิน ๒๐ MiB หนังสือจะระบุชื่อ" in form
    half = origin.send(f"{sent}/amend", page=sent, level_local_day="5")
    assert (half.status_code, "เลือกวัน เดือน และปี" in words(half)) == (422, True)
    wanted, files = _day("level_local", 2030, 3, 5), [("แบบรายงาน.pdf", PDF)]
    done = origin.send(f"{sent}/amend", page=sent, files=files, **wanted)
    told = words(origin.get(done.headers["location"]))
    assert "กำหนดวันสุดท้ายที่ให้องค์กรปกครองส่วนท้องถิ่นตอบใหม่ เป็น ๕ มี.ค. ๒๕๗๓" in told
    (amended,) = life(drill.ledger, plan.id).amendments
    assert dict(amended.changes.answer_by_level) == {"local": date(2030, 3, 5)}
    (enclosed,) = amended.changes.enclosures
    assert (enclosed.title, enclosed.kept.size) == ("แบบรายงาน", len(PDF))
    living.stamp(drill.ledger, plan, "moi", 60)
    letter = f"/letters/{plan.id}"
    draft = ministry.get(f"{letter}/draft")
    assert f'href="/letters/{amended.follower}"' in draft.text
    assert "หนังสือแก้ไขเพิ่มเติม ๑ ฉบับจะยังไม่ออก" in words(draft)
    assert "ออกหนังสือพร้อม" not in words(draft)
    out = ministry.send(f"{letter}/issue", page=f"{letter}/draft", revision=0, read="yes")
    assert "ยังมีหนังสือแก้ไขเพิ่มเติม ๑ ฉบับ" in words(ministry.get(out.headers["location"]))


def test_no_day_for_answers_is_offered_where_none_are_asked(drill, living):
    """The form has only days that an amendment may give."""
    plan = living.plan(id="unasked", asks=[{"to": {"levels": ["local"]}, "text": "ทราบ"}])
    living.begin(drill.ledger, plan)
    page = drill.at("opm").get(f"/outgoing/{plan.id}").text
    assert ("closes_day" in page, "answer_by_day" in page) == (True, False)


def test_the_origin_closes_it_with_a_reason(drill, words):
    """Without one it is told so, and keeps what it typed; then no form is offered any more."""
    origin = drill.at("opm")
    again = origin.send(f"{drill.sent}/close", page=drill.sent, reason=" ", sure="yes")
    assert again.status_code == 422
    origin.send(f"{drill.sent}/close", page=drill.sent, reason="พอแล้ว", sure="yes")
    shown = origin.get(drill.sent)
    assert "ต้นเรื่องปิดเรื่องนี้แล้ว" in words(shown)
    assert f"{drill.sent}/close" not in shown.text
    assert f"{drill.sent}/withdraw" in shown.text


def test_only_the_origins_officers_are_offered_it(drill):
    """Neither another office, nor a clerk who does not issue."""
    drill.reach("dla")
    assert f"{drill.sent}/withdraw" not in drill.at("moi").get(drill.sent).text
    assert f"{drill.sent}/withdraw" not in drill.at("opm", Role.CLERK).get(drill.sent).text


def test_letters_that_replace_others_lead_to_them(drill, living, words):
    """By the ids that directives name, both ways."""
    new = living.plan(id="drill-anew", replaces=drill.plan.directive.id)
    living.begin(drill.ledger, new)
    ministry = drill.at("moi")
    assert f'href="/letters/{new.id}"' in ministry.get(f"/letters/{drill.plan.id}").text
    page = ministry.get(f"/letters/{new.id}")
    assert f'href="/letters/{drill.plan.id}"' in page.text
    assert f"ใช้แทนเรื่อง {drill.plan.directive.id}" in words(page)
    listed = words(ministry.get("/"))
    assert "มีหนังสือ นร ๐๑๐๖/๒ ใช้แทนแล้ว" in listed
    assert "ใช้แทนหนังสือ นร ๐๑๐๖/๑" in listed


def test_letters_that_refer_to_others_lead_to_them(drill, living, words):
    """To the office's own letter of that directive; one that nobody sent is named alone."""
    names = [drill.plan.directive.id, "never-sent"]
    new = living.plan(id="drill-about", references=names)
    living.begin(drill.ledger, new)
    page = drill.at("moi").get(f"/letters/{new.id}")
    assert f'href="/letters/{drill.plan.id}"' in page.text
    assert "หนังสือฉบับนี้อ้างถึงเรื่อง never-sent" in words(page)


def test_a_forgotten_office_is_added_and_the_office_nearest_to_it_writes(
    drill, living, words, short_plan
):
    """The origin adds it by name; the province, which has written, finds a further draft."""
    province, district = "phitsanulok", "phitsanulok.mueang-phitsanulok"
    living.begin(drill.ledger, short_plan)
    living.reach(drill.ledger, short_plan, district)
    sent, origin = f"/outgoing/{short_plan.id}", drill.at("opm")
    wrong = origin.send(f"{sent}/add", page=sent, offices="ไม่มี", reason="ลืม")
    assert wrong.status_code == 422
    assert "ไม่มีหน่วยงาน" in words(wrong)
    origin.send(f"{sent}/add", page=sent, offices="อำเภอบางระกำ\n", reason="ลืม")
    assert "เพิ่มแล้ว ๑ หน่วยงาน" in words(origin.get(sent))
    at, draft = drill.at(province), f"/letters/{short_plan.id}/draft"
    page = at.get(f"/letters/{short_plan.id}")
    assert "หน่วยงานของท่านต้องแจ้งเพิ่มอีก ๑ หน่วยงาน" in words(page)
    assert draft in page.text
    assert "หนังสือฉบับนี้ส่งเพิ่มเติมจากหนังสือ" in words(at.get(draft))
    at.send(f"/letters/{short_plan.id}/issue", page=draft, revision=0, read="yes")
    assert "อำเภอบางระกำ" in words(at.get(f"{sent}?part=1"))
    assert draft not in at.get(f"/letters/{short_plan.id}").text


def test_an_office_writes_around_a_silent_one(drill, words):
    """Its page offers whoever others wait behind; both desks say what was done."""
    drill.reach("dla")
    ministry = drill.at("moi")
    assert 'value="dla"' in ministry.get(drill.sent).text
    sent = ministry.send(f"{drill.sent}/reroute", page=drill.sent, office="dla", reason="")
    assert sent.status_code == 303
    shown = ministry.get(drill.sent)
    assert "แจ้งโดยตรงแล้ว ๑ หน่วยงาน" in words(shown)
    assert 'value="dla"' not in shown.text
    assert "หน่วยงานเหนือได้แจ้งโดยตรงถึง ๑ หน่วยงาน" in words(drill.at("dla").get(drill.path))


def test_the_origin_sees_who_never_answered_the_time_before(drill, living, words):
    """A monthly call: last month's silent office is named, with a link to that letter."""
    rule = {"rule": "FREQ=MONTHLY;BYMONTHDAY=1", "first": "2026-11-01", "answer_in": "400 days"}
    ask = {"to": {"levels": ["local"]}, "text": "รายงานผล"}
    sent = []
    for time in ("2026-11", "2026-12"):
        path = living.directive(id="call", window=None, recurs=rule, asks=[ask])
        request = PropagationRequest(
            directive=str(path), clock=ClockChoice.LIVE, limit_to=(living.leaf,), occurrence=time
        )
        sent.append(prepare(request))
        living.begin(drill.ledger, sent[-1])
    page = drill.at("opm").get(f"/outgoing/{sent[1].id}")
    assert "หน่วยงานที่ไม่ได้ตอบครั้งก่อน ๑ จาก ๑ แห่ง" in words(page)
    assert f'href="/outgoing/{sent[0].id}"' in page.text


def test_a_letter_comes_back_and_the_sender_insists(drill, words, living):
    """Its page offers it once it is stamped; the sender's page shows why, and whom it is for."""
    ministry, origin = drill.at("moi"), drill.at("opm")
    assert f"{drill.path}/return" not in ministry.get(drill.path).text
    living.stamp(drill.ledger, drill.plan, "moi")
    send = {"page": drill.path, "reason": "มิใช่เรื่องนี้", "meant_for": "ไม่มี"}
    assert ministry.send(f"{drill.path}/return", **send).status_code == 422
    ministry.send(f"{drill.path}/return", **send | {"meant_for": "dla"})
    assert "ส่งคืนแล้ว" in words(ministry.get(drill.path))
    shown = words(origin.get(drill.sent))
    assert "มิใช่เรื่องนี้" in shown
    assert "ควรส่งถึง" in shown
    assert "เพิ่มหน่วยงานที่ควรได้รับด้านล่าง" in shown
    sent = origin.send(f"{drill.sent}/insist", page=drill.sent, office="moi", reason="เป็นของท่าน")
    assert sent.status_code == 303
    assert "หน่วยงานของท่านยืนยันแล้ว" in words(origin.get(drill.sent))
    assert "เพิ่มหน่วยงานที่ควรได้รับด้านล่าง" not in words(origin.get(drill.sent))
    assert f"{drill.path}/draft" in ministry.get(drill.path).text


def test_a_reader_is_told_the_number_of_the_letter_that_concerns_it(
    drill, living, several_plan, words
):
    """The origin withdrew by a letter to each salutation: a recipient hears of its own alone."""
    plan = living.plan(id="salutations", origin="phitsanulok")
    plan = replace(plan, hierarchy=several_plan.hierarchy)
    living.begin(drill.ledger, plan)
    acting = Acting(drill.ledger, plan, "phitsanulok", "x", living.later(60))
    own, other = withdraw(acting, _WHY).numbers
    sent = words(drill.at("phitsanulok").get(f"/outgoing/{plan.id}"))
    assert f"ตามหนังสือที่ {own}, {other}" in sent
    for office in ("phitsanulok.mueang-phitsanulok", "phitsanulok.bang-rakam"):
        told = words(drill.at(office).get(f"/letters/{plan.id}"))
        assert [f"หนังสือที่ {each}" in told for each in (own, other)].count(True) == 1
