"""Trivial steps by DBOS on SQLite: a program for DBOS's own environment, which has no wian.

Run as ``python dbos_steps.py FOLDER FEW MANY``; prints one JSON object with the seconds on the
wall's clock and of the processor that each of the further steps took.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from time import perf_counter, process_time

from dbos import DBOS  # type: ignore[import-not-found]  # only ever in an environment of its own

logging.disable(logging.WARNING)


@DBOS.step()  # type: ignore[untyped-decorator]
def step(number: int) -> int:
    """A step that does nothing: what is measured is that it is kept."""
    return number


@DBOS.workflow()  # type: ignore[untyped-decorator]
def workflow(steps: int) -> int:
    """One workflow of so many steps."""
    return sum(step(number) for number in range(steps))


def cost(steps: int) -> tuple[float, float]:
    """Seconds on the wall's clock, and of the processor, of a workflow."""
    wall, processor = perf_counter(), process_time()
    workflow(steps)
    return perf_counter() - wall, process_time() - processor


def main(folder: str, few: int, many: int) -> None:
    """Run both workflows, after one that does not count."""
    url = f"sqlite:///{Path(folder) / 'dbos.sqlite'}"
    DBOS(config={"name": "peer", "system_database_url": url, "run_admin_server": False})
    DBOS.launch()
    cost(few)
    least, most = cost(few), cost(many)
    each = [(more - less) / (many - few) for less, more in zip(least, most, strict=True)]
    sys.stdout.write(json.dumps({"wall": each[0], "processor": each[1]}) + "\n")
    DBOS.destroy()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
