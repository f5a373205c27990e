"""The commands in groups by who uses them, in the help, in the reference and in the shell."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wian.cli.app import app

WIAN = Path(sys.executable).with_name("wian")
REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "commands.md"
READERS = ("operators", "clerks", "managers", "analysts", "administrators")
OF_BASH = """
source <('{wian}' --show-completion)
COMP_WORDS=({words}) COMP_CWORD={place}
_wian_completion wian
echo "${{COMPREPLY[@]}}"
"""


def test_the_help_lists_the_commands_by_who_uses_them(wian):
    """Each finds what is theirs, in a terminal of 80 columns."""
    shown = wian("--help").out
    headings = re.findall(r"^\S.*\((\w+)\):$", shown, re.MULTILINE)
    assert tuple(headings) == READERS
    assert all(len(line) <= 80 for line in shown.splitlines())
    starts = {line.index(line.split(maxsplit=1)[1]) for line in shown.splitlines() if _listed(line)}
    assert len(starts) == 1


def _listed(line):
    return line.startswith("  ") and line.split()[0] in app.commands


def test_the_reference_has_the_sections_of_the_commands_in_the_same_order():
    """Somebody who reads the reference finds a command where its help has it."""
    text = REFERENCE.read_text(encoding="utf-8")
    sections = re.findall(r"^## wian ([a-z-]+)", text, re.MULTILINE)
    assert list(dict.fromkeys(sections)) == list(app.commands)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("re",), "recur reroute receive return resume registers report restore"),
        (("report", ""), "latency bottlenecks variants conformance change control html chart"),
        (("report", "latency", "--st"), "--stage"),
        (("accounts", "r"), "reset roles"),
        (("--v",), "--version"),
    ],
)
def test_what_is_typed_is_completed(wian, monkeypatch, typed, offered):
    """``wian re<TAB>``, asked in the environment as the script for bash asks."""
    monkeypatch.setenv("_WIAN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", " ".join(["wian", *typed]))
    monkeypatch.setenv("COMP_CWORD", str(len(typed)))
    ran = wian()
    assert (ran.code, ran.out.split(), ran.err) == (0, offered.split(), "")


def test_bash_completes_by_the_script_that_it_is_given():
    """``wian --show-completion``, and then the key."""
    ran = subprocess.run(
        ["bash", "-c", OF_BASH.format(wian=WIAN, words="wian report ''", place=2)],
        env={**os.environ, "PATH": f"{WIAN.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (ran.stdout.strip(), ran.stderr) == (
        "latency bottlenecks variants conformance change control html chart",
        "",
    )


@pytest.mark.parametrize(
    ("shell", "shown"),
    [
        ("zsh", '"report":"Report how long hops take, and why."'),
        ("fish", "report\tReport how long hops take, and why."),
    ],
)
def test_other_shells_show_what_a_command_does(wian, monkeypatch, shell, shown):
    """They ask in the environment, as typer's scripts have them do."""
    monkeypatch.setenv("_WIAN_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "wian rep")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    ran = wian()
    assert (ran.code, ran.err) == (0, "")
    assert shown in ran.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_installed_for_the_shell_that_asks(tmp_path, shell):
    """``wian --install-completion`` once, and a new terminal has it.

    The shell is known by the name of the process that runs the command: here each is bash.
    """
    (tmp_path / shell).symlink_to("/bin/bash")
    ran = subprocess.run(
        [tmp_path / shell, "-c", f"'{WIAN}' --install-completion; :"],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{shell} completion installed" in ran.stdout
    made = [path for path in tmp_path.rglob("*wian*") if path.is_file()]
    assert len(made) == 1
    assert "_WIAN_COMPLETE" in made[0].read_text()
