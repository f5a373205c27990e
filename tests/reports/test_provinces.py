"""Stories of provinces: in which one an office lies."""

from __future__ import annotations

from hierarchy.graph import Hierarchy
from hierarchy.office import Line, Office
from wian.reports.provinces import own_provinces, province_by_sender


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


OWN = own_provinces(HIERARCHY)


def lies(office: str, **senders: str) -> str | None:
    """The province of an office of one propagation."""
    return province_by_sender(OWN, {("p", to): by for to, by in senders.items()}, "p", office)


def test_an_office_lies_in_the_only_province_above_it_whoever_wrote():
    """The ministry writes to a town itself, past its province."""
    assert lies("town", town="top") == "east"


def test_an_office_under_two_provinces_lies_in_that_of_its_sender():
    """The route says which of the two."""
    assert lies("border", border="west", west="top") == "west"


def test_a_province_lies_in_itself_and_what_is_above_in_none():
    """Nothing is made up for a ministry, or for an office that both provinces could claim."""
    assert OWN["east"] == "east"
    assert lies("border", border="top") is None
