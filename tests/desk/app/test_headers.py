"""Browsers are told what a page may do, on every answer there is."""

from __future__ import annotations

import pytest
from fastapi.routing import iter_route_contexts

PLACES = (
    ("GET", "/nowhere"),
    ("OPTIONS", "/sign-in"),
    ("HEAD", "/sign-in"),
    ("DELETE", "/sign-in"),
    ("GET", "/static/desk.css"),
    ("GET", "/static/nothing.css"),
    ("GET", "/api/nothing"),
    ("TRACE", "/"),
    ("GET", "/static/fonts/Sarabun-Regular.ttf"),
    ("POST", "/nowhere"),
)


def _answers(desk):
    browser = desk.signed_in()
    for route in iter_route_contexts(desk.app.routes):
        for method in route.methods or ():
            yield route.path, browser.request(method, route.path)
    for method, path in PLACES:
        yield path, browser.request(method, path)


def test_every_answer_has_them(desk):
    """Pages, files, redirects and refusals alike; and no page stays in a browser's store."""
    count = 0
    for path, answer in _answers(desk):
        count += 1
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in answer.headers["permissions-policy"]
        assert "strict-transport-security" not in answer.headers
        kept = path.startswith("/static/") and answer.status_code == 200
        assert answer.headers["cache-control"] == ("public, max-age=86400" if kept else "no-store")
        assert ("set-cookie" in answer.headers) <= (not kept)
        assert answer.status_code < 500
    assert count > 12


def test_behind_https_everything_is_encrypted(opened_desk, empty_ledger):
    """The cookie belongs to this host alone and travels encrypted only."""
    desk = opened_desk(empty_ledger, base_url="https://desk.example.go.th")
    desk.account()
    browser = desk.browser()
    cookie = browser.get("/sign-in").headers["set-cookie"]
    assert cookie.startswith("__Host-wian=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax; Secure")
    answer = browser.sign_in()
    assert answer.status_code == 303
    assert answer.headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "x y", "", "[::2]"])
def test_a_host_that_is_not_the_desks_is_refused(desk, host):
    """A name that somebody points at this machine opens nothing."""
    answer = desk.browser().get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert "<form" not in answer.text


def test_the_pages_keep_to_the_policy(desk):
    """No style and no script stands in a page itself: browsers would not run it."""
    browser = desk.signed_in()
    for path in ("/sign-in", "/password", "/nowhere"):
        page = browser.follow(path).text
        assert "style=" not in page
        assert "<style" not in page
        assert " on" + "click" not in page
        assert page.count("<script") == 1


def test_what_a_page_loads_is_there(desk):
    """Style, script, icon and fonts, each under an address that changes with its content."""
    browser = desk.browser()
    page = browser.get("/sign-in").text
    found = [part.split('"')[0] for part in page.split('="/static/')[1:]]
    assert len(found) == 3
    for name in found:
        assert "?v=" in name
        assert browser.get(f"/static/{name}").status_code == 200
    style = browser.get("/static/desk.css").text
    fonts = [part.split(")")[0] for part in style.split("url(")[1:]]
    assert fonts
    for font in fonts:
        assert browser.get(font).headers["content-type"] == "font/ttf"
