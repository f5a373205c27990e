"""Who is there on a day, and who writes to those whose parent is not."""

from __future__ import annotations

from datetime import date

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.load.hierarchy_file import load_hierarchy
from hierarchy.succession.lifetimes import Lifetimes, dated_offices, offices_on

_ROWS = """\
id,name,level,kind,parent,from,until,succeeded_by
top,Top,a,a,,,,
old,Old,b,b,top,,2026-09-30,new
new,New,b,b,top,2026-10-01,,
left,Left,b,b,top,,2026-06-30,whole
right,Right,b,b,top,,2026-06-30,whole
whole,Whole,b,b,top,2026-07-01,2026-12-31,east|west
east,East,b,b,top,2027-01-01,,
west,West,b,b,top,2027-01-01,,
mill,Mill,c,c,old,,,
pond,Pond,c,c,new,,,
ford,Ford,c,c,left|east,,,
hill,Hill,c,c,right|whole|west,,,
gone,Gone,c,c,old,,2026-03-31,
"""
_MAY, _AUGUST, _NEXT = date(2026, 5, 1), date(2026, 8, 1), date(2027, 1, 1)


@pytest.fixture
def realm(write) -> Hierarchy:
    return load_hierarchy(write("realm.csv", _ROWS))


def _lines(hierarchy):
    return {f"{line.parent} {line.child}" for line in hierarchy.lines if line.parent != "top"}


@pytest.mark.parametrize(
    ("day", "offices", "lines"),
    [
        (_MAY, "old left right", "old mill, old pond, left ford, right hill"),
        (_AUGUST, "old whole", "old mill, old pond, whole ford, whole hill"),
        (_NEXT, "new east west", "new mill, new pond, east ford, west hill"),
    ],
)
def test_a_day_has_the_offices_that_exist_then(realm, day, offices, lines):
    """Those under an office that is not there stand under the one in its place."""
    found = offices_on(realm, day)
    assert set(found.offices.at_level("b")) == set(offices.split())
    assert _lines(found) == set(lines.split(", "))
    assert found.offices.office("ford").name == "Ford"
    assert found.name == realm.name


def test_offices_without_days_are_left_as_they_are(write):
    """No work, and no other digest."""
    plain = load_hierarchy(write("plain.csv", "id,name,level,kind,parent\na,A,a,a,\n"))
    assert offices_on(plain, _MAY) is plain


def test_who_takes_the_place_is_found_over_several_steps(realm):
    """Forwards for those who are gone, backwards for those who are yet to come."""
    lives = Lifetimes(dated_offices(realm.offices.texts()))
    assert lives.in_place_of("left", _NEXT) == {"east", "west"}
    assert lives.in_place_of("east", _MAY) == {"left", "right"}
    assert lives.in_place_of("gone", _MAY) == frozenset()
    assert lives.in_place_of("top", _MAY) == {"top"}
