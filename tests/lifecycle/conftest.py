"""What stories of a directive's life share: a process that is killed at every write of an act."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from itertools import count

import pytest
from sqlalchemy import Engine, event

from wian.ledger.database import Ledger, open_ledger

Act = Callable[[Ledger], object]


def _dies(ledger: Ledger, act: Act, deadly: int) -> bool:
    """Act in a child that gets SIGKILL before its write or commit of that number."""
    child = os.fork()
    if not child:
        made = count(1)

        def tick(*given: object) -> None:
            writes = len(given) == 1 or str(given[2]).startswith(("INSERT", "UPDATE"))
            if writes and next(made) == deadly:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", tick)
        event.listen(Engine, "commit", tick)
        try:
            with open_ledger(ledger.full_url) as own:
                act(own)
            os._exit(0)
        finally:
            os._exit(1)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in {0, -signal.SIGKILL}, deadly
    return ended != 0


@pytest.fixture
def killed_everywhere() -> Callable[[Ledger, Act], int]:
    """Act again and again, dying one write later each time; how often it died."""

    def kill(ledger: Ledger, act: Act) -> int:
        return next(died for died in count() if not _dies(ledger, act, died + 1))

    return kill
