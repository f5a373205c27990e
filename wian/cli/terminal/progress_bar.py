"""The progress bar: on standard error, on a terminal only, and gone at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from wian.cli.terminal.console import err


@dataclass(frozen=True)
class ProgressBar:
    """A bar that stands on the terminal, or would if there were one."""

    _progress: Progress
    _task: TaskID

    def advance(self, count: int) -> None:
        """Count on."""
        self._progress.advance(self._task, count)

    def name(self, step: str) -> None:
        """Say what is done now."""
        self._progress.update(self._task, description=step)


@contextmanager
def progress_bar(
    step: str, *, shown: bool, total: int | None = None, unit: str = ""
) -> Iterator[ProgressBar]:
    """Show how far a command is.

    Args:
        step: What is done: ``writing letters``.
        shown: Whether a person reads the output; a program that asks for JSON sees no bar.
        total: How many there are, where that is known beforehand.
        unit: What is counted: ``hops``.
    """
    counted: ProgressColumn = (
        TextColumn("{task.completed:,}") if total is None else MofNCompleteColumn()
    )
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        counted,
        *([TextColumn(unit)] if unit else []),
        TimeElapsedColumn(),
    )
    hidden = not (shown and err.is_terminal)
    with Progress(*columns, console=err, transient=True, disable=hidden) as progress:
        yield ProgressBar(progress, progress.add_task(step, total=total))
