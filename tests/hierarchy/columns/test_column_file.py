"""A hierarchy's columns as a file: read back as they were, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest

from hierarchy.columns.column_file import read_columns
from hierarchy.graph import Hierarchy
from hierarchy.office import Office, Series


@pytest.fixture
def varied(realm) -> Hierarchy:
    """The realm, where some offices have what few have."""
    changed = {
        "hill": {"desks": ("post room", "clerk"), "receipts": Series.TOGETHER},
        "ford": {"time_zone": "Asia/Jakarta"},
    }
    offices = [replace(each, **changed.get(each.id, {})) for each in realm.offices]
    return Hierarchy.build(
        offices, realm.lines, subject="the realm", remarks=["๑"], jurisdiction="elsewhere"
    )


def test_a_file_gives_the_hierarchy_that_it_was_made_of(varied):
    """All of it, down to what is asked of every hop."""
    data, digest = b"".join(varied.column_pieces()), varied.digest()
    found = Hierarchy.from_columns(BytesIO(data), digest)
    assert found is not None
    assert (found.offices, found.lines, found.digest()) == (varied.offices, varied.lines, digest)
    assert (found.name, found.remarks, found.jurisdiction) == ("the realm", ("๑",), "elsewhere")
    assert found.to_json() == varied.to_json()
    assert found.offices.zones == {"ford": "Asia/Jakarta"}
    assert found.offices.columns()[1] == varied.offices.columns()[1]
    assert list(map(found.offices.traits, found.offices.ids)) == list(varied.offices)
    for office in varied.offices.ids:
        at = varied.position(office)
        assert found.children(office) == varied.children(office)
        assert found.lines.parents_of(at) == varied.lines.parents_of(at)
        assert (found.level(office), found.kind(office)) == (
            varied.level(office),
            varied.kind(office),
        )
    assert b"".join(found.column_pieces()) == data


def test_an_office_alone_is_kept_too():
    """A hierarchy without a line."""
    alone = Hierarchy.build([Office("a", "A", "low", "town")], [], subject="alone")
    found = Hierarchy.from_columns(BytesIO(b"".join(alone.column_pieces())), alone.digest())
    assert found is not None
    assert (found.root, len(found.lines)) == ("a", 0)


@pytest.mark.parametrize("at", [0, 7, 8, 45, -1], ids=["length", "far", "checksum", "head", "end"])
def test_a_damaged_file_is_not_read(realm, at):
    """One bit is enough, wherever it is."""
    data = bytearray(b"".join(realm.column_pieces()))
    data[at] ^= 1
    assert read_columns(BytesIO(data), realm.digest()) is None


@pytest.mark.parametrize("left", [0, 10, 39, 200], ids=str)
def test_a_file_that_was_cut_off_is_not_read(realm, left):
    """As a full disk or a lost power supply leaves it."""
    assert read_columns(BytesIO(b"".join(realm.column_pieces())[:left]), realm.digest()) is None


def test_a_file_of_another_hierarchy_or_form_is_not_read(realm, varied, monkeypatch):
    """A digest is one hierarchy's; a later version of this program may write another form."""
    data = b"".join(realm.column_pieces())
    assert read_columns(BytesIO(data), varied.digest()) is None
    monkeypatch.setattr("hierarchy.columns.column_file._FORM", "another")
    assert read_columns(BytesIO(data), realm.digest()) is None


def test_a_head_that_is_none_is_not_read(realm, monkeypatch):
    """A version that keeps the head of a hierarchy otherwise has to read it from the ledger."""
    written = json.dumps
    monkeypatch.setattr(
        "hierarchy.columns.column_file.json.dumps",
        lambda said: written({**said, "head": {"nime": "x"}}),
    )
    data = b"".join(realm.column_pieces())
    monkeypatch.undo()
    assert read_columns(BytesIO(data), realm.digest()) is None
