"""Owns the promise that the picture of the README shows what the program computes."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cli.context import Recorded
from ledger.database import open_ledger
from ledger.reading import hop_records
from tasks.forwarding import forward
from tasks.preparation import prepare, record
from tasks.request import PropagationRequest
from tasks.running import now

_IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"


@pytest.fixture
def drawn(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The picture of the 2564 case, drawn from a ledger made for it."""
    plan = prepare(PropagationRequest(directive=str(root / "examples/gecc-2564/directive.yaml")))
    with open_ledger(f"sqlite:///{tmp_path / 'wian.db'}") as ledger:
        record(ledger, plan, now())
        for wave in plan.route.waves:
            for cohort in wave.cohorts:
                forward(ledger, plan, wave, cohort)
        found = Recorded(plan, hop_records(ledger, plan.id))
    spec = importlib.util.spec_from_file_location("window_budget", _IMAGES / "window_budget.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, script)  # dataclasses look their module up
    spec.loader.exec_module(script)
    picture: str = script.picture(found)
    return picture


def test_the_picture_is_the_one_that_the_ledger_gives(
    drawn: str, pytestconfig: pytest.Config
) -> None:
    """A reader who propagates the case sees the budget that the README draws."""
    path = _IMAGES / "window-budget.svg"
    if pytestconfig.getoption("--update-golden"):
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == drawn


def test_the_bars_of_the_picture_fill_the_window(drawn: str) -> None:
    """What every stretch ate and what is left add up to the 59 days of the window."""
    words = ["".join(text.itertext()) for text in ET.fromstring(drawn).iter() if text.text]  # noqa: S314 - our own picture
    days = [int(word.split()[0]) for word in words if word.endswith((" day", " days"))]
    assert sum(days) == 59
