"""Webhooks are told of who is late: once each, and only those whom it concerns."""

from __future__ import annotations

import json

import pytest

from wian.followup.sweep import sweep
from wian.ledger.outbox.deliveries import deliveries
from wian.notices.subscription import subscribe

_YEAR = 366 * 24 * 60


@pytest.fixture
def told(live_ledger, living):
    """What the webhooks of an office are told, each message parsed."""
    url = "https://registry.example.go.th/wian"
    made = {
        office: subscribe(live_ledger, office, url, (), now=living.start)
        for office in ("opm", "moi", "dla")
    }

    def read(office):
        return [json.loads(each.body) for each in deliveries(live_ledger, made[office].id)]

    return read


def test_who_is_late_is_told_and_the_one_who_waits(told, live_ledger, live_plan, living):
    """The ministry has not stamped for a year: it hears of it, and so does the origin."""
    for days in (0, 0, 1):
        sweep(live_ledger, live_plan, now=living.later(_YEAR + days * 24 * 60))
    late = [each for each in told("moi") if each["type"] == "wian.office.overdue"]
    assert len(late) == 1
    assert late[0]["data"] | {"due": ""} == {
        "office": "moi",
        "propagation": live_plan.id,
        "recipient": "moi",
        "owed": "reception",
        "due": "",
    }
    kinds = [each["type"] for each in told("opm")]
    assert kinds.count("wian.office.overdue") == 1
    assert kinds.count("wian.propagation.overdue") == 1
    assert kinds.count("wian.office.reminded") == 1


def test_nobody_is_told_while_nobody_is_late(told, live_ledger, live_plan, living):
    """A minute after the letter went out."""
    sweep(live_ledger, live_plan, now=living.later(1))
    assert told("moi") == told("opm") == []


def test_whom_it_does_not_concern_hears_nothing(told, live_ledger, live_plan, living):
    """The department was not sent anything yet."""
    sweep(live_ledger, live_plan, now=living.later(_YEAR))
    assert told("dla") == []
