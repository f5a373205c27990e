"""What commands print as JSON is held against its schema, in whichever test they run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import jsonschema

from wian.cli.outputs.by_command import OUTPUTS, output_schema


def hold_to_schema(arguments: Sequence[str], printed: str) -> None:
    """Fail where a command prints a field that its schema lacks, or leaves one out.

    Raises:
        jsonschema.ValidationError: It does.
    """
    command = command_of(arguments)
    asked = "--json" in arguments or (command == "totals" and "json" in arguments)
    if asked and command and printed.startswith("{"):
        _validator(command).validate(json.loads(printed))


def command_of(arguments: Sequence[str]) -> str | None:
    """The command that is typed, a group's behind its group: ``registers list``."""
    words = (" ".join(arguments[:count]) for count in (2, 1))
    return next((each for each in words if each in OUTPUTS), None)


@cache
def _validator(command: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(_closed(output_schema(command)))


def _closed(schema: Any) -> Any:
    """A schema that allows for no field that it does not name."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    held = {key: _closed(each) for key, each in schema.items()}
    if isinstance(held.get("properties"), dict) and held.get("type") == "object":
        held["additionalProperties"] = False
    return held
