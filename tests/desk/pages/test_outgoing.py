"""Stories of following a letter: who has it, who is silent, what all below have answered."""

from __future__ import annotations

import csv
import io

import pytest

from wian.followup.remind import follow_up
from wian.office.actor import Acting
from wian.office.answer import answer


@pytest.fixture
def province(drill, living):
    """The province has written to its twelve, and one district has passed it on."""
    drill.reach(living.leaf)
    return drill.at("phitsanulok")


def test_the_list_says_how_many_have_it(drill, province, words):
    """Number, date, and received of all."""
    shown = words(province.get("/outgoing"))
    assert "ที่ พล ๐๐๒๓.๓/ว ๑ ๑ ธ.ค. ๒๕๖๙" in shown
    assert "ลงรับแล้ว ๑ จาก ๑๒ แห่ง" in shown
    assert "ยังไม่มีหนังสือออก" in words(drill.at(drill.living.leaf).get("/outgoing"))


def test_the_follow_up_tells_the_silent_from_those_who_have_it(drill, province, words):
    """Silent ones first, since when; the others with day, number and own letter."""
    drill.wait(2 * 24 * 60)
    province.sign_in("phitsanulok")
    shown = words(province.get(drill.sent))
    assert "๑ / ๑๒ ลงรับแล้ว ๑๑ ยังไม่ลงรับ ๑ / ๙ ออกหนังสือต่อแล้ว ๐ / ๑๐๓ ตอบแล้ว" in shown
    assert "ยังไม่ลงรับมา ๒ วันทำการ" in shown
    mueang = shown.partition("อำเภอเมืองพิษณุโลก ๑ ธ.ค.")[2]
    assert mueang.startswith(" ๒๕๖๙ ๐๙.๓๐ น. เลขรับ ๑ ที่ พล ๐๑๒๓/ว ๑")
    silent = words(province.get(f"{drill.sent}?show=silent"))
    assert "อำเภอวังทอง ยังไม่ลงรับมา" in silent
    assert "อำเภอเมืองพิษณุโลก ๑ ธ.ค." not in silent


def test_the_roll_up_counts_everyone_below(drill, province, words, living):
    """Confirmed, silent, and those that cannot know since an office above them is silent."""
    below = words(province.get(drill.sent)).partition("ภาพรวมทุกหน่วยงานข้างใต้")[2]
    assert below.startswith(" ๑๑๒ แห่ง ๑ ลงรับแล้ว")
    living.stamp(drill.ledger, drill.plan, living.leaf)
    below = words(province.get(drill.sent)).partition("ภาพรวมทุกหน่วยงานข้างใต้")[2]
    assert below.startswith(" ๑๑๒ แห่ง ๒ ลงรับแล้ว")


def test_reminders_stand_beside_the_silent(drill, province, words):
    """With their numbers, for each of those who were reminded."""
    drill.wait(30 * 24 * 60)
    follow_up(drill.ledger, drill.plan, now=drill.desk.watch())
    province.sign_in("phitsanulok")
    row = words(province.get(drill.sent)).partition("อำเภอวังทอง")[2].partition("อำเภอ")[0]
    assert "พล ๐๐๒๓.๓/ว ๒" in row


def test_answers_are_shown_and_taken_along_as_a_table(drill, province, words, living):
    """On the page in words, in the file for a spreadsheet, which takes no text for a formula."""
    living.stamp(drill.ledger, drill.plan, living.leaf)
    text = "=HYPERLINK(1) ซักซ้อมแล้ว"
    answer(
        Acting(drill.ledger, drill.plan, living.leaf, by="x", now=living.later(50)),
        text,
        key="k" * 16,
    )
    shown = words(province.get(drill.sent))
    assert "ตอบแล้ว ๑ จาก ๑๐๓ แห่ง" in shown
    assert "เทศบาลตำบลหัวรอ ๑ ธ.ค. ๒๕๖๙ ๐๙.๓๐ น. ๑ ธ.ค. ๒๕๖๙ ๐๙.๕๐ น. ตอบในกำหนด" in shown
    answered = province.get(f"{drill.sent}/answers.csv")
    assert answered.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answered.content.decode("utf-8-sig"))))
    assert len(rows) == 103
    (mine,) = [row for row in rows if row["office"] == living.leaf]
    assert mine["answer"] == f"'{text}"
    assert (mine["standing"], mine["reached"]) == ("in-time", "2026-12-01T09:30+07:00")
