"""A directive as a tree: how far it is at each office, who waits behind whom, what is late."""

from __future__ import annotations

import pytest

from wian.delays.hop_table import HopTable
from wian.followup import directive_tree as module
from wian.followup.directive_tree import AtOffice, directive_tree
from wian.ledger.acts import Owed
from wian.office.actor import Acting
from wian.office.correct import correct
from wian.propagation.standing.below_office import below_office
from wian.reports.progress.delivery import blockers, standings

_DAY = 24 * 60


@pytest.fixture
def under_way(either, live_plan, living):
    """The province has written to its twelve; one district has passed it on. Either database."""
    living.begin(either, live_plan)
    living.reach(either, live_plan, living.leaf)
    return either


def tree_of(ledger, plan, living, minute=60):
    return directive_tree(ledger, plan, now=living.later(minute))


def test_the_tree_counts_what_others_count(under_way, live_plan, living):
    """The counts below an office, and who holds up whom, are those of the status and the pages."""
    living.stamp(under_way, live_plan, living.leaf)
    tree = tree_of(under_way, live_plan, living)
    records = [each.record(live_plan.id, "x") for each in tree.moments.values()]
    standing = standings(live_plan.route, HopTable.of(records))
    for office in ("opm", "phitsanulok", "phitsanulok.mueang-phitsanulok"):
        below = tree.branch(office).below
        known = below_office(under_way, live_plan, office, now=living.later(60)).counts
        assert (below.offices, below.received) == (known.below, known.confirmed)
        assert (below.not_stamped, below.not_sent) == (known.silent, known.unreachable)
    held = {each.office: each.waiting for each in blockers(standing)}
    assert held == {o: tree.branch(o).holds for o in tree.offices if tree.branch(o).holds}
    assert held, "nobody waits"


def test_each_office_is_where_its_letter_is(under_way, live_plan, living):
    """Not sent, not stamped, not forwarded, done: a district goes through all four."""
    district = "phitsanulok.wang-thong"
    body = live_plan.sending(district)[1][0].recipient
    seen = [tree_of(under_way, live_plan, living).branch(body).at]
    for act in (living.stamp, living.advance):
        seen.append(tree_of(under_way, live_plan, living).branch(district).at)
        act(under_way, live_plan, district, 40)
    seen.append(tree_of(under_way, live_plan, living).branch(district).at)
    assert seen == [
        AtOffice.NOT_SENT,
        AtOffice.NOT_STAMPED,
        AtOffice.NOT_FORWARDED,
        AtOffice.DONE,
    ]


def test_what_is_held_up_most_stands_first(under_way, live_plan, living):
    """Of the province's recipients those behind whom most wait; what has nothing to do last."""
    done = next(h.recipient for h in live_plan.sending("phitsanulok")[1] if not h.forwards)
    living.stamp(under_way, live_plan, done)
    tree = tree_of(under_way, live_plan, living)
    found = tree.branches(tree.children("phitsanulok"))
    waiting = [each.waiting for each in found]
    assert waiting == sorted(waiting, reverse=True)
    assert found[-1].office == done
    silent = tree.held_up("phitsanulok", lambda each: each.at == AtOffice.NOT_STAMPED)
    assert all(each.at is AtOffice.NOT_STAMPED for each in tree.branches(silent))
    assert len(silent) == tree.branch("phitsanulok").below.not_stamped


def test_whoever_is_late_is_counted_at_everyone_above(under_way, live_plan, living):
    """A month later those who were written to are late with their stamp, and nobody else is."""
    assert tree_of(under_way, live_plan, living).branch("opm").below.overdue == 0
    late = tree_of(under_way, live_plan, living, 40 * _DAY)
    below = late.branch("opm").below
    assert below.overdue == below.not_stamped + below.not_forwarded > 0
    first = late.branches(late.held_up("opm", module.DirectiveTree.is_overdue))[0]
    assert first.debts[0][1] is Owed.RECEPTION


def test_the_tree_is_never_older_than_the_ledger(under_way, live_plan, living):
    """The same as long as nothing is entered; a stamp, or its correction, makes another one."""
    first = tree_of(under_way, live_plan, living)
    assert tree_of(under_way, live_plan, living, 61) is first
    living.stamp(under_way, live_plan, living.leaf, 61)
    second = tree_of(under_way, live_plan, living, 62)
    assert second is not first
    acting = Acting(under_way, live_plan, living.leaf, "test", living.later(63))
    correct(acting, position=0, at=living.later(50), reason="อ่านผิด", key="k" * 16)
    third = tree_of(under_way, live_plan, living, 64)
    assert third.moments[living.leaf].received == living.later(50)
    kept = directive_tree(under_way, live_plan, now=living.later(90 * _DAY), enough=lambda: True)
    assert kept is third, "a tree that was read before will do where that is said"
