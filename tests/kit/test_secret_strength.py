"""A secret that could be guessed starts no desk, and the sentence says how to make a good one."""

from __future__ import annotations

import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from wian.desk.app.settings import read_settings
from wian.kit.errors import InputFaults
from wian.kit.secret_strength import MAKE_ONE, weakness_of

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    "weak",
    [
        "change-me-to-at-least-32-random-characters",
        "CHANGE_ME_0123456789abcdefghijklmnop",
        "my-very-long-password-for-the-ministry",
        "k" * 40,
        "0123456789abcdef" * 3,
        "abcabca" * 10,
        "qZ7wK2mB9xR4tV6nH1cJ8dL3gF5pS0y",
    ],
)
def test_what_is_known_short_or_repeated_is_weak(weak, opened_desk, monkeypatch):
    """The fault names the variable and the command, and not what was given."""
    monkeypatch.setenv("WIAN_DESK_SECRET", weak)
    with pytest.raises(InputFaults) as caught:
        read_settings()
    said = str(caught.value)
    assert "WIAN_DESK_SECRET: " in said
    assert "secrets.token_urlsafe(48)" in said
    assert weak not in said


def test_every_example_that_is_kept_here_is_refused():
    """A value that stands in a repository is known to everybody."""
    found = set()
    for path in [*ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/deploy/*"), ROOT / "README.md"]:
        text = path.read_text() if path.is_file() else ""
        found |= set(re.findall(r"WIAN_DESK_SECRET=(\S+)", text))
    assert [each for each in found if weakness_of(each) is None] == []


def test_what_the_command_makes_will_do():
    """And so does what other tools make."""
    made = subprocess.run(
        [sys.executable, "-c", MAKE_ONE.split('"')[1]], capture_output=True, text=True, check=True
    ).stdout.strip()
    for each in (made, secrets.token_hex(16), secrets.token_hex(32), secrets.token_urlsafe(24)):
        assert weakness_of(each) is None
