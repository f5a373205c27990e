"""Installations that somebody has broken, each in one way, and what doctor says of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Seen:
    """What ``wian doctor --json`` says."""

    code: int
    value: dict

    def of(self, check: str) -> list[tuple[str, str]]:
        """State, and what was found, of one check."""
        return [
            (each["state"], each["what"]) for each in self.value["checks"] if each["check"] == check
        ]

    def state(self, check: str) -> str:
        """The worst state of one check."""
        states = [state for state, _ in self.of(check)]
        return next(each for each in ("fault", "attention", "ok") if each in states)


@pytest.fixture
def doctor(wian, monkeypatch) -> Callable[[], Seen]:
    """Look at the installation of the test, in which nothing but it is set."""
    for name in ("PREFECT_API_AUTH_STRING", "PREFECT_SERVER_API_AUTH_STRING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WIAN_DOCTOR_FREE_MB", "0")
    monkeypatch.setenv("WIAN_DOCTOR_ENV_FILE", "/nowhere/wian.env")

    def look() -> Seen:
        ran = wian("doctor", "--json")
        assert ran.err == ""
        return Seen(ran.code, ran.json)

    return look


@pytest.fixture
def lived(home, live_database):
    """An installation in which the drill's origin has issued its letter."""
    home.mkdir(mode=0o700)
    (home / "wian.db").touch(0o600)
    shutil.copyfile(live_database, home / "wian.db")
    return home
