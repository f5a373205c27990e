"""Stories of the first page: which letters wait, for what, and until when."""

from __future__ import annotations

import pytest

from wian.ledger.access.permissions import Role
from wian.ledger.read.live_letters import incoming
from wian.lifecycle.closure import close
from wian.office.actor import Acting
from wian.office.answer import answer


def test_a_new_letter_waits_to_be_stamped(drill, words):
    """Who wrote it, under which number and date, how urgent, how long, until when."""
    page = drill.at("moi").get("/")
    shown = words(page)
    assert "หนังสือเข้า กระทรวงมหาดไทย" in shown
    assert "รอลงรับ ๑ ด่วน การซักซ้อมแผนเผชิญเหตุอุทกภัยประจำปี พ.ศ. ๒๕๗๓" in shown
    assert "สำนักงานปลัดสำนักนายกรัฐมนตรี ที่ นร ๐๑๐๖/๑ ๑ ธ.ค. ๒๕๖๙" in shown
    assert "รอมาแล้ว วันนี้ สิ้นสุด ๒๙ มี.ค. ๒๕๗๓ เหลือ ๑,๒๑๕ วัน" in shown
    assert f'href="{drill.path}"' in page.text


def test_a_wait_is_counted_in_working_days(drill, words):
    """Two weekends, a holiday on the 7th in place of Saturday the 5th, and the 10th are none."""
    browser = drill.at("moi")
    drill.wait(14 * 24 * 60)
    browser.sign_in("moi")
    assert "รอมาแล้ว ๘ วันทำการ" in words(browser.get("/"))


def test_what_is_to_be_done_moves_on(drill, words, living):
    """To stamp, to answer, done: each with its deadline, until nothing is owed."""
    drill.reach(living.leaf)
    browser = drill.at(living.leaf)
    assert "รอลงรับ ๑ รอออกหนังสือ ๐ รอตอบ ๐ เสร็จแล้ว ๐" in words(browser.get("/"))
    living.stamp(drill.ledger, drill.plan, living.leaf)
    shown = words(browser.get("/"))
    assert "รอลงรับ ๐ รอออกหนังสือ ๐ รอตอบ ๑ เสร็จแล้ว ๐" in shown
    assert "ตอบภายใน ๒๘ ก.พ. ๒๕๗๓" in shown
    answer(
        Acting(drill.ledger, drill.plan, living.leaf, by="x", now=living.later(50)),
        "แล้ว",
        key="a" * 16,
    )
    shown = words(browser.get("/"))
    assert "รอตอบ ๐ เสร็จแล้ว ๑" in shown
    assert "ตอบภายใน" not in shown


def test_the_tabs_and_the_search_narrow_the_list(drill, words):
    """By state, by number in either digits, by subject, by sender; nothing is found in words."""
    browser = drill.at("moi")
    for query in ("๐๑๐๖/๑", "0106/1", "0106", "อุทกภัย 2573", "ปลัดสำนักนายก"):
        shown = words(browser.get("/", params={"q": query}))
        assert "พบ ๑ ฉบับ" in shown, query
    assert "ไม่มีหนังสือที่ตรงกับที่เลือก" in words(browser.get("/?q=ประปา"))
    assert "ยังไม่มีหนังสือที่เสร็จแล้ว" in words(browser.get("/?show=done"))
    assert "การซักซ้อม" in words(browser.get("/?show=to-stamp&q=ซักซ้อม"))
    for other in ("show=nonsense", "page=abc", "page=0", "page="):
        assert "การซักซ้อม" in words(browser.get(f"/?{other}"))
    assert browser.get("/?page=99").status_code == 200


def test_the_order_is_kept_from_tab_to_tab(drill):
    """Whoever sorts by sender and opens a tab still has it so; another order is the first."""
    ministry = drill.at("moi")
    page = ministry.get("/?sort=sender")
    assert '<option value="sender" selected>' in page.text
    assert "/?sort=sender&amp;show=to-stamp" in page.text
    assert '<option value="work" selected>' in ministry.get("/?sort=colour").text


def test_an_empty_inbox_says_what_it_means(drill, words):
    """Nothing was sent to the province yet, and its name is not known yet."""
    shown = words(drill.at("phitsanulok").get("/"))
    assert "ยังไม่มีหนังสือเข้า" in shown
    assert "จะปรากฏที่หน้านี้ทันที" in shown


@pytest.fixture
def secret(opened_desk, empty_ledger, living):
    """A confidential letter of the origin to its ministry."""
    plan = living.plan(id="secret-drill", secrecy="confidential")
    living.begin(empty_ledger, plan)
    return opened_desk(empty_ledger, living.start.minute + 60), plan


def test_a_secret_subject_is_for_those_who_work_on_it(secret, words):
    """The clerk reads it; the observer sees that there is a letter, and cannot find it by words."""
    desk, plan = secret
    clerk = desk.signed_in("moi", "ธุรการ", Role.CLERK)
    observer = desk.signed_in("moi", "ผู้ตรวจ", Role.OBSERVER)
    for path in ("/", f"/letters/{plan.id}"):
        assert "อุทกภัย" in words(clerk.get(path))
        assert "อุทกภัย" not in words(observer.get(path))
        assert "ลับ" in words(observer.get(path))
    assert "พบ ๐ ฉบับ" in words(observer.get("/?q=อุทกภัย"))
    assert clerk.get(f"/letters/{plan.id}/letter.pdf").status_code == 200
    assert observer.get(f"/letters/{plan.id}/letter.pdf").status_code == 403


def test_the_page_reads_in_english_too(drill, words):
    """The desk's words change; the letters stay Thai."""
    browser = drill.at("moi")
    assert browser.send("/language", page="/", language="en", next="/").status_code == 303
    shown = words(browser.get("/"))
    assert "To stamp 1" in shown
    assert "การซักซ้อม" in shown
    assert "Closes 29 Mar 2030 (2573) 1,215 days left" in shown


@pytest.fixture
def pile(drill, living):
    """Three letters of the ministry that wait to be stamped, the drill's among them."""
    plans = [living.plan(id=f"pile-{at}") for at in range(2)]
    for at, plan in enumerate(plans, start=1):
        living.begin(drill.ledger, plan, living.later(at))
    return [drill.plan, *plans]


def _stamp_many(browser, plans, **fields):
    data = {"letter": [f"{plan.id}:0" for plan in plans], "when": "now", **fields}
    return browser.send("/stamps", page="/", **data)


def test_a_pile_is_stamped_at_once(drill, pile, words):
    """Each gets the next number of the desk; sent again nothing is stamped twice."""
    clerk = drill.at("moi")
    page = clerk.get("/?show=to-stamp")
    assert page.text.count('type="checkbox"') == 3
    for _ in range(2):
        assert _stamp_many(clerk, pile).headers["location"] == "/?show=to-stamp"
        assert "ลงรับแล้ว ๓ ฉบับ" in words(clerk.get("/"))
    numbers = [incoming(drill.ledger, each.id, "moi").stamps[0].receipt_number for each in pile]
    assert sorted(numbers) == ["1", "2", "3"]


def test_letters_of_what_has_ended_are_not_read_again(drill, pile, living, statements):
    """The inbox of many years asks the ledger as little as a young one."""
    clerk = drill.at("moi")

    def asked():
        clerk.get("/")  # what is over is read once
        statements.clear()
        clerk.get("/")
        return len(statements)

    def over(plan):
        living.stamp(drill.ledger, plan, "moi", 4)
        close(Acting(drill.ledger, plan, "opm", "head", living.later(5)), "พอแล้ว")

    over(pile[1])
    few = asked()
    for plan in [living.plan(id=f"over-{at}") for at in range(2)]:
        living.begin(drill.ledger, plan, living.later(3))
        over(plan)
    assert asked() == few


def test_a_pile_goes_on_at_the_next_desk(drill, living):
    """The second desk stamps what the first one has stamped."""
    living.reach(drill.ledger, drill.plan, "dla")
    clerk = drill.at("dla")
    for position in range(2):
        chosen = [f"{drill.plan.id}:{position}"]
        assert _stamp_many(clerk, [], letter=chosen).status_code == 303
    assert len(incoming(drill.ledger, drill.plan.id, "dla").stamps) == 2


def test_a_pile_that_came_on_paper_shows_that_day(drill, pile, words):
    """With the reason for the late entry; without it each letter says what is missing."""
    drill.wait(2 * 24 * 60)
    clerk = drill.at("moi")
    paper = {"when": "paper", "day": 1, "month": 12, "year": 2026, "clock": "15.30"}
    refused = _stamp_many(clerk, pile[:2], **paper)
    assert refused.status_code == 409
    shown = words(refused)
    assert "ลงรับไม่ได้ ๒ ฉบับ" in shown
    assert refused.text.count(" checked>") >= 2  # what was chosen stays chosen
    assert _stamp_many(clerk, pile[:2], reason="ไฟฟ้าดับ", **paper).status_code == 303
    first = incoming(drill.ledger, pile[0].id, "moi").stamps[0]
    assert first.at.isoformat(drill.plan.working.zone) == "2026-12-01T15:30+07:00"


def test_a_pile_that_was_numbered_on_paper_keeps_its_numbers(drill, pile, words):
    """Each row has a field; what is wrong in one holds no other up, and stays as it was typed."""
    clerk = drill.at("moi")
    rows = [f"{plan.id}:0" for plan in pile]
    assert all(f'name="row" value="{row}"' in clerk.get("/").text for row in rows)
    typed = {"row": rows, "number": ["๕๕๔", "1", ""], "when": "paper"}
    typed |= {"day": 1, "month": 12, "year": 2026, "clock": ""}
    refused = _stamp_many(clerk, pile, **typed)
    assert (refused.status_code, "เลข ๕๕๔ ข้ามไป ๕๕๑ เลข" in words(refused)) == (409, False)
    assert 'value="๕๕๔"' in refused.text
    assert 'name="confirm" value="yes"' in refused.text
    assert _stamp_many(clerk, pile[:1], **typed, confirm="yes").status_code == 303
    numbers = [incoming(drill.ledger, each.id, "moi").stamps[0].receipt_number for each in pile]
    assert numbers == ["554", "1", "2"]


def test_nothing_chosen_is_said(drill, pile, words):
    """And a letter of another office is as if there were none."""
    clerk = drill.at("moi")
    refused = _stamp_many(clerk, [])
    assert (refused.status_code, "เลือกหนังสืออย่างน้อยหนึ่งฉบับ" in words(refused)) == (409, True)
    assert _stamp_many(drill.at("dla"), pile).status_code == 404


def test_the_next_letter_is_one_step_away(drill, pile):
    """Of the same work, round to the first; the inbox where nothing is left."""
    clerk = drill.at("moi")
    first, second, third = (each.id for each in pile)
    page = clerk.get(f"/letters/{first}")
    assert f'href="/next?after={first}&amp;was=to-stamp"' in page.text
    for before, behind in ((first, second), (second, third), (third, first)):
        answer = clerk.get(f"/next?after={before}&was=to-stamp")
        assert answer.headers["location"] == f"/letters/{behind}?was=to-stamp"
    assert drill.at("dla").get("/next").headers["location"] == "/"
