"""The commands in the language of who reads them: nothing missing, nothing stale."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from wian.cli.app import app
from wian.cli.terminal import usage
from wian.cli.terminal.translation import _entries, _languages, _translation
from wian.kit.text_width import width

ROOT = Path(__file__).parents[3]
CATALOGUES = sorted(ROOT.glob("wian/jurisdictions/*/words/commands.*.po"))
EVERYWHERE = {
    *("Usage:", "Arguments", "Options", "Commands", "required", "default: {value}", "Error:"),
    *("Show this message and exit.", "Try '{command} --help' for help."),
}
TYPED_WRONG = {
    "plan": "Missing argument {name}.",
    "report chart": "Missing argument {name}. Choose from:{names}",
    "accounts add moi --post x": "Missing option {name}. Choose from:{names}",
    "correct x y": "Missing option {name}.",
    "propagate x --sead 3": "No such option: {name} (Possible options: {names})",
    "--zzz": "No such option: {name}",
    "repot": "No such command {name}. Did you mean {names}?",
    "zzz": "No such command {name}.",
    "propagate x y": "Got unexpected extra argument(s) ({names})",
    "letters --part": "Option {name} requires an argument.",
    "letters --json=1": "Option {name} does not take a value.",
    "letters --wave 0": "{value} is too small; use at least {ge}.",
    "up --port-desk 70000": "{value} is too large; use at most {le}.",
    "letters --wave x": "{value} is not a whole number.",
    "sql x --timeout x": "{value} is not a number.",
    "letters --format zzz": "{value} is not one of {names}.",
    "offices --under x --compare y": (
        "Use --compare or --under, not both: they show different things."
    ),
}
"""What is typed, and which text of the catalogue it is refused with."""
WITHIN = {"Invalid value for {name}: {what}", "Invalid value: {what}", "{value} does not fit."}


def _commands(group, above=()):
    for name, command in group.commands.items():
        yield (*above, name), command
        if hasattr(command, "commands"):
            yield from _commands(command, (*above, name))


def _helped():
    """Every paragraph of help, and every heading of a list of commands."""
    for command in (app, *(each for _, each in _commands(app))):
        yield from (command.help or "").split("\n\n")
        for parameter in command.params:
            yield getattr(parameter, "help", None) or ""
        for heading, listed in getattr(command, "sections", {}).items():
            yield heading
            yield from (each.summary for each in listed.values())


def _refusals():
    """What commands say of options that do not go together, where nothing varies in it."""
    for path in sorted(ROOT.glob("wian/cli/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "typer.BadParameter":
                yield from (each.value for each in node.args if isinstance(each, ast.Constant))


def _in_english():
    found = {" ".join(each.split()) for each in (*_helped(), *_refusals())} - {""}
    return found | EVERYWHERE | set(TYPED_WRONG.values()) | WITHIN


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_a_catalogue_has_every_text_and_no_other(path):
    """Whoever changes a help text finds here which entry to write, and which to delete."""
    texts, english = dict(_entries(path.read_text(encoding="utf-8"))), _in_english()
    assert len(english) > 400
    assert sorted(english - set(texts)) == []
    assert sorted(set(texts) - english) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_a_translation_keeps_what_is_typed(path):
    """Options, names in capitals, file endings and what varies are the same in every language."""
    kept = re.compile(
        r"(?<![\w-])--[a-z][a-z-]+|\{\w+\}|(?<![\w.])\.[a-z]{2,5}\b|\b[A-Z][A-Z_]{2,}\b"
    )
    for english, said in _entries(path.read_text(encoding="utf-8")):
        assert sorted(set(kept.findall(said)) - {"HTML"}) == sorted(
            set(kept.findall(english)) - {"HTML"}
        ), english


def test_the_sentences_of_wrong_values_are_known():
    """A sentence that is added to the program is missed here, not by a reader."""
    patterns = {re.sub(r"\{error\}", "{value}", each) for each in usage._SENTENCES.values()}
    assert patterns - {"{value}"} <= _in_english()


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({"LANGUAGE": "th", "LANG": "en_US.UTF-8"}, ["th"]),
        ({"LANGUAGE": "id:th"}, ["id", "th"]),
        ({"LANGUAGE": "", "LC_ALL": "th_TH.UTF-8", "LANG": "en_US"}, ["th"]),
        ({"LC_MESSAGES": "th_TH", "LANG": "en_US"}, ["th"]),
        ({"LANG": "th_TH.UTF-8@euro"}, ["th"]),
        ({"LC_CTYPE": "th_TH"}, []),
        ({"LANGUAGE": "th", "LC_ALL": "C"}, []),
        ({"LANG": "C.UTF-8"}, []),
        ({"LANGUAGE": "../x:TH:*"}, []),
        ({}, []),
    ],
    ids=str,
)
def test_the_language_is_the_one_that_gettext_would_take(environment, wanted):
    """As for every other program: LANGUAGE first, then LC_ALL, LC_MESSAGES and LANG."""
    assert list(_languages(environment)) == wanted


@pytest.mark.parametrize("typed", TYPED_WRONG)
def test_what_is_typed_wrong_is_refused_in_thai(wian, monkeypatch, typed):
    """The same status, and the sentence of the catalogue with what was typed in it."""
    monkeypatch.setenv("LANGUAGE", "th")
    said = _translation("th").texts[TYPED_WRONG[typed]]
    ran = wian(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert re.search(re.sub(r"\\\{\w+\\\}", "(.|\n)+", re.escape(said)), ran.err)
    assert "ข้อผิดพลาด:" in ran.err
    assert "Error" not in ran.err


@pytest.mark.parametrize("typed", [(), *(name for name, _ in _commands(app))], ids=" ".join)
def test_the_help_in_thai_is_as_wide_as_the_terminal(wian, monkeypatch, typed):
    """Marks above and below letters take no column: no line is cut, no column bends."""
    monkeypatch.setenv("LANGUAGE", "th")
    monkeypatch.setenv("COLUMNS", "80")
    ran = wian(*typed, "--help")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith(f"วิธีใช้: {' '.join(('wian', *typed))} ")
    assert max(width(line) for line in lines if not line.isascii()) <= 78
    described = [line for line in lines if re.match(r"  -?-?[a-z-]+(, --\w+)?  +[ก-๙]", line)]
    assert described or typed == ()
    assert not [line for line in lines if re.match(r" +[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", line)]


def test_the_help_in_a_language_that_nobody_has_written_is_english(wian, monkeypatch):
    """What the catalogue lacks stays English, and nothing breaks."""
    english = wian("verify", "--help").out
    for language in ("fr", "C", "th_XX.nothing", "en:th"):
        monkeypatch.setenv("LANGUAGE", language)
        assert (wian("verify", "--help").out == english) is (language != "th_XX.nothing")


def test_an_entry_that_is_fuzzy_or_empty_is_left_out():
    """A translator's editor marks what the English has changed under: it is not shown."""
    fuzzy, empty = '#, fuzzy\nmsgid "a"\nmsgstr "b"', 'msgid "c"\nmsgstr ""'
    whole = 'msgid ""\n"d "\n"e"\nmsgstr "f"'
    assert dict(_entries(f"{fuzzy}\n\n{empty}\n\n{whole}\n")) == {"d e": "f"}
