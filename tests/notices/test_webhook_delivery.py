"""Messages go out signed, are tried again until they are taken, and say nothing of letters."""

from __future__ import annotations

import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from wian.jurisdictions.instant import Instant
from wian.ledger.outbox.deliveries import BACKOFF_SECONDS, deliveries
from wian.ledger.outbox.events import Event, News
from wian.ledger.outbox.messages import enqueue
from wian.ledger.outbox.webhooks import load_webhook
from wian.notices.subscription import subscribe, try_out
from wian.notices.webhook_delivery import Delivered, deliver_due, signature
from wian.office.actor import Acting
from wian.office.answer import answer

_HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "receive-webhooks.md"
_MINUTE = BACKOFF_SECONDS[0] // 60 + 1
"""The wait after the first failure, counted from the end of the minute in which it was."""


def _is_genuine():
    """The check that the guide gives to whoever receives: it is not written with ours in mind."""
    block = re.search(r"```python\n(.*?)```", _HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    names = {}
    exec(block[1], names)  # noqa: S102 - our own guide
    return names["is_genuine"]


class Receiver:
    """A system of an office: it checks what it gets, and answers with what a test wants."""

    def __init__(self):
        self.answers, self.got, self.pause = [], [], None
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                if receiver.pause:
                    receiver.pause.wait(5)
                self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
                self.end_headers()

            def log_message(self, *_):
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}/wian"

    @property
    def events(self):
        return [json.loads(body)["type"] for _, body in self.got]

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def receiver(monkeypatch):
    monkeypatch.setenv("WIAN_WEBHOOK_ALLOW_PRIVATE", "true")
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def hooked(receiver, live_ledger, living):
    """The ministry's system is told of everything."""
    return subscribe(live_ledger, "moi", receiver.url, (), now=living.start)


def _after(instant, minutes):
    return Instant(instant.minute + minutes, instant.precision)


def test_the_signature_is_that_of_the_specification():
    """The example that the libraries of the specification are tested with."""
    secret, name = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    body, second = b'{"test": 2432232314}', 1614265330
    signed = signature(secret, name, second, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    headers = {
        "webhook-id": name,
        "webhook-timestamp": str(second),
        "webhook-signature": f"v1,AAAA {signed}",
    }
    assert _is_genuine()(headers, body, secret, second + 299)


def test_the_guides_check_refuses_what_is_not_genuine():
    """Another body, another secret, another time, no signature."""
    secret, other = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAA"
    signed = signature(secret, "m", 1000, b"x")
    good = {"webhook-id": "m", "webhook-timestamp": "1000", "webhook-signature": signed}
    check = _is_genuine()
    assert check(good, b"x", secret, 1000)
    assert not check(good, b"y", secret, 1000)
    assert not check(good, b"x", other, 1000)
    assert not check(good, b"x", secret, 1301)
    assert not check(good | {"webhook-id": "n"}, b"x", secret, 1000)
    assert not check({}, b"x", secret, 1000)


def test_what_happens_to_an_office_is_told_and_genuine(
    receiver, hooked, live_ledger, live_plan, living
):
    """Its registry stamps, it writes on, the department stamps: five messages, each once."""
    living.advance(live_ledger, live_plan, "moi")
    living.stamp(live_ledger, live_plan, "dla")
    now = living.later(31)
    assert deliver_due(live_ledger, now=now) == Delivered(7, 0)
    assert deliver_due(live_ledger, now=_after(now, 9999)) == Delivered()
    counted = {event: receiver.events.count(event) for event in receiver.events}
    assert counted == {
        "wian.letter.received": 4,
        "wian.letter.ready": 2,
        "wian.letter.issued": 1,
    }
    check = _is_genuine()
    for headers, body in receiver.got:
        assert check(headers, body, hooked.secret, 60 * now.minute)
        assert headers["content-type"] == "application/json"
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 7


def test_only_what_was_asked_for_is_told(receiver, live_ledger, live_plan, living):
    """A system that waits for letters hears of no stamps."""
    subscribe(live_ledger, "moi", receiver.url, ["wian.letter.issued"], now=living.start)
    living.advance(live_ledger, live_plan, "moi")
    deliver_due(live_ledger, now=living.later(31))
    assert receiver.events == ["wian.letter.issued"]


def test_an_address_that_fails_is_tried_again_when_it_is_time(
    receiver, hooked, live_ledger, living
):
    """It answers 500, then 503, then takes the message; the id stays the same."""
    receiver.answers = [500, 503]
    name = try_out(live_ledger, hooked.id)
    now = living.later(1)
    assert deliver_due(live_ledger, now=now) == Delivered(0, 1)
    assert deliver_due(live_ledger, now=now) == Delivered()
    assert deliver_due(live_ledger, now=_after(now, _MINUTE - 1)) == Delivered()
    now = _after(now, _MINUTE)
    assert deliver_due(live_ledger, now=now) == Delivered(0, 1)
    (message,) = deliveries(live_ledger, hooked.id)
    assert message.last_error == "The address answered with status 503."
    assert deliver_due(live_ledger, now=_after(now, _MINUTE)) == Delivered()
    assert deliver_due(live_ledger, now=_after(now, BACKOFF_SECONDS[1] // 60 + 1)) == Delivered(
        1, 0
    )
    assert {headers["webhook-id"] for headers, _ in receiver.got} == {name}
    (message,) = deliveries(live_ledger, hooked.id)
    assert (message.state, message.attempts, message.last_error) == ("delivered", 3, "")


def test_behind_a_message_that_fails_the_others_wait(receiver, hooked, live_ledger, living):
    """A system that is down is asked once, not once a message."""
    receiver.answers = [500]
    for _ in range(5):
        try_out(live_ledger, hooked.id)
    assert deliver_due(live_ledger, now=living.later(1)) == Delivered(0, 5)
    assert len(receiver.got) == 1
    assert sorted(each.attempts for each in deliveries(live_ledger, hooked.id)) == [0, 0, 0, 0, 1]
    assert deliver_due(live_ledger, now=living.later(1 + _MINUTE)) == Delivered(5, 0)


def test_a_system_that_is_down_does_not_hold_up_another(
    receiver, hooked, live_ledger, living, monkeypatch
):
    """Two addresses; one of them is a closed port."""
    down = subscribe(live_ledger, "dla", "http://127.0.0.1:1/", (), now=living.start)
    for webhook in (down, hooked):
        try_out(live_ledger, webhook.id)
    assert deliver_due(live_ledger, now=living.later(1)) == Delivered(1, 1)


def test_an_address_that_answers_slowly_does_not_hold_up_the_others(
    receiver, hooked, live_ledger, living, monkeypatch
):
    """Every answer takes longer than one webhook has: it gets one message a minute, as it can."""
    monkeypatch.setattr("wian.notices.webhook_delivery.PATIENCE_SECONDS", -1)
    for _ in range(3):
        try_out(live_ledger, hooked.id)
    for minute, left in ((1, 2), (2, 1), (3, 0)):
        assert deliver_due(live_ledger, now=living.later(minute)) == Delivered(1, left)
        assert deliver_due(live_ledger, now=living.later(minute)) == Delivered()
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 3


def test_an_address_that_is_gone_is_told_nothing_more(receiver, hooked, live_ledger, living):
    """Status 410: the webhook is disabled, with all that waited."""
    receiver.answers = [410]
    for _ in range(2):
        try_out(live_ledger, hooked.id)
    deliver_due(live_ledger, now=living.later(1))
    assert load_webhook(live_ledger, hooked.id).disabled
    assert {each.state for each in deliveries(live_ledger, hooked.id)} == {"given up"}
    assert deliver_due(live_ledger, now=living.later(10**6)) == Delivered()


def test_an_address_inside_is_not_asked_without_the_setting(
    receiver, hooked, live_ledger, living, monkeypatch
):
    """The setting was taken away after the webhook was added."""
    monkeypatch.delenv("WIAN_WEBHOOK_ALLOW_PRIVATE")
    try_out(live_ledger, hooked.id)
    assert deliver_due(live_ledger, now=living.later(1)) == Delivered(0, 1)
    assert receiver.got == []


def test_no_message_says_what_a_letter_says(receiver, live_ledger, living, caplog):
    """A secret drill goes down to a local body and is answered: ids, numbers and times only."""
    caplog.set_level("DEBUG")
    plan = living.plan(id="secret-drill", secrecy="top-secret", subject="เรื่องลับ")
    for office in ("opm", "moi", living.leaf):
        subscribe(live_ledger, office, receiver.url, (), now=living.start)
    living.begin(live_ledger, plan)
    living.reach(live_ledger, plan, living.leaf)
    living.stamp(live_ledger, plan, living.leaf)
    now = living.later(40)
    answer(Acting(live_ledger, plan, living.leaf, by="x", now=now), "คำตอบลับ", key="k")
    while deliver_due(live_ledger, now=now).sent:
        continue
    assert "wian.letter.answered" in receiver.events
    said = "".join(json.dumps(json.loads(body), ensure_ascii=False) for _, body in receiver.got)
    for word in ("ลับ", "ซักซ้อม", "เรียน", "เหตุ"):
        assert word not in said
        assert word not in caplog.text
    allowed = {
        "office",
        "propagation",
        "sender",
        "recipient",
        "number",
        "at",
        "desk",
        "receipt_number",
    }
    for _, body in receiver.got:
        assert set(json.loads(body)["data"]) <= allowed


def test_two_deliverers_at_once_deliver_each_message_once(either, receiver, living):
    """Dispatcher and sweep meet; the receiver gets every message, and none twice."""
    for office in ("moi", "dla", "opm"):
        subscribe(either, office, receiver.url, (), now=living.start)
        facts = [{"at": str(number)} for number in range(20)]
        news = [News(Event.READY, "one", (office,), (office,), each) for each in facts]
        with either.writing() as connection:
            enqueue(connection, news)
            assert enqueue(connection, news) == 0

    def deliver(_):
        done = 0
        while sent := deliver_due(either, now=living.later(1), limit=7).sent:
            done += sent
        return done

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(deliver, range(4))) == 60
    names = [headers["webhook-id"] for headers, _ in receiver.got]
    assert (len(names), len(set(names))) == (60, 60)


def test_the_secret_is_in_no_log(receiver, hooked, live_ledger, living, caplog):
    """Neither when a message is taken nor when it is not."""
    caplog.set_level("DEBUG")
    receiver.answers = [500]
    try_out(live_ledger, hooked.id)
    deliver_due(live_ledger, now=living.later(1))
    deliver_due(live_ledger, now=living.later(1 + _MINUTE))
    assert hooked.secret not in caplog.text
    assert hooked.url not in caplog.text
