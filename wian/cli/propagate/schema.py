"""The command ``wian schema``: what editors and programs need to check files and outputs."""

from __future__ import annotations

import typer

from hierarchy.load.schema import hierarchy_schema
from wian.cli.outputs.by_command import OUTPUTS, output_schema
from wian.cli.terminal.console import print_json
from wian.letters.directive_file import directive_schema

FILES = {"directive": directive_schema, "hierarchy": hierarchy_schema}
"""The files that have a JSON Schema."""


def run(name: list[str]) -> None:
    """Print the JSON Schema of a file, or of what a command prints with ``--json``."""
    asked = " ".join(name).removesuffix(" --json")
    if asked in FILES:
        print_json(FILES[asked]())
    elif asked in OUTPUTS:
        print_json(output_schema(asked))
    else:
        raise typer.BadParameter(
            f"{asked!r} is neither directive nor hierarchy, nor a command that prints JSON; use "
            f"one of {', '.join(OUTPUTS)}."
        )
