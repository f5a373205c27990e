"""Processes that all draw circular numbers of one register.

Arguments: URL, how many numbers each, and for each process how it behaves: ``steady``, ``fails``
(an exception after every other draw, then tried again) or ``dies`` (killed after its last draw,
before the commit). Prints how each ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import story

from wian.delays.hop_record import Source
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.errors import LedgerBusy
from wian.ledger.records import SENT, IssuedLetter, NumberRequest, RegisterEntry


def run(url: str, worker: str, count: int, manner: str) -> None:
    """Issue ``count`` letters of the cabinet, each in a propagation of its own."""
    with open_ledger(url) as ledger:
        for index in range(count):
            name = f"{worker}-{index}"
            _patiently(lambda name=name: story.record(ledger, name))
            last = index == count - 1
            if manner == "fails" and index % 2:
                _fail(ledger, name)
            _patiently(lambda name=name, last=last: _issue(ledger, name, last and manner == "dies"))


def _issue(ledger: Ledger, name: str, dies: bool) -> None:  # noqa: FBT001 - of one caller
    with ledger.cohort(name) as cohort:
        (number,) = cohort.draw([NumberRequest("cabinet", SENT, story.YEAR, name)])
        if dies:
            os.kill(os.getpid(), signal.SIGKILL)
        letter = story.letter("cabinet", f"ว {number}")
        entry = RegisterEntry(story.YEAR, number)
        at = story.minute(story.START)
        cohort.write([IssuedLetter("cabinet", 1, letter, at, Source.SIMULATED, entry)])


def _fail(ledger: Ledger, name: str) -> None:
    try:
        with ledger.cohort(name) as cohort:
            cohort.draw([NumberRequest("cabinet", SENT, story.YEAR, name)])
            _ = 1 / 0
    except (ZeroDivisionError, LedgerBusy):
        pass


def _patiently(step: object) -> None:
    """Try a step again while another process holds the ledger, as its callers do."""
    for attempt in range(20):
        try:
            step()
        except LedgerBusy:
            time.sleep(0.01 * attempt)
        else:
            return
    raise AssertionError("busy all the time")


def _fork(url: str, worker: str, count: int, manner: str) -> int:
    """Start a process that leaves as soon as it has run; return its id."""
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        run(url, worker, count, manner)
        status = 0
    except BaseException:  # noqa: BLE001 - the parent wants any
        traceback.print_exc()
    finally:
        os._exit(status)


def main(url: str, count: str, *manners: str) -> None:
    """Run all of them at once, and print how each ended."""
    started = [_fork(url, f"w{i}", int(count), manner) for i, manner in enumerate(manners)]
    ended = [os.waitpid(process, 0)[1] for process in started]
    print(json.dumps([os.waitstatus_to_exitcode(status) for status in ended]))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
