"""Stories of a desk whose office took another's place: its people go on with what waits there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wian.ledger.proof.verification import verify
from wian.lifecycle.successor import Successor, succeed

_DAY = date(2026, 12, 1)


@pytest.fixture
def renamed(drill, living):
    """The ministry was renamed while the letter waited there; the address of its letter."""
    old = drill.plan.hierarchy.office("moi")
    heir = replace(old, id="moi-2", name="กระทรวงใหม่", letter_code="มม")
    wanted = Successor("moi", (heir.id,), _DAY)
    succeed(drill.ledger, wanted, [heir], by="operator", now=living.later(60))
    return f"{drill.plan.id}@moi"


def test_the_successor_stamps_and_forwards_at_its_desk(drill, renamed, words):
    """The letter lies in its inbox; what it issues bears its name and its number."""
    heir, path = drill.at("moi-2"), f"/letters/{renamed}"
    assert f'href="{path}"' in heir.get("/").text.replace("%40", "@")
    assert "กระทรวงใหม่" in heir.get("/").text
    assert "ซึ่งหน่วยงานของท่านเข้ามาแทนแล้ว" in words(heir.get(path))
    for position in range(len(drill.plan.hierarchy.office("moi").desks)):
        sent = heir.send(f"{path}/stamp", page=path, position=str(position))
        assert (sent.status_code, sent.headers["location"].partition("?")[0]) == (303, path)
    draft = heir.get(f"{path}/draft")
    assert "กระทรวงใหม่" in words(draft)
    sent = heir.send(f"{path}/issue", page=f"{path}/draft", revision="0", read="yes")
    assert sent.headers["location"].startswith(f"/outgoing/{renamed}")
    shown = words(heir.get(f"/outgoing/{renamed}"))
    assert "มม" in shown
    assert f"/outgoing/{renamed}" in heir.get("/outgoing").text.replace("%40", "@")
    assert verify(drill.ledger).ok


def test_many_are_stamped_at_once_wherever_they_were_sent(drill, renamed):
    """From the inbox, by the address that it lists."""
    heir = drill.at("moi-2")
    sent = heir.send("/stamps", page="/", letter=f"{renamed}:0")
    assert (sent.status_code, len(drill.item("moi").stamps)) == (303, 1)


def test_the_old_offices_people_look_and_others_learn_nothing(drill, renamed, words):
    """What they enter is refused with the office that acts now."""
    old, path = drill.at("moi"), f"/letters/{drill.plan.id}"
    assert "กระทรวงใหม่ เข้ามาแทนหน่วยงานของท่าน" in words(old.get(path))
    refused = old.send(f"{path}/stamp", page=path, position="0")
    assert (refused.status_code, "เข้ามาแทนหน่วยงานของท่าน" in words(refused)) == (409, True)
    assert drill.at("dla").get(f"/letters/{renamed}").status_code == 404
    assert not drill.item("moi").stamps
