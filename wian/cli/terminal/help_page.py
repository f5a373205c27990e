"""The help of a command in another language: its texts, headings and columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from typer._click.formatting import HelpFormatter

from wian.cli.terminal.line_wrap import filled
from wian.cli.terminal.translation import Translation
from wian.kit.text_width import width

_MARKS = "  ["
"""Begins what typer says of an option behind its text: ``[default: 1; required]``."""


class HelpPage(HelpFormatter):
    """A page as typer lays it out, in the words of a translation.

    Columns are counted as a terminal counts them, and a line ends between words also where no
    blanks stand between them.
    """

    def __init__(self, spoken: Translation, columns: int | None, most: int | None) -> None:
        super().__init__(width=columns, max_width=most)
        self._spoken = spoken

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        lead = f"{prefix or self._spoken.said('Usage:')} {prog} "
        for line in self._filled(args, lead, " " * width(lead)):
            self.write(f"{line}\n")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        super().write_heading(self._spoken.said(heading))

    def write_text(self, text: str) -> None:
        """Write the paragraphs of what a command does."""
        indent = " " * self.current_indent
        paragraphs = self._spoken.said(text).split("\n\n")
        self.write(
            "\n\n".join("\n".join(self._filled(each, indent, indent)) for each in paragraphs)
        )
        self.write("\n")

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write options or commands, each with its text beside it."""
        widest = max(width(first) for first, _ in rows)
        column = self.current_indent + min(widest, col_max) + col_spacing
        for first, second in rows:
            front = " " * self.current_indent + first
            if width(front) > column - col_spacing:
                self.write(f"{front}\n")
                front = ""
            lead = front + " " * (column - width(front))
            for line in self._filled(self._described(second), lead, " " * column):
                self.write(f"{line}\n")

    def _described(self, text: str) -> str:
        """What an option is for, and whether it is required or what is taken without it."""
        text, mark, behind = f"  {text}".rpartition(_MARKS)
        if not mark:
            return self._spoken.said(behind.strip())
        marks = "; ".join(self._spoken.sentence(each) for each in behind[:-1].split("; "))
        return f"{self._spoken.said(text.strip())} [{marks}]".strip()

    def _filled(self, text: str, first: str, others: str) -> Iterator[str]:
        return filled(self._spoken.pieces(text), self.width, first, others)
