"""The real command, killed in the middle of a propagation, and run again."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify

PROVINCES = ("phuket", "lamphun", "phitsanulok", "nan", "trat", "yala", "krabi", "loei")
WHOLE = 83
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


@pytest.fixture
def killed(process, command, processes) -> Callable[..., list[int]]:
    """Start the command, kill it once so many letters stand; gives the processes it had."""

    def run(letters: Callable[[], int], enough: int, *options: str) -> list[int]:
        started = process(*command, *options)
        while (found := letters()) < enough:
            assert started.poll() is None, started.communicate()
            time.sleep(0.002 if found else 0.05)  # before the first letter it loads for seconds
        children = processes.children(started.pid)
        started.send_signal(signal.SIGKILL)
        started.communicate()
        assert started.returncode == -signal.SIGKILL
        return children

    return run


def _in_file(home: Path) -> Callable[[], int]:
    def letters() -> int:
        try:
            with sqlite3.connect(f"file:{home}/wian.db?mode=ro", uri=True) as connection:
                return int(connection.execute(LETTERS).fetchone()[0])
        except sqlite3.Error:
            return 0

    return letters


def _in_postgres(url: str) -> Callable[[], int]:
    def letters() -> int:
        try:
            with psycopg.connect(url) as connection:
                return int(connection.execute(LETTERS).fetchone()[0])
        except psycopg.Error:
            return 0

    return letters


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
    orphans = killed(_in_file(used_home), 20, "--prefect")
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
    letters = _in_postgres(postgres_url)
    _assert_all_leave(processes, killed(letters, 60))
    had = letters()
    again = wian_on_server(*command)
    assert (again.code, again.err, again.json["letters"]) == (0, "", WHOLE)
    (run, *_), tasks = prefect_api.flow_runs(), []
    while len(tasks) < 2:
        tasks = prefect_api.task_runs(run["id"])
    assert 60 <= had < WHOLE
    assert len(tasks) < 1 + 4 + len(PROVINCES)
    with open_ledger(postgres_url) as ledger:
        assert propagating.everything(ledger, plan) == undisturbed
        assert verify(ledger).ok
