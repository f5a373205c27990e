"""Is a route that grew still a route: from its origin on, and to each office once?"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hierarchy.office import Channel
from hierarchy.route.grown_route import grown
from hierarchy.route.planner import plan_route
from hierarchy.route.route import Hop
from hierarchy.route.selection import Selection

_OFFICES = ("ministry", "east", "west", "hill", "town", "ford", "pond", "mill", "stranger")


def _hop(sender: str, recipient: str) -> Hop:
    return Hop(sender, recipient, Channel.POST, addressed=True, forwards=False)


@pytest.fixture
def route(realm):
    return plan_route(realm, "ministry", (Selection(levels=("local",)),))


def test_a_hop_that_leads_back_to_the_origin_is_left_out(route):
    """A forged act holds one, and whoever follows the way must come to its end."""
    assert "ministry" not in [
        hop.recipient for hop in grown(route, [_hop("mill", "ministry")]).hops
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hops=st.lists(st.builds(_hop, st.sampled_from(_OFFICES), st.sampled_from(_OFFICES)), max_size=9)
)
def test_whatever_is_added_each_office_is_written_to_once_by_who_has_the_letter(route, hops):
    """Rings and strangers included: a sender stands in an earlier wave than its recipient."""
    reached = {"ministry"}
    for wave in grown(route, hops).waves:
        recipients = [hop.recipient for hop in wave.hops]
        assert {hop.sender for hop in wave.hops} <= reached
        assert len(set(recipients)) == len(recipients)
        assert reached.isdisjoint(recipients)
        reached.update(recipients)
    senders = {hop.recipient: hop.sender for hop in (*route.hops, *hops)}
    assert reached == {office for office in (*senders, "ministry") if _has_it(office, senders)}


def _has_it(office, senders):
    """Whether the way up from an office ends at the origin, by the last hop to each."""
    for _ in _OFFICES:
        office = senders.get(office) if office != "ministry" else office
    return office == "ministry"
