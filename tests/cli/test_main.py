"""How ``wian`` ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

COMMANDS = ("offices", "plan", "propagate", "status", "letters", "hops", "verify")


def test_without_a_command_it_lists_them(wian):
    """Wrong usage is 2, and the help says what would be right."""
    ran = wian()
    assert ran.code == 2
    assert all(command in ran.out + ran.err for command in COMMANDS)


def test_it_says_which_version_it_is(wian):
    """Whoever reports a defect is asked that first; groups of commands have none of their own."""
    ran = wian("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"wian {version('wian')}\n", "")
    assert "--version" in wian("--help").out
    assert wian("report", "--version").code == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(wian, command):
    """0, a sentence, and its options."""
    ran = wian(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "--json" in ran.out


@pytest.mark.parametrize("arguments", [("frobnicate",), ("plan",), ("status", "--nonsense")])
def test_wrong_usage_is_2(wian, arguments):
    """An unknown command, a missing argument, an unknown option."""
    ran = wian(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments", [("letters", "--office", "phitsanulok", "--json"), ("offices",)]
)
def test_a_terminal_without_thai_letters_is_no_defect(recorded_home, tmp_path, arguments):
    """A bare server or a cron job has the locale C: the command works, and JSON stays JSON."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "WIAN_HOME": str(recorded_home)}
    told = subprocess.run(
        [Path(sys.executable).with_name("wian"), *arguments],
        env={**kept, **plain},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, b"")
    said = told.stdout.decode("ascii")
    if "--json" in arguments:
        assert json.loads(said)["letters"][0]["letter"]["number"] == "พล ๐๐๒๓.๓/ว ๕๕๓"


def test_a_closed_output_is_no_defect(recorded_home):
    """``wian hops >&-``: a job without a terminal may have no output at all."""
    command = f"'{Path(sys.executable).with_name('wian')}' hops >&-"
    ran = subprocess.run(  # noqa: S602 - a shell's redirection is what is tested
        command,
        shell=True,
        env={**os.environ, "WIAN_HOME": str(recorded_home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
