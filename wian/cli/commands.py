"""Groups of commands: a command is loaded when it is asked for, and no other is.

What a command needs (data frames, pages, a web server) takes longer to load than most take to run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from wian.cli.terminal.console import say
from wian.kit.gc_pause import loading

PROGRAM = "wian"
"""Its own group of commands, which has an option for its version."""


class Command(NamedTuple):
    """A command that is not loaded yet.

    Attributes:
        module: Its module, which has a function ``run``, or a group ``app`` of its own.
        summary: What it does, in a line of the group's help.
    """

    module: str
    summary: str


class Commands(TyperGroup):
    """A group of commands that are loaded one by one; its help loads none.

    Args:
        name: How it is typed.
        help: What its commands do, in a sentence.
        members: Its commands by name, in the order of the help.
    """

    def __init__(self, name: str, help: str, members: Mapping[str, Command]) -> None:  # noqa: A002
        options = typer.Typer(add_completion=False, callback=_own_options)
        own = typer.main.get_group(options).params if name == PROGRAM else []
        super().__init__(
            name=name, help=help, no_args_is_help=True, rich_markup_mode=None, params=own
        )
        self.commands: Any = _Loaded(members)
        self._summaries = [(each, command.summary) for each, command in members.items()]

    def invoke(self, ctx: Any) -> Any:
        """Run a command; a value that does not fit an option is refused in our words."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            from wian.cli.terminal.usage import reword  # noqa: PLC0415 - a refusal is rare

            reword(error)
            raise

    def format_commands(self, _context: Any, formatter: Any) -> None:
        """List the commands, each with its summary."""
        with formatter.section("Commands"):
            formatter.write_dl(self._summaries)


class _Loaded(Mapping[str, Any]):
    """The commands by name; to take one out is to load it."""

    def __init__(self, members: Mapping[str, Command]) -> None:
        self._members = members

    @loading()
    def __getitem__(self, name: str) -> Any:
        module = import_module(self._members[name].module)
        return _group(module.app) if hasattr(module, "app") else _command(module.run)

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - what typer gives a flag's callback
    if wanted:
        say(f"{PROGRAM} {version(PROGRAM)}")
        raise typer.Exit


def _own_options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_show_version, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """What the program itself takes, before a command."""


def group(help: str) -> typer.Typer:  # noqa: A002
    """A group of commands that are small and stand in one module."""
    return typer.Typer(help=help, no_args_is_help=True, rich_markup_mode=None)


def _group(app: Any) -> Any:
    return typer.main.get_group(app) if isinstance(app, typer.Typer) else app


def _command(run: Any) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command()(run)
    return typer.main.get_command(alone)
