"""SimPy as a peer: what visits of offices cost as processes of a discrete event simulation.

``python -m benchmarks.peers.simpy_peer --make`` makes a separate environment in ``.venv/simpy``;
wian never imports SimPy and is never installed beside it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers import peer_environment
from benchmarks.peers.peer_environment import peer_python

ENVIRONMENT = "simpy"
VERSION = "simpy==4.1.2"


def make() -> None:
    """Make the environment; nothing where it is there."""
    peer_environment.make(ENVIRONMENT, VERSION)


def simpy_visits(parents: Sequence[int], draws: int) -> float | None:
    """Office visits per second of processor time on a tree.

    Args:
        parents: Who writes to each office; -1 for the origin.
        draws: How many futures are run.

    Returns:
        The visits; ``None`` where SimPy's environment was not made.
    """
    python = peer_python(ENVIRONMENT)
    if not python.exists():
        return None
    program = Path(__file__).with_name("simpy_visits.py")
    asked = json.dumps({"parents": list(parents), "draws": draws})
    ran = subprocess.run([python, program], input=asked, check=True, capture_output=True, text=True)
    return float(json.loads(ran.stdout)["visits_a_second"])


def main() -> None:
    """Make the environment."""
    parser = argparse.ArgumentParser(description="SimPy as a peer.")
    parser.add_argument("--make", action="store_true", help="make its environment")
    if parser.parse_args().make:
        make()
    elif not peer_python(ENVIRONMENT).exists():
        sys.exit("There is no SimPy yet: python -m benchmarks.peers.simpy_peer --make")


if __name__ == "__main__":
    main()
