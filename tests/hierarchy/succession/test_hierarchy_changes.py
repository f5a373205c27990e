"""What became of the offices of a hierarchy, told apart and counted."""

from __future__ import annotations

from datetime import date

import pytest

from hierarchy.load.hierarchy_file import load_hierarchy
from hierarchy.succession.hierarchy_changes import ChangeKind, hierarchy_changes

_HEAD = "id,name,level,kind,parent,phone,from,until,succeeded_by\n"
_BEFORE = f"""{_HEAD}\
top,Top,a,a,,,,,
a1,Apple,b,b,top,,,,
a2,Pear,b,b,top,1,,,
a3,Plum,b,b,top,,,,
a4,Fig,b,b,top,,,,
a5,Date,b,b,top,,,,
c1,Leaf,c,c,a1,,,,
c2,Twig,c,c,a1,,,,
c3,Root,c,c,a1,,,,
c4,Seed,c,c,a2,,,,
"""
_AFTER = f"""{_HEAD}\
top,Top,a,a,,,,,
a1,Apple,b,b,top,,,2026-09-30,n1
n1,New apple,b,b,top,,2026-10-01,,
a2,Sweet pear,b,b,top,2,,,
a3,Plum,b,b,top,,,2026-09-30,a4
a4,Fig,b,b,top,,,,
a5,Date,b,b,top,,,2026-09-30,n2|n3
n2,East date,b,b,top,,2026-10-01,,
n3,West date,b,b,top,,2026-10-01,,
n4,Kiwi,b,b,top,,2026-10-01,,
c1,Leaf,c,c,n1,,,,
c2,Twig,c,c,a4,,,,
c9,Seed,c,c,a2,,,,
"""


@pytest.fixture
def found(write):
    before, after = write("before.csv", _BEFORE), write("after.csv", _AFTER)
    return hierarchy_changes(load_hierarchy(before), load_hierarchy(after))


def test_each_thing_that_became_of_an_office_is_told(found):
    """One by one; whoever only follows a renamed parent has not moved."""
    day = date(2026, 10, 1)
    told = {
        (each.office, each.kind.value): (each.before, each.after, each.successors, each.day)
        for each in found.changes
    }
    assert told == {
        ("a1", "renamed"): (("Apple",), ("New apple",), ("n1",), day),
        ("a2", "renamed"): (("Pear",), ("Sweet pear",), (), None),
        ("a2", "changed"): ((), (), (), None),
        ("a3", "merged"): (("Plum",), ("Fig",), ("a4",), day),
        ("a5", "split"): (("Date",), ("East date", "West date"), ("n2", "n3"), day),
        ("c2", "moved"): (("a1",), ("a4",), (), None),
        ("c3", "gone"): (("a1",), (), (), None),
        ("c4", "gone"): (("a2",), (), (), None),
        ("c9", "new"): ((), ("a2",), (), None),
        ("n4", "new"): ((), ("top",), (), day),
    }
    assert next(each.fields for each in found.changes if each.fields) == ("phone",)


def test_changes_are_counted_and_a_changed_id_is_suspected(found):
    """The rest is the same; a seed under another id is probably the same seed."""
    counts = {kind.value: count for kind, count in found.counts.items()}
    assert counts == {
        "new": 2, "gone": 2, "renamed": 2, "merged": 1, "split": 1, "moved": 1, "changed": 1,
    }  # fmt: skip
    assert found.unchanged == 3
    assert found.like_new == {"c4": "c9"}


def test_nothing_changed_in_the_same_hierarchy(write):
    """Nor does an end that was known before count again."""
    after = load_hierarchy(write("after.csv", _AFTER))
    same = hierarchy_changes(after, after)
    assert (same.changes, same.unchanged) == ((), len(after.offices))
    assert same.counts[ChangeKind.NEW] == 0
