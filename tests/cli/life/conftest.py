"""A live drill whose first letter is out, for the commands that change what becomes of it."""

from __future__ import annotations

import shutil

import pytest

from wian.propagation import runtime


@pytest.fixture
def drill(wian, home, living, live_plan, live_database, monkeypatch):  # noqa: PLR0913, PLR0917 - fixtures
    """The commands, on an installation whose drill's first letter is out."""
    monkeypatch.setattr(runtime, "now", lambda: living.later(60))
    home.mkdir()
    shutil.copy(live_database, home / "wian.db")
    return lambda command, *arguments: wian(command, live_plan.id, *arguments)
