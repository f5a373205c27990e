"""Groups of commands: only the command that is asked for is loaded.

What a command needs (data frames, pages, a web server) takes longer to load than most take to run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, wraps
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from wian.cli.interrupt import interrupts_end_at_once
from wian.kit.gc_pause import loading

PROGRAM = "wian"
"""Its own group of commands, which has an option for its version."""


class Command(NamedTuple):
    """A command that is not loaded yet.

    Attributes:
        name: Where its options are, as ``module:function``; or a group, as ``module:group``.
        summary: What it does, in a line of the group's help.
    """

    name: str
    summary: str


class Commands(TyperGroup):
    """A group of commands that are loaded one by one; help and shell completion load none.

    Args:
        name: How it is typed.
        help: What its commands do, in a sentence.
        sections: Its commands by name, in the order of the help, under the headings of its lists.
    """

    def __init__(
        self,
        name: str,
        help: str,  # noqa: A002
        sections: Mapping[str, Mapping[str, Command]],
    ) -> None:
        own = _own_parameters() if name == PROGRAM else []
        super().__init__(
            name=name, help=help, no_args_is_help=True, rich_markup_mode=None, params=own
        )
        self.sections = sections
        self._summaries = {
            each: command.summary
            for listed in sections.values()
            for each, command in listed.items()
        }
        self.commands: Any = _Loaded(
            {each: command for listed in sections.values() for each, command in listed.items()}
        )

    def invoke(self, ctx: Any) -> Any:
        """Run a command; a value that does not fit an option is refused in our words."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            from wian.cli.terminal.usage import reword  # noqa: PLC0415 - a refusal is rare

            reword(error)
            raise

    def format_commands(self, _context: Any, formatter: Any) -> None:
        """List the commands by section, each with its summary, in one column across sections."""
        widest = max(map(len, self._summaries))
        for heading, listed in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [(each.ljust(widest), command.summary) for each, command in listed.items()]
                )

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """The commands that begin like that, each with its summary; else options."""
        from typer._click.shell_completion import CompletionItem  # noqa: PLC0415 - for a shell only

        found = [
            CompletionItem(each, help=summary)
            for each, summary in self._summaries.items()
            if each.startswith(incomplete)
        ]
        return found or super().shell_complete(ctx, incomplete)


class _Loaded(Mapping[str, Any]):
    """The commands by name; to take one out is to load it."""

    def __init__(self, members: Mapping[str, Command]) -> None:
        self._members = members

    def __getitem__(self, name: str) -> Any:
        found = load(self._members[name].name)
        if isinstance(found, typer.Typer):
            return typer.main.get_group(found)
        return found if isinstance(found, Commands) else _command(found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - what typer gives a flag's callback
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - hardly ever asked

        typer.echo(f"{PROGRAM} {version(PROGRAM)}")
        raise typer.Exit


def _own_parameters() -> list[Any]:
    """The options before a command: its version, and typer's own for shell completion."""
    options = typer.Typer(callback=_own_options)
    return typer.main.get_command(options).params


def _own_options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_show_version, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """What the program itself takes, before a command."""


def runs(work: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a command of its options and its help alone: its work is loaded when it runs.

    Args:
        work: What does it, as ``module:function``, or ``module`` where that is named ``run``. It
            takes what was typed by the names of the options.
    """

    def command(options: Callable[..., None]) -> Callable[..., None]:
        @wraps(options)
        def call(**typed: Any) -> None:
            load(work)(**typed)

        return call

    return command


@loading()
@interrupts_end_at_once()
def load(name: str) -> Any:
    """What is named ``module:name``; ``run`` where only the module is named."""
    module, _, inside = name.partition(":")
    return getattr(import_module(module), inside or "run")


def group(help: str) -> typer.Typer:  # noqa: A002
    """A group of commands that are small and stand in one module."""
    return typer.Typer(help=help, no_args_is_help=True, rich_markup_mode=None)


@cache
def _command(run: Any) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command()(run)
    return typer.main.get_command(alone)
