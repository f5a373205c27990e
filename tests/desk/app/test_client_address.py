"""Only a trusted proxy says for whom it asks; everybody else is who asks."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from starlette.requests import Request

from wian.desk.app.client_address import client_of
from wian.desk.app.settings import DeskSettings, read_settings
from wian.kit.errors import InputFaults

PROXIES = (ip_network("10.1.0.0/24"), ip_network("127.0.0.1"), ip_network("fd00::/64"))


def _from(peer: str, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    return Request({"type": "http", "client": (peer, 5), "headers": headers})


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.1", ["198.51.100.7"], "203.0.113.1"),
        ("10.1.0.5", ["198.51.100.7"], "198.51.100.7"),
        ("::ffff:10.1.0.5", ["198.51.100.7"], "198.51.100.7"),
        ("fd00::7", ["2001:db8::1"], "2001:db8::1"),
        ("10.1.0.5", ["1.1.1.1, 198.51.100.7"], "198.51.100.7"),
        ("10.1.0.5", ["1.1.1.1", "198.51.100.7, 10.1.0.9"], "198.51.100.7"),
        ("10.1.0.5", ["198.51.100.7:4711"], "198.51.100.7"),
        ("10.1.0.5", ["[2001:db8::1]:4711"], "2001:db8::1"),
        ("10.1.0.5", ["10.1.0.6, 10.1.0.9"], "10.1.0.6"),
        ("10.1.0.5", ["198.51.100.7, who knows"], "10.1.0.5"),
        ("10.1.0.5", [""], "10.1.0.5"),
        ("10.1.0.5", [], "10.1.0.5"),
        ("testclient", ["198.51.100.7"], "testclient"),
    ],
)
def test_the_rightmost_address_that_is_no_proxys_counts(peer, forwarded, client):
    """What stands further left was written by whoever asks."""
    assert client_of(_from(peer, *forwarded), PROXIES) == client


def test_without_the_setting_nobody_is_believed():
    """Not even this machine."""
    assert client_of(_from("127.0.0.1", "198.51.100.7"), ()) == "127.0.0.1"


def test_the_setting_takes_addresses_and_networks(opened_desk, monkeypatch):
    """With commas or blanks between them; by default there are none."""
    assert DeskSettings().trusted_proxies == ()
    monkeypatch.setenv("WIAN_DESK_TRUSTED_PROXIES", "127.0.0.1, 10.1.0.0/24 fd00::/64")
    assert set(read_settings().trusted_proxies) == set(PROXIES)


def test_a_name_is_no_address(opened_desk, monkeypatch):
    """The fault names the variable and says what to write."""
    monkeypatch.setenv("WIAN_DESK_TRUSTED_PROXIES", "127.0.0.1,proxy")
    with pytest.raises(InputFaults, match=r"WIAN_DESK_TRUSTED_PROXIES: .*'proxy'.*write addresses"):
        read_settings()


def test_behind_a_proxy_each_client_is_limited_by_itself(opened_desk, empty_ledger, monkeypatch):
    """Sixty-one wrong sign-ins of one client shut nobody else out, and not by a forged header."""
    monkeypatch.setenv("WIAN_DESK_TRUSTED_PROXIES", "10.1.0.0/24")
    desk = opened_desk(empty_ledger)
    desk.account()
    proxy = desk.browser(client="10.1.0.5")
    token = proxy.token()
    codes = []
    for number in range(63):
        given = {"csrf": token, "office": f"o{number}", "post": "x", "password": "p"}
        headers = {"X-Forwarded-For": f"192.0.2.{number}, 198.51.100.7"}
        codes.append(proxy.request("POST", "/sign-in", data=given, headers=headers).status_code)
    assert codes == [403] * 61 + [429] * 2
    answer = desk.browser(client="10.1.0.5").sign_in(headers={"X-Forwarded-For": "198.51.100.8"})
    assert answer.status_code == 303
