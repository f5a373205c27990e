"""Posts sign in, change their passwords, sign out; everybody else stays at the door."""

from __future__ import annotations

from secrets import token_urlsafe

import pytest

from wian.ledger.access.accounts import (
    change_password,
    find_account,
    known_account,
    set_disabled,
    set_roles,
)
from wian.ledger.access.permissions import Role

OFFICE, POST, PASSWORD = "phitsanulok", "เจ้าพนักงานธุรการ", "ฝนตกที่ทางเหนือ"


def _is_in(browser) -> bool:
    return browser.get("/password").status_code == 200


def test_a_post_signs_in_and_goes_where_it_wanted(desk):
    """The clerk opens a letter's address, is asked who she is, and gets to the letter."""
    desk.account()
    browser = desk.browser()
    door = browser.get("/password?a=1&b=ก")
    assert (door.status_code, door.headers["location"].split("?")[0]) == (303, "/sign-in")
    page = browser.get(door.headers["location"]).text
    assert 'name="next" value="/password?a=1&amp;b=%E0%B8%81"' in page
    answer = browser.sign_in(next="/password?a=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/password?a=1")
    assert _is_in(browser)


def test_the_post_may_be_typed_with_blanks_and_capitals_in_the_office(desk):
    """A telephone writes a capital first and a blank last."""
    desk.account()
    assert desk.browser().sign_in(" Phitsanulok ", f"{POST} ").status_code == 303


def test_the_code_on_a_letter_fills_in_the_office(desk):
    """Only the post and its password are left to type."""
    assert 'value="phitsanulok"' in desk.browser().get("/sign-in?office=phitsanulok").text


@pytest.mark.parametrize(
    ("office", "post", "password"),
    [
        (OFFICE, POST, "ฝนตกที่ทางใต้"),
        (OFFICE, "นายก", PASSWORD),
        ("nowhere", POST, PASSWORD),
        (OFFICE, "barred", PASSWORD),
        (OFFICE, POST, ""),
        (OFFICE, POST, "x" * 4000),
        ("", "", ""),
        ("\0", "\0\ud7ff", "\0\0"),
    ],
)
def test_whoever_does_not_belong_gets_one_answer(desk, office, post, password):
    """It does not tell which of the three was wrong, or whether the office has a desk."""
    desk.account()
    set_disabled(desk.ledger, desk.account(OFFICE, "barred"), disabled=True)
    browser = desk.browser()
    answer = browser.sign_in(office, post, password)
    assert answer.status_code == 403
    assert "รหัสหน่วยงาน ตำแหน่ง และรหัสผ่านไม่ตรงกัน" in answer.text
    assert not _is_in(browser)
    assert not password or password not in answer.text


def test_a_field_that_is_endless_is_refused(desk):
    """Nobody's office has a name of a thousand letters."""
    assert desk.browser().sign_in("x" * 1000).status_code == 422


def test_guessing_at_an_account_is_slow_even_with_the_right_password(desk, still):
    """Six wrong ones, and the seventh is not even looked at; other posts are not touched."""
    desk.account()
    desk.account(OFFICE, "นักจัดการงานทั่วไป")
    browser = desk.browser()
    wrong = {browser.sign_in(password=f"guess {n}").status_code for n in range(6)}
    assert wrong == {403}
    answer = browser.sign_in()
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert "โปรดลองใหม่ในอีก ๑ วินาที" in answer.text
    assert desk.browser().sign_in(OFFICE, "นักจัดการงานทั่วไป").status_code == 303


def test_one_that_guesses_elsewhere_does_not_keep_the_post_out(desk, still):
    """The clerk signs in while somebody at another address is made to wait."""
    desk.account()
    stranger = desk.browser(client="203.0.113.9")
    codes = [stranger.sign_in(password=f"guess {n}").status_code for n in range(12)]
    assert codes == [403] * 6 + [429] * 6
    assert desk.browser(client="10.20.30.40").sign_in().status_code == 303
    assert stranger.sign_in().status_code == 429


def test_an_account_that_there_is_not_is_limited_like_any_other(desk, still):
    """Else the limit itself would tell which posts exist."""
    browser = desk.browser()
    codes = [browser.sign_in("nowhere", "nobody").status_code for _ in range(7)]
    assert codes == [403] * 6 + [429]


def test_the_right_password_forgets_the_wrong_ones(desk, still):
    """Who mistypes every morning is not shut out at noon."""
    desk.account()
    for _ in range(3):
        browser = desk.browser()
        for _ in range(5):
            assert browser.sign_in(OFFICE, POST, "mistyped").status_code == 403
        assert browser.sign_in().status_code == 303


def test_guessing_from_one_address_at_many_accounts_ends_too(desk, still):
    """One password tried at sixty-one posts, and the address waits."""
    desk.account()
    browser = desk.browser()
    token = browser.token()
    for number in range(61):
        given = {"csrf": token, "office": f"o{number}", "post": "x", "password": "p"}
        assert browser.request("POST", "/sign-in", data=given).status_code == 403
    assert browser.sign_in().status_code == 429


def test_a_session_that_was_prepared_is_not_the_one_that_signs_in(desk):
    """Somebody plants a cookie and knows its token: after the sign-in both are worth nothing."""
    desk.account()
    browser = desk.browser()
    known_token = browser.token()
    planted = browser.cookies["wian"]
    browser.sign_in()
    assert browser.cookies["wian"] != planted
    answer = browser.request("POST", "/sign-out", data={"csrf": known_token})
    assert answer.status_code == 403
    other = desk.browser()
    other.cookies["wian"] = planted
    assert not _is_in(other)


def test_a_cookie_that_was_altered_or_made_up_is_none(desk):
    """Whatever it is, the visitor is a stranger; nothing breaks."""
    browser = desk.signed_in()
    good = browser.cookies["wian"]
    body, _, signature = good.rpartition(".")
    for bad in (f"{body[:-2]}xx.{signature}", f"{body}.{signature[:-2]}xx", body, "x", "ก" * 9, ""):
        other = desk.browser()
        answer = other.get("/password", headers={"Cookie": f"wian={bad}".encode()})
        assert answer.status_code == 303


def test_a_cookie_of_another_installation_is_none(desk, opened_desk, empty_ledger):
    """Another key signed it."""
    browser = desk.signed_in()
    elsewhere = opened_desk(empty_ledger, secret=token_urlsafe(48)).browser()
    elsewhere.cookies["wian"] = browser.cookies["wian"]
    assert not _is_in(elsewhere)


def _reset(desk, account):
    change_password(desk.ledger, account, desk.hashed, must_change=True)


def _demote(desk, account):
    set_roles(desk.ledger, account, [Role.OBSERVER], None)


def _disable(desk, account):
    set_disabled(desk.ledger, account, disabled=True)


def _disable_for_a_moment(desk, account):
    set_disabled(desk.ledger, account, disabled=True)
    set_disabled(desk.ledger, known_account(desk.ledger, OFFICE, POST), disabled=False)


@pytest.mark.parametrize("change", [_reset, _demote, _disable, _disable_for_a_moment])
def test_a_changed_account_throws_everybody_out_at_once(desk, change):
    """The administrator does not have to wait until a session ends by itself."""
    browser = desk.signed_in()
    assert _is_in(browser)
    change(desk, find_account(desk.ledger, OFFICE, POST))
    assert not _is_in(browser)


def test_signing_out_ends_the_session_for_who_copied_its_cookie_too(desk):
    """A cookie that was read from a disk is worth nothing afterwards."""
    browser = desk.signed_in()
    thief = desk.browser()
    thief.cookies["wian"] = browser.cookies["wian"]
    assert _is_in(thief)
    answer = browser.send("/sign-out", page="/password")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert "ออกจากระบบแล้ว" in browser.get("/sign-in").text
    assert "ออกจากระบบแล้ว" not in browser.get("/sign-in").text
    assert not _is_in(browser)
    assert not _is_in(thief)


def test_a_session_that_was_signed_out_stays_so_after_a_restart(opened_desk, empty_ledger):
    """At every desk over the ledger: what says so lies there, and not in a process."""
    key = token_urlsafe(48)
    desk = opened_desk(empty_ledger, secret=key)
    browser = desk.signed_in()
    kept = browser.cookies["wian"]
    again = opened_desk(empty_ledger, secret=key)
    other = again.browser()
    other.cookies["wian"] = kept
    assert _is_in(other)
    browser.send("/sign-out", page="/password")
    assert not _is_in(other)
    after = opened_desk(empty_ledger, secret=key).browser()
    after.cookies["wian"] = kept
    assert not _is_in(after)


def test_a_session_ends_when_nobody_comes_back(desk):
    """An hour without a page; each page begins the hour anew."""
    browser = desk.signed_in()
    for _ in range(3):
        desk.watch.minute += 59
        assert _is_in(browser)
    desk.watch.minute += 60
    assert not _is_in(browser)


def test_a_session_ends_after_a_working_day_however_busy(desk):
    """Ten hours, and one signs in anew."""
    browser = desk.signed_in()
    for _ in range(19):
        desk.watch.minute += 30
        assert _is_in(browser)
    desk.watch.minute += 30
    assert not _is_in(browser)


def test_the_first_sign_in_leads_to_a_password_of_ones_own(desk):
    """Nothing else opens before."""
    desk.account(must_change=True)
    browser = desk.browser()
    assert browser.sign_in().status_code == 303
    page = browser.get("/password").text
    assert "ใช้เข้าระบบครั้งแรกเท่านั้น" in page
    assert "/sign-out" not in page
    answer = browser.send("/password", old=PASSWORD, new="เขาสูงและน้ำใส", again="เขาสูงและน้ำใส")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "เปลี่ยนรหัสผ่านแล้ว" in browser.get("/password").text
    assert not find_account(desk.ledger, OFFICE, POST).must_change
    assert desk.browser().sign_in().status_code == 403
    assert desk.browser().sign_in(OFFICE, POST, "เขาสูงและน้ำใส").status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", "long enough", "long enough", "รหัสผ่านเดิมไม่ถูกต้อง"),
        (PASSWORD, "short", "short", "สั้นเกินไป"),
        (PASSWORD, "x" * 201, "x" * 201, "ยาวเกินไป"),
        (PASSWORD, PASSWORD, PASSWORD, "ซ้ำกับรหัสผ่านเดิม"),
        (PASSWORD, "long enough", "long enuogh", "ไม่ตรงกัน"),
        (PASSWORD, "", "", "สั้นเกินไป"),
        (PASSWORD, "Phitsanulok2567", "Phitsanulok2567", "เดาได้ง่าย"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(desk, old, new, again, said):
    """The reason stands above the form, and the old one still holds."""
    browser = desk.signed_in()
    answer = browser.send("/password", old=old, new=new, again=again)
    assert answer.status_code == 422
    assert said in answer.text
    assert desk.browser().sign_in().status_code == 303


def test_the_old_password_cannot_be_guessed_in_a_session_that_was_left_open(desk, still):
    """The same limit holds as at the door."""
    browser = desk.signed_in()
    codes = [
        browser.send("/password", old=f"no {n}", new="long enough", again="long enough").status_code
        for n in range(7)
    ]
    assert codes == [422] * 6 + [429]


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(desk):
    """Who changes it because somebody knows it gets rid of that somebody."""
    browser = desk.signed_in()
    other = desk.browser()
    other.sign_in()
    browser.send("/password", old=PASSWORD, new="long enough", again="long enough")
    assert _is_in(browser)
    assert not _is_in(other)


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/%0d%0aX: y\r\nX: y",
        "javascript:alert(1)",
        "evil.example",
        "http:evil",
        "/sign-in?next=/sign-in",
        "/sign-out",
        "",
        "//[evil",
    ],
)
def test_nobody_is_sent_away_to_another_site(desk, wanted):
    """An address that leads anywhere else leads to the first page."""
    desk.account()
    browser = desk.browser()
    answer = browser.sign_in(next=wanted)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    answer = browser.send("/language", page="/password", language="en", next=wanted)
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith("//")


def test_the_language_is_remembered_through_the_sign_in(desk):
    """Thai first, English once asked for; a third one is refused."""
    desk.account()
    browser = desk.browser()
    assert '<html lang="th">' in browser.get("/sign-in").text
    answer = browser.send("/language", page="/sign-in", language="en", next="/sign-in")
    assert answer.headers["location"] == "/sign-in"
    assert '<html lang="en">' in browser.get("/sign-in").text
    browser.sign_in()
    assert "Change the password" in browser.get("/password").text
    refused = browser.send("/language", page="/password", language="fr", next="/")
    assert refused.status_code == 422


def test_hostile_text_comes_back_as_text(desk):
    """What is typed into a field, or stands in an address, is never markup."""
    browser = desk.browser()
    evil = '"><script>alert(1)</script>'
    for page in (
        browser.get("/sign-in", params={"office": evil, "next": f"/{evil}"}),
        browser.sign_in(evil, evil, next=f"/{evil}"),
        browser.get(f"/{evil}"),
    ):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text or page.status_code == 404


def test_an_account_with_a_hostile_name_is_shown_as_it_is_written(desk):
    """A post comes from an administrator's file, and that from anywhere."""
    browser = desk.signed_in(OFFICE, "<b>post</b> & 'co'")
    page = browser.get("/password").text
    assert "<b>post" not in page
    assert "&lt;b&gt;post&lt;/b&gt; &amp; &#39;co&#39;" in page
