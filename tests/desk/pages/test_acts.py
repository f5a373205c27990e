"""Stories of what is done with a letter: stamped, corrected, routed, answered; each once."""

from __future__ import annotations

import pytest

from wian.ledger.access.permissions import Role
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import effective_receptions


@pytest.fixture
def stamp(drill):
    """Press the button of a desk of an office, or fill in its form."""

    def press(browser, position=0, **fields):
        given = {"position": position, "when": "now", **fields}
        return browser.send(f"{drill.path}/stamp", page=drill.path, **given)

    return press


@pytest.fixture
def on_paper():
    """The fields of a form for a day and a time on paper."""

    def fields(day=1, clock="09:30", **more):
        return {"when": "paper", "day": day, "month": 12, "year": 2026, "clock": clock, **more}

    return fields


def test_a_stamp_gets_its_number_from_the_register_and_rings(drill, stamp, words):
    """One press; the page says the number; the last desk's stamp wakes the dispatcher."""
    browser = drill.at("moi")
    assert stamp(browser).headers["location"] == f"{drill.path}?was=to-stamp"
    shown = words(browser.get(drill.path))
    assert "ลงรับแล้วที่ งานสารบรรณ เลขรับ ๑" in shown
    assert "งานสารบรรณ เลขรับ ๑ ๑ ธ.ค. ๒๕๖๙ ๑๐.๐๐ น." in shown
    assert "ลงรับแล้วที่" not in words(browser.get(drill.path))
    heard = [(event, office) for event, _, office in drill.desk.bell.heard]
    assert heard == [("wian.letter.received", "moi"), ("wian.letter.ready", "moi")]
    assert [act.by for act in drill.acts("moi")] == ["moi เจ้าพนักงานธุรการ"]


def test_the_desks_of_an_office_stamp_in_turn(drill, stamp, words):
    """Three presses, three registers; only the last makes the letter ready."""
    drill.reach("dla")
    browser = drill.at("dla")
    names = ("งานสารบรรณกลาง", "กองพัฒนาและส่งเสริม", "กลุ่มงานส่งเสริมการบริหารกิจการ")
    for position, name in enumerate(names):
        shown = words(browser.get(drill.path))
        assert f"ตราที่ {'๑๒๓'[position]} จาก ๓ ลงรับที่: {name}" in shown
        assert stamp(browser, position).status_code == 303
    assert [event for event, *_ in drill.desk.bell.heard].count("wian.letter.ready") == 1
    assert drill.item("dla").ready is not None


def test_a_double_click_stamps_one_desk_once(drill, stamp, words):
    """The second press is of the same desk, not of the next."""
    drill.reach("dla")
    browser = drill.at("dla")
    stamp(browser)
    stamp(browser)
    assert len(drill.item("dla").stamps) == 1
    assert "ลงรับไว้ก่อนแล้ว เลขรับ ๑" in words(browser.get(drill.path))
    assert len(drill.desk.bell.heard) == 1


def test_a_stamp_as_written_on_paper_needs_a_reason(drill, stamp, on_paper, words):
    """Without one the page comes back with what was typed; with one the stamp stands."""
    browser = drill.at("moi")
    answer = stamp(browser, **on_paper(clock="09:30"))
    assert answer.status_code == 409
    assert "โปรดระบุเหตุที่บันทึกภายหลัง" in words(answer)
    assert 'value="09:30"' in answer.text
    assert drill.item("moi").stamps == ()
    stamp(browser, **on_paper(clock="09:30", reason="ไฟฟ้าดับ"))
    at = drill.item("moi").stamps[0].at
    assert at == drill.living.later(30)
    assert "ไฟฟ้าดับ" in words(browser.get(drill.path))


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ((31, ""), "ยังมาไม่ถึง"),
        ((1, "08:00"), "อยู่ก่อนวันที่ของหนังสือ"),
        ((0, ""), "ไม่มีวันหรือเวลานี้"),
        ((1, "25:99"), "ไม่มีวันหรือเวลานี้"),
        ((1, "09:00+7"), "ไม่มีวันหรือเวลานี้"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(drill, stamp, on_paper, words, shown, said):  # noqa: PLR0913, PLR0917 - fixtures
    """On the page, in words, and nothing is stamped."""
    day, clock = shown
    answer = stamp(drill.at("moi"), **on_paper(day=day, clock=clock, reason="x"))
    assert said in words(answer)
    assert drill.item("moi").stamps == ()


def test_a_number_on_paper_is_typed_with_the_stamp(drill, stamp, on_paper, words):
    """One that skips many is confirmed on the page first; what follows from it is said."""
    browser = drill.at("moi")
    paper = on_paper(clock="", number="๕๕๔")
    slip = stamp(browser, **paper)
    assert (slip.status_code, 'name="number"' in slip.text) == (409, True)
    assert "เลข ๕๕๔ ข้ามไป ๕๕๓ เลข เลขถัดไปคือ ๑" in words(slip)
    assert 'value="๕๕๔"' in slip.text
    assert stamp(browser, **paper, confirm="yes").status_code == 303
    shown = words(browser.get(drill.path))
    assert "เลขรับ ๕๕๔" in shown
    assert "ถือว่าเลข ๑-๕๕๓ ออกที่อื่นแล้ว" in shown
    assert verify(drill.ledger).ok


def test_a_stamp_without_a_time_stays_a_day(drill, stamp, on_paper):
    """Paper shows a date alone."""
    browser = drill.at("moi")
    drill.wait(24 * 60)
    browser.sign_in("moi")
    stamp(browser, **on_paper(clock="", reason="ลงรับบนกระดาษ"))
    assert drill.item("moi").stamps[0].at.precision.value == "day"


def test_a_correction_is_a_new_entry(drill, stamp, on_paper, key_of, words):
    """The stamp stays, its moment is another, and pressing twice corrects once."""
    browser = drill.at("moi")
    stamp(browser)
    page = browser.get(drill.path)
    fields = on_paper(clock="09:40", reason="นาฬิกาเดินเร็ว", position=0, key=key_of(page))
    for _ in range(2):
        answer = browser.send(f"{drill.path}/correct", page=drill.path, **fields)
        assert answer.status_code == 303
    kinds = [act.kind for act in drill.acts("moi")]
    assert kinds == [ActKind.STAMPED, ActKind.CORRECTED]
    (meant,) = effective_receptions(drill.ledger, drill.plan.id, "moi")
    assert meant.at == drill.living.later(40)
    shown = words(browser.get(drill.path))
    assert "แก้วันเวลาแล้ว: นาฬิกาเดินเร็ว" in shown
    assert "แก้วันเวลาตราลงรับของ งานสารบรรณ" in shown
    assert verify(drill.ledger).ok


def test_a_letter_is_handed_to_a_group(drill, stamp, key_of, words):
    """One of the list, or one that is written; with a note, and a number of the journal."""
    drill.desk.account("moi", "หัวหน้ากลุ่ม", Role.OFFICER, group="กลุ่มงานนโยบาย")
    browser = drill.at("moi")
    stamp(browser)
    page = browser.get(drill.path)
    assert "กลุ่มงานนโยบาย</option>" in page.text
    given = {"group": "กลุ่มงานนโยบาย", "note": "เสนอภายในวันนี้", "key": key_of(page)}
    browser.send(f"{drill.path}/route", page=drill.path, **given)
    shown = words(browser.get(drill.path))
    assert "มอบหมายให้ กลุ่มงานนโยบาย แล้ว สมุดบันทึกเลขที่ ๒" in shown
    assert "เสนอภายในวันนี้" in shown
    other = {**given, "other": "กองคลัง"}
    browser.send(f"{drill.path}/route", page=drill.path, **other)
    routed = [act.body.group for act in drill.acts("moi") if act.kind is ActKind.ROUTED]
    assert routed == ["กลุ่มงานนโยบาย", "กองคลัง"]
    refused = browser.send(f"{drill.path}/route", page=drill.path, key=key_of(page))
    assert refused.status_code == 422
    assert "โปรดแก้ไข" in words(refused)


@pytest.fixture
def answering(drill, living):
    """A local body that has stamped, and its browser."""
    drill.reach(living.leaf)
    living.stamp(drill.ledger, drill.plan, living.leaf)
    return drill.at(living.leaf)


def test_an_answer_is_recorded_once_and_rings(drill, answering, living, key_of, words):
    """Sent twice it is one; another text from the same page is another answer."""
    page = answering.get(drill.path)
    given = {"text": "ซักซ้อมแล้ว\r\n42 คน", "when": "now", "key": key_of(page)}
    for _ in range(2):
        assert answering.send(f"{drill.path}/answer", page=drill.path, **given).status_code == 303
    given["text"] = "ซักซ้อมแล้ว 43 คน"
    answering.send(f"{drill.path}/answer", page=drill.path, **given)
    texts = [act.body.text for act in drill.acts(living.leaf) if act.kind is ActKind.ANSWERED]
    assert texts == ["ซักซ้อมแล้ว\n42 คน", "ซักซ้อมแล้ว 43 คน"]
    assert ("wian.letter.answered", drill.plan.id, living.leaf) in drill.desk.bell.heard
    shown = words(answering.get(drill.path))
    assert "ตอบแล้ว ๑ ธ.ค. ๒๕๖๙ ๑๐.๐๐ น. ซักซ้อมแล้ว 43 คน" in shown


def test_an_answer_that_cannot_be_kept_comes_back(drill, answering, on_paper, key_of, words):
    """Markup, a day to come: the text stays in its field."""
    page = answering.get(drill.path)
    key = key_of(page)
    for text, fields, status in (
        ("<b>หนา</b>", {"when": "now"}, 422),
        ("ทำแล้ว", on_paper(day=31, clock="", reason="x"), 409),
    ):
        answer = answering.send(
            f"{drill.path}/answer", page=drill.path, text=text, key=key, **fields
        )
        assert answer.status_code == status
        assert text.replace("<", "&lt;").replace(">", "&gt;") in answer.text
    assert drill.item(drill.living.leaf).answered is False


def test_a_key_that_no_form_made_is_refused(drill, answering):
    """Keys stand in the ledger: they are short and plain."""
    for key in ("", "x", "a" * 100, "<script>aaaaaaaaaa"):
        answer = answering.send(f"{drill.path}/answer", page=drill.path, text="x", key=key)
        assert answer.status_code == 422
