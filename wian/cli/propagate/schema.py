"""The command ``wian schema``: what an editor needs to check a file while somebody types it."""

from __future__ import annotations

from hierarchy.load.schema import hierarchy_schema
from wian.cli.propagate.schema_name import SchemaName
from wian.cli.terminal.console import print_json
from wian.letters.directive_file import directive_schema

_SCHEMAS = {
    SchemaName.DIRECTIVE: directive_schema,
    SchemaName.HIERARCHY: hierarchy_schema,
}


def run(name: SchemaName) -> None:
    """Print the JSON Schema of a directive or hierarchy file, for editors."""
    print_json(_SCHEMAS[name]())
