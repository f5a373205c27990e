"""The options of ``wian jurisdiction``; the work is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.command_group import group, runs
from wian.cli.options import JsonOption

jurisdiction = group("Create your own jurisdiction as a folder of files, and check it.")


@jurisdiction.command("new")
@runs("wian.cli.jurisdiction.starter")
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its short name: philippines.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Where. Default: ./NAME.")
    ] = None,
) -> None:
    """Make a folder to fill in: words, templates, calendar, numbers, and a README.

    Its letters are those of plain, in English, until you change them.
    """


@jurisdiction.command("check")
@runs("wian.cli.jurisdiction.check")
def check(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The jurisdiction's folder.")],
    json: JsonOption = False,
) -> None:
    """Say what is wrong or odd in a folder, all at once, and print a sample letter."""
