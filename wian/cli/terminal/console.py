"""What commands print: tables, JSON, and one clear sentence if something is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from wian.cli.terminal.layout import Columns, laid_out
from wian.cli.terminal.line_wrap import wrapped

PLAIN_WIDTH = 120
"""Columns of what is printed into a file or a pipe."""


class _PipedConsole(Console):
    """A console whose reader may go: the program's edge decides what that means, not rich.

    Attributes:
        begun: Whether a command has printed something: its first heading has no line above.
    """

    begun = False

    def print(self, *shown: Any, **options: Any) -> None:
        """Print as rich does."""
        self.begun = True
        super().print(*shown, **options)

    def on_broken_pipe(self) -> None:
        """Leave the error as it is."""
        raise  # noqa: PLE0704 - rich calls this while it handles the error


out = _PipedConsole(width=None if sys.stdout.isatty() else PLAIN_WIDTH, highlight=False)
err = _PipedConsole(
    stderr=True, width=None if sys.stderr.isatty() else PLAIN_WIDTH, highlight=False
)


def begin() -> None:
    """Begin the output of a command: nothing has been printed yet."""
    out.begun = False


def print_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object and nothing else on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def say(text: str = "") -> None:
    """Print text as it is, in lines that end between words: no markup is read from it."""
    for line in wrapped(text, out.width):
        out.print(Text(line), soft_wrap=True)


def say_raw(text: str) -> None:
    """Print text that must keep its lines, such as a letter or a command to copy."""
    out.begun = True
    sys.stdout.write(text.rstrip("\n") + "\n")


def heading(text: str) -> None:
    """Print a heading, with a blank line above unless it is the first that is printed."""
    if out.begun:
        out.print()
    for line in _lines(out, text):
        out.print(Text(line, style="bold"), soft_wrap=True)


def complain(text: str) -> None:
    """Print a refusal on standard error."""
    for line in _lines(err, text):
        err.print(Text(line), soft_wrap=True)


def _lines(console: Console, text: str) -> Sequence[str]:
    """Lines of a title or a refusal; outside of a terminal each stays one line."""
    return wrapped(text, console.width) if console.is_terminal else text.split("\n")


def table(columns: Columns, rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """Print rows under headings, or as a list where the terminal is too narrow for them.

    Args:
        columns: Heading and side of each column, as ``layout`` takes them; a newline in a heading
            ends its line there.
        rows: Cells; ``None`` shows as a dash.
        title: Heading above.
    """
    if title:
        heading(title)
    for line in laid_out(columns, rows, out.width):
        out.print(line, soft_wrap=True)


def to_the_minute(moment: str) -> str:
    """A moment in ISO form as a cell shows it, without its zone; a day stays one."""
    return moment[:16].replace("T", " ")
