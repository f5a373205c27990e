"""The PostgreSQL of trials and tests leaves nothing behind, whatever became of who started it."""

from __future__ import annotations

import subprocess
import sys
import time

_STARTER = """
import sys, time
from pathlib import Path
from benchmarks.postgres import Cluster
cluster = Cluster(Path("/nowhere"), folder=sys.argv[1])
print("made", flush=True)
time.sleep(600)
"""


def test_what_is_killed_leaves_no_files(tmp_path, propagating):
    """A test run that ends without its fixtures, as when it took too long."""
    command = [sys.executable, "-c", _STARTER, str(tmp_path)]
    with subprocess.Popen(command, cwd=propagating.root, stdout=subprocess.PIPE) as started:
        assert started.stdout.readline() == b"made\n"
        assert len(list(tmp_path.iterdir())) == 1
        started.kill()
    for _ in range(1800):
        if not list(tmp_path.iterdir()):
            return
        time.sleep(0.1)
    raise AssertionError("its folder is still there after three minutes")
