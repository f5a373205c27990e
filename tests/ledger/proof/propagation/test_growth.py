"""What the proof finds of a route that grew past the rules: each digest holds, and yet."""

from __future__ import annotations

from itertools import permutations

import pytest
import yaml

from hierarchy.office import Channel
from hierarchy.route.selection import Selection
from wian.ledger.acts import Act, ActKind
from wian.ledger.life.growth import Growth
from wian.ledger.life.growth_acts import Added, Rerouted, Way
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.proof.propagation.growth import prove_growth
from wian.ledger.proof.verification import verify
from wian.lifecycle.addition import add
from wian.lifecycle.detour import NobodyWaits, NotItsSender, reroute
from wian.office.actor import Acting
from wian.propagation.recorded_plan import restore

_PROVINCE, _DISTRICT = "phitsanulok", "phitsanulok.mueang-phitsanulok"
_OTHER, _LOCAL = "phitsanulok.bang-rakam", "la-5650103"


def _way(sender, recipient, channel=Channel.POST, *, addressed=True):
    return Way(sender=sender, recipient=recipient, channel=channel, addressed=addressed)


@pytest.fixture
def down(empty_ledger, short_plan, living):
    """The province has written to one district."""
    living.begin(empty_ledger, short_plan)
    living.reach(empty_ledger, short_plan, _DISTRICT)
    return empty_ledger


def _what(ledger):
    return {each.what for each in verify(ledger).faults}


@pytest.mark.parametrize(
    "forged",
    [
        ("opm", [_way("moi", _DISTRICT)], f"adds {_DISTRICT}, which the route had reached"),
        ("opm", [_way("moi", "opm")], "adds opm, which the route had reached"),
        ("opm", [_way("dla", _LOCAL)], f"has dla write to {_LOCAL}, and there is no such line"),
        ("opm", [_way(_OTHER, "la-5650401")], f"has {_OTHER} write, which nobody writes to"),
        (
            "opm",
            [_way(_PROVINCE, _OTHER, Channel.HAND)],
            f"has {_PROVINCE} write to {_OTHER}, and there is no such line",
        ),
        (_DISTRICT, [_way(_PROVINCE, _OTHER)], f"has {_PROVINCE} write, which is not under"),
        ("opm", [_way(_PROVINCE, _OTHER, addressed=False)], "adds nobody"),
    ],
    ids=["reached", "origin", "no-line", "no-sender", "channel", "elsewhere", "nobody"],
)
def test_a_forged_addition_is_found(down, short_plan, living, forged):
    """Whoever was reached before, no such line, a sender that has nothing, or one elsewhere."""
    office, ways, said = forged
    body = Added(reason="x", ways=tuple(ways))
    with down.cohort(short_plan.id, short_plan.clock) as writer:
        entry = writer.reserve(office, ActKind(body.KIND), "x", 2569)
        writer.act(Act(office, "x", "x", living.later(60), body, entry))
    assert any(each.startswith(said) for each in _what(down)), _what(down)


def test_a_letter_without_its_addition_is_found(down, short_plan, living):
    """The act is cut out: its number has a gap, and the letter is on no route."""
    acting = Acting(down, short_plan, _PROVINCE, "x", living.later(60))
    add(acting, [Selection(ids=(_OTHER,))], "ลืม")
    assert verify(down).ok
    with down.writing() as connection:
        connection.exec_driver_sql("DELETE FROM act WHERE kind = 'added'")
    assert "is not on the recorded route" in _what(down)


@pytest.mark.parametrize(
    "forged",
    [
        (
            "dla",
            _DISTRICT,
            [_way("dla", _LOCAL)],
            f"goes around {_DISTRICT}, to which dla",
        ),
        (_PROVINCE, _DISTRICT, [_way("dla", _DISTRICT)], f"has dla write in place of {_PROVINCE}"),
        ("dla", _PROVINCE, [_way("dla", _PROVINCE)], f"leads to {_PROVINCE}, which does not wait"),
    ],
    ids=["sender", "writer", "elsewhere"],
)
def test_a_forged_way_around_is_found(down, short_plan, living, forged):
    """Another than the office's sender goes around it, or leads to whoever is not behind it."""
    office, around, ways, said = forged
    body = Rerouted(around=around, relieved=True, ways=tuple(ways))
    with down.cohort(short_plan.id, short_plan.clock) as writer:
        entry = writer.reserve(office, ActKind(body.KIND), "x", 2569)
        writer.act(Act(office, "x", "x", living.later(60), body, entry))
    assert any(each.startswith(said) for each in _what(down)), _what(down)


_TREE = {"prov": "top", "east": "prov", "west": "prov", "north": "prov", "e1": "east", "w1": "west",
         "w2": "west", "n1": "north"}  # fmt: skip
"""Offices, and whom each stands under."""


def _tree(folder):
    """Three districts under a province; nobody in the north is an addressee."""
    named = [{"id": each, "name": each, "kind": "office", "level": "local"} for each in _TREE]
    lines = [{**each, "parent": _TREE[each["id"]]} for each in named]
    top = {"id": "top", "name": "top", "kind": "office", "level": "ministry"}
    content = {"name": "Districts", "jurisdiction": "plain", "offices": [top, *lines]}
    (folder / "tree.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    return str(folder / "tree.yaml")


def _grow(acting, what):
    """One step; a silent office can only be gone around by whoever wrote to it."""
    verb, office = what
    if verb == "add":
        add(acting, [Selection(ids=(office,))], "forgotten")
        return
    try:
        reroute(acting, office)
    except (NobodyWaits, NotItsSender):
        return


def test_a_route_that_grows_within_a_minute_verifies_in_whatever_order(
    empty_ledger, living, tmp_path
):
    """Offices added, and silent ones gone around: done in any order, and read in any order."""
    tree = _tree(tmp_path)
    steps = [("add", "n1"), ("around", "prov"), ("around", "east")]
    for at, order in enumerate(permutations(steps)):
        plan = living.plan(
            id=f"d{at}",
            origin="top",
            hierarchy=tree,
            contact=None,
            addressees=[{"ids": ["e1", "w1"]}],
            asks=[{"to": {"levels": ["local"]}, "text": "count the wells"}],
        )
        living.begin(empty_ledger, plan)
        acting = Acting(empty_ledger, plan, "top", "top x", living.later(1))
        for step in order:
            _grow(acting, step)
        grown = restore(empty_ledger, plan.id)
        for acts in permutations(grown.growth.acts):
            findings = ProofFaults()
            prove_growth(plan.id, plan.hierarchy, plan.route, Growth(acts), findings)
            assert not findings.faults, (order, acts)
    assert verify(empty_ledger).faults == ()
