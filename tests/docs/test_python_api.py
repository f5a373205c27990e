"""The promise that the page of the Python API shows what a program gets."""

from __future__ import annotations

import doctest
import inspect
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import wian

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "python-api.md"
_FENCE = re.compile(r"^```.*$", re.MULTILINE)


def test_a_programmer_who_types_the_examples_sees_what_the_page_shows(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the first line to the last, in the folder of a clone."""
    monkeypatch.chdir(copy)
    text = _FENCE.sub("", _PAGE.read_text(encoding="utf-8"))
    test = doctest.DocTestParser().get_doctest(text, {}, _PAGE.name, str(_PAGE), 0)
    said: list[str] = []
    with pl.Config(tbl_width_chars=100, tbl_rows=10):
        found = doctest.DocTestRunner().run(test, out=said.append)
    assert found.failed == 0, "".join(said)
    assert found.attempted > 30


def test_every_name_of_the_api_is_on_its_page() -> None:
    """Each function and method has a heading, its arguments with their defaults, and an example."""
    text = _PAGE.read_text(encoding="utf-8")
    functions = {name: getattr(wian, name) for name in wian.__all__}
    methods = {f"OpenLedger.{name}": each for name, each in vars(wian.OpenLedger).items()}
    for name, each in (functions | methods).items():
        short = name.rpartition(".")[2]
        if not inspect.isfunction(each) or short in _ELSEWHERE or short.startswith("_"):
            continue
        section = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert f"`{_signature(short, each)}`" in section
        assert "```pycon" in section
    assert [name for name in wian.__all__ if name not in text] == []


_ELSEWHERE = {"close", "for_writing"}
"""What ``open_ledger`` says of an open ledger, and what only ``propagate`` calls."""


def _signature(name: str, function: Callable[..., object]) -> str:
    """The call as a reader types it: without annotations and ``self``."""
    signature = inspect.signature(function)
    shown = [
        each.replace(annotation=inspect.Parameter.empty)
        for each in signature.parameters.values()
        if each.name != "self"
    ]
    bare = inspect.Signature(shown)
    return f"{name}{bare}".replace("'", '"')
