"""Requests are bounded, and HEAD is GET without what it carries."""

from __future__ import annotations

import gzip

import pytest

from wian.desk.app.uploads import MOST


def _parts(count: int):
    for _ in range(count):
        yield b"x" * 65536


def test_a_request_that_says_it_is_too_long_is_refused_unread(probe):
    """On a page in words, for programs as JSON."""
    browser = probe.browser()
    answer = browser.request("POST", "/sign-in", content=b"x" * (MOST + 1))
    assert answer.status_code == 413
    assert "ข้อมูลใหญ่เกินไป" in answer.text
    answer = browser.request("POST", "/api/v1/nothing", content=b"x" * (MOST + 1))
    assert (answer.status_code, answer.json()["status"]) == (413, 413)


def test_what_is_too_long_leads_back_to_its_form(probe):
    """To a page of this desk alone, whatever the browser names."""
    browser = probe.browser()
    for origin, leads in (
        (browser.address, True),
        ("https://elsewhere.example", False),
        ("javascript:alert(1)//", False),
        ("http://[", False),
    ):
        headers = {"Referer": f"{origin}/outgoing/drill?show=all"}
        answer = browser.request("POST", "/x", content=b"x" * (MOST + 1), headers=headers)
        assert answer.status_code == 413
        assert ('href="/outgoing/drill?show=all"' in answer.text) is leads
        assert "elsewhere" not in answer.text


def test_a_request_that_does_not_say_so_is_counted(probe):
    """One that never ends is not read to its end."""
    browser = probe.browser()
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=b"):
        for path in ("/probe/echo", "/sign-in"):
            headers = {"Content-Type": kind}
            answer = browser.request("POST", path, content=_parts(20), headers=headers)
            assert answer.status_code == 413


def test_the_longest_that_is_allowed_gets_in(probe):
    """To the byte."""
    browser = probe.browser()
    token = browser.token()
    rest = MOST - len(f"csrf={token}&x=")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    content = f"csrf={token}&x={'y' * rest}"
    answer = browser.request("POST", "/probe/echo", content=content, headers=headers)
    assert (answer.status_code, answer.json()) == (200, rest)


def test_a_length_that_is_no_number_is_refused(probe):
    """Whatever a program writes there."""
    browser = probe.browser()
    for length in ("-1", "1e9", "9" * 5000, "๑๒", " "):
        headers = {"Content-Length": length.encode()}
        answer = browser.request("POST", "/probe/echo", content=b"x", headers=headers)
        assert answer.status_code == 413


def test_a_form_of_a_thousand_fields_is_refused(desk):
    """Nobody here has one."""
    data = {"csrf": "x", **{f"f{n}": "" for n in range(1001)}}
    assert desk.browser().request("POST", "/sign-in", data=data).status_code == 400


@pytest.mark.parametrize("named", ["punycode", '"Punycode"', "idna", "undefined", "utf-7", "x"])
def test_a_form_in_an_encoding_that_it_names_is_refused_unread(desk, named):
    """Reading one may take a minute, in which nobody else is served; and some fail halfway."""
    browser = desk.browser()
    part = b'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\na-9\r\n--b--\r\n'
    headers = {"Content-Type": f"multipart/form-data; boundary=b; charset={named}"}
    answer = browser.request("POST", "/sign-in", content=part, headers=headers)
    assert answer.status_code == 400


def test_a_form_may_say_that_it_is_in_utf8(desk):
    """It is read like every other; a program's own type has any."""
    browser = desk.browser()
    token = browser.token().encode()
    part = b'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n%b\r\n--b--\r\n' % token
    headers = {"Content-Type": "multipart/form-data; charset=UTF-8; boundary=b"}
    assert browser.request("POST", "/sign-out", content=part, headers=headers).status_code == 303
    headers = {"Content-Type": "application/json; charset=tis-620"}
    answer = browser.request("POST", "/api/v1/inbox", content=b"{}", headers=headers)
    assert answer.status_code == 405


def test_a_broken_form_is_refused(desk):
    """Parts without a boundary are no form."""
    browser = desk.browser()
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x", "x/y", "ก"):
        headers = {"Content-Type": kind.encode()}
        answer = browser.request("POST", "/sign-in", content=b"--x\r\n", headers=headers)
        assert answer.status_code in {400, 403}


def test_head_is_get_without_the_page(desk):
    """Same status, same headers, no body."""
    browser = desk.browser()
    for path in ("/sign-in", "/nowhere", "/password", "/static/desk.css"):
        head, get = browser.request("HEAD", path), browser.get(path)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert head.headers.get("content-type") == get.headers.get("content-type")


_FORM = "application/x-www-form-urlencoded"
_PART = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'


@pytest.mark.parametrize(
    ("kind", "body", "packed"),
    [
        (_FORM, gzip.compress(b"post=" + b"9" * 50_000_000, 9), True),
        (_FORM, b"&".join(b"f%d=1" % number for number in range(100_000)), False),
        (_FORM, b"post=" + b"%E0%B9%99" * 100_000, False),
        ("multipart/form-data; boundary=b", _PART * 15_000 + b"--b--", False),
        ("application/json", b"[" * 900_000, False),
        ("application/json", gzip.compress(b"[" * 50_000_000, 9), True),
    ],
    ids=["packed form", "fields", "long field", "parts", "nested", "packed JSON"],
)
def test_bombs_are_refused(probe, kind, body, packed):
    """What is packed is not unpacked; of fields, parts and nesting there is an end."""
    browser = probe.browser()
    headers = {"Content-Type": kind, "Origin": browser.address}
    headers |= {"Content-Encoding": "gzip"} if packed else {}
    for path in ("/sign-in", "/api/v1/webhooks"):
        answer = browser.request("POST", path, content=body, headers=headers)
        assert 400 <= answer.status_code < 500
