"""A process that propagates without Prefect, and forks children that kill themselves on the way.

``victim.py REQUEST`` prepares the request (JSON) once. For each line ``URL N`` on standard input
a child propagates into that ledger and, where N is not 0, gets SIGKILL right before its N-th
statement or commit. The answer is a line: how the child ended, and how many statements it made
(0 where it was killed).
"""

from __future__ import annotations

import os
import signal
import sys

import alembic.command  # noqa: F401 - imported once here, and not in every child
from sqlalchemy import Engine, event

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import open_ledger
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.rehearse import forward
from wian.propagation.request import PropagationRequest

_made = 0


def main() -> None:
    """Answer every line."""
    plan = prepare(PropagationRequest.model_validate_json(sys.argv[1]))
    for line in sys.stdin:
        url, deadly = line.split()
        read, write = os.pipe()
        child = os.fork()
        if not child:
            propagate(plan, url, int(deadly))
            os.write(write, str(_made).encode())
            os._exit(0)
        os.close(write)
        _, status = os.waitpid(child, 0)
        made = os.read(read, 20).decode() or "0"
        os.close(read)
        print(os.waitstatus_to_exitcode(status), made, flush=True)  # noqa: T201 - the answer


def propagate(plan: Plan, url: str, deadly: int) -> None:
    """Send the plan down, up to the deadly statement."""

    def tick(*_arguments: object) -> None:
        global _made  # noqa: PLW0603 - one count a process
        _made += 1
        if _made == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", tick)
    event.listen(Engine, "commit", tick)
    with open_ledger(url) as ledger:
        record(ledger, plan, Instant(26_800_000, Precision.MINUTE))
        for wave in plan.route.waves:
            for cohort in wave.cohorts:
                forward(ledger, plan, wave, cohort)


if __name__ == "__main__":
    main()
