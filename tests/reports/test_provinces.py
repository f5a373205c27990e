"""Stories of provinces: in which one an office lies."""

from __future__ import annotations

from hierarchy.graph import Hierarchy
from hierarchy.office import Line, Office
from wian.reports.provinces import provinces


def office(name: str, level: str) -> Office:
    return Office(name, name, level, level)


HIERARCHY = Hierarchy.build(
    [
        office("top", "ministry"),
        office("east", "province"),
        office("west", "province"),
        office("town", "district"),
        office("border", "district"),
    ],
    [
        Line("top", "east"),
        Line("top", "west"),
        Line("east", "town"),
        Line("east", "border"),
        Line("west", "border"),
    ],
    subject="a land",
)


def test_an_office_lies_in_the_only_province_above_it_whoever_wrote():
    """The ministry writes to a town itself, past its province."""
    assert provinces(HIERARCHY, {"town": "top"}) == {"town": "east"}


def test_an_office_under_two_provinces_lies_in_that_of_its_sender():
    """The route says which of the two."""
    assert provinces(HIERARCHY, {"border": "west", "west": "top"})["border"] == "west"


def test_a_province_lies_in_itself_and_what_is_above_in_none():
    """Nothing is made up for a ministry, or for an office that both provinces could claim."""
    assert provinces(HIERARCHY, {"east": "top"}) == {"east": "east"}
    assert provinces(HIERARCHY, {"border": "top"}) == {"border": None}
