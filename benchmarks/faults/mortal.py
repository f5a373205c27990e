"""A forked child that kills itself before or after a statement or commit of its own choosing."""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

_MOMENTS = {
    "before a statement": (Engine, "before_cursor_execute"),
    "after a statement": (Engine, "after_cursor_execute"),
    "before a commit": (Engine, "commit"),
    "after a transaction": (Pool, "checkin"),
}
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Death:
    """How a child ended.

    Attributes:
        killed: By its own hand; else it lived to the end.
        during: What it said last.
        moment: Before or after what it died; empty where it lived.
        passed: How many moments it came through.
        found: What its work returned, as JSON holds it; ``None`` where it was killed.
        said: What it said, each with how many moments it had come through by then.
    """

    killed: bool
    during: str
    moment: str
    passed: int
    found: Any = None
    said: tuple[tuple[str, int], ...] = ()


def run_mortal(
    work: Callable[[Say], Any], deadly: int = 0, *, writes_only: bool = False, seconds: int = 0
) -> Death:
    """Do ``work`` in a forked child that gets SIGKILL at its ``deadly``-th moment.

    Whatever is loaded here need not be loaded there, so that the child dies at its work.

    Args:
        work: What to do; it is given what to say its progress with.
        deadly: At which moment, from 1; never where 0.
        writes_only: Count only the moments before a row is written, and before a commit.
        seconds: How long it may live; then it prints where it waits, and has failed. No limit if 0.

    Raises:
        RuntimeError: The child failed.
    """
    read, write = os.pipe()
    child = os.fork()
    if not child:
        _live(work, _Watch(write, deadly, writes_only), seconds)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as pipe:
        said = [json.loads(line) for line in pipe]
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    told = {name: value for each in said for name, value in each.items()}
    if code not in {0, -signal.SIGKILL}:
        raise RuntimeError(f"The child failed while it was at: {told.get('during')}")
    return Death(
        code != 0,
        told.get("during", ""),
        told.get("moment", ""),
        told.get("passed", 0),
        told.get("found"),
        tuple((each["during"], each["by"]) for each in said if "during" in each),
    )


def _live(work: Callable[[Say], Any], watch: _Watch, seconds: int) -> None:
    """The child's whole life."""
    code = 1
    try:
        gc.disable()
        _limit_life(seconds)
        watch.begin()
        found = work(lambda step: watch.say(during=step, by=watch.passed))
        watch.say(passed=watch.passed, found=found)
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, this process must not go on as its parent
        traceback.print_exc()
    os._exit(code)


def _limit_life(seconds: int) -> None:
    """Have the alarm print all stacks and end the process, even where no Python code runs."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    faulthandler.register(signal.SIGALRM, file=2, chain=True)
    signal.alarm(seconds)


@dataclass
class _Watch:
    """Counts moments, and kills at the deadly one."""

    pipe: int
    deadly: int
    writes_only: bool
    passed: int = field(default=0)

    def begin(self) -> None:
        for name, (whose, what) in _MOMENTS.items():
            event.listen(whose, what, lambda *given, name=name: self.tick(name, *given))

    def tick(self, moment: str, *given: Any) -> None:
        if self.writes_only and not _writes(moment, given):
            return
        self.passed += 1
        if self.passed == self.deadly:
            self.say(moment=moment, passed=self.passed)
            os.kill(os.getpid(), signal.SIGKILL)

    def say(self, **what: Any) -> None:
        os.write(self.pipe, f"{json.dumps(what)}\n".encode())


def _writes(moment: str, given: tuple[Any, ...]) -> bool:
    """Whether a row is written next, or a transaction committed."""
    if moment == "before a statement":
        return str(given[2]).startswith(("INSERT", "UPDATE"))
    return moment == "before a commit"
