"""A route by column answers every question as the plain one of the same hops does."""

from __future__ import annotations

import pytest

from hierarchy.route.column_route import ColumnRoute
from hierarchy.route.planner import plan_route, ways_down
from hierarchy.route.route import Route
from hierarchy.route.selection import Selection

WANTED = (Selection(levels=("local",)), Selection(ids=("hill",)))


@pytest.fixture
def plain(realm) -> Route:
    """What a small route is."""
    return plan_route(realm, "ministry", WANTED)


@pytest.fixture
def columns(realm) -> ColumnRoute:
    """What a large route is."""
    return ColumnRoute(realm, "ministry", ways_down(realm, "ministry", WANTED))


def test_it_is_the_same_route(plain, columns):
    """Equal either way round, and of one digest."""
    assert type(plain) is Route
    assert plain == columns
    assert columns == plain
    assert hash(plain) == hash(columns)
    assert (plain.digest(), plain.addressees) == (columns.digest(), columns.addressees)
    assert plain != "ministry"


def test_hops_are_made_when_looked_at(plain, columns):
    """One, some, or all of them, and as often as anybody asks."""
    assert len(columns.hops) == len(plain.hops)
    assert (columns.hops[0], columns.hops[-1]) == (plain.hops[0], plain.hops[-1])
    assert tuple(columns.hops[1:3]) == tuple(plain.hops[1:3])
    assert list(columns.hops) == list(plain.hops)
    assert columns.hops_held < plain.hops_held
    assert f"{len(plain.hops)} hops" in repr(columns)


def test_waves_and_cohorts_are_those_of_the_plain_route(plain, columns):
    """In their order, with the same parents and forwarders."""
    for one, other in zip(plain.waves, columns.waves, strict=True):
        assert (one.number, list(one.cohorts)) == (other.number, list(other.cohorts))
        assert (list(one.hops), one.forwarders) == (list(other.hops), other.forwarders)
        assert [each.key for each in one.cohorts] == [each.key for each in other.cohorts]


def test_every_office_is_where_it_was(realm, plain, columns):
    """Who writes to it and to whom it writes; also of one that the route passes by."""
    assert columns.offices == plain.offices
    for office in realm.offices.ids:
        assert columns.reaches(office) == plain.reaches(office)
        assert columns.sending(office) == plain.sending(office)
        if office in plain.offices:
            assert columns.chain(office) == plain.chain(office)
        else:
            with pytest.raises(KeyError):
                columns.parent(office)
        if plain.reaches(office):
            assert columns.hop_to(office) == plain.hop_to(office)
        else:
            with pytest.raises(KeyError):
                columns.hop_to(office)
    assert not columns.reaches("nowhere")
    assert columns.sending("nowhere") == (0, ())


def test_positions_are_those_of_any_hierarchy_of_these_offices(realm, plain, columns):
    """Of its own at once; of one with the same offices in columns of their own as well."""
    copied = type(realm).from_json(realm.to_json())
    for where in (realm, copied):
        assert list(columns.reached(where)) == list(plain.reached(where))
        assert sorted(columns.ends(where)) == sorted(plain.ends(where))
        assert list(columns.positions(where)) == list(plain.positions(where))
        assert list(columns.addressed(where)) == list(plain.addressed(where))
    senders = [sender for sender, _ in columns.ends(realm)]
    assert senders[-1] == realm.position("ministry")


def test_offices_have_numbers_in_the_order_reached(realm, plain, columns):
    """Who writes to whom in numbers, wave by wave; who is not on the route has none."""
    for route in (plain, columns):
        places = route.places
        assert tuple(places.offices) == plain.offices
        ends = [(hop.sender, hop.recipient) for hop in plain.hops]
        senders = [places.offices[at] for at in places.senders]
        assert list(zip(senders, places.recipients, strict=True)) == ends
        waves = [[places.recipients[at] for at in range(len(ends))[hops]] for hops in places.waves]
        assert waves == [[hop.recipient for hop in wave.hops] for wave in plain.waves]
        wanted = [*reversed(plain.offices), "nowhere", *(set(realm.offices.ids) - {*plain.offices})]
        there = [*range(len(plain.offices))][::-1]
        assert list(places.of(wanted)) == there + [-1] * (len(wanted) - len(there))
        assert [places.place(office) for office in wanted] == list(places.of(wanted))
