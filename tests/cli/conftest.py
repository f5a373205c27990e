"""What the commands' tests share: an installation that holds the directive of 2564."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from wian.ledger.database import open_ledger


@pytest.fixture(scope="session")
def recorded_home(gecc_plan, propagating, tmp_path_factory) -> Path:
    """An installation whose ledger holds the directive of 2564; only to be read."""
    home = tmp_path_factory.mktemp("บ้าน เวียน")
    with open_ledger(f"sqlite:///{home / 'wian.db'}") as ledger:
        propagating.send(ledger, gecc_plan)
    return Path(home)


@pytest.fixture
def read(wian, recorded_home, monkeypatch) -> Callable[..., object]:
    """Run a reading command on that installation."""
    monkeypatch.setenv("WIAN_HOME", str(recorded_home))
    return wian


@pytest.fixture
def copy(propagating, tmp_path: Path) -> Path:
    """The example's folder, free to be edited."""
    return Path(shutil.copytree(propagating.directive.parent, tmp_path / "case"))


@pytest.fixture
def edited(copy: Path) -> Callable[..., Path]:
    """Replace some text of the example's directive (or another file of it); gives the directive."""

    def edit(old: str, new: str, name: str = "directive.yaml") -> Path:
        path = copy / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8", errors="surrogatepass")
        return copy / "directive.yaml"

    return edit
