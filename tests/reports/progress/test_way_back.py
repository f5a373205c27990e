"""How far answers are on their way back: counts by level, who is late, and who holds them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from wian.reports.progress.way_back import way_back

DISTRICT = "phitsanulok.mueang-phitsanulok"
TODAY, DAY = date(2027, 2, 1), date(2027, 1, 31)


def told(plan, answered=(), reported=(), days=None, today=TODAY):
    """What is said of a directive's answers."""
    named = dict.fromkeys(plan.way_up.asked, DAY) if days is None else days
    of = {"answered": frozenset(answered), "reported": frozenset(reported)}
    return way_back(plan.way_up, plan.hierarchy.level, named, today=today, **of)


def test_before_anybody_has_answered_all_of_a_level_are_late(asking_plan):
    """Their day is over; those who gather have none, and nobody can report."""
    back = told(asking_plan)
    assert (back.asked, back.answered, back.ready) == (103, 0, ())
    assert [(len(each.offices), each.done, each.late) for each in back.levels] == [
        *((103, 0, 103), (9, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0))
    ]
    assert (back.due, back.left) == (DAY, 0)
    assert back.levels[1].day is None


def test_who_has_all_answers_holds_them_until_it_reports(asking_plan):
    """A district's bodies have answered: it holds them, and then the province cannot yet report."""
    way = asking_plan.way_up
    below = way.children[DISTRICT]
    back = told(asking_plan, below)
    assert back.ready == ((DISTRICT, len(below)),)
    assert told(asking_plan, below, [DISTRICT]).ready == ()
    whole = told(asking_plan, way.asked, [each for each in way.children if each != "phitsanulok"])
    assert whole.ready == (("phitsanulok", 103),)


@given(st.data())
def test_counts_are_those_of_the_offices(asking_plan, data):
    """Whoever has answered or reported: each office is counted once, in its own level."""
    way = asking_plan.way_up
    answered = data.draw(st.sets(st.sampled_from(sorted(way.asked))))
    gatherers = sorted(office for office in way.wave_of if way.gathers(office))
    reported = data.draw(st.sets(st.sampled_from(gatherers)))
    back = told(asking_plan, answered, reported)
    assert back.answered == len(answered)
    assert sum(each.done for each in back.levels) == len(answered) + len(reported)
    assert sum(len(each.offices) for each in back.levels) == len(way.wave_of)
    for office, _ in back.ready:
        assert office not in reported
        assert {*way.children[office]} <= answered | reported
