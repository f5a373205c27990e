"""The command ``wian jurisdiction new``: a folder to fill in."""

from __future__ import annotations

from pathlib import Path

from wian.cli.terminal.console import say, say_raw
from wian.jurisdictions.plain.files.new_folder import write_folder
from wian.kit.counted import counted


def run(name: str, out: Path | None) -> None:
    """Make a folder to fill in."""
    folder = out or Path(name)
    made = write_folder(name, folder)
    say(f"{counted(len(made), 'file')} made in {folder}. Read its README.md first.")
    say_raw(f"Then: wian jurisdiction check {folder}")
