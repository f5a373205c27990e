"""A live propagation on Prefect's pages: it begins, stands, is overdue, and has arrived."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from datetime import UTC, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import pytest

from wian.delays.clock_choice import ClockChoice
from wian.followup.remind import follow_up_plan
from wian.followup.sweep import sweep
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.errors import LiveAlready
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import counts
from wian.lifecycle.withdrawal import withdraw
from wian.notices.doorbell import Ring, ring_now
from wian.office.actor import Acting
from wian.propagation import runtime

MONTH = 30 * 24 * 60


@pytest.fixture
def conduct(on_server):
    """Conduct a live request in this process; gives what it returned."""
    from flows.local_run import conduct as conducting  # noqa: PLC0415 - Prefect has its settings

    return lambda request: asyncio.run(conducting(request))


@pytest.fixture
def tell(on_server):
    """Have Prefect told of a sweep."""
    from flows.sweep import tell as telling  # noqa: PLC0415 - Prefect has its settings

    return lambda swept: asyncio.run(telling(swept))


@pytest.fixture
def runs(on_server):
    """The flow runs that stand for a propagation."""

    def found(propagation):
        tags = ["live", f"propagation:{propagation}"]
        return on_server("flow_runs/filter", flow_runs={"tags": {"all_": tags}})

    return found


@pytest.fixture
def events(on_server):
    """The events of a name about a propagation, once the server has kept them."""

    def found(name, propagation):
        related = {"id": [f"wian.propagation.{propagation}"]}
        wanted = {"event": {"name": [name]}, "related": related}
        return on_server("events/filter", filter=wanted)["events"]

    return found


def _until(true):
    for _ in range(1800):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("not within three minutes")


@pytest.fixture
def late(drill):
    """A drill, and the sweep of it when the silent ministry has been late for an hour."""
    month = Instant(runtime.now().minute + MONTH, Precision.MINUTE)
    (late,) = follow_up_plan(drill.ledger, drill.plan, now=month).overdue
    later = Instant(late.due.minute + 60, Precision.MINUTE)
    return drill, lambda: sweep(drill.ledger, drill.plan, now=later)


def test_it_issues_the_first_letter_and_its_run_shows_how_it_stands(
    conduct, runs, propagating, living, on_server
):
    """Not completed: under way, and that in its own words."""
    path = living.directive(id="drill-begins")
    done = conduct(propagating.request(path, clock=ClockChoice.LIVE))
    (run,) = runs(done.propagation)
    assert (run["state_type"], run["state_name"]) == ("RUNNING", "Under way")
    assert run["state"]["message"] == (
        "Now at Ministry of Interior, 114 wait. 0 of 115 offices have it; letters out: 1."
    )
    tasks = on_server.task_runs(run["id"])
    names = [task["name"] for task in tasks if task["task_key"] != "wian-timeline"]
    assert names == [
        "Plan the route",
        "Office of the Permanent Secretary, Prime Minister's Office -> Ministry of Interior",
    ]


def test_a_second_run_issues_nothing_and_says_so(conduct, runs, propagating, living, on_server):
    """An operator presses the button twice: one letter, one line under way."""
    request = propagating.request(living.directive(id="drill-twice"), clock=ClockChoice.LIVE)
    first, second = conduct(request), conduct(request)
    assert first.propagation == second.propagation
    assert len(runs(first.propagation)) == 1
    found = on_server("flow_runs/filter", flow_runs={"name": {"like_": "drill-twice"}})
    assert sorted((run["state_name"], run["name"].partition(": ")[0]) for run in found) == [
        ("Nothing new", "Nothing new"),
        ("Under way", "Propagate drill-twice"),
    ]
    assert counts(runtime.ledger(), first.propagation).letters == 1
    assert verify(runtime.ledger()).ok


def test_a_run_with_another_seed_or_other_words_sends_no_second_letter(
    conduct, propagating, living
):
    """The form asks for a seed; and who corrects a word there learns what is live already."""
    path = living.directive(id="drill-form")
    first = conduct(propagating.request(path, clock=ClockChoice.LIVE))
    assert conduct(propagating.request(path, clock=ClockChoice.LIVE, seed=3)) == first
    living.directive(id="drill-form", decided="ได้กำหนดให้หน่วยงานของรัฐซักซ้อมแผนพร้อมกัน")
    with pytest.raises(LiveAlready, match=first.propagation):
        conduct(propagating.request(path, clock=ClockChoice.LIVE, limit_to=("phitsanulok",)))
    further = conduct(propagating.request(path, clock=ClockChoice.LIVE, again=True, seed=4))
    assert further.propagation != first.propagation


def test_overdue_is_a_state_and_events_that_are_told_once(late, tell, runs, events):
    """Three sweeps see the same silence; it is news the first time."""
    drill, sweep_now = late
    swept = sweep_now()
    tell(swept)
    (run,) = runs(drill.plan.id)
    assert (run["state_type"], run["state_name"]) == ("FAILED", "Overdue")
    first = f"Propagate {drill.plan.directive.id}: stuck at Ministry of Interior, 114 wait · "
    assert run["name"].startswith(f"{first}การซักซ้อมแผนเผชิญเหตุ")
    assert {"overdue", "stuck at Ministry of Interior"} <= set(run["tags"])
    _until(lambda: events("wian.office.reminded", drill.plan.id))
    tell(swept)
    tell(sweep_now())
    ring_now([Ring(uuid4(), "wian.test.last", drill.plan.id, "moi", {})])
    _until(lambda: events("wian.test.last", drill.plan.id))
    for name in ("wian.propagation.overdue", "wian.office.reminded"):
        (event,) = events(name, drill.plan.id)
        told = json.dumps(event, ensure_ascii=False)
        assert ("อุทกภัย" in told) == (name == "wian.propagation.overdue")
        assert "ประชาชนได้รับการแจ้งเตือน" not in told
    assert events("wian.office.reminded", drill.plan.id)[0]["payload"]["office"] == "moi"


def test_when_all_have_it_the_run_says_so(drill, runs, tell, living):
    """The last local body has stamped: green, under a name of its own."""
    now = runtime.now().minute - living.start.minute  # its first letter went out before, for real
    for office in drill.plan.route.offices[1:]:
        living.advance(drill.ledger, drill.plan, office, minutes=now)
    tell(sweep(drill.ledger, drill.plan, now=runtime.now()))
    (run,) = runs(drill.plan.id)
    assert (run["state_type"], run["state_name"]) == ("COMPLETED", "Received by all")


def test_when_it_was_withdrawn_the_run_says_so(drill, runs, tell):
    """Grey, once, and without its plan; the letters that say so have a run of their own."""
    from prefect import get_client  # noqa: PLC0415 - Prefect has its settings

    from flows.prefect_pages.endings import show_endings  # noqa: PLC0415 - the same

    tell(sweep(drill.ledger, drill.plan, now=runtime.now()))
    done = withdraw(Acting(drill.ledger, drill.plan, "opm", "opm x", runtime.now()), "ฝนหยุดตก")

    async def show():
        async with get_client() as client:
            return await show_endings(client), await show_endings(client)

    shown, again = asyncio.run(show())
    assert (shown >= 1, again) == (True, 0)
    (run,) = runs(drill.plan.id)
    assert (run["state_type"], run["state_name"]) == ("CANCELLED", "Withdrawn")
    said = f"opm withdrew it with its letter {done.number} ({done.follower})."
    assert run["state"]["message"] == said
    assert run["name"].startswith(f"Propagate {drill.plan.directive.id}: withdrawn · การซักซ้อม")
    assert not [tag for tag in run["tags"] if tag.startswith("stuck at ")]
    later = runtime.recorded_plan(done.follower, drill.ledger)
    tell(sweep(drill.ledger, later, now=runtime.now()))
    assert runs(done.follower)[0]["state_name"] == "Under way"


def test_the_run_of_a_secret_directive_is_named_by_its_id_alone(on_server, living):
    """What it is about is nobody's business; a long subject is cut between two letters."""
    from flows.prefect_pages.state import run_name  # noqa: PLC0415 - Prefect has its settings

    secret = living.plan(id="drill-secret", secrecy="secret").directive
    assert run_name(secret) == "Propagate drill-secret"
    long = living.plan(id="drill-long", subject="ที่" * 40).directive
    named = run_name(long)
    assert (len(named) <= 100, named[-4:]) == (True, "ที่…")


def test_a_glance_does_not_take_overdue_away(late, tell, runs):
    """The dispatcher, which does not look at the clock, leaves that to the sweep."""
    from prefect import get_client  # noqa: PLC0415 - Prefect has its settings

    from flows.prefect_pages.state import show, standing  # noqa: PLC0415 - the same

    drill, sweep_now = late
    tell(sweep_now())

    async def glance():
        async with get_client() as client:
            now = standing(drill.ledger, drill.plan)
            return await show(client, drill.plan, now, glance=True)

    assert asyncio.run(glance()) == []
    assert runs(drill.plan.id)[0]["state_name"] == "Overdue"
    tell(sweep(drill.ledger, drill.plan, now=runtime.now()))
    assert runs(drill.plan.id)[0]["state_name"] == "Under way"


class _Chat(HTTPServer):
    """An incoming webhook of a chat."""

    def __init__(self) -> None:
        self.said: list[dict] = []
        super().__init__(("127.0.0.1", 0), _Incoming)


class _Incoming(BaseHTTPRequestHandler):
    def do_POST(self):
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.said.append(said)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def declare(on_server):
    """Declare the automations; gives those that the server has."""
    from prefect import get_client  # noqa: PLC0415 - Prefect has its settings

    from flows.automations import declare as declaring  # noqa: PLC0415 - the same

    async def declared():
        async with get_client() as client:
            await declaring(client)
            return await client.read_automations()

    return lambda: asyncio.run(declared())


def test_automations_are_made_what_is_declared_and_never_doubled(declare, monkeypatch, on_server):
    """``wian up`` declares them each time it starts, and removes those of before."""
    first = declare()
    assert sorted(each.name for each in first) == [
        "wian: a deadline is at risk",
        "wian: a propagation is overdue",
        "wian: what is late today",
    ]
    assert declare() == first
    old = "wian: stuck longer than its target"
    (known,) = (each for each in first if each.name == "wian: what is late today")
    kept = {**known.model_dump(mode="json", include={"trigger", "actions"}), "name": old}
    on_server("automations/", **kept)
    assert declare() == first
    monkeypatch.setenv("WIAN_NOTIFY_URL", "http://127.0.0.1:9/hook")
    changed = declare()
    assert {each.id for each in changed} == {each.id for each in first}
    assert {each.actions[0].type for each in changed} == {"send-notification"}


def test_an_address_that_is_none_is_refused_in_a_sentence(declare, monkeypatch):
    """A mail address, say."""
    from flows.automations import UnusableAddress  # noqa: PLC0415 - Prefect has its settings

    monkeypatch.setenv("WIAN_NOTIFY_URL", "clerk@example.go.th")
    with pytest.raises(UnusableAddress, match="https://"):
        declare()


def test_a_block_that_the_server_does_not_have_is_refused_in_a_sentence(declare, monkeypatch):
    """And one that it has is used."""
    from flows.automations import UnknownBlock  # noqa: PLC0415 - Prefect has its settings

    monkeypatch.setenv("WIAN_NOTIFY_BLOCK", "slack-webhook/managers")
    with pytest.raises(UnknownBlock, match="slack-webhook/managers"):
        declare()
    monkeypatch.delenv("WIAN_NOTIFY_BLOCK")
    monkeypatch.setenv("WIAN_NOTIFY_URL", "http://127.0.0.1:9/hook")
    used = {each.actions[0].block_document_id for each in declare()}
    monkeypatch.setenv("WIAN_NOTIFY_BLOCK", "custom-webhook/wian-notify")
    assert {each.actions[0].block_document_id for each in declare()} == used


@pytest.fixture
def chat(declare, monkeypatch):
    """A chat that the automations post to; gives what it was told."""
    with _Chat() as chat:
        threading.Thread(target=chat.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setenv("WIAN_NOTIFY_URL", f"http://127.0.0.1:{chat.server_port}/hook")
        declare()
        yield chat.said
        chat.shutdown()


def test_when_a_propagation_becomes_overdue_a_chat_is_told(late, tell, chat):
    """One message, whoever is late: what it is about, who holds it up, and the number to call."""
    drill, sweep_now = late
    tell(sweep_now())
    _until(lambda: chat)
    (overdue,) = chat
    assert overdue["title"] == (
        f"Overdue: {drill.plan.directive.id}: stuck at Ministry of Interior, 114 wait"
    )
    assert "การซักซ้อมแผนเผชิญเหตุ" in overdue["text"]
    assert "Ministry of Interior has not received it for" in overdue["text"]
    assert "Telephone: 0 2622 0560" in overdue["text"]


@pytest.fixture
def soon(home, living):
    """A drill whose last day is tomorrow."""
    now = runtime.now()
    days = [now.date(UTC) + timedelta(days=day) for day in (0, 1)]
    window = dict(zip(("opens", "closes"), map(str, days), strict=True))
    asks = [{"to": {"levels": ["local"]}, "text": "ซักซ้อมแผนเผชิญเหตุ"}]
    plan = living.plan(id="drill-soon", window=window, asks=asks)
    runtime.keep(plan)
    living.begin(runtime.ledger(make=True), plan, now)
    return plan


def test_when_a_deadline_is_at_risk_a_chat_is_told_once_and_the_run_is_marked(
    soon, tell, chat, runs, events
):
    """Five waves and a day: three sweeps see it, and it is news the first time."""
    for _ in range(3):
        tell(sweep(runtime.ledger(), soon, now=runtime.now()))
    _until(lambda: chat)
    ring_now([Ring(uuid4(), "wian.test.last", soon.id, "moi", {})])
    _until(lambda: events("wian.test.last", soon.id))
    (said,), (event,) = chat, events("wian.propagation.at-risk", soon.id)
    assert said["title"] == "Deadline at risk: drill-soon: now at Ministry of Interior, 114 wait"
    assert "of 103" in said["text"]
    assert event["payload"]["will_miss"] == 103
    assert event["payload"]["closes"] == str(soon.directive.window.closes)
    assert "deadline at risk" in runs(soon.id)[0]["tags"]
