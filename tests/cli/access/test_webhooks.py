"""An operator says which addresses are told of what happens to an office, and looks after them."""

from __future__ import annotations

import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import pytest

from wian.jurisdictions.instant import Instant
from wian.ledger.database import open_ledger
from wian.notices.subscription import try_out
from wian.propagation import runtime

URL = "https://registry.example.go.th/wian"
UTC = ZoneInfo("UTC")


@pytest.fixture
def receiver(monkeypatch):
    """A system that takes what it gets, or answers with another status."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(self.server.status)
            self.end_headers()

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.status = 204
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("WIAN_WEBHOOK_ALLOW_PRIVATE", "true")
    server.url = f"http://127.0.0.1:{server.server_port}/"
    yield server
    server.shutdown()
    server.server_close()


def test_a_secret_is_printed_once(wian):
    """The list has the webhook, and not what its messages are signed with."""
    added = wian("webhooks", "add", "moi", URL, "--event", "wian.letter.issued")
    assert added.code == 0
    secret = added.out.splitlines()[-1]
    assert secret.startswith("whsec_")
    assert "wian.letter.ready" not in added.out
    listed = wian("webhooks", "list")
    assert "1 webhook" in listed.out
    assert secret not in listed.out
    assert secret not in wian("webhooks", "list", "--json").out


def test_json_has_every_field(wian):
    """One object, and nothing else on standard output."""
    told = wian("webhooks", "add", "moi", URL, "--json").json
    assert told.pop("secret").startswith("whsec_")
    assert wian("webhooks", "list", "--json").json == {"webhooks": [told]}
    assert wian("webhooks", "list", "--office", "dla", "--json").json == {"webhooks": []}


@pytest.mark.parametrize(
    ("office", "url", "what"),
    [
        ("moi", "http://registry.example.go.th/", "is not encrypted"),
        ("moi", "https://169.254.169.254/", "is not on the public internet"),
        ("MOI!", URL, "OFFICE"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(wian, office, url, what):
    """Nothing is kept."""
    ran = wian("webhooks", "add", office, url)
    assert (ran.code, ran.out) == (1, "")
    assert what in ran.err
    assert wian("webhooks", "list", "--json").json == {"webhooks": []}


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://10.1.2.3/", True),
        ("http://10.1.2.3/", True),
        ("http://localhost:8000/", True),
        ("https://169.254.169.254/", False),
        ("http://registry.example.go.th/", False),
    ],
)
def test_an_address_inside_is_refused_with_the_setting_that_allows_it(wian, url, named):
    """Only where it would help: an office's own network, never a cloud machine's secrets."""
    ran = wian("webhooks", "add", "moi", url)
    assert ran.code == 1
    assert ("WIAN_WEBHOOK_ALLOW_PRIVATE=true" in ran.err) is named


def test_a_test_is_not_taken_inside_with_the_setting_that_allows_it(wian, receiver, monkeypatch):
    """As where the dispatcher was started without the setting that the webhook was added with."""
    name = wian("webhooks", "add", "moi", receiver.url, "--json").json["id"]
    monkeypatch.delenv("WIAN_WEBHOOK_ALLOW_PRIVATE")
    assert "set WIAN_WEBHOOK_ALLOW_PRIVATE=true" in wian("webhooks", "test", name).err


def test_an_event_that_is_none_is_wrong_usage(wian):
    """The names that there are stand in the refusal."""
    ran = wian("webhooks", "add", "moi", URL, "--event", "nonsense")
    assert ran.code == 2
    assert "wian.letter.issued" in ran.err


def test_a_webhook_is_tried_out(wian, receiver):
    """It is taken at once, and the list says so."""
    name = wian("webhooks", "add", "moi", receiver.url, "--json").json["id"]
    ran = wian("webhooks", "test", name)
    assert ran.code == 0
    assert "was taken" in ran.out
    (message,) = wian("webhooks", "deliveries", name, "--json").json["messages"]
    assert (message["state"], message["attempts"], message["next_try"]) == ("delivered", 1, None)


def test_a_test_that_is_not_taken_ends_with_1(wian, receiver):
    """And says why, and that it is tried again."""
    receiver.status = 500
    name = wian("webhooks", "add", "moi", receiver.url, "--json").json["id"]
    ran = wian("webhooks", "test", name)
    assert ran.code == 1
    assert "The address answered with status 500. It is tried again." in ran.err
    assert "pending" in wian("webhooks", "deliveries", name).out


def test_the_next_try_is_shown_on_the_offices_clock(wian, receiver, monkeypatch):
    """As every table shows a moment; JSON has it in UTC."""
    sent = Instant.of(datetime(2026, 11, 28, 17, 0, tzinfo=UTC), UTC)
    monkeypatch.setattr(runtime, "now", lambda: sent)
    receiver.status = 500
    name = wian("webhooks", "add", "moi", receiver.url, "--json").json["id"]
    wian("webhooks", "test", name)
    listed = wian("webhooks", "deliveries", name)
    assert "2026-11-29 00:02" in listed.out
    (message,) = wian("webhooks", "deliveries", name, "--json").json["messages"]
    assert message["next_try"] == "2026-11-28T17:02+00:00"


def test_a_webhook_is_disabled(wian, receiver):
    """Then it cannot be tried out any more."""
    name = wian("webhooks", "add", "moi", receiver.url, "--json").json["id"]
    assert "gets nothing any more" in wian("webhooks", "disable", name).out
    assert wian("webhooks", "list", "--json").json["webhooks"][0]["disabled"]
    assert wian("webhooks", "test", name).code == 1


@pytest.mark.parametrize("command", ["disable", "test", "deliveries"])
def test_a_webhook_that_is_none_is_refused(wian, command):
    """Whatever was typed is shown without its control characters."""
    runtime.ledger(make=True)
    ran = wian("webhooks", command, "wh_\x1b[31m")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no webhook" in ran.err
    assert "\x1b[31m" not in ran.err


def test_a_sweep_delivers_what_waits(wian, home, receiver):
    """The dispatcher is down; cron sweeps, and the message goes out."""
    name = wian("webhooks", "add", "moi", receiver.url, "--json").json["id"]
    with open_ledger(f"sqlite:///{home / 'wian.db'}") as ledger:
        try_out(ledger, name)
    assert wian("sweep").code == 0
    messages = wian("webhooks", "deliveries", name, "--json").json["messages"]
    sent = {each["event"]: each["state"] for each in messages}
    assert sent["wian.webhook.test"] == "delivered"
    assert "wian.ledger.checkpoint" in sent
