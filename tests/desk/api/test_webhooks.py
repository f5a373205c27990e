"""Programs have addresses told of what happens to their office."""

from __future__ import annotations

import pytest

from wian.ledger.outbox.deliveries import deliveries
from wian.ledger.outbox.events import Event
from wian.ledger.outbox.webhooks import MOST

URL = "https://registry.example.go.th/wian"


def test_a_webhook_shows_its_secret_once(api):
    """It is shown when it is made, and in no list afterwards."""
    program = api.program("moi")
    made = program.post("/webhooks", {"url": URL, "events": ["wian.letter.issued"]}).json()
    assert made["secret"].startswith("whsec_")
    listed = program.get("/webhooks")
    assert listed.json() == [{name: made[name] for name in ("id", "url", "events", "disabled")}]
    assert made["secret"] not in listed.text


def test_a_webhook_without_events_is_told_everything(api):
    """A program that names none wants all."""
    made = api.program("moi").post("/webhooks", {"url": URL}).json()
    assert made["events"] == list(Event)


@pytest.mark.parametrize(
    "url",
    [
        "http://registry.example.go.th/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://10.1.2.3/",
        "ftp://registry.example.go.th/",
        "https://user:word@registry.example.go.th/",
        "javascript:alert(1)",
        "https://",
        "https://registry.example.go.th/\r\nX: y",
        "https://หน่วยงาน.ไทย/",
        "https://" + "a" * 2500,
    ],
)
def test_an_address_that_may_not_be_asked_is_refused(api, url):
    """Neither the installation's own network, nor one without encryption; no setting is told."""
    program = api.program("moi")
    answer = program.post("/webhooks", {"url": url})
    assert answer.status_code == 422
    assert "WIAN_" not in answer.text
    assert program.get("/webhooks").json() == []


def test_an_event_that_is_none_is_refused(api):
    """A misspelt name would never be told of."""
    asked = {"url": URL, "events": ["wian.letter.isued"]}
    assert api.program("moi").post("/webhooks", asked).status_code == 422


def test_a_webhook_is_its_offices_alone(api):
    """Another office neither sees it, nor ends it, nor sends through it."""
    made = api.program("moi").post("/webhooks", {"url": URL}).json()
    other = api.program("dla")
    assert other.get("/webhooks").json() == []
    assert other.ask("DELETE", f"/webhooks/{made['id']}").status_code == 404
    assert other.post(f"/webhooks/{made['id']}/test").status_code == 404
    assert not api.program("moi").get("/webhooks").json()[0]["disabled"]


def test_a_webhook_ends(api):
    """Twice is as good as once; what waited is not sent, and no test either."""
    program = api.program("moi")
    made = program.post("/webhooks", {"url": URL}).json()
    sent = program.post(f"/webhooks/{made['id']}/test")
    assert sent.status_code == 202
    for _ in range(2):
        assert program.ask("DELETE", f"/webhooks/{made['id']}").status_code == 204
    assert program.post(f"/webhooks/{made['id']}/test").status_code == 409
    (message,) = deliveries(api.ledger, made["id"])
    assert (message.id, message.state) == (sent.json()["message"], "given up")


def test_an_office_has_so_many_webhooks_and_no_more(api):
    """Ending one makes room for another."""
    program = api.program("moi")
    made = [program.post("/webhooks", {"url": URL}).json() for _ in range(MOST)]
    answer = program.post("/webhooks", {"url": URL})
    assert (answer.status_code, answer.json()["code"]) == (409, "too-many-webhooks")
    program.ask("DELETE", f"/webhooks/{made[0]['id']}")
    assert program.post("/webhooks", {"url": URL}).status_code == 201
