"""What a process keeps open while it propagates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from benchmarks.postgres import free_port
from wian.kit.errors import InputFaults
from wian.ledger.database import open_ledger
from wian.ledger.errors import LedgerAway, LedgerError
from wian.propagation import runtime
from wian.propagation.plan import record


@pytest.fixture(autouse=True)
def _home(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("WIAN_HOME", str(tmp_path))
    monkeypatch.delenv("WIAN_DATABASE_URL", raising=False)


def test_an_equal_request_is_not_read_twice(propagating):
    """The command plans it for the screen, the flow propagates that very plan."""
    assert runtime.prepared(propagating.request()) is runtime.prepared(propagating.request())


def test_what_was_read_to_name_a_run_is_what_is_planned(propagating, living):
    """The file is edited meanwhile: the run bears the name of what it sends."""
    path = living.directive(id="drill-read-once", subject="ก่อน")
    request = propagating.request(path, clock="live")
    assert runtime.directive(request).subject == "ก่อน"
    living.directive(id="drill-read-once", subject="หลัง")
    assert runtime.prepared(request).directive.subject == "ก่อน"
    assert runtime.directive(request).subject == "ก่อน"


def test_a_faulty_directive_has_no_name_and_its_faults_are_reported(propagating, living):
    """Naming it reports nothing: planning does, once."""
    path = living.directive(id="drill-faulty", origin="")
    request = propagating.request(path, clock="live")
    assert runtime.directive(request) is None
    with pytest.raises(InputFaults, match="origin"):
        runtime.prepared(request)


def test_another_request_is_prepared_anew(propagating):
    """A resident process serves one propagation after the other."""
    one = runtime.prepared(propagating.request())
    other = runtime.prepared(propagating.request(seed=5))
    assert (one.seed, other.seed) == (1, 5)
    assert runtime.prepared(propagating.request()).id == one.id


def test_a_process_without_the_files_reads_the_ledger(propagating):
    """A task that runs elsewhere knows only the propagation's id."""
    plan = propagating.prepare(seed=3)
    record(runtime.ledger(make=True), plan, propagating.some_day)
    assert plan.id not in runtime._kept
    assert runtime.recorded_plan(plan.id).route == plan.route


def test_the_ledger_is_opened_once():
    """Every step of a process shares its connections."""
    assert runtime.ledger(make=True) is runtime.ledger()


def test_the_clock_of_the_database_server_has_to_agree(postgres_ledger_url, monkeypatch):
    """A machine whose clock is off enters nothing, and the sentence shows both clocks."""
    with open_ledger(postgres_ledger_url) as held:
        runtime.refuse_clocks_apart(held)
        for minutes in (-7, 7):
            off = datetime.now(UTC) + timedelta(minutes=minutes)
            with pytest.raises(runtime.ClocksApart, match="7 minutes apart"):
                runtime.refuse_clocks_apart(held, off)
        monkeypatch.setenv("WIAN_CLOCK_MINUTES", "10")
        runtime.refuse_clocks_apart(held, off)


def test_a_file_has_no_clock_of_its_own(empty_ledger):
    """There is nothing to compare this machine's with."""
    runtime.refuse_clocks_apart(empty_ledger, datetime(2036, 1, 1, tzinfo=UTC))


def test_a_service_waits_for_a_database_server_that_is_away(
    monkeypatch, caplog, postgres_ledger_url
):
    """It ended, and was started again after pauses of half a minute."""
    monkeypatch.setenv("WIAN_DATABASE_URL", f"postgresql://u:p@127.0.0.1:{free_port()}/away")
    back = partial(monkeypatch.setenv, "WIAN_DATABASE_URL", postgres_ledger_url)
    monkeypatch.setattr(runtime.time, "sleep", lambda _: back())
    assert "127.0.0.1" in runtime.awaited_ledger().url
    assert "start the server" in caplog.text


def test_a_server_that_stays_away_is_told_and_a_wrong_url_at_once(monkeypatch):
    """Waiting helps only where the server may come back."""
    monkeypatch.setenv("WIAN_DATABASE_URL", f"postgresql://u:p@127.0.0.1:{free_port()}/away")
    with pytest.raises(LedgerAway, match="start the server"):
        runtime.awaited_ledger(-1)
    monkeypatch.setenv("WIAN_DATABASE_URL", "sqlite:////dev/null/ledger.db")
    with pytest.raises(LedgerError):
        runtime.awaited_ledger()
