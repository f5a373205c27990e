"""The promise that what people read is in plain English, with one term for each thing.

Readers with school English, and machine translation, stumble over the patterns below. Each has
what to write instead. The texts are the pages of the documentation (not its decisions, which are
history), the words of the desk, of reports and of mails, the help of every command, and what the
program says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
import yaml

from wian.cli.app import app

_ROOT = Path(__file__).resolve().parents[2]


class Pattern(NamedTuple):
    """What is not written, and what is written instead."""

    found: str
    instead: str


PATTERNS = (
    Pattern(r"\bwrit(?:e|es|ing|ten) on(?=[.,;:)]|$)|\bwrote on\b", "forward"),
    Pattern(r"\bpass(?:es|ed|ing)? (?:it |them |letters? |another one )?on\b(?! a)", "forward"),
    Pattern(r"\bforwards? alone\b|\bforwarding alone\b", "forward automatically"),
    Pattern(r"\bcannot know (?:yet|of it)\b", "wait behind another office"),
    Pattern(r"\b[Nn]ot stamped$", "not received yet"),
    Pattern(
        r"\ba (?:row|line|file|letter|page|folder|column|transaction|bar|message|lane) an? [a-z]+",
        "one ... per ...",
    ),
    Pattern(r"\b(?:where|if|when) (?:it is |they are )?left out\b", "by default"),
    Pattern(r"\b[Ww]ho(?:so)?ever\b|\b[Ww]hichever\b", "anyone who, the office that"),
    Pattern(r"\b(?:is|are|was|were|be) told\b|\btold apart\b|\btells (?!a story)", "say, describe"),
    Pattern(r"\bof (?:its|their|your|one's) own\b(?! [a-z])", "its own ..., separate"),
    Pattern(r"\banew\b|\bonce more\b", "again"),
    Pattern(r"\bnothing of (?:it|them|yours|the)\b", "it is not ..."),
    Pattern(r"\bwhat(?:ever)? stands\b|\bstands (?:in|on|there|here|above|below)\b", "is"),
    Pattern(
        r"\bha(?:s|ve) (?:an? |the )?\w+ (?:told|sent to|go on|forward alone)\b", "an active verb"
    ),
    Pattern(
        r"(?:^|\. )Who (?:has|is|was|runs|reads|wants|can|knows)\b[^?]*\.",
        "someone who, an office that",
    ),
)
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`|\]\([^)\n]*\)|https?://\S+", re.MULTILINE | re.DOTALL)
_PAGES = sorted(
    path
    for path in (
        _ROOT / "README.md",
        _ROOT / "CONTRIBUTING.md",
        _ROOT / "wian/desk/words/help.md",
        *(_ROOT / "docs").rglob("*.md"),
    )
    if "adr" not in path.parts and "th" not in path.parts
)
_CATALOGUES = sorted(_ROOT.glob("wian/*/words/en.yaml"))
_CONTRACTS = {"letter passed on"}
"""What programs read, and which therefore stays as it is."""
_ROOMS = ("flows", "hierarchy", "tasks", "wian")


def faults(text: str) -> list[str]:
    """What a text says in a way that is not plain, each with what to write instead."""
    return [
        f"{match.group()!r}: write {pattern.instead!r}"
        for pattern in PATTERNS
        for match in re.finditer(pattern.found, text, re.MULTILINE)
    ]


def _prose(page: Path) -> str:
    """A page with its code and addresses blanked, line by line."""
    text = page.read_text("utf-8")
    return _CODE.sub(lambda code: "\n" * code.group().count("\n"), text)


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: str(page.relative_to(_ROOT)))
def test_a_page_is_in_plain_english(page: Path) -> None:
    """A clerk, an operator or a translator reads it without stopping."""
    lines = enumerate(_prose(page).splitlines(), start=1)
    assert [f"{page.name}:{n}: {fault}" for n, line in lines for fault in faults(line)] == []


@pytest.mark.parametrize("catalogue", _CATALOGUES, ids=lambda path: str(path.relative_to(_ROOT)))
def test_a_catalogue_is_in_plain_english(catalogue: Path) -> None:
    """What the desk, a report or a mail says is as plain as the pages."""
    words = yaml.safe_load(catalogue.read_text("utf-8"))
    assert len(words) > 10
    assert [f"{key}: {each}" for key, text in words.items() for each in faults(str(text))] == []


def _commands(group: typer.core.TyperGroup, path: str = "wian") -> Iterator[tuple[str, str]]:
    """Each command and what its help says of it and of its options."""
    for name, command in group.commands.items():
        said = [command.help or "", *(getattr(each, "help", None) or "" for each in command.params)]
        yield f"{path} {name}", "\n".join(said)
        if hasattr(command, "commands"):
            yield from _commands(command, f"{path} {name}")


def test_the_help_of_every_command_is_in_plain_english() -> None:
    """Who asks --help understands it at the first reading."""
    found = dict(_commands(app))
    assert len(found) > 50
    assert [f"{name}: {each}" for name, text in found.items() for each in faults(text)] == []


def _said(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module that are not its docstrings; the parts of a text are joined."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            yield node.lineno, "".join(_part(part) for part in node.values)
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if not isinstance(text, str) or text in _CONTRACTS:
            continue
        if " " in text and id(node) not in skipped:
            yield node.lineno, text


def _part(part: ast.expr) -> str:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "X"


@pytest.mark.parametrize("room", _ROOMS)
def test_what_the_program_says_is_in_plain_english(room: str) -> None:
    """An error, a warning or a table is read by people in a hurry."""
    found = [
        f"{path.relative_to(_ROOT)}:{line}: {fault}"
        for path in sorted((_ROOT / room).rglob("*.py"))
        for line, text in _said(path)
        for fault in faults(_CODE.sub("", text))
    ]
    assert found == []


def test_the_patterns_find_what_they_are_for() -> None:
    """Each is in a sentence that was once in these pages."""
    for text in (
        "the district has not written on.",
        "offices that only pass letters on",
        "an office that forwards alone",
        "who cannot know yet",
        "with --json, a row a hop",
        "the latest where it is left out",
        "whoever runs the machine",
        "how they differ is told in letters",
        "a register of its own.",
        "writes them anew",
        "nothing of it is forwarded",
        "what stands in brackets",
        "has an address told of it",
        "Who has the key can sign.",
    ):
        assert faults(text), text
    for text in ("write it on paper", "Who has it?", "on a page of its own kind", "pass on a bus"):
        assert not faults(text), text
