"""The notebooks run from top to bottom, and are kept without what they printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wian.ledger.database import open_ledger

_NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "docs" / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", _NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    """Nobody's figures travel with it, and a change shows as a change."""
    book = json.loads(path.read_text(encoding="utf-8"))
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in book["cells"]}) == len(book["cells"])
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


def test_the_latency_notebook_runs(
    gecc_plan: Any, propagating: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An analyst runs every cell on the directive of 2564, and finds the province's eight days."""
    with open_ledger(f"sqlite:///{tmp_path / 'wian.db'}") as ledger:
        propagating.send(ledger, gecc_plan)
    monkeypatch.setenv("WIAN_HOME", str(tmp_path))
    (path,) = (each for each in _NOTEBOOKS if each.name == "latency.ipynb")
    book = json.loads(path.read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)  # noqa: S102 - our own notebook
    assert names["hops"].shape == (115, 63)
    assert names["waves"].rows()[2] == (3, 1, 0, 2.0, 2.0, 6.0)
    assert names["waves"]["hops"].sum() == 115
    assert ("phitsanulok", 1, 6.0) in names["slowest"].rows()
    assert names["latency"]["hops"].to_list() == [1, 1, 1, 12, 100]
    assert names["costliest"].row(0)[:5] == ("dla", "handling", 13.0, 113, 1469.0)
    assert names["weekdays"]["len"].sum() == 12
