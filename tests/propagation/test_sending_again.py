"""A directive that is live goes out a second time only where that is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.delays.clock_choice import ClockChoice
from wian.ledger.errors import LiveAlready
from wian.ledger.write.propagations import list_propagations
from wian.propagation.plan import record, refuse_second
from wian.propagation.prepare import prepare
from wian.propagation.recorded_plan import restore
from wian.propagation.request import PropagationRequest

OTHER_WORDS = {"subject": "การซักซ้อมแผนเผชิญเหตุอุทกภัยและดินถล่ม"}


@pytest.fixture
def begun(living, either):
    """A ledger in which the drill is live."""
    plan = living.plan()
    living.begin(either, plan)
    return plan


def _ids(ledger) -> list[str]:
    return [each.id for each in list_propagations(ledger)]


def test_the_seed_is_no_part_of_a_live_propagation(living):
    """Nothing is drawn for it: who leaves a seed out goes on with what was begun."""
    path = str(living.directive())
    ids = {
        prepare(PropagationRequest(directive=path, clock=ClockChoice.LIVE, seed=seed)).id
        for seed in (0, 1, 3)
    }
    assert ids == {living.plan().id}


def test_a_live_propagation_of_an_older_version_keeps_its_id(living, empty_ledger):
    """One that was recorded under another seed is found, and goes on, under the id it has."""
    old = replace(living.plan(), seed=3)
    record(empty_ledger, old, living.start)
    assert restore(empty_ledger, old.id).id == old.id
    with pytest.raises(LiveAlready, match=old.id):
        record(empty_ledger, living.plan(), living.later(1))


def test_two_words_changed_are_no_second_letter_unawares(begun, living, either):
    """It names what stands, since when, and what to do; no number is taken."""
    changed = living.plan(**OTHER_WORDS)
    with pytest.raises(LiveAlready) as refused:
        record(either, changed, living.later(60))
    told = str(refused.value)
    assert (
        f"live already since 2026-12-01, as propagation {begun.id} ({begun.directive.subject})"
        in told
    )
    assert "wian withdraw" in told
    assert f"`replaces: {changed.directive.id}`" in told
    assert "--again" in told
    assert "Send again" in told
    assert _ids(either) == [begun.id]
    with pytest.raises(LiveAlready):
        refuse_second(either, changed)


def test_it_names_in_what_the_two_differ(begun, living, either, tmp_path):
    """Whoever meant to go on looks for the one field, not through two whole files."""
    offices = tmp_path / "offices.csv"
    offices.write_text("id,name,level,kind,parent\nopm,สปน.,a,a,\nla-1,ทต.,local,a,opm\n")
    elsewhere = living.plan(hierarchy=str(offices), limit_to=("la-1",), urgency="ordinary")
    for plan, named in (
        (living.plan(**OTHER_WORDS), "in the directive's subject. Nothing"),
        (elsewhere, "in the directive's urgency; the offices; the limit (--limit-to). Nothing"),
    ):
        with pytest.raises(LiveAlready) as refused:
            refuse_second(either, plan)
        assert f"what you send differs from it {named} was written" in str(refused.value)


def test_said_in_words_it_goes_out_a_second_time(begun, living, either):
    """Both stand; each may be run again, whichever is the later one."""
    changed = living.plan(**OTHER_WORDS)
    record(either, changed, living.later(60), again=True)
    for plan in (begun, changed):
        refuse_second(either, plan)
        record(either, plan, living.later(90))
    assert _ids(either) == [changed.id, begun.id]


def test_a_part_of_the_offices_is_another_propagation_too(begun, living, either):
    """Its origin would number a letter of its own to the same ministry."""
    with pytest.raises(LiveAlready):
        record(either, living.plan(limit_to=("phitsanulok.wang-thong",)), living.later(60))


def test_a_rehearsal_stands_in_nobodys_way(living, either):
    """It is rehearsed before it is sent, and may be after."""
    path = str(living.directive(issued="2026-12-01"))
    rehearsal = prepare(PropagationRequest(directive=path))
    record(either, rehearsal, living.start)
    live = living.plan(issued="2026-12-01")
    record(either, live, living.later(1))
    record(either, replace(rehearsal, seed=2), living.later(2))
    assert len(_ids(either)) == 3


def test_another_directive_is_not_asked_about(begun, living, either):
    """Only the same id of a directive is the same matter."""
    other = living.plan(id="landslide-drill-2573")
    record(either, other, living.later(60))
    assert len(_ids(either)) == 2


def test_of_several_that_begin_at_the_same_moment_one_goes_out(living, either, at_once):
    """Four operators correct four slips of one draft, and all press the button."""
    plans = [living.plan(subject=f"การซักซ้อมแผนเผชิญเหตุ ฉบับที่ {number}") for number in range(4)]
    told = at_once(lambda number: record(either, plans[number], living.start))
    assert sorted(type(each).__name__ for each in told) == [*["LiveAlready"] * 3, "NoneType"]
    assert len(_ids(either)) == 1
