"""The promise that the site shows what the repository has, with links that lead on."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hook() -> Any:
    path = _ROOT / "docs" / "site" / "outside_pages.py"
    spec = importlib.util.spec_from_file_location("outside_pages", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _pages(entries: Any) -> list[str]:
    if isinstance(entries, str):
        return [entries]
    values = entries.values() if isinstance(entries, dict) else entries
    return [page for value in values for page in _pages(value)]


def test_every_page_of_the_documentation_is_in_the_navigation(hook: Any) -> None:
    """Whoever reads only the site finds each page of docs/ in its menus."""
    docs = _ROOT / "docs"
    pages = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    assert pages <= set(_pages(hook.navigation()))


def test_a_link_out_of_docs_leads_to_a_page_of_the_site(hook: Any) -> None:
    """A reader of the site follows a link to the changelog, a source file, or a folder."""
    page = _ROOT / "docs" / "how-to" / "upgrade.md"
    text = "[a](../../CHANGELOG.md#unreleased) ![b](../../examples/deploy) [c](../../prefect.yaml)"
    assert hook.led(text, page) == (
        "[a](../project/changelog.md#unreleased) ![b](../source/examples/deploy.md) "
        "[c](../source/prefect.yaml.md)"
    )


def test_what_is_no_link_to_a_file_stays_as_it_is(hook: Any) -> None:
    """Addresses, headings, files that are missing, and whatever stands in a block of code stay."""
    page = _ROOT / "docs" / "index.md"
    text = "[a](https://x.test/) [b](#tutorial) [c](none.md)\n\n```\n[d](../README.md)\n```\n"
    assert hook.led(text, page) == text


def test_the_anchor_of_a_thai_heading_keeps_its_vowels(hook: Any) -> None:
    """A link to a Thai heading works in the repository and on the site alike."""
    assert hook.anchor("๒. เตรียมข้อมูล (ของ) หน่วยงาน") == "๒-เตรียมข้อมูล-ของ-หน่วยงาน"


def test_a_source_file_is_listed_and_left_out_of_the_search(hook: Any) -> None:
    """A reader sees a source file with numbered lines; a search for a word does not find it."""
    shown = hook.shown(_ROOT / "prefect.yaml")
    assert "exclude: true" in shown
    assert "````yaml linenums='1'" in shown
    assert "(deploy/Caddyfile.md)" in hook.shown(_ROOT / "examples" / "deploy")
