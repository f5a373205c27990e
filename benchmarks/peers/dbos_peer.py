"""DBOS as a peer: what a durable step costs that does nothing, on SQLite.

``python -m benchmarks.peers.dbos_peer --make`` makes a separate environment in ``.venv/dbos``; wian
never imports DBOS and is never installed beside it. Without ``--make`` it is measured alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cost import Cost
from benchmarks.peers import peer_environment
from benchmarks.peers.peer_environment import peer_python

ENVIRONMENT = "dbos"
VERSION = "dbos==3.4.0"
STEPS = (200, 1_200)


def make() -> None:
    """Make the environment; nothing where it is there."""
    peer_environment.make(ENVIRONMENT, VERSION)


def dbos_step(few: int, many: int) -> Cost | None:
    """What each of the steps of a workflow of ``many`` costs beyond one of ``few``.

    Each is kept as DBOS keeps it by itself: a transaction with full sync.

    Args:
        few: Steps of the smaller workflow.
        many: Steps of the larger one.

    Returns:
        The cost of one step; ``None`` where DBOS's environment was not made.
    """
    python = peer_python(ENVIRONMENT)
    if not python.exists():
        return None
    program = Path(__file__).with_name("dbos_steps.py")
    with TemporaryDirectory(prefix="wian-bench-") as folder:
        ran = subprocess.run(
            [python, program, folder, str(few), str(many)],
            check=True,
            capture_output=True,
            text=True,
            cwd=folder,
        )
    return Cost(**json.loads(ran.stdout.splitlines()[-1]))


def main() -> None:
    """Make the environment, or measure."""
    parser = argparse.ArgumentParser(description="DBOS as a peer.")
    parser.add_argument("--make", action="store_true", help="make its environment")
    if parser.parse_args().make:
        make()
        return
    each = dbos_step(*STEPS)
    if each is None:
        sys.exit("There is no DBOS yet: python -m benchmarks.peers.dbos_peer --make")
    sys.stdout.write(f"a step: {each}\n")


if __name__ == "__main__":
    main()
