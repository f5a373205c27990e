"""The dispatcher: whoever forwards alone writes on at once, whatever befalls the events."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wian.ledger.errors import LedgerError
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import counts
from wian.propagation import runtime

SECONDS = 180


@pytest.fixture
def dispatching(on_server, drill, monkeypatch):
    """Run the dispatcher in this process while a coroutine acts, on however slow a machine."""
    monkeypatch.setattr("flows.dispatcher._RUN_SECONDS", SECONDS)
    from flows.dispatcher import Dispatcher  # noqa: PLC0415 - Prefect has its settings

    def run(act):
        async def both():
            stop = asyncio.Event()
            dispatcher = Dispatcher()
            working = asyncio.create_task(dispatcher.run(stop))
            try:
                await act(dispatcher)
            finally:
                stop.set()
                await working

        asyncio.run(both())

    return run


async def _until(true):
    for _ in range(SECONDS * 20):
        if true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not within {SECONDS} seconds")


async def _connected(dispatcher):
    await _until(lambda: dispatcher._ears.open)


def test_an_office_that_has_stamped_writes_on_as_soon_as_the_bell_rings(
    dispatching, drill, on_server
):
    """A flow run in words, whose task is a cohort; nobody had to look."""
    drill.forward_alone()

    async def act(dispatcher):
        await _connected(dispatcher)
        drill.stamp("moi")
        drill.ring("moi")
        await _until(lambda: relays() and ended(relays()[0]))

    def relays():
        tags = {"wian", f"propagation:{drill.plan.id}"}
        return [each for each in on_server.flow_runs() if set(each["tags"]) == tags]

    def ended(run):
        """Prefect records a task first under another name, and then what became of it."""
        return [each for each in on_server.task_runs(run["id"]) if each["end_time"]]

    dispatching(act)
    (run,) = relays()
    assert run["name"] == "Relay: Ministry of Interior"
    (task,) = on_server.task_runs(run["id"])
    assert task["name"] == "Ministry of Interior -> Department of Local Administration"


def test_a_doubled_event_makes_no_second_letter(dispatching, drill, on_server):
    """The ledger says what is due; an event only says when to look."""
    drill.forward_alone()

    async def act(dispatcher):
        await _connected(dispatcher)
        drill.stamp("moi")
        for _ in range(5):
            drill.ring("moi")
        await _until(lambda: drill.issued("moi"))
        drill.ring("moi")
        drill.ring("dla")
        drill.ring("nobody")
        drill.stamp("dla")
        drill.ring("dla")
        await _until(lambda: drill.issued("dla"))

    dispatching(act)
    assert counts(drill.ledger, drill.plan.id).letters == 3
    assert verify(drill.ledger).ok


def test_what_came_to_be_due_while_it_was_away_is_done_first(dispatching, drill):
    """No event tells of it: it stands in the ledger."""
    drill.forward_alone()
    drill.stamp("moi")

    async def act(_):
        await _until(lambda: drill.issued("moi"))

    dispatching(act)
    assert counts(drill.ledger, drill.plan.id).letters == 2


def test_of_two_dispatchers_one_forwards_and_the_other_follows_it(
    on_server, drill, monkeypatch, caplog
):
    """Each letter is written by one, once; when that one ends, the other goes on at once."""
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.setattr("flows.dispatcher._CAMPAIGN_SECONDS", 0.1)
    monkeypatch.setattr("flows.dispatcher._LOOK_SECONDS", 0.1)
    caplog.set_level("INFO", "wian.dispatcher")
    from flows.dispatcher import Dispatcher  # noqa: PLC0415 - Prefect has its settings

    drill.forward_alone()

    async def both():
        stops = [asyncio.Event(), asyncio.Event()]
        first, second = Dispatcher(), Dispatcher()
        leading = asyncio.create_task(first.run(stops[0]))
        await _until(lambda: first._leads)
        following = asyncio.create_task(second.run(stops[1]))
        await _until(lambda: second._waits)
        drill.stamp("moi")
        await _until(lambda: drill.issued("moi"))
        stops[0].set()
        await leading
        drill.stamp("dla")
        await _until(lambda: drill.issued("dla"))
        stops[1].set()
        await following

    asyncio.run(both())
    assert [each for each in caplog.messages if each.startswith("Relayed")] == [
        "Relayed without Prefect: Ministry of Interior.",
        "Relayed without Prefect: Department of Local Administration.",
    ]
    assert verify(drill.ledger).ok


def test_without_a_server_it_asks_the_ledger(dispatching, drill, monkeypatch):
    """Prefect conducts and shows; letters go out without it."""
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    drill.forward_alone()

    async def act(_):
        drill.stamp("moi")
        await _until(lambda: drill.issued("moi"))
        drill.stamp("dla")
        await _until(lambda: drill.issued("dla"))

    dispatching(act)
    assert counts(drill.ledger, drill.plan.id).letters == 3
    assert verify(drill.ledger).ok


def test_what_was_not_relayed_is_not_forgotten_while_the_ledger_is_away(on_server, drill):
    """A look that fails leaves it to the next one; nothing else would tell of it again."""
    from flows.dispatcher import Dispatcher  # noqa: PLC0415 - Prefect has its settings

    dispatcher, file = Dispatcher(), Path(runtime.ledger().path)
    assert dispatcher._changed() == [drill.plan.id]
    assert dispatcher._changed() == []
    dispatcher._again.add(drill.plan.id)
    away = file.rename(file.with_name("away.db"))
    with pytest.raises(LedgerError):
        dispatcher._changed()
    away.rename(file)
    assert dispatcher._changed() == [drill.plan.id]


class _Open:
    """A connection that looks open and brings nothing."""

    open = True

    async def listen(self):
        await asyncio.sleep(SECONDS)


def test_what_no_event_tells_is_found_though_the_connection_looks_open(
    dispatching, drill, monkeypatch
):
    """Prefect's broker is away, and its server keeps the connection."""
    monkeypatch.setattr("flows.dispatcher._REGULAR_SECONDS", 0.2)
    drill.forward_alone()

    async def act(dispatcher):
        dispatcher._ears = _Open()
        await asyncio.sleep(0.5)
        drill.stamp("moi")
        await _until(lambda: drill.issued("moi"))

    dispatching(act)
    assert verify(drill.ledger).ok


def test_a_server_that_hangs_holds_no_letter_up(dispatching, drill, monkeypatch):
    """The flow run is given up, and the letter goes out without one."""

    async def hanging(_propagation, _offices):
        time.sleep(SECONDS)  # noqa: ASYNC251 - as Prefect's own client does

    monkeypatch.setattr("flows.dispatcher.relay", hanging)
    monkeypatch.setattr("flows.dispatcher._RUN_SECONDS", 0.2)
    drill.forward_alone()
    drill.stamp("moi")

    async def act(dispatcher):
        dispatcher._ears = _Open()
        dispatcher._look_at_all()
        await _until(lambda: drill.issued("moi"))

    dispatching(act)
    assert verify(drill.ledger).ok


def test_what_is_scheduled_is_named_while_it_works(dispatching, on_server, monkeypatch):
    """Whoever opens the list of runs reads no adjectives and animals."""
    monkeypatch.setattr("flows.dispatcher._NAME_SECONDS", 0.2)
    flow = on_server("flows/", name="report")["id"]
    state, tags = {"type": "SCHEDULED", "name": "Scheduled"}, ["auto-scheduled", "wian"]
    scheduled = {"flow_id": flow, "name": "easygoing-frog", "state": state, "tags": tags}
    run = on_server("flow_runs/", **scheduled)["id"]

    def name():
        return next(each["name"] for each in on_server.flow_runs() if each["id"] == run)

    async def act(_):
        await _until(lambda: name() != "easygoing-frog")

    dispatching(act)
    assert name() == "Report"


def test_an_office_whose_officer_issues_is_left_alone(dispatching, drill):
    """Its draft waits at the desk, whatever the bell says."""
    drill.forward_alone("dla")

    async def act(dispatcher):
        await _connected(dispatcher)
        drill.stamp("moi")
        drill.ring("moi")
        await _until(lambda: not dispatcher._heard._offices)
        await asyncio.sleep(0.5)

    dispatching(act)
    assert not drill.issued("moi")


def test_the_command_ends_well_when_it_is_asked_to(home, propagating):
    """A step in hand is finished, the status is 0, and no trace is printed."""
    started = subprocess.Popen(
        [sys.executable, "-m", "wian.cli.main", "dispatch"],
        cwd=propagating.root,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert "Listening to the ledger alone" in started.stderr.readline()
    started.send_signal(signal.SIGTERM)
    _, rest = started.communicate(timeout=SECONDS)
    assert started.returncode == 0
    assert rest.endswith("Stopped.\n")
    assert "Traceback" not in rest
