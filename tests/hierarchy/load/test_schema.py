"""The schema of the hierarchy file, which editors check with."""

from __future__ import annotations

import jsonschema
import pytest

from hierarchy.load.schema import hierarchy_schema


def problems(document: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(hierarchy_schema())
    return [error.message for error in validator.iter_errors(document)]


def test_the_schema_is_a_schema():
    """Editors can load it."""
    jsonschema.Draft202012Validator.check_schema(hierarchy_schema())


@pytest.mark.parametrize(
    "parent", ["a", ["a", {"parent": "c", "kind": "supervision"}], {"parent": "a"}]
)
def test_every_way_to_write_a_parent_passes(parent):
    """An id, a line with kind and channel, or a list of either."""
    office = {"id": "b", "name": "B", "kind": "k", "parent": parent}
    document = {"name": "x", "defaults": {"k": {"level": "low"}}, "offices": [office]}
    assert problems(document) == []


@pytest.mark.parametrize(
    "office",
    [
        {"id": "../b", "name": "B", "kind": "k"},
        {"id": "b", "kind": "k"},
        {"id": "b", "name": "B", "kind": "k", "colour": "red"},
        {"id": "b", "name": "B", "kind": "k", "parent": {"parent": "a", "channel": "pigeon"}},
    ],
)
def test_an_editor_marks_what_the_loader_refuses(office):
    """A bad id, a missing name, an unknown field or channel shows while one types."""
    assert problems({"name": "x", "offices": [office]})


def test_defaults_are_checked_as_offices_are():
    """A field that no office has is no default either."""
    assert problems({"name": "x", "defaults": {"k": {"colour": "red"}}})
