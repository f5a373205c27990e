"""Nothing is changed by a form that this browser's own session did not send."""

from __future__ import annotations

import pytest
from fastapi.routing import iter_route_contexts


def _changing(app) -> list[tuple[str, str]]:
    """Every route that may change something, for browsers."""
    return [
        (method, route.path)
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
        if method not in {"GET", "HEAD", "OPTIONS"} and not route.path.startswith("/api/")
    ]


def test_every_form_needs_its_token(desk):
    """Whatever page is added later, too: without a token, or with a wrong one, it is refused."""
    browser = desk.signed_in()
    routes = _changing(desk.app)
    assert len(routes) >= 4
    for method, path in routes:
        for sent in ({}, {"csrf": ""}, {"csrf": "wrong"}, {"csrf": "ผิด"}, {"csrf": "\0"}):
            answer = browser.request(method, path, data=sent)
            assert (answer.status_code, path) == (403, path)
            assert "หน้านี้เปิดไว้นานเกินไป" in answer.text


def test_a_token_that_comes_as_a_file_is_none(desk):
    """A form of several parts is read as well."""
    browser = desk.signed_in()
    token = browser.token("/password").encode()
    answer = browser.request("POST", "/sign-out", files={"csrf": ("csrf", token)})
    assert answer.status_code == 403
    answer = browser.request("POST", "/sign-out", files={"other": b"x"}, data={"csrf": token})
    assert answer.status_code == 303


def test_the_token_of_another_session_is_none(desk):
    """A colleague's token does not help; nor does that of a visitor."""
    mine, other = desk.signed_in(), desk.signed_in("phitsanulok", "other")
    answer = mine.request("POST", "/sign-out", data={"csrf": other.token("/password")})
    assert answer.status_code == 403
    answer = mine.request("POST", "/sign-out", data={"csrf": desk.browser().token()})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8080"},
        {"Origin": "http://127.0.0.1:8080.evil.example"},
        {"Origin": ""},
        {"Origin": "http://[evil"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused_even_with_its_token(desk, headers):
    """The browser tells where it comes from, and that is not here."""
    browser = desk.signed_in()
    answer = browser.send("/sign-out", page="/password", headers=headers)
    assert answer.status_code == 403
    assert "เว็บไซต์อื่น" in answer.text


def test_a_browser_that_tells_nothing_needs_the_token_only(desk):
    """Old ones send neither header."""
    browser = desk.signed_in()
    token = browser.token("/password")
    assert browser.request("POST", "/sign-out", data={"csrf": token}).status_code == 303


def test_the_desk_may_be_opened_under_its_other_name_on_this_machine(desk):
    """localhost and 127.0.0.1 are the same desk, each with its own cookies."""
    desk.account()
    browser = desk.browser("http://localhost:8080")
    assert browser.sign_in().status_code == 303
