"""The promise that the Thai pages use the words of the screen and commands that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from wian.cli.app import app

_PAGES = ("index", "manager", "start")
_NOT_OURS = {"ตัวหนา", "Runs"}
"""The word that explains bold type, and the name of a page of Prefect."""


def _words(root: Path) -> set[str]:
    """Every text of the desk in Thai, and the parts of those that count something."""
    file = root / "wian" / "jurisdictions" / "thailand" / "words" / "desk.yaml"
    return set(yaml.safe_load(file.read_text("utf-8")).values())


@pytest.mark.parametrize("name", _PAGES)
def test_bold_words_stand_on_the_screen(root: Path, name: str) -> None:
    """A button that was renamed is renamed in the Thai pages."""
    page = (root / "docs" / "th" / f"{name}.md").read_text("utf-8")
    shown = _words(root)
    for bold in set(re.findall(r"\*\*(.+?)\*\*", page)) - _NOT_OURS:
        assert any(text.startswith(bold) for text in shown), bold


def test_commands_of_the_thai_pages_exist(root: Path) -> None:
    """Each is parsed, not run: its options are those of the program."""
    pages = [(root / "docs" / "th" / f"{name}.md").read_text("utf-8") for name in _PAGES]
    lines = [line for page in pages for line in re.findall(r"^    wian (.+)$", page, re.MULTILINE)]
    assert lines
    for line in lines:
        words, command = shlex.split(line), app
        while hasattr(command, "commands"):
            command = command.commands[words.pop(0)]
        if words != ["--help"]:
            command.make_context("wian", words, resilient_parsing=False)
