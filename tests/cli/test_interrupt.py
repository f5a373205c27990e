"""Ctrl-C: 130 and a quiet end, at whatever moment it comes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

WIAN = Path(sys.executable).with_name("wian")
SENTENCE = "Interrupted. Nothing is half written; run the same command again.\n"
ENDLESS = """
import gc, os, signal, sys
from wian.cli.interrupt import catch_interrupts, interrupts_end_at_once
catch_interrupts()
with interrupts_end_at_once():
    pass

class Loud:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)

Loud()
print("went on")
"""


@pytest.mark.parametrize("after", [0.03, 0.1, 0.2, 0.4])
def test_while_it_loads_it_ends_quietly(recorded_home, monkeypatch, after):
    """Whoever mistyped presses Ctrl-C at once, and sees no traceback.

    Only before Python comes to wian is it Python's own end, which no program can change.
    """
    monkeypatch.setenv("WIAN_HOME", str(recorded_home))
    started = _started("report", "latency")
    time.sleep(after)
    started.send_signal(signal.SIGINT)
    _, err = started.communicate(timeout=600)
    assert "wian/cli" not in err
    if "Traceback" not in err:
        assert (started.returncode, err) in {(0, ""), (130, ""), (130, SENTENCE)}


def test_in_the_middle_of_a_command_nothing_is_lost(process, home, propagating):
    """One sentence, 130, no trace; the same command goes on later."""
    started = process("propagate", propagating.directive, "--prefect", "--json")
    while not (home / "prefect" / "server.log").exists():
        assert started.poll() is None
        time.sleep(0.01)
    time.sleep(0.5)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=600)
    assert (started.returncode, out, err) == (130, "", SENTENCE)


def test_an_interrupt_that_python_would_swallow_ends_it_too():
    """In a destructor Python prints the exception as ignored, and goes on."""
    ran = subprocess.run(
        [sys.executable, "-c", ENDLESS], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")


def _started(*arguments):
    """A command whose Python has come as far as to its script."""
    started = subprocess.Popen(
        [WIAN, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    caught = 1 << (signal.SIGINT - 1)
    while started.poll() is None:
        status = Path(f"/proc/{started.pid}/status").read_text()
        masks = dict(line.split(":\t") for line in status.splitlines() if line.startswith("Sig"))
        if int(masks["SigCgt"], 16) & caught:
            break
    return started
