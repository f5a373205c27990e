"""Stories of an office that waits for another, at its desk."""

from __future__ import annotations

from wian.ledger.life.lives import suspended_now

_WHY = "รอความเห็นจากกรม"


def test_an_officer_stops_the_clock_and_starts_it_again(drill, words, living):
    """The letter and the inbox say for whom the office waits; its history keeps both."""
    living.stamp(drill.ledger, drill.plan, "moi")
    ministry, page = drill.at("moi"), f"/letters/{drill.plan.id}"
    assert 'value="dla"' in ministry.get(page).text
    sent = ministry.send(f"{page}/suspend", page=page, reason=_WHY, waits_for="dla")
    assert (sent.status_code, sent.headers["location"]) == (303, page)
    shown = words(ministry.get(page))
    assert "รอ กรมส่งเสริมการปกครองท้องถิ่น ตั้งแต่" in shown
    assert _WHY in shown
    assert "รอ กรมส่งเสริมการปกครองท้องถิ่น ตั้งแต่" in words(ministry.get("/"))
    assert suspended_now(drill.ledger, drill.plan.id).keys() == {"moi"}
    ministry.send(f"{page}/resume", page=page)
    assert suspended_now(drill.ledger, drill.plan.id) == {}
    assert "นับเวลาต่อ" in words(ministry.get(page))


def test_what_cannot_be_done_keeps_what_was_typed(drill, living):
    """A blank reason, an office that is none, and a clock that runs."""
    living.stamp(drill.ledger, drill.plan, "moi")
    ministry, page = drill.at("moi"), f"/letters/{drill.plan.id}"
    assert ministry.send(f"{page}/suspend", page=page, reason=" ").status_code == 422
    again = ministry.send(f"{page}/suspend", page=page, reason=_WHY, waits_for="nowhere")
    assert again.status_code == 409
    assert f'value="{_WHY}"' in again.text
    assert ministry.send(f"{page}/resume", page=page).status_code == 409
