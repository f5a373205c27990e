"""The files that travel with a directive, at the command line: listed, or written to a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wian.cli.terminal.console import print_json, say, table
from wian.cli.terminal.titles import named
from wian.kit.counted import counted, number
from wian.kit.errors import WianError
from wian.kit.whole_file import replacing
from wian.ledger.read.kept_files import kept_file
from wian.letters.directive import Enclosure
from wian.letters.enclosed_file import KeptFile, distinct_names
from wian.propagation import runtime
from wian.propagation.plan import Plan


class NoEnclosedFile(WianError):
    """No enclosure of a directive has a file."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(
            f"No file travels with {plan.id}: its enclosures are titles alone. "
            "A directive's enclosure takes one as file: PATH."
        )


def show_enclosed(plan: Plan, out: Path | None, *, json: bool) -> None:
    """List the files of a propagation's directive, or write them into a folder.

    Raises:
        NoEnclosedFile: It has none.
        UnwritableFile: A file cannot be written.
    """
    found = list(_with_files(plan))
    if not found:
        raise NoEnclosedFile(plan)
    if out is not None:
        write_enclosed(plan, out)
    if json:
        values = [{"title": each.title, **kept.model_dump()} for each, kept in found]
        print_json({"propagation": plan.id, "enclosures": values})
    elif out is not None:
        files = counted(len(found), "file")
        say(named(plan).within(f"Written to {out}: {files} enclosed with ", "."))
    else:
        _list(plan, found)


def write_enclosed(plan: Plan, out: Path) -> None:
    """Write the files of a propagation's directive into a folder; a second time, the same ones.

    Raises:
        UnwritableFile: A file cannot be written.
    """
    for name, kept in distinct_names(plan.directive.files):
        with replacing(out / name) as beside:
            beside.write_bytes(kept_file(runtime.ledger(), kept.sha256))


def _with_files(plan: Plan) -> Iterator[tuple[Enclosure, KeptFile]]:
    for each in plan.directive.enclosures:
        if each.kept is not None:
            yield each, each.kept


def _list(plan: Plan, found: list[tuple[Enclosure, KeptFile]]) -> None:
    rows = [(each.title, kept.name, number(kept.size), kept.sha256) for each, kept in found]
    columns = (
        ("enclosure", "left"),
        ("file", "left"),
        ("bytes", "right"),
        ("SHA-256", "whole"),
    )
    table(columns, rows, title=named(plan).within(f"{counted(len(found), 'file')} enclosed with "))
    say(f"To write them: wian letters {plan.id} --enclosures --out FOLDER")
