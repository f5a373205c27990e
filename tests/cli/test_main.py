"""How ``wian`` ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
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


@pytest.mark.parametrize("arguments", ["hops --format csv", "letters --json"])
def test_a_reader_that_stops_early_is_no_error_to_look_at(process, recorded_home, arguments, home):
    """``wian hops --format csv | head -1``: the line, and not a word about the pipe."""
    command = (
        f"WIAN_HOME='{recorded_home}' {Path(sys.executable).with_name('wian')} {arguments}"
        " | head -1 | wc -l"
    )
    ran = subprocess.run(  # noqa: S602 - a pipe is what is tested
        command, shell=True, capture_output=True, text=True, check=True
    )
    assert (ran.stdout.strip(), ran.stderr) == ("1", "")


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


def test_a_defect_is_one_sentence_and_its_trace_is_kept(read, monkeypatch, tmp_path):
    """Nobody is shown a traceback; whoever mends it finds one."""
    monkeypatch.setenv("WIAN_HOME", str(tmp_path))
    monkeypatch.setattr("wian.cli.propagate.offices.load_offices", lambda *_: 1 / 0)
    ran = read("offices")
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" not in ran.err
    assert "ZeroDivisionError" in ran.err
    assert "Traceback" in (tmp_path / "defects.log").read_text()


def test_ctrl_c_stops_at_once_and_loses_nothing(process, home, propagating):
    """One sentence, 1, no trace; the same command goes on later."""
    started = process("propagate", propagating.national, "--json")
    while not (home / "prefect" / "server.log").exists():
        assert started.poll() is None
        time.sleep(0.01)
    time.sleep(0.5)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=60)
    assert (started.returncode, out) == (1, "")
    assert err == "Interrupted. Nothing is half written: the same command goes on from here.\n"
