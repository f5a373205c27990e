"""``wian schema``: an editor's check of a file, from the program that will read it."""

from __future__ import annotations

import jsonschema
import pytest

from wian.kit.yaml_nodes import read_yaml


@pytest.mark.parametrize(("name", "file"), [("directive", "national"), ("hierarchy", "offices")])
def test_the_schema_accepts_the_example(wian, propagating, name, file):
    """It is a schema, and the files that we ship fit it."""
    schema = wian("schema", name).json
    jsonschema.Draft202012Validator.check_schema(schema)
    data, _ = read_yaml(propagating.directive.with_name(f"{file}.yaml"))
    jsonschema.validate(_plain(data), schema)


def _plain(data):
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return data if isinstance(data, int | float | str) or data is None else str(data)


def test_a_command_of_a_group_is_named_as_it_is_typed(wian):
    """A program asks for the form of what it is going to read."""
    schema = wian("schema", "registers", "list").json
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == ["registers"]


def test_a_schema_that_there_is_not_is_refused(wian):
    """Those that there are stand in the refusal."""
    refused = wian("schema", "profil")
    assert refused.code == 2
    assert "directive" in refused.err
    assert "hierarchy" in refused.err
    assert "registers list" in refused.err
