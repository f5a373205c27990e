"""The real command, killed in the middle of a propagation, and run again."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify

PROVINCES = ("phuket", "lamphun", "phitsanulok", "nan", "trat", "yala", "krabi", "loei")
BEGUN, WHOLE = 12, 83
"""Letters: from one province's districts on some stand and most are missing; all."""
LETTERS = "SELECT count(*) FROM letter"


@pytest.fixture(scope="module")
def plan(propagating):
    """Eight provinces of the national directive, and all their districts and local bodies."""
    return propagating.prepare(propagating.national, limit_to=PROVINCES)


@pytest.fixture(scope="module")
def undisturbed(plan, propagating, tmp_path_factory) -> dict[str, object]:
    """What the ledger holds where nobody was killed."""
    path = tmp_path_factory.mktemp("undisturbed") / "ledger.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        propagating.send(ledger, plan)
        return propagating.everything(ledger, plan)


@pytest.fixture
def command(propagating) -> list[object]:
    """The command line that is killed and run again."""
    limits = [part for province in PROVINCES for part in ("--limit-to", province)]
    return ["propagate", propagating.national, *limits, "--json"]


class Book:
    """A ledger as one sees it who waits for its letters: read at any time."""

    def __init__(self, connect: Callable[[], Any], errors: type[Exception]) -> None:
        self._connect, self._errors = connect, errors

    def letters(self) -> int:
        """How many letters it holds now; none before it is there."""
        try:
            with closing(self._connect()) as connection:
                return int(connection.execute(LETTERS).fetchone()[0])
        except self._errors:
            return 0


def _file(home: Path) -> Book:
    address = f"file:{home}/wian.db?mode=rw"
    return Book(lambda: sqlite3.connect(address, uri=True, timeout=60), sqlite3.Error)


def _server(url: str) -> Book:
    return Book(lambda: psycopg.connect(url), psycopg.Error)


@pytest.fixture
def killed(process, command, processes) -> Callable[..., list[int]]:
    """Start the command, kill it once so many letters stand; gives the processes it had.

    It is stopped first, so that it writes nothing more while its letters are counted. To wait for
    its lock instead would lose: it commits again and again, and whoever waits comes too late.
    """

    def run(book: Book, enough: int, *options: str) -> list[int]:
        started = process(*command, *options)
        while (found := book.letters()) < enough:
            assert started.poll() is None, started.communicate()
            time.sleep(0.002 if found else 0.1)  # before the first letter it loads for seconds
        started.send_signal(signal.SIGSTOP)
        assert book.letters() < WHOLE, "it was over before it could be killed"
        children = processes.children(started.pid)
        started.send_signal(signal.SIGKILL)
        started.communicate()
        assert started.returncode == -signal.SIGKILL
        return children

    return run


def _assert_all_leave(processes, pids: list[int]) -> None:
    for _ in range(1800):
        if not any(processes.lives(pid) for pid in pids):
            return
        time.sleep(0.1)
    raise AssertionError(f"still there three minutes after their parent was killed: {pids}")


def test_killed_and_run_again_at_once_in_the_same_home(  # noqa: PLR0913, PLR0917 - fixtures
    killed, process, command, used_home, plan, undisturbed, propagating, processes
):
    """The second command may start while the first one's server is still leaving."""
    orphans = killed(_file(used_home), BEGUN, "--prefect")
    assert orphans
    again = process(*command, "--prefect")
    out, err = again.communicate(timeout=600)
    assert (again.returncode, err) == (0, "")
    assert f'"propagation": "{plan.id}"' in out
    _assert_all_leave(processes, orphans)
    with open_ledger(f"sqlite:///{used_home}/wian.db") as ledger:
        assert propagating.everything(ledger, plan) == undisturbed
        assert verify(ledger).ok


def test_killed_without_prefect_it_goes_on_there_where_it_was(  # noqa: PLR0913, PLR0917 - the same
    monkeypatch,
    killed,
    command,
    used_home,
    plan,
    undisturbed,
    propagating,
    processes,
    wian_on_server,
    prefect_api,
    postgres_url,
):
    """The next run makes task runs only for what is missing, and the ledger proves itself."""
    monkeypatch.setenv("WIAN_DATABASE_URL", postgres_url)
    _assert_all_leave(processes, killed(_server(postgres_url), BEGUN))
    again = wian_on_server(*command)
    assert (again.code, again.err, again.json["letters"]) == (0, "", WHOLE)
    (run, *_), tasks = prefect_api.flow_runs(), []
    while len(tasks) < 2:
        tasks = prefect_api.task_runs(run["id"])
    assert len(tasks) < 1 + 4 + len(PROVINCES)
    with open_ledger(postgres_url) as ledger:
        assert propagating.everything(ledger, plan) == undisturbed
        assert verify(ledger).ok
