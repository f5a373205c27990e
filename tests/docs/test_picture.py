"""The promise that the pictures of the documentation show what the program makes."""

from __future__ import annotations

import importlib.util
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from wian.cli.recorded import Recorded
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.read.recorded import hop_records
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.rehearse import forward
from wian.propagation.request import PropagationRequest
from wian.propagation.runtime import now

_IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
_MOST_BYTES = 150_000
_SHADE, _FEW = 64, 50
"""Another machine may draw few dots in another shade; swapped stamps change some hundred."""


@pytest.fixture(scope="module")
def case(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Plan]]:
    """The 2564 case in a ledger made for it."""
    plan = prepare(PropagationRequest(directive=str(root / "examples/gecc-2564/directive.yaml")))
    folder = tmp_path_factory.mktemp("case")
    with open_ledger(f"sqlite:///{folder / 'wian.db'}") as ledger:
        record(ledger, plan, now())
        for wave in plan.route.waves:
            for cohort in wave.cohorts:
                forward(ledger, plan, wave, cohort)
        yield ledger, plan


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Load a script that lies beside its picture."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, _IMAGES / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, module)  # dataclasses look their module up
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def drawn(case: tuple[Ledger, Plan], script: Callable[[str], ModuleType]) -> str:
    """The budget of the 2564 case, drawn from its ledger."""
    ledger, plan = case
    found = Recorded(plan, hop_records(ledger, plan.id))
    picture: str = script("window_budget").picture(found)
    return picture


def test_the_picture_is_the_one_that_the_ledger_gives(
    drawn: str, pytestconfig: pytest.Config
) -> None:
    """A reader who propagates the case sees the budget that the README draws."""
    path = _IMAGES / "window-budget.svg"
    if pytestconfig.getoption("--update-golden"):
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == drawn


@pytest.mark.parametrize("name", ["rooms.svg", "tables.svg"])
def test_the_pictures_of_the_structure_are_those_of_the_code(
    name: str, script: Callable[[str], ModuleType], pytestconfig: pytest.Config
) -> None:
    """A newcomer sees the rooms, and the tables of the ledger, as they are today."""
    drawn: str = script("structure").PICTURES[name]()
    path = _IMAGES / name
    if pytestconfig.getoption("--update-golden"):
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == drawn


def test_the_pictures_of_the_structure_leave_nothing_out(
    script: Callable[[str], ModuleType],
) -> None:
    """Every room of the contract and every table, each in a box of its own name."""
    structure = script("structure")
    rooms, tables = (structure.PICTURES[name]() for name in ("rooms.svg", "tables.svg"))
    known = [room.replace(".", "/") for layer in structure.rooms() for room in layer]
    assert len(known) > 15
    assert [room for room in known if f">{room}</text>" not in rooms] == []
    assert [name for name in structure.tables() if f">{name}</text>" not in tables] == []


def test_the_bars_of_the_picture_fill_the_window(drawn: str) -> None:
    """What every stretch ate and what is left add up to the 59 days of the window."""
    words = ["".join(text.itertext()) for text in ET.fromstring(drawn).iter() if text.text]  # noqa: S314 - our own picture
    days = [int(word.split()[0]) for word in words if word.endswith((" day", " days"))]
    assert sum(days) == 59


def test_the_picture_of_the_bundle_is_the_bundle_that_is_printed(
    case: tuple[Ledger, Plan],
    script: Callable[[str], ModuleType],
    pytestconfig: pytest.Config,
) -> None:
    """A reader who prints the province's bundle gets the pages that the README shows."""
    path, module = _IMAGES / "bundle.png", script("bundle")
    dots = module.picture(module.bundle(*case))
    if pytestconfig.getoption("--update-golden"):
        path.write_bytes(module.png(dots))
    kept = _dots(path.read_bytes())
    assert kept.shape == dots.shape
    apart = np.abs(kept.astype(int) - dots.astype(int)).max(axis=2) > _SHADE
    assert apart.sum() < _FEW
    assert path.stat().st_size < _MOST_BYTES


def _dots(png: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The dots of a PNG as our script writes it: a palette, no filters."""
    chunks, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        chunks[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += length + 12
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, width + 1)
    palette = np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)
    return palette[rows[:, 1:]]
