"""A kept hierarchy, read in pieces: trusted for its digest, and with care without it."""

from __future__ import annotations

import pytest

from hierarchy.columns.hierarchy_json import read
from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from wian.kit.errors import InputFaults


def pieces(data: bytes, size: int):
    return [data[first : first + size] for first in range(0, len(data), size)]


@pytest.mark.parametrize("size", [1, 7, 1000], ids=str)
def test_pieces_of_any_size_give_the_same_hierarchy(realm, size):
    """Where a piece ends says nothing of what is in it."""
    data, digest = realm.of("elsewhere").to_json(), realm.of("elsewhere").digest()
    kept = Hierarchy.kept(lambda: pieces(data, size), digest)
    assert (kept.offices, kept.lines) == (realm.offices, realm.lines)
    assert (kept.name, kept.jurisdiction, kept.to_json()) == ("the realm", "elsewhere", data)
    assert kept.digest() == digest


def test_an_office_alone_is_a_hierarchy_too():
    """One without a line is kept and read as any other."""
    alone = Hierarchy.build([Office("a", "{ ] [", "low", "town")], [], subject="alone")
    kept = Hierarchy.kept(lambda: [alone.to_json()], alone.digest())
    assert (kept.root, kept.office("a").name, len(kept.lines)) == ("a", "{ ] [", 0)


@pytest.mark.parametrize(
    "change",
    [
        (b'"name"', b'"nime"'),
        (b'"level":"district"', b'"level":"District"'),
        (b'{"parent":"east","child":"hill"}', b'{"child":"hill","parent":"east"}'),
        (b'"child":"hill"', b'"child":"hall"'),
        (b'"lines"', b'"linos"'),
        (b"]}", b"]"),
        ("ท่าข้าม".encode(), "ท่าขาม".encode()),
    ],
    ids=["field", "slug", "order", "end", "lines", "cut", "text"],
)
def test_what_was_changed_is_not_trusted(realm, change):
    """Its digest is another one, whatever it says."""
    assert read([realm.to_json().replace(*change)], realm.digest()) is None


def test_what_is_not_trusted_is_read_with_care(realm):
    """It is taken for what it says where that is a hierarchy, and refused where it is none."""
    renamed = realm.to_json().replace("ท่าข้าม".encode(), "ท่าขาม".encode())
    found = Hierarchy.kept(lambda: [renamed], realm.digest())
    assert found.office("ford").name == "อำเภอท่าขาม"
    assert found.digest() != realm.digest()
    with pytest.raises(InputFaults, match="The snapshot of a hierarchy has"):
        Hierarchy.kept(lambda: [renamed[:-5]], realm.digest())
