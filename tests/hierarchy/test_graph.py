"""The hierarchy as a graph: who stands under whom, and who writes to whom."""

from __future__ import annotations

import pytest

from hierarchy.graph import Hierarchy, UnknownOffice
from hierarchy.office import Line, Office
from wian.kit.errors import InputFaults


def office(name: str) -> Office:
    return Office(name, f"office {name}", "level", "kind")


def faults(ids: str, lines: str) -> list[str]:
    pairs = [Line(pair[0], pair[1]) for pair in lines.split()]
    with pytest.raises(InputFaults) as caught:
        Hierarchy.build([office(each) for each in ids], pairs, subject="the file")
    return [str(fault) for fault in caught.value.faults]


def test_answers_who_writes_to_whom(realm):
    """A clerk asks where an office stands, and the hierarchy knows."""
    assert realm.root == "ministry"
    assert realm.children("east") == ("ford", "hill", "town")
    assert realm.office("ford").name == "อำเภอท่าข้าม"
    assert list(realm.levels.items()) == [
        ("ministry", 1),
        ("province", 2),
        ("district", 2),
        ("local", 3),
    ]


def test_a_misspelt_office_gets_a_suggestion(realm):
    """Who types one letter wrong is told the right id."""
    for word in ("MILL", "Mil"):
        with pytest.raises(UnknownOffice, match="did you mean mill"):
            realm.office(word)
    with pytest.raises(UnknownOffice, match="did you mean mill"):
        realm.office("mil")


def test_an_office_id_as_long_as_a_book_is_refused_in_a_short_sentence(realm):
    """A million-character id comes back as one short line."""
    with pytest.raises(UnknownOffice) as caught:
        realm.children("x" * 1_000_000)
    assert len(str(caught.value)) < 200


def test_every_fault_is_reported_at_once():
    """A careless file makes one report, not eight attempts."""
    assert faults("abcdefga", "ab bc cb bd dd xe ab gz") == [
        "office 8: repeats the office a of office 1; give it its own id",
        "line 5: d is its own parent; name the office above it",
        "line 6: parent 'x' is no office; correct it",
        "line 7: repeats the line a -> b of line 1; remove one of them",
        "line 8: child 'z' is no office; correct it",
        "line 2: a cycle: b, c and back; remove the line that points upwards",
        "office 6: f has no parent and no child; give it one: a is the root already",
        "office 7: g has no parent and no child; give it one: a is the root already",
    ]


def test_each_cycle_names_its_own_offices():
    """Two separate cycles are two faults, each naming who is in it."""
    found = faults("abcdef", "ab bc cd db ae ef fe")
    assert [each.partition("a cycle: ")[2] for each in found] == [
        "b, c, d and back; remove the line that points upwards",
        "e, f and back; remove the line that points upwards",
    ]


def test_a_ring_has_no_root():
    """Where each office has a parent, there is nobody to start."""
    assert any("no office is the root" in each for each in faults("abc", "ab bc ca"))


def test_the_largest_tree_keeps_the_root():
    """Of several roots, the one that most offices hang under is the root that is meant."""
    assert faults("abcde", "ab cd ce") == [
        "office 1: a has no parent; give it one: c is the root already"
    ]


def test_no_office_is_no_hierarchy():
    """An empty list of offices is a fault, not an empty hierarchy."""
    assert faults("", "") == ["there is no office at all; write at least one"]


def test_many_bad_lines_are_still_answered_soon():
    """Suggestions stop after a few, so that a wholly wrong file does not take minutes."""
    ids = [office(f"office-{number}") for number in range(2000)]
    lines = [Line("offce-0", each.id) for each in ids[1:]]
    with pytest.raises(InputFaults) as caught:
        Hierarchy.build(ids, lines, subject="the file")
    remedies = [fault.remedy for fault in caught.value.faults]
    assert len(remedies) == 1999
    assert sum("did you mean" in remedy for remedy in remedies) == 10


def test_the_digest_does_not_depend_on_order(realm):
    """The same offices and lines in another order are the same hierarchy."""
    offices, lines = realm.offices[::-1], realm.lines[::-1]
    again = Hierarchy.build(offices, lines, subject="the realm")
    assert again.digest() == realm.digest()
    fewer = Hierarchy.build(offices, [*lines, Line("west", "hill")], subject="the realm")
    assert fewer.digest() != realm.digest()


def test_a_snapshot_comes_back_whole(realm):
    """What the ledger keeps of a hierarchy is all of it."""
    again = Hierarchy.from_json(realm.to_json())
    assert (again.offices, again.lines, again.name) == (realm.offices, realm.lines, realm.name)
    assert again.digest() == realm.digest()


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b'{"name": "x"}', b"[1]"])
def test_a_broken_snapshot_is_one_report(data):
    """A snapshot that was cut off or overwritten is refused in words."""
    with pytest.raises(InputFaults, match="The snapshot of a hierarchy has"):
        Hierarchy.from_json(data)
