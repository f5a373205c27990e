"""The page of today: the worst directive first, whom to telephone, the odds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.followup.current_outlook import current_outlook
from wian.followup.current_snapshot import setting, situate
from wian.jurisdictions.instant import Instant, Precision
from wian.reports.progress.directive_day import directive_day, worst_first
from wian.reports.progress.pages.own_today import own_today
from wian.reports.progress.pages.today_page import OtherPages, today_line, today_page

DAY = 24 * 60
DESK = "https://desk.example.go.th"
WINDOW = {"opens": "2026-12-01", "closes": "2026-12-30"}
ASKS = [{"to": {"levels": ["local"]}, "text": "ซักซ้อมแผนเผชิญเหตุ"}]


@pytest.fixture
def stuck(living, empty_ledger):
    """A drill that hangs at one district, nine days before its last day."""
    plan = living.plan(id="stuck", window=WINDOW, asks=ASKS)
    living.begin(empty_ledger, plan)
    living.reach(empty_ledger, plan, "phitsanulok.wang-thong", minutes=3000)
    living.stamp(empty_ledger, plan, "phitsanulok.mueang-phitsanulok", minutes=9000)
    now = living.later(20 * DAY)
    found, words = situate(empty_ledger, plan, now=now), replace(setting(plan), desk=DESK)
    ahead = current_outlook(empty_ledger, plan, now=now)
    assert ahead is not None
    return directive_day(found, words, ahead.told, now.date(plan.jurisdiction.calendar.zone)), plan


@pytest.fixture
def told(stuck):
    """The page of it and of a directive that is not late, and stands after it."""
    day, plan = stuck
    calm = replace(day, propagation="calm", directive="calm", overdue=0, overdue_days=0.0)
    days = worst_first([calm, day])
    links = {
        each.propagation: OtherPages(f"../key/{each.propagation}", None, DESK) for each in days
    }
    offices = dict.fromkeys(links, plan.hierarchy)
    return days, today_page(days, offices, links, "2026-12-21 09:00")


def test_the_worst_directive_comes_first_and_is_named_by_where_it_is_stuck(told):
    """A late one before one that has time."""
    days, text = told
    assert [day.directive for day in days] == ["stuck", "calm"]
    assert today_line(days) == ("Stuck at Mueang Phitsanulok, 19 wait (stuck); 1 other directive.")
    assert text.index("[stuck](../key/stuck") < text.index("[calm](../key/calm)")


def test_the_second_line_is_the_first_call_to_make(told):
    """With its number; the district has none of its own, and the province answers."""
    _, text = told
    second = text.split("\n\n")[2]
    assert second == (
        r"**First call: Mueang Phitsanulok (telephone of Phitsanulok: 0 5523 2490).**"
    )


def test_it_says_the_same_in_the_offices_language(stuck):
    """Where it is stuck, the odds, whom to telephone through whom: in Thai, before the details."""
    day, plan = stuck
    words, now = setting(plan), Instant(29934840 + 20 * DAY, Precision.MINUTE)
    own = list(own_today([day], {day.propagation: words}, {day.propagation: DESK}, now))
    assert own[0] == "## ภาษาไทย"
    assert "มี 1 เรื่องที่กำลังดำเนินการ" in own[1]
    assert own[2].startswith("### การซักซ้อม")
    assert own[3].startswith("**หนังสือค้างอยู่ที่อำเภอเมืองพิษณุโลก มีหน่วยงานรออยู่ 19 แห่ง**")
    assert "วันสุดท้ายคือ ๓๐ ธันวาคม ๒๕๖๙ เหลือ 10 วัน" in own[3]
    assert "โอกาสที่ทุกแห่งทันกำหนด:" in own[3]
    assert own[4].startswith("- โปรดติดต่ออำเภอเมืองพิษณุโลก ผ่านจังหวัดพิษณุโลก โทร. 0 5523 2490")
    assert own[5].endswith(f"]({DESK})")
    links = {day.propagation: OtherPages("../key/x", None, DESK)}
    text = today_page([day], {day.propagation: plan.hierarchy}, links, "", own)
    first = text.index("| [stuck]")
    assert first < text.index("## ภาษาไทย") < text.index("## In English")


def test_days_overdue_and_the_probability_of_the_deadline_are_in_the_table(stuck, told):
    """The share in time with its interval, and whether all of them can be."""
    day, _ = stuck
    row = next(line for line in told[1].splitlines() if line.startswith("| [stuck]"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[2:4] == [str(day.offices - day.have), str(day.overdue)]
    assert float(cells[4]) == pytest.approx(day.overdue_days, abs=0.06)
    assert cells[5] == "10"
    assert day.chance.low <= day.chance.expected <= day.chance.high <= day.chance.addressees == 103
    assert cells[6] == f"{round(100 * day.chance.expected / 103)} %"
    assert cells[7] == day.chance.all_in_time
    assert f"({day.chance.low} to {day.chance.high} in 90 % of the futures)" in told[1]


def test_without_a_directive_it_says_so():
    """A new installation has nothing to be watched."""
    assert today_line([]) == "No directive is under way."
    assert today_page([], {}, {}, "") == "# Today\n\n**No directive is under way\\.**\n"


def test_an_office_with_its_own_number_is_called_by_that(living, empty_ledger):
    """No other office is named beside it."""
    plan = living.plan(id="begun", window=WINDOW, asks=ASKS)
    living.begin(empty_ledger, plan)
    living.reach(empty_ledger, plan, "dla", minutes=3000)
    now = living.later(5 * DAY)
    found = situate(empty_ledger, plan, now=now)
    day = directive_day(found, setting(plan), None, now.date(plan.jurisdiction.calendar.zone))
    assert [(call.office, call.whose, call.waiting) for call in day.calls] == [("dla", None, 113)]
    assert day.calls[0].phone.startswith("0 2241 9000")
