"""Stories of an office that is split: each of its successors writes to the offices of its part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hierarchy.graph import Hierarchy
from hierarchy.office import Line, Office
from hierarchy.route.selection import Selection
from wian.followup.remind import follow_up
from wian.kit.errors import InputFaults
from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.acts import ActKind
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import State, acts, incoming
from wian.ledger.registers.register_standings import register_standings
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.succession.reversal import SuccessionUsed
from wian.ledger.succession.succession_entry import SucceededOtherwise
from wian.lifecycle.addition import add
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Wish
from wian.lifecycle.succession.successor import Successor, succeed, take_back
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.issue import draft, save_draft
from wian.office.joint_issue import issue
from wian.office.refusals import EarlierNotForwarded
from wian.office.relay import relay
from wian.office.share import PartOfOthers, PlaceOfHeir
from wian.office.stamp import receive
from wian.propagation.recorded_plan import restore

_DAY = date(2026, 12, 1)
_OLD = "phitsanulok.mueang-phitsanulok"
_EAST, _WEST = (
    Office(
        f"phitsanulok.{name}",
        thai,
        "district",
        "district",
        letter_code=code,
        addressee=f"นาย{thai}",
        desks=("registry", "officer"),
    )
    for name, thai, code in (
        ("east", "อำเภอตะวันออก", "พล ๐๐๙๘"),
        ("west", "อำเภอตะวันตก", "พล ๐๐๙๙"),
    )
)


@pytest.fixture
def waiting(live_ledger, live_plan, living):
    """A ledger in which a letter waits, unstamped, at the district."""
    for office in living.chain[1:4]:
        living.advance(live_ledger, live_plan, office, 30)
    return live_ledger


@pytest.fixture(scope="module")
def below(live_plan, living):
    """Those to whom the district writes, those of the west first."""
    found = [hop.recipient for hop in live_plan.sending(_OLD)[1]]
    found.sort(key=lambda each: (each != living.leaf, each))
    return found


def _split(ledger, living, west, minutes=60, **changes):
    wanted = Successor(_OLD, (_EAST.id, _WEST.id), _DAY, shares={_WEST.id: west})
    those = (_EAST, _WEST)
    return succeed(ledger, replace(wanted, **changes), those, by="x", now=living.later(minutes))


def _of(ledger, plan, living, successor, minutes):
    return Acting(ledger, plan, _OLD, "ธุรการ", living.later(minutes), of=successor.id)


def _recipients(issuance):
    return sorted(each for _, to in issuance.letters for each in to)


def _registers(ledger, office):
    with ledger.reading() as connection:
        return {each.name: each.last for each in register_standings(connection, office)}


def test_each_successor_writes_to_those_of_its_part_under_its_own_number(
    waiting, live_plan, living, below
):
    """The heir stamps once for both; whoever is first leaves the rest to the other."""
    west, east = below[:2], sorted(below[2:])
    done = _split(waiting, living, west)
    assert (done.succession.heir, done.succession.parts) == (_EAST.id, {_WEST.id: sorted(west)})
    with pytest.raises(PlaceOfHeir, match=f"{_EAST.id} does this"):
        receive(_of(waiting, live_plan, living, _WEST, 65))
    living.stamp(waiting, live_plan, _OLD, 70)
    mine = _of(waiting, live_plan, living, _WEST, 75)
    edited = save_draft(mine, [*draft(mine).letter.paragraphs, "เฉพาะตะวันตก"], revision=0)
    other = _of(waiting, live_plan, living, _EAST, 76)
    assert draft(other).paragraphs is None
    assert save_draft(other, [*draft(other).letter.paragraphs, "อื่น"], revision=0).revision == 2
    first = issue(mine, revision=edited.revision)
    assert _recipients(first) == sorted(west)
    assert (first.letter.letter.issuer, first.letter.entry.number) == (_WEST.name, 1)
    assert first.letter.letter.paragraphs[-1] == "เฉพาะตะวันตก"
    assert first.letter.letter.number.startswith("พล ๐๐๙๙/ว")
    assert incoming(waiting, live_plan.id, _OLD).state(asked=True) is State.TO_ISSUE
    with waiting.reading() as connection:
        listed = "SELECT state FROM listed_letter WHERE office = ?"
        assert connection.exec_driver_sql(listed, (_OLD,)).scalars().all() == [1]
    again = issue(replace(mine, now=living.later(77)))
    assert (again.new, _recipients(again)) == (False, sorted(west))
    last = issue(replace(other, plan=restore(waiting, live_plan.id), now=living.later(78)))
    assert _recipients(last) == east
    assert last.letter.letter.issuer == _EAST.name
    assert last.letter.letter.paragraphs[-1] == "อื่น"
    assert not any("อื่น" in each for each in first.letter.letter.paragraphs)
    assert _registers(waiting, _WEST.id) == {"send:circulars": 1}
    assert verify(waiting).ok, verify(waiting).faults


def test_letters_below_cite_the_successor_that_wrote_and_reminders_are_its_own(
    waiting, live_plan, living, below
):
    """Each part hears from its own office: in citations, and where it is late."""
    _split(waiting, living, below[:2])
    living.stamp(waiting, live_plan, _OLD, 70)
    for successor in (_EAST, _WEST):
        issue(_of(waiting, restore(waiting, live_plan.id), living, successor, 75))
    plan = restore(waiting, live_plan.id)
    acting = Acting(waiting, plan, living.leaf, "x", living.later(80))
    assert acting.plan.office(_OLD).name == _WEST.name
    done = follow_up(waiting, plan, now=living.later(40 * 24 * 60))
    issuers = {
        act.body.letter.issuer: set(act.body.recipients)
        for act in done.reminders
        if act.office == _OLD
    }
    assert issuers == {_WEST.name: set(below[:2]), _EAST.name: set(below[2:])}
    assert not follow_up(waiting, plan, now=living.later(40 * 24 * 60)).reminders
    living.stamp(waiting, plan, living.leaf, 90)
    answer(Acting(waiting, plan, living.leaf, "x", living.later(95)), "ครับ", key="1")
    assert verify(waiting).ok, verify(waiting).faults


def test_parts_follow_from_the_offices_of_the_day(waiting, live_plan, living, below):
    """Whose an office below is, is where it stands in the file; what nobody has is the heir's."""
    known = live_plan.hierarchy
    lines = [each for each in known.lines if _OLD not in (each.parent, each.child)]
    lines += [Line("phitsanulok", each.id, "command") for each in (_EAST, _WEST)]
    lines += [Line(_WEST.id, each, "supervision") for each in below[:3]]
    lines += [Line(_EAST.id, each, "supervision") for each in below[2:]]
    offices = [each for each in known.offices if each.id != _OLD]
    later = Hierarchy.build(
        [*offices, _EAST, _WEST], lines, subject="later", jurisdiction="thailand"
    )
    done = _split(waiting, living, (), shares={}, later=later)
    assert done.succession.parts == {_WEST.id: sorted(below[:2])}
    assert not _split(waiting, living, (), shares={}, minutes=70).new
    with pytest.raises(SucceededOtherwise, match=r"2 of those below are phitsanulok\.west's"):
        _split(waiting, living, below[:1], minutes=70)


def test_parts_that_do_not_go_together_are_refused_all_at_once(waiting, live_plan, living, below):
    """An office that is nobody's, twice given, or not below; and a second code for one number."""
    shares = {_WEST.id: [below[0], "moi"], _EAST.id: [below[0]], "nowhere": []}
    with pytest.raises(InputFaults) as told:
        _split(waiting, living, (), shares=shares)
    assert [each.kind for each in told.value.faults] == [
        "share_not_below", "share_twice", "share_unknown",
    ]  # fmt: skip
    for code in (_EAST.letter_code, live_plan.office(_OLD).letter_code):
        same = replace(_WEST, letter_code=code)
        wanted = Successor(_OLD, (_EAST.id, same.id), _DAY, shares={same.id: below[:1]})
        with pytest.raises(InputFaults) as told:
            succeed(waiting, wanted, (_EAST, same), by="x", now=living.later(60))
        assert [each.kind for each in told.value.faults] == ["share_code"]


def test_an_office_with_nothing_of_its_part_left_says_whose_it_is(
    waiting, live_plan, living, below
):
    """Also where its successor has nobody at all below it on this route."""
    _split(waiting, living, below)
    living.stamp(waiting, live_plan, _OLD, 70)
    with pytest.raises(PartOfOthers, match=r"what is left is for phitsanulok.west"):
        issue(_of(waiting, live_plan, living, _EAST, 75))
    assert _recipients(issue(_of(waiting, live_plan, living, _WEST, 76))) == sorted(below)
    assert incoming(waiting, live_plan.id, _OLD).state(asked=False) is State.DONE
    assert verify(waiting).ok, verify(waiting).faults


def test_successors_forward_alone_each_for_itself(waiting, live_plan, living, below):
    """One has set so, the other has not."""
    _split(waiting, living, below[:2])
    now = living.later(61)
    set_forwards_alone(waiting, (_WEST.id,), True, by="x", now=now)
    living.stamp(waiting, live_plan, _OLD, 70)
    (done,) = relay(waiting, live_plan, now=living.later(75))
    assert _recipients(done) == sorted(below[:2])
    plan = restore(waiting, live_plan.id)
    assert relay(waiting, plan, now=living.later(76)) == ()
    assert _recipients(issue(_of(waiting, plan, living, _EAST, 77))) == sorted(below[2:])


def test_an_amendment_goes_out_with_the_letter_of_each_part(waiting, live_plan, living, below):
    """Both waited at the split office; each successor sends its own two letters."""
    origin = Acting(waiting, live_plan, "opm", "ปลัด", living.later(50))
    later = restore(waiting, amend(origin, Wish(text=("ให้ซักซ้อมสองครั้ง",))).follower)
    for office in living.chain[1:4]:
        living.advance(waiting, later, office, 55)
    _split(waiting, living, below[:2])
    for plan in (live_plan, later):
        living.stamp(waiting, plan, _OLD, 70)
    for successor, part in ((_WEST, below[:2]), (_EAST, below[2:])):
        out = issue(_of(waiting, restore(waiting, live_plan.id), living, successor, 75))
        (also,) = out.together
        assert _recipients(also) == _recipients(out) == sorted(part)
        assert {also.letter.letter.issuer, out.letter.letter.issuer} == {successor.name}
    assert verify(waiting).ok, verify(waiting).faults


def test_each_part_has_two_amendments_in_their_order(waiting, live_plan, living, below):
    """What one successor forwarded, the other one did not; no letter goes with itself."""
    _split(waiting, living, below[:2])
    living.stamp(waiting, live_plan, _OLD, 70)
    for successor in (_WEST, _EAST):
        issue(_of(waiting, restore(waiting, live_plan.id), living, successor, 75))
    origin = Acting(waiting, live_plan, "opm", "ปลัด", living.later(80))
    done = [amend(origin, Wish(text=(each,))).follower for each in ("ครั้งแรก", "ครั้งหลัง")]
    first, last = (restore(waiting, each) for each in done)
    for office in living.chain[1:4]:
        living.stamp(waiting, last, office, 85)
        living.advance(waiting, first, office, 85)
    for plan in (last, first):
        living.stamp(waiting, plan, _OLD, 90)
    out = issue(_of(waiting, first, living, _WEST, 91))
    assert [each.propagation for each in out.together] == [last.id]
    with pytest.raises(EarlierNotForwarded, match=first.id):
        issue(_of(waiting, last, living, _EAST, 92))
    out = issue(_of(waiting, first, living, _EAST, 93))
    assert [each.propagation for each in out.together] == [last.id]
    assert verify(waiting).ok, verify(waiting).faults


def test_who_has_to_write_to_those_that_the_heir_added_is_named(
    empty_ledger, short_plan, living, below
):
    """It writes to those of its own part at once, and names the other successor for the rest."""
    living.begin(empty_ledger, short_plan)
    living.reach(empty_ledger, short_plan, _OLD)
    _split(empty_ledger, living, below[:2])
    living.stamp(empty_ledger, short_plan, _OLD, 70)
    heir = _of(empty_ledger, short_plan, living, _EAST, 75)
    origin = Acting(empty_ledger, short_plan, "opm", "ปลัด", living.later(74))
    add(origin, [Selection(ids=(below[2],))], "ลืม")
    issue(replace(heir, plan=restore(empty_ledger, short_plan.id)))
    done = add(heir, [Selection(ids=(below[0], below[3]))], "ลืม")
    assert (len(done.numbers), done.waiting) == (1, (_WEST.id,))
    done = add(heir, [Selection(ids=(below[1],))], "ลืม")
    assert (done.letters, done.numbers, done.waiting) == (None, (), (_WEST.id,))
    assert verify(empty_ledger).ok, verify(empty_ledger).faults


def test_a_split_is_taken_back_while_nobody_acted_and_a_part_may_pass_on(
    waiting, live_plan, living, below
):
    """A successor that was itself succeeded leaves its part, and its draft, to its heir."""
    _split(waiting, living, below[:2])
    take_back(waiting, _OLD, "ผิด", by="x", now=living.later(61))
    assert Acting(waiting, live_plan, _OLD, "x", living.later(62)).keeper == _OLD
    _split(waiting, living, below[:2], minutes=63)
    living.stamp(waiting, live_plan, _OLD, 70)
    mine = _of(waiting, live_plan, living, _WEST, 71)
    save_draft(mine, [*draft(mine).letter.paragraphs, "เฉพาะ"], revision=0)
    north = replace(_WEST, id="phitsanulok.north", name="อำเภอเหนือ", letter_code="พล ๐๐๙๗")
    passed = Successor(_WEST.id, (north.id,), _DAY)
    succeed(waiting, passed, [north], by="x", now=living.later(72))
    assert successions(waiting).places_of(north.id) == (_OLD, _WEST.id)
    out = issue(_of(waiting, live_plan, living, north, 75))
    assert (out.letter.letter.issuer, _recipients(out)) == (north.name, sorted(below[:2]))
    assert out.letter.letter.paragraphs[-1] == "เฉพาะ"
    with pytest.raises(SuccessionUsed, match=r"phitsanulok\.(west|east|north) has entered"):
        take_back(waiting, _OLD, "ผิด", by="x", now=living.later(80))
    assert verify(waiting).ok, verify(waiting).faults


def test_the_heir_that_takes_a_part_over_later_had_the_rest_before(
    waiting, live_plan, living, below
):
    """What it did for its own is no act before it took the other; the draft goes with it."""
    _split(waiting, living, below[:2])
    living.stamp(waiting, live_plan, _OLD, 70)
    issue(_of(waiting, live_plan, living, _EAST, 71))
    west = _of(waiting, restore(waiting, live_plan.id), living, _WEST, 72)
    save_draft(west, [*draft(west).letter.paragraphs, "เฉพาะ"], revision=0)
    passed = Successor(_WEST.id, (_EAST.id,), _DAY)
    succeed(waiting, passed, [_EAST], by="x", now=living.later(80))
    plan = restore(waiting, live_plan.id)
    out = issue(Acting(waiting, plan, _OLD, "x", living.later(85)))
    assert out.new
    assert below[0] in _recipients(out)
    assert out.letters[-1][0].letter.paragraphs[-1] == "เฉพาะ"
    assert verify(waiting).ok, verify(waiting).faults


@pytest.fixture
def parted(waiting, live_plan, living, below):
    """The same, split, of which one successor has written."""
    _split(waiting, living, below[:2])
    living.stamp(waiting, live_plan, _OLD, 70)
    issue(_of(waiting, live_plan, living, _WEST, 75))
    assert acts(waiting, live_plan.id, kind=ActKind.SHARED)
    return waiting


@pytest.mark.parametrize(
    ("forged", "told"),
    [
        ("UPDATE succession SET shares = NULL", "is not what was written: edited"),
        ("UPDATE succession SET shares = '[1'", "is not what was written: edited"),
        (
            "UPDATE succession SET shares = replace(shares, 'west', 'gone')",
            "gives a part to phitsanulok.gone, which is no successor",
        ),
        ("DELETE FROM act WHERE kind = 'shared'", "its letter, reception or act is missing"),
        (
            "UPDATE hop SET recipient = '{east}' WHERE recipient = '{west}'",
            "is of the part of phitsanulok.east",
        ),
    ],
)
def test_who_has_which_part_is_proved(parted, below, forged, told):
    """A part that was moved afterwards, or a letter to another's part, is found."""
    with parted.writing() as connection:
        connection.exec_driver_sql(forged.format(west=below[0], east=below[2]))
    faults = [f"{each.where}: {each.what}" for each in verify(parted).faults]
    assert any(told in each for each in faults), faults


def test_both_successors_may_write_at_once(either, live_plan, living, below, at_once):
    """On both databases each letter goes out once, to its own part."""
    living.begin(either, live_plan)
    for office in living.chain[1:4]:
        living.advance(either, live_plan, office, 30)
    _split(either, living, below[:2])
    living.stamp(either, live_plan, _OLD, 70)
    plan = restore(either, live_plan.id)
    acting = [_of(either, plan, living, each, 75) for each in (_EAST, _WEST)]
    assert not at_once(*(lambda each=each: issue(each) for each in acting))
    out = [issue(replace(each, now=living.later(76))) for each in acting]
    assert [_recipients(each) for each in out] == [sorted(below[2:]), sorted(below[:2])]
    assert len(acts(either, plan.id, kind=ActKind.SHARED)) == 1
    assert verify(either).ok, verify(either).faults
