"""Settings of e-mail that make no sense are refused, as is a password that travels readable."""

from __future__ import annotations

import pytest

from wian.kit.errors import InputFaults
from wian.notices.mail_settings import mail_settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for name in ("HOST", "PORT", "TLS", "USER", "PASSWORD", "SENDER", "MOST_MB"):
        monkeypatch.delenv(f"WIAN_MAIL_{name}", raising=False)
    monkeypatch.delenv("WIAN_DESK_SECRET", raising=False)
    monkeypatch.setenv("WIAN_DESK_BASE_URL", "https://desk.ministry.example")


def test_without_a_server_nothing_is_sent():
    """Mail is off until a server is named."""
    assert mail_settings() is None


def test_the_port_follows_from_the_encryption(monkeypatch):
    """As mail servers have it."""
    monkeypatch.setenv("WIAN_MAIL_HOST", "smtp.ministry.example")
    monkeypatch.setenv("WIAN_MAIL_SENDER", "wian@ministry.example")
    ports = {}
    for tls in ("starttls", "tls", "none"):
        monkeypatch.setenv("WIAN_MAIL_TLS", tls)
        ports[tls] = mail_settings().server_port
    assert ports == {"starttls": 587, "tls": 465, "none": 25}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"DESK_BASE_URL": ""}, "WIAN_DESK_BASE_URL: is not set; set the desk's address"),
        ({"DESK_SECRET": "change-me"}, "WIAN_DESK_SECRET: is too short"),
        ({}, "WIAN_MAIL_SENDER: is not set; set the address that letters come from"),
        ({"SENDER": "nobody"}, "WIAN_MAIL_SENDER: is no e-mail address"),
        ({"SENDER": "a@b.example", "USER": "a"}, "WIAN_MAIL_PASSWORD: is not set"),
        (
            {"SENDER": "a@b.example", "USER": "a", "PASSWORD": "b", "TLS": "none"},
            "WIAN_MAIL_TLS: is none, and the password would travel readable",
        ),
        ({"PORT": "0", "SENDER": "a@b.example"}, "WIAN_MAIL_PORT"),
        ({"HOST": "http://mail", "SENDER": "a@b.example"}, "WIAN_MAIL_HOST: is no name of a mail"),
    ],
    ids=[
        "no address of the desk",
        "weak key",
        "no sender",
        "odd sender",
        "no password",
        "readable",
        "port",
        "host",
    ],
)
def test_settings_that_make_no_sense_are_refused(monkeypatch, settings, said):
    """Each under its variable, with the remedy."""
    for name, value in {"HOST": "smtp.ministry.example", **settings}.items():
        monkeypatch.setenv(f"WIAN_{name}" if "DESK" in name else f"WIAN_MAIL_{name}", value)
    with pytest.raises(InputFaults, match=said):
        mail_settings()
