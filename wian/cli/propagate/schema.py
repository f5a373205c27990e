"""The command ``wian schema``: what an editor needs to check a file while somebody types it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from hierarchy.load.schema import hierarchy_schema
from wian.cli.terminal.console import print_json
from wian.letters.directive_file import directive_schema


class SchemaName(StrEnum):
    """The files that have a JSON Schema."""

    DIRECTIVE = "directive"
    HIERARCHY = "hierarchy"


_SCHEMAS = {
    SchemaName.DIRECTIVE: directive_schema,
    SchemaName.HIERARCHY: hierarchy_schema,
}


def run(
    name: Annotated[SchemaName, typer.Argument(metavar="NAME", help="directive or hierarchy.")],
) -> None:
    """Print the JSON Schema of a directive or hierarchy file, for editors."""
    print_json(_SCHEMAS[name]())
