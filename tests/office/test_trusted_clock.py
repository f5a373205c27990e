"""Stories of clocks: what is entered has one moment, and no clock that cannot be right dates it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from wian.jurisdictions.instant import Instant
from wian.kit.errors import InputFaults
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.ledger.read.offices.own_letters import outgoing
from wian.office.actor import Acting
from wian.office.correct import correct
from wian.office.issue import draft, save_draft
from wian.office.joint_issue import issue
from wian.office.stamp import receive
from wian.office.trusted_clock import ClockBehind, ClockOutsideCalendar

_BY = "moi นักจัดการงานทั่วไป"


def _at(text: str) -> Instant:
    """A moment on the offices' clock."""
    moment = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Bangkok"))
    return Instant.of(moment, ZoneInfo("UTC"))


_EVE, _NEW_YEAR = _at("2026-12-31 23:59"), _at("2027-01-01 00:01")


def _received(ledger, plan, office: str, at: Instant) -> None:
    """Every desk of an office stamps at one moment."""
    for position in range(len(plan.hierarchy.office(office).desks)):
        receive(Acting(ledger, plan, office, by="x", now=at), position=position)


def _entries(ledger, office: str) -> list[tuple[str, int, int, str]]:
    """The letters of an office: propagation, year and number of the register, and the date."""
    sent = [each.letter for each in outgoing(ledger, office)]
    return sorted(
        (each.letter.number, each.entry.year, each.entry.number, each.letter.dated.isoformat())
        for each in sent
        if each.entry
    )


@pytest.fixture
def eve(either, living, live_plan):
    """On New Year's Eve the ministry has the letter, stamped a minute after midnight."""
    living.begin(either, live_plan)
    _received(either, live_plan, "moi", _NEW_YEAR)
    return either


def test_a_slow_clock_at_new_year_numbers_a_letter_of_the_new_year(eve, living, live_plan):
    """The stamp was made after midnight: number, year and date are of the new year, all three."""
    shown = draft(Acting(eve, live_plan, "moi", by=_BY, now=_EVE))
    done = issue(Acting(eve, live_plan, "moi", by=_BY, now=_EVE)).letter
    assert (done.issued, done.letter.dated.isoformat()) == (_NEW_YEAR, "2027-01-01")
    assert shown.letter.dated == done.letter.dated
    other = living.plan(id="second-drill")
    living.begin(eve, other, _at("2027-01-01 00:02"))
    _received(eve, other, "moi", _at("2027-01-01 00:03"))
    issue(Acting(eve, other, "moi", by=_BY, now=_at("2027-01-01 00:04")))
    places = [(year, number) for _, year, number, _ in _entries(eve, "moi")]
    assert places == [(2570, 1), (2570, 2)]
    assert verify(eve).ok


def test_a_letter_begun_before_midnight_is_issued_once(either, living, live_plan):
    """Whoever tries again in the new year gets the letter of the old one, and burns no number."""
    living.begin(either, live_plan)
    _received(either, live_plan, "moi", _at("2026-12-31 23:50"))
    first = issue(Acting(either, live_plan, "moi", by=_BY, now=_EVE))
    again = issue(Acting(either, live_plan, "moi", by=_BY, now=_NEW_YEAR))
    assert (first.new, again.new, again.letter) == (True, False, first.letter)
    assert _entries(either, "moi") == [
        (first.letter.letter.number, 2569, 1, "2026-12-31"),
    ]
    assert verify(either).ok


def test_officers_on_either_side_of_midnight_issue_one_letter(either, living, live_plan, at_once):
    """Whoever comes first numbers it; year and date are of one moment, whichever that was."""
    living.begin(either, live_plan)
    _received(either, live_plan, "moi", _at("2026-12-31 23:50"))

    def work(number: int):
        now = (_EVE, _NEW_YEAR)[number % 2]
        return issue(Acting(either, live_plan, "moi", by=_BY, now=now))

    found = at_once(work, 6)
    assert sum(each.new for each in found) == 1
    ((_, year, number, day),) = _entries(either, "moi")
    assert (year, number, day) in {(2569, 1, "2026-12-31"), (2570, 1, "2027-01-01")}
    assert verify(either).ok


def test_clocks_on_either_side_of_midnight_issue_one_letter(
    server_ledger, queued, living, live_plan
):
    """Two machines issue at once, each into another year's register: one number is drawn."""
    living.begin(server_ledger, live_plan)
    _received(server_ledger, live_plan, "moi", _at("2026-12-31 23:50"))

    def work(now: Instant):
        return lambda: issue(Acting(server_ledger, live_plan, "moi", by=_BY, now=now))

    found = queued(live_plan, "moi", work(_EVE), work(_NEW_YEAR))
    assert [each.new for each in found] == [True, False]
    assert found[0].letter == found[1].letter
    assert [(year, day) for _, year, _, day in _entries(server_ledger, "moi")] == [
        (2569, "2026-12-31")
    ]
    assert verify(server_ledger).ok


def test_clocks_on_either_side_of_midnight_stamp_once(server_ledger, queued, living, live_plan):
    """The same for a stamp: the second machine is given the first one's."""
    living.begin(server_ledger, live_plan, _at("2026-12-31 23:50"))

    def work(now: Instant):
        return lambda: receive(Acting(server_ledger, live_plan, "moi", by=_BY, now=now), position=0)

    found = queued(live_plan, "moi", work(_NEW_YEAR), work(_EVE))
    assert [each.new for each in found] == [True, False]
    assert found[0].reception == found[1].reception
    assert verify(server_ledger).ok


def test_a_clock_behind_the_latest_entry_enters_nothing(live_ledger, living, live_plan):
    """A few minutes may lie between two machines; more is refused, and the clock is named."""
    living.stamp(live_ledger, live_plan, "moi", 60)
    late, little = living.later(54), living.later(56)
    for enter in (
        lambda: issue(Acting(live_ledger, live_plan, "moi", by=_BY, now=late)),
        lambda: save_draft(
            Acting(live_ledger, live_plan, "moi", by=_BY, now=late), ["ก"], revision=0
        ),
    ):
        with pytest.raises(ClockBehind, match="the clock is probably slow, or was fast then"):
            enter()
    assert issue(Acting(live_ledger, live_plan, "moi", by=_BY, now=little)).new


def test_what_stands_is_given_back_by_any_clock(live_ledger, living, live_plan):
    """A repeated request enters nothing, so that no clock matters."""
    living.advance(live_ledger, live_plan, "moi", 60)
    behind = Acting(live_ledger, live_plan, "moi", by=_BY, now=living.later(0))
    assert not receive(behind, position=0).new
    assert not issue(behind).new


def test_how_far_clocks_may_differ_is_a_setting(live_ledger, living, live_plan, monkeypatch):
    """Whoever knows that the clock is right can go on."""
    living.stamp(live_ledger, live_plan, "moi", 60)
    acting = Acting(live_ledger, live_plan, "moi", by=_BY, now=living.later(40))
    with pytest.raises(ClockBehind, match="WIAN_CLOCK_MINUTES"):
        issue(acting)
    monkeypatch.setenv("WIAN_CLOCK_MINUTES", "20")
    assert issue(acting).new
    monkeypatch.setenv("WIAN_CLOCK_MINUTES", "soon")
    with pytest.raises(InputFaults, match="WIAN_CLOCK_MINUTES"):
        receive(Acting(live_ledger, live_plan, "dla", by=_BY, now=living.later(70)))


def test_a_correction_says_that_the_clock_is_right_again(live_ledger, living, live_plan):
    """A stamp made by a fast clock holds its office up until it is corrected."""
    living.stamp(live_ledger, live_plan, "moi", 3000)
    acting = Acting(live_ledger, live_plan, "moi", by=_BY, now=living.later(120))
    with pytest.raises(ClockBehind, match="wian correct"):
        issue(acting)
    for position in range(len(live_plan.hierarchy.office("moi").desks)):
        correct(
            acting, position=position, at=living.later(30), reason="นาฬิกาเร็ว", key=str(position)
        )
    assert issue(acting).letter.issued == living.later(120)
    assert verify(live_ledger).ok


def test_a_clock_outside_the_calendar_enters_nothing(live_ledger, living, live_plan):
    """In 2036 nobody knows yet which days are worked."""
    acting = Acting(live_ledger, live_plan, "moi", by=_BY, now=_at("2036-02-01 10:00"))
    with pytest.raises(ClockOutsideCalendar, match=r"2036-02-01.*the clock is probably wrong"):
        receive(acting)
    assert acts(live_ledger, live_plan.id, office="moi", kind=ActKind.STAMPED) == []


def test_a_clock_that_is_slow_over_new_year_is_noticed(live_ledger, living, live_plan):
    """The office's journal of the new year has begun, by another machine."""
    _received(live_ledger, live_plan, "moi", _NEW_YEAR)
    acting = Acting(live_ledger, live_plan, "moi", by=_BY, now=_at("2026-12-31 23:40"))
    with pytest.raises(ClockBehind, match="2027-01-01T00:01"):
        issue(acting)
