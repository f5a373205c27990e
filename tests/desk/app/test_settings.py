"""The desk's settings, and the key that signs its sessions."""

from __future__ import annotations

import re
import stat
import threading
from secrets import token_urlsafe

import pytest
from pydantic import SecretStr

from wian.desk.app.settings import DeskSettings, read_settings, signing_key
from wian.kit.desk_key import UnusableKey
from wian.kit.errors import InputFaults


def test_without_settings_the_desk_is_on_this_machine_only(opened_desk):
    """And its address is where it listens."""
    settings = read_settings()
    assert (settings.host, settings.address) == ("127.0.0.1", "http://127.0.0.1:8080")
    assert not settings.secure
    assert settings.hosts == ("127.0.0.1", "localhost", "[::1]")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:8080"),  # noqa: S104 - nothing is bound
        ("::", "http://127.0.0.1:8080"),
        ("::1", "http://[::1]:8080"),
        ("10.0.0.7", "http://10.0.0.7:8080"),
    ],
)
def test_an_address_is_one_that_a_browser_can_open(opened_desk, host, address):
    """Whatever it listens on."""
    assert DeskSettings(host=host).address == address


@pytest.mark.parametrize("host", ["[::1]", "a b", "[", "x/y", "::1]"])
def test_a_host_that_no_machine_has_is_refused(opened_desk, monkeypatch, host):
    """By its variable, before anything listens."""
    monkeypatch.setenv("WIAN_DESK_HOST", host)
    said = "WIAN_DESK_HOST: .*is no name or address of a machine; write one such as 127.0.0.1"
    with pytest.raises(InputFaults, match=said):
        read_settings()


def test_a_public_address_is_used_for_codes_and_hosts(opened_desk, monkeypatch):
    """With https the cookies are kept to it."""
    monkeypatch.setenv("WIAN_DESK_BASE_URL", "https://Desk.example.go.th/")
    settings = read_settings()
    assert settings.secure
    assert settings.address == "https://Desk.example.go.th"
    assert settings.hosts[0] == "desk.example.go.th"


@pytest.mark.parametrize(
    ("settings", "warned"),
    [
        ({}, False),
        ({"host": "::1"}, False),
        ({"base_url": "http://localhost:9000"}, False),
        ({"host": "0.0.0.0"}, True),  # noqa: S104 - nothing is bound
        ({"host": "::"}, True),
        ({"host": "10.0.0.7"}, True),
        ({"base_url": "http://desk.example.go.th"}, True),
        ({"base_url": "https://desk.example.go.th"}, False),
        ({"host": "0.0.0.0", "base_url": "https://desk.example.go.th"}, False),  # noqa: S104
    ],
)
def test_who_lets_others_in_by_plain_http_is_warned(opened_desk, settings, warned):
    """Everyone between could read the passwords; behind a proxy with TLS nobody can."""
    said = DeskSettings(**settings).warning
    assert bool(said) is warned
    assert not warned or "put a proxy that speaks TLS before it" in said


def test_settings_that_make_no_sense_are_all_named(opened_desk, monkeypatch):
    """Each under its variable, with what to write."""
    wrong = {
        "PORT": "99999",
        "BASE_URL": "desk.example.go.th",
        "SESSION_HOURS": "0",
        "SECRET": "short",
        "LIMIT_STORAGE": "async+memory://",
        "IDLE_MINUTES": "x",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(f"WIAN_DESK_{name}", value)
    with pytest.raises(InputFaults) as caught:
        read_settings()
    for name in wrong:
        assert f"WIAN_DESK_{name}: " in str(caught.value)
        assert not re.search(rf"\b{name.lower()}\b", str(caught.value))
    assert "short'" not in str(caught.value)


@pytest.mark.parametrize("url", ["https://h/p", "https://h?q", "https://u@h", "ftp://h", "http://"])
def test_only_a_host_can_be_the_address(opened_desk, url):
    """Paths of the desk begin at its root."""
    with pytest.raises(ValueError, match=r"is no web address|has more than a host"):
        DeskSettings(base_url=url)


def test_the_key_is_made_once_for_its_owner_only(opened_desk, tmp_path):
    """Eight processes that start at once sign alike."""
    keys: list[str] = []
    start = threading.Barrier(8)

    def read() -> None:
        start.wait()
        keys.append(signing_key(DeskSettings(), tmp_path / "new"))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["desk.key"]
    assert stat.S_IMODE((tmp_path / "new" / "desk.key").stat().st_mode) == 0o600


def test_a_key_that_others_may_read_is_refused(opened_desk, tmp_path):
    """It could have been copied."""
    signing_key(DeskSettings(), tmp_path)
    (tmp_path / "desk.key").chmod(0o644)
    with pytest.raises(UnusableKey, match="may be read by others; run chmod 600"):
        signing_key(DeskSettings(), tmp_path)


def test_a_key_that_is_too_short_is_refused(opened_desk, tmp_path):
    """An empty file is no key."""
    (tmp_path / "desk.key").touch(mode=0o600)
    with pytest.raises(UnusableKey, match="is too short"):
        signing_key(DeskSettings(), tmp_path)


def test_a_home_that_is_no_folder_is_one_sentence(opened_desk, tmp_path):
    """A file stands where the folder should be."""
    (tmp_path / "home").touch()
    with pytest.raises(UnusableKey, match="cannot be used"):
        signing_key(DeskSettings(), tmp_path / "home")


def test_a_key_that_is_given_is_used(opened_desk, tmp_path):
    """Several machines share one; no file is made."""
    given = token_urlsafe(48)
    settings = DeskSettings(secret=SecretStr(given))
    assert signing_key(settings, tmp_path) == given
    assert list(tmp_path.iterdir()) == []
    assert given not in repr(settings)


def test_bytes_that_are_no_text_are_refused_under_their_variable(monkeypatch):
    """A variable of another encoding ended as a defect: pydantic cannot report on its bytes."""
    monkeypatch.setenv("WIAN_DESK_JURISDICTION", "thailand\udce9")
    with pytest.raises(InputFaults, match=r"WIAN_DESK_JURISDICTION.*no text in UTF-8"):
        read_settings()
