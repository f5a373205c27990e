"""The exit status: an unread output is no failure, a full disk and a defect are a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WIAN = Path(sys.executable).with_name("wian")


@pytest.fixture
def piped(recorded_home):
    """Run ``wian`` with a shell behind it; gives its own exit status, and what it complained of."""

    def run(arguments, behind):
        ran = subprocess.run(
            ["bash", "-c", f"'{WIAN}' {arguments} {behind}; echo ${{PIPESTATUS[0]}}"],
            env={**os.environ, "WIAN_HOME": str(recorded_home)},
            capture_output=True,
            text=True,
            check=True,
        )
        return int(ran.stdout.split()[-1]), ran.stderr

    return run


@pytest.mark.parametrize(
    ("arguments", "reader"),
    [
        ("hops", "true"),
        ("hops --format csv", "head -1 >/dev/null"),
        ("letters --json", "head -1 >/dev/null"),
        ("--help", "true"),
    ],
)
def test_a_reader_that_stops_early_is_no_failure(piped, arguments, reader):
    """``wian hops | head -1``: 0, and not a word about the pipe."""
    assert piped(arguments, f"| {reader}") == (0, "")


def test_a_refusal_that_nobody_reads_stays_a_refusal(piped):
    """A script that throws the words away still sees that nothing was done."""
    assert piped("offices --file nowhere.yaml", "2>&1 | true") == (1, "")


@pytest.mark.parametrize("arguments", ["hops --format csv", "--version"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_a_sentence(piped, arguments):
    """Whether the output breaks in the middle or at its end."""
    status, complaint = piped(arguments, ">/dev/full")
    assert status == 1
    assert complaint.startswith("Nothing more can be written: No space left on device.")
    assert "Traceback" not in complaint


def test_a_defect_is_one_sentence_and_its_trace_is_kept(read, monkeypatch, tmp_path):
    """Nobody is shown a traceback; whoever mends it finds one."""
    monkeypatch.setenv("WIAN_HOME", str(tmp_path))
    monkeypatch.setattr("wian.cli.offices.offices.load_offices", lambda *_: 1 / 0)
    ran = read("offices")
    assert (ran.code, ran.out) == (1, "")
    assert "Traceback" not in ran.err
    assert "ZeroDivisionError" in ran.err
    assert "Traceback" in (tmp_path / "defects.log").read_text()


def test_a_pipe_that_broke_elsewhere_is_a_defect(read, monkeypatch, tmp_path):
    """Only a reader of the output may leave without being missed."""

    def broken(*_):
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setenv("WIAN_HOME", str(tmp_path))
    monkeypatch.setattr("wian.cli.offices.offices.load_offices", broken)
    ran = read("offices")
    assert ran.code == 1
    assert "BrokenPipeError" in ran.err
