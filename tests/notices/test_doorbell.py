"""The doorbell: an event is told at most once, and never waited for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wian.ledger.outbox.events import Event, News
from wian.notices import doorbell
from wian.notices.doorbell import Ring, flush, ring, ring_now, same_event
from wian.notices.prefect_address import leave_in, server_url, take_from


class Server(ThreadingHTTPServer):
    """A server that keeps what is posted to it."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, str | None, list[dict]]] = []
        super().__init__(("127.0.0.1", 0), _Keeper)

        self.known: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api"

    @property
    def events(self) -> list[dict]:
        return [event for _, _, events in self.posted for event in events]


class _Keeper(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = b""
        if self.path.endswith("/filter"):
            asked = set(content["filter"]["id"]["id"])
            answer = json.dumps(
                {"events": [{"id": name} for name in asked & self.server.known]}
            ).encode()
        else:
            self.server.posted.append((self.path, self.headers["Authorization"], content))
            self.server.known.update(event["id"] for event in content)
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        pass


def _ready(office: str) -> list[News]:
    return [News(Event.READY, "drill-1", (office,), ())]


@pytest.fixture
def server(home, monkeypatch) -> Iterator[Server]:
    with Server() as started:
        threading.Thread(target=started.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setenv("PREFECT_API_URL", started.url)
        yield started
        started.shutdown()


def test_an_event_names_the_office_and_the_propagation_and_carries_ids_only(server):
    """Prefect's pages can be filtered by both; the text of letters stays in the ledger."""
    facts = {"sender": "opm", "recipient": "moi", "desk": 0, "receipt_number": "12"}
    ring([News(Event.RECEIVED, "drill-1", ("moi",), ("moi", "opm"), facts)])
    flush()
    ((path, _, (event,)),) = server.posted
    assert path == "/api/events"
    assert event["event"] == "wian.letter.received"
    assert event["resource"]["prefect.resource.id"] == "wian.office.moi"
    assert event["related"] == [
        {
            "prefect.resource.id": "wian.propagation.drill-1",
            "prefect.resource.role": "propagation",
        }
    ]
    assert event["payload"] == {
        "propagation": "drill-1",
        "office": "moi",
        "sender": "opm",
        "desk": 0,
        "receipt_number": "12",
    }


def test_an_event_is_about_each_office_that_the_news_is_about(server):
    """A reminder of three is heard by whoever filters for one of them."""
    ring([News(Event.REMINDED, "drill-1", ("a", "b", "c"), (), {"sender": "moi"})])
    flush()
    assert [event["payload"]["office"] for event in server.events] == ["a", "b", "c"]
    assert len({event["id"] for event in server.events}) == 3


def test_what_every_sweep_finds_again_is_told_once(server):
    """The server is asked what it has heard, and told the rest."""

    def late(*offices):
        return [News(Event.OVERDUE, "drill-1", (each,), (), {}, (1,)) for each in offices]

    ring(late("moi"))
    flush()
    ring(late("moi", "dla"))
    flush()
    ring(late("dla", "moi"))
    flush()
    assert [event["payload"]["office"] for event in server.events] == ["moi", "dla"]


def test_thousands_that_are_late_at_once_are_all_told(server):
    """What is announced together is not cut off where too many wait."""
    together = [
        News(Event.OVERDUE, "drill-1", (str(number),), (), {}, (1,)) for number in range(3000)
    ]
    ring(together)
    flush(20)
    assert len(server.events) == 3000


def test_a_burst_is_told_in_a_few_posts_and_in_order(server):
    """Seventy-six provinces stamp at once."""
    for number in range(76):
        ring(_ready(f"province-{number}"))
    flush(5)
    assert [event["payload"]["office"] for event in server.events] == [
        f"province-{number}" for number in range(76)
    ]
    assert len(server.posted) < 76


def test_a_protected_server_is_shown_the_auth_string(server, monkeypatch):
    """As Prefect's own client does."""
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "admin:long")
    ring(_ready("moi"))
    flush()
    assert server.posted[0][1] == "Basic YWRtaW46bG9uZw=="


def test_without_a_server_nothing_happens(home):
    """A clerk's script runs on a machine that knows no Prefect."""
    ring(_ready("moi"))
    assert server_url() is None
    assert doorbell._bell._waiting.empty()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/api", "no address at all", "http://[::1"])
def test_a_server_that_is_down_is_not_waited_for_and_nothing_is_raised(home, monkeypatch, url):
    """Whatever the variable says, the stamp stands in the ledger already."""
    monkeypatch.setenv("PREFECT_API_URL", url)
    for _ in range(50):
        ring(_ready("moi"))
    flush()
    assert not ring_now([Ring(same_event("x"), "wian.letter.ready", "drill-1", "moi", {})])


def test_what_waits_is_bounded(home, monkeypatch):
    """A server that hangs for days does not fill the memory of the desk."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Keeper) as silent:
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{silent.server_port}/api")
        bell = doorbell._Bell()
        monkeypatch.setattr(doorbell, "_bell", bell)
        for _ in range(doorbell._KEPT + doorbell._TOGETHER + 100):
            ring(_ready("moi"))
        assert bell._number <= doorbell._KEPT
        bell._waiting.queue.clear()  # or its thread would tell the next test's server


def test_a_server_that_comes_back_is_told_what_is_rung_from_then_on(server, monkeypatch):
    """What was rung meanwhile is the sweep's."""
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    ring(_ready("lost"))
    flush()
    monkeypatch.setenv("PREFECT_API_URL", server.url)
    ring(_ready("heard"))
    flush()
    assert [event["payload"]["office"] for event in server.events] == ["heard"]


def test_said_twice_it_is_one_event():
    """So that Prefect can tell a repetition from news."""
    assert same_event("overdue", "drill-1", 5) == same_event("overdue", "drill-1", 5)
    assert same_event("overdue", "drill-1", 5) != same_event("overdue", "drill-1", 6)


def test_the_server_of_wian_up_is_found_in_the_home_unless_another_is_named(home, monkeypatch):
    """A second terminal needs no variable."""
    prefect = home / "prefect"
    prefect.mkdir(parents=True)
    leave_in(prefect, "http://127.0.0.1:4200/api")
    assert server_url() == "http://127.0.0.1:4200/api"
    monkeypatch.setenv("PREFECT_API_URL", "https://prefect.example/api/")
    assert server_url() == "https://prefect.example/api"
    monkeypatch.delenv("PREFECT_API_URL")
    take_from(prefect)
    assert server_url() is None
