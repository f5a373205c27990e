"""One alert a day of what is late: the worst first, to everyone once, whatever fails."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from wian.kit.errors import InputFaults
from wian.lifecycle.closure import close
from wian.mail.daily_alert import send_alert
from wian.notices.alert_settings import alert_settings
from wian.office.actor import Acting

DAY = 24 * 60
HEAD, DEPUTY = "head@opm.example", "deputy@opm.example"


class _Hook(HTTPServer):
    """A program of the managers' that takes JSON, or does not."""

    def __init__(self) -> None:
        self.said: list[dict] = []
        self.status = 200
        super().__init__(("127.0.0.1", 0), _Taking)


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.status == 200:
            self.server.said.append(json.loads(body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def hook(monkeypatch):
    """The webhook of the settings; two people get it by e-mail."""
    monkeypatch.setenv("WIAN_ALERT_MAIL", f"{HEAD}, {DEPUTY}")
    with _Hook() as hook:
        threading.Thread(target=hook.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setenv("WIAN_WEBHOOK_ALLOW_PRIVATE", "true")
        monkeypatch.setenv("WIAN_ALERT_WEBHOOK", f"http://127.0.0.1:{hook.server_port}/late")
        yield hook
        hook.shutdown()


@pytest.fixture
def morning(home, live_ledger, living, postbox, hook):
    """Send the alert at an hour of a day after the start, a Tuesday; the ministry is silent."""

    def send(days, hour=9):
        return send_alert(live_ledger, now=living.later(days * DAY + (hour - 9) * 60))

    return send


def test_two_weeks_later_everyone_is_told_once_a_day_of_what_has_been_late_all_the_time(
    morning, postbox, hook
):
    """Prefect forgets what is older than seven days; the ledger does not."""
    assert morning(14, 7) == ()
    assert set(morning(14)) == {"the webhook", HEAD, DEPUTY}
    assert morning(14, 15) == ()
    first, second = postbox.messages
    assert {first["To"], second["To"]} == {HEAD, DEPUTY}
    assert first["Subject"] == "flood-drill-2573: stuck at Ministry of Interior, 114 wait"
    text = first.get_body().get_content()
    assert "1. การซักซ้อมแผนเผชิญเหตุอุทกภัยประจำปี พ.ศ. 2573 (flood-drill-2573)" in text
    assert "Ministry of Interior has not received it for" in text
    assert "Since 2026-12-01." in text
    assert "115 of 115 offices do not have it; 1 overdue, the longest for" in text
    assert "Telephone: 0 2622 0560" in text
    assert "https://desk.ministry.example/outgoing/" in text
    (said,) = hook.said
    (told,) = said["directives"]
    assert (told["office"], told["waiting_behind"], told["overdue"]) == ("moi", 114, 1)
    assert told["expected_in_time"] is not None
    assert said["text"].splitlines() == text.splitlines()
    assert len(morning(15)) == 3


def test_who_could_not_be_reached_is_tried_again_and_nobody_else(morning, postbox, hook):
    """A webhook that is down for an hour, and a mail server that refuses one address."""
    hook.status = 503
    assert set(morning(14)) == {HEAD, DEPUTY}
    hook.status = 200
    assert morning(14, 10) == ("the webhook",)
    assert len(postbox.messages) == 2


def test_nobody_is_told_on_a_day_off_before_anything_is_late_or_after_its_end(
    morning, hook, live_ledger, live_plan, living
):
    """The ledger is asked at the moment of sending, whatever any event said."""
    assert morning(0) == ()  # the letter has just gone out
    assert morning(4) == ()  # a Saturday
    close(Acting(live_ledger, live_plan, "opm", by="head", now=living.later(13 * DAY)), "พอแล้ว")
    assert morning(14) == ()
    assert hook.said == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("MAIL", "nobody"), ("WEBHOOK", "ftp://example.org/x"), ("HOUR", "25")],
)
def test_settings_that_make_no_sense_are_refused(monkeypatch, name, value):
    """With the variable that is wrong."""
    monkeypatch.setenv(f"WIAN_ALERT_{name}", value)
    with pytest.raises(InputFaults):
        alert_settings()
