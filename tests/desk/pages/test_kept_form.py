"""What was typed before the session ended is there again after signing in, and sent only then."""

from __future__ import annotations

import re

import pytest

from wian.desk.app.kept_form import MOST
from wian.ledger.access.permissions import Role

LONG = "  ได้ดำเนินการแล้ว\r\nสำรวจ 12 แห่ง <b>ครบ</b>" * 40
_KEPT = re.compile(r'name="kept" value="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def officer(drill, living):
    living.stamp(drill.ledger, drill.plan, "moi")
    return drill.at("moi", Role.OFFICER)


def _late(drill, browser, path, page, **fields):
    """A form of a page, sent when the session has ended."""
    token = browser.token(page)
    drill.wait(11 * 60)
    return browser.request("POST", path, data={"csrf": token, **fields})


def _sign_in(drill, browser, kept, post="นักจัดการงานทั่วไป"):
    return browser.sign_in("moi", post, kept=kept)


def test_an_edited_draft_comes_back_and_is_saved_then(drill, officer):
    """An hour's work is not lost to the lunch break."""
    path = f"{drill.path}/draft/edit"
    fields = {"paragraph": [LONG, "สอง"], "revision": 0, "wish": "save"}
    door = _late(drill, officer, path, path, **fields)
    assert door.status_code == 403
    assert "ข้อความที่พิมพ์ไว้ยังอยู่" in door.text
    kept = _KEPT.search(door.text)[1]
    wrong = officer.sign_in("moi", "นักจัดการงานทั่วไป", "wrong", kept=kept)
    assert _KEPT.search(wrong.text)[1] == kept
    page = _sign_in(drill, officer, kept)
    assert page.status_code == 200
    assert "สำรวจ 12 แห่ง &lt;b&gt;ครบ&lt;/b&gt;" in page.text
    assert [each.key for each in drill.acts("moi")] == ["0"]  # the stamp alone
    hidden = dict(_HIDDEN.findall(page.text.partition("<main")[2]))
    assert {"revision": "0", "wish": "save"}.items() <= hidden.items()
    fields["paragraph"] = [LONG.replace("<b>", "").replace("</b>", ""), "สอง"]
    answer = officer.request("POST", path, data={**fields, "csrf": hidden["csrf"]})
    assert answer.headers["location"] == f"{drill.path}/draft"
    assert "สำรวจ" in officer.get(f"{drill.path}/draft").text


def test_a_stamp_that_came_late_is_kept_with_its_reason(drill):
    """And so are the day and the time that were chosen."""
    clerk = drill.at("moi", Role.CLERK)
    fields = {"position": 0, "when": "paper", "day": 1, "clock": "09:30", "reason": "ไฟดับ"}
    door = _late(drill, clerk, f"{drill.path}/stamp", drill.path, **fields)
    page = _sign_in(drill, clerk, _KEPT.search(door.text)[1], "เจ้าพนักงานธุรการ")
    assert "ไฟดับ" in page.text
    assert ("clock", "09:30") in _HIDDEN.findall(page.text)


def test_who_signed_out_elsewhere_keeps_the_text_too(drill, officer):
    """Another window ended the session; the form is of one that opens nothing any more."""
    token = officer.token(f"{drill.path}/draft/edit")
    cookie = officer.cookies["wian"]
    officer.send("/sign-out", page="/password")
    officer.cookies.clear()
    officer.cookies["wian"] = cookie
    fields = {"csrf": token, "paragraph": [LONG], "revision": 0}
    door = officer.request("POST", f"{drill.path}/draft/edit", data=fields)
    assert _KEPT.search(door.text)


def test_another_post_is_not_shown_what_one_typed(drill, officer):
    """It signs in at the same browser, and gets to its own first page."""
    path = f"{drill.path}/draft/edit"
    door = _late(drill, officer, path, path, paragraph=[LONG], revision=0)
    drill.desk.account("moi", "ผู้อื่น", Role.OFFICER)
    answer = _sign_in(drill, officer, _KEPT.search(door.text)[1], "ผู้อื่น")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize("kept", ["x", "W10.abc", "ก"])
def test_what_this_desk_did_not_keep_is_nothing(drill, officer, kept):
    """Nobody can prepare a text for somebody else to send."""
    assert _sign_in(drill, officer, kept).status_code == 303


def test_what_is_too_long_or_no_text_is_not_carried(drill, officer):
    """The page says that it is stale, as before; and a password is never kept."""
    path = f"{drill.path}/draft/edit"
    door = _late(drill, officer, path, path, paragraph=["x" * (MOST // 2 + 1)] * 2, revision=0)
    assert not _KEPT.search(door.text)
    fields = {"old": "a", "new": "b", "again": "b", "csrf": "x"}
    assert officer.request("POST", "/password", data=fields).status_code == 403


def test_a_return_that_came_late_is_kept_and_asks_for_its_files_again(drill, officer):
    """A browser sends no file a second time by itself, and it must not go without."""
    path = f"{drill.path}/return"
    door = _late(drill, officer, path, drill.path, reason="อยู่นอกเขต", meant_for="dla")
    page = _sign_in(drill, officer, _KEPT.search(door.text)[1])
    assert "อยู่นอกเขต" in page.text
    assert 'enctype="multipart/form-data"' in page.text
    assert 'name="files" type="file"' in page.text


@pytest.mark.parametrize("verb", ["amend", "withdraw", "close", "add", "reroute", "insist"])
def test_what_an_origin_typed_comes_back_too(drill, verb):
    """Each form of the page on which it follows its letter."""
    origin = drill.at("opm", Role.OFFICER)
    door = _late(drill, origin, f"{drill.sent}/{verb}", drill.sent, reason=LONG, office="moi")
    page = origin.sign_in("opm", "นักจัดการงานทั่วไป", kept=_KEPT.search(door.text)[1])
    assert "สำรวจ 12 แห่ง &lt;b&gt;ครบ&lt;/b&gt;" in page.text
    assert f'href="{drill.sent}"' in page.text


def test_a_pile_that_came_late_is_kept(drill):
    """With the letters that were chosen, and the way back to the inbox."""
    clerk, chosen = drill.at("moi", Role.CLERK), f"{drill.plan.id}:0"
    door = _late(drill, clerk, "/stamps", "/", letter=chosen, when="paper", reason="ไฟดับ")
    page = _sign_in(drill, clerk, _KEPT.search(door.text)[1], "เจ้าพนักงานธุรการ")
    assert ("letter", chosen) in _HIDDEN.findall(page.text)
    assert 'href="/"' in page.text.partition("<main")[2]
