"""Stories of a desk whose office took another's place: its people go on with what waits there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wian.ledger.access.permissions import Role
from wian.ledger.proof.verification import verify
from wian.ledger.succession.recorded_successions import successions
from wian.lifecycle.succession.successor import Successor, succeed

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
    assert "ส่งถึงกระทรวงมหาดไทย" in words(heir.get("/"))
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
    shown = old.get(path)
    assert "กระทรวงใหม่ เข้ามาแทนหน่วยงานของท่าน" in words(shown)
    assert "บันทึกที่นี่ไม่ได้แล้ว กระทรวงใหม่" in words(shown)
    assert f"{path}/stamp" not in shown.text
    assert "กระทรวงใหม่ เข้ามาแทน และเป็นผู้ดำเนินการแล้ว" in words(drill.at("opm").get(drill.sent))
    refused = old.send(f"{path}/stamp", page=path, position="0")
    assert (refused.status_code, "เข้ามาแทนหน่วยงานของท่าน" in words(refused)) == (409, True)
    assert drill.at("dla").get(f"/letters/{renamed}").status_code == 404
    assert not drill.item("moi").stamps


def test_the_old_offices_settings_are_read_only_and_say_who_took_over(drill, renamed, words):
    """No form is shown, and what is sent all the same is refused."""
    old = drill.at("moi")
    shown = old.get("/office")
    assert "กระทรวงใหม่ เข้ามาแทนหน่วยงานของท่านตั้งแต่ ๑ ธันวาคม ๒๕๖๙" in words(shown)
    assert 'action="/office' not in shown.text
    assert 'action="/office' in drill.at("moi-2").get("/office").text
    for path, said in (
        ("/office", {"alone": "true"}),
        ("/office/digest", {"address": "a@b.example"}),
    ):
        assert old.send(path, page="/office", **said).status_code == 409


def test_letters_of_the_old_office_are_marked_on_the_heirs_list(drill, living, words):
    """The heir did not write them: the list says whose they are."""
    drill.reach("dla")
    old = drill.plan.hierarchy.office("moi")
    heir = replace(old, id="moi-2", name="กระทรวงใหม่", letter_code="มม")
    wanted = Successor("moi", (heir.id,), _DAY)
    succeed(drill.ledger, wanted, [heir], by="operator", now=living.later(60))
    assert "หนังสือของกระทรวงมหาดไทย" in words(drill.at("moi-2").get("/outgoing"))
    assert "หนังสือของ" not in words(drill.at("moi").get("/outgoing"))


_RENAMED = {
    "office": "กระทรวงมหาดไทย",
    "from_day": "1",
    "from_month": "12",
    "from_year": "2026",
    "new_id": "moi-2",
    "new_name": "กระทรวงใหม่",
    "new_code": "มม",
}


def test_an_administrator_enters_and_takes_back_at_the_desk(drill, words):
    """A renamed ministry, by the administrator of the office above it."""
    admin = drill.at("opm", Role.ADMINISTRATOR)
    assert 'href="/successions"' in admin.get("/office").text
    assert "๒๕๖๙" in admin.get("/successions").text  # the office's own era
    sent = admin.send("/successions", page="/successions", **_RENAMED)
    assert (sent.status_code, sent.headers["location"]) == (303, "/successions")
    shown = words(admin.get("/successions"))
    assert "กระทรวงใหม่ เข้ามาแทนแล้ว รับเรื่องค้าง ๑ ฉบับ" in shown
    assert "ตั้งแต่ ๑ ธันวาคม ๒๕๖๙" in shown
    admin.send("/successions", page="/successions", **_RENAMED)
    assert "บันทึกไว้ก่อนแล้วว่า กระทรวงใหม่ เข้ามาแทน" in words(admin.get("/successions"))
    back = {"office": "moi", "reason": "ผิดกระทรวง"}
    assert admin.send("/successions/take-back", page="/successions", **back).status_code == 303
    assert "ยังไม่มีหน่วยงานใดถูกแทน" in words(admin.get("/successions"))
    admin.send("/successions", page="/successions", **_RENAMED)
    heir, path = drill.at("moi-2"), f"/letters/{drill.plan.id}@moi"
    assert heir.send(f"{path}/stamp", page=path, position="0").status_code == 303
    refused = admin.send("/successions/take-back", page="/successions", **back)
    assert (refused.status_code, "จึงถอนคืนไม่ได้" in words(refused)) == (409, True)
    assert verify(drill.ledger).ok


@pytest.mark.parametrize(
    ("changes", "status", "told"),
    [
        ({"from_year": ""}, 422, "เลือกวัน เดือน และปี"),
        ({"from_month": "2", "from_day": "30"}, 422, "เลือกวัน เดือน และปี"),
        ({"from_year": "2027"}, 422, "ยังไม่ถึง"),
        ({"new_id": "", "new_name": ""}, 422, "ยังไม่ได้ระบุหน่วยงานที่เข้ามาแทน"),
        ({"shares": "dla opm"}, 422, "มิได้บอกว่าหน่วยงานใดดูแลหน่วยงานใด"),
        ({"by": "dla", "shares": "dla = opm"}, 422, "มิได้อยู่ในสังกัดของหน่วยงานเดิม"),
        ({"office": "opm"}, 409, "มิใช่หน่วยงานของท่าน"),
        ({"office": "nowhere"}, 409, "ไม่มีหน่วยงาน nowhere"),
        ({"new_id": "Moi 2"}, 422, "ใช้ไม่ได้ โปรดใช้อักษรละตินตัวเล็ก"),
    ],
)
def test_what_an_administrator_cannot_enter_is_told(drill, words, changes, status, told):
    """With what was typed still in the form; nothing is written."""
    admin = drill.at("moi", Role.ADMINISTRATOR)
    refused = admin.send("/successions", page="/successions", **(_RENAMED | changes))
    assert (refused.status_code, told in words(refused)) == (status, True), words(refused)
    assert "กระทรวงใหม่" in refused.text or not changes.get("new_name", "x")
    assert not list(successions(drill.ledger))


def test_only_an_administrator_sees_the_page(drill):
    """A clerk and an officer are told that it is not for their post."""
    clerk = drill.at("opm")
    assert clerk.get("/successions").status_code == 403
    assert 'href="/successions"' not in clerk.get("/office").text


def test_an_administrator_splits_an_office_and_each_forwards_its_part(drill, words, living):
    """The heir stamps; the other one finds the letter, and may forward it and nothing else."""
    admin = drill.at("opm", Role.ADMINISTRATOR)
    drill.reach("phitsanulok")
    below = [hop.recipient for hop in drill.plan.sending("phitsanulok")[1]]
    said = {
        "office": "phitsanulok",
        "by": "opm",
        "heir": "opm",
        "shares": f"west = {below[0]}",
        **{name: _RENAMED[name] for name in ("from_day", "from_month", "from_year")},
        "new_id": "west",
        "new_name": "กรมใหม่",
        "new_code": "มม",
    }
    assert admin.send("/successions", page="/successions", **said).status_code == 303
    assert "กรมใหม่ แจ้งต่อ ๑ หน่วยงาน" in words(admin.get("/successions"))
    other, path = drill.at("west"), f"/letters/{drill.plan.id}@phitsanulok"
    shown = other.get(path)
    assert "แจ้งต่อ ๑ หน่วยงาน" in words(shown)
    assert "/stamp" not in shown.text
    living.stamp(drill.ledger, drill.plan, "phitsanulok", 70)
    drill.wait(15)
    assert f"{path}/draft" in other.get(path).text.replace("%40", "@")
    assert "ออกหนังสือถึงผู้รับ ๑ แห่ง" in words(other.get(f"{path}/draft"))
    sent = other.send(f"{path}/issue", page=f"{path}/draft", revision="0", read="yes")
    assert sent.headers["location"].startswith("/outgoing/")
    assert f"{path}/draft" not in other.get(path).text.replace("%40", "@")
    assert "แจ้งต่อส่วนของท่านแล้ว" in words(other.get(path))
    heir = drill.at("opm")
    assert "หนังสือของหน่วยงานท่าน" not in words(heir.get(path)), "that is another successor's"
    issued = heir.send(f"{path}/issue", page=f"{path}/draft", revision="0", read="yes")
    assert "part=1" in issued.headers["location"]
    assert "@phitsanulok?part=1" in heir.get(path).text.replace("%40", "@")
    assert verify(drill.ledger).ok, verify(drill.ledger).faults
