"""Groups of commands: only the command that is asked for is loaded.

What a command needs (data frames, pages, a web server) takes longer to load than most take to run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, wraps
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from wian.cli.interrupt import interrupts_end_at_once
from wian.cli.terminal.translation import translation
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


class _Context(typer.Context):
    """What stands around a command: its help is in the language of who reads it."""

    def make_formatter(self) -> Any:
        """What lays out the help: typer's own for English."""
        if (spoken := translation()) is None:
            return super().make_formatter()
        from wian.cli.terminal.help_page import HelpPage  # noqa: PLC0415 - English needs none

        return HelpPage(spoken, self.terminal_width, self.max_content_width)


class _SmallGroup(TyperGroup):
    """A group whose commands stand in one module."""

    def format_commands(self, _context: Any, formatter: Any) -> None:
        """List the commands, each with the first paragraph of its help, never cut off."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, (each.help or "").split("\n\n")[0]) for name, each in self.commands.items()]
            )


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

    context_class = _Context

    def make_context(self, *arguments: Any, **extra: Any) -> Any:
        """Read what was typed; what is wrong is refused in our words."""
        with _refusing_in_our_words():
            return super().make_context(*arguments, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; what was typed wrong is refused in our words."""
        with _refusing_in_our_words():
            return super().invoke(ctx)

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

        spoken = translation()
        found = [
            CompletionItem(each, help=spoken.said(summary) if spoken else summary)
            for each, summary in self._summaries.items()
            if each.startswith(incomplete)
        ]
        return found or super().shell_complete(ctx, incomplete)


@contextmanager
def _refusing_in_our_words() -> Iterator[None]:
    try:
        yield
    except typer.TyperException as error:
        from wian.cli.terminal.usage import reworded  # noqa: PLC0415 - a refusal is rare

        raise reworded(error) from error.__cause__


class _Loaded(Mapping[str, Any]):
    """The commands by name; to take one out is to load it."""

    def __init__(self, members: Mapping[str, Command]) -> None:
        self._members = members

    def __getitem__(self, name: str) -> Any:
        found = load(self._members[name].name)
        if isinstance(found, typer.Typer):
            return _read_in_any_language(typer.main.get_group(found))
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
    return typer.Typer(cls=_SmallGroup, help=help, no_args_is_help=True, rich_markup_mode=None)


@cache
def _command(run: Any) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command()(run)
    return _read_in_any_language(typer.main.get_command(alone))


def _read_in_any_language(command: Any) -> Any:
    for each in (command, *getattr(command, "commands", {}).values()):
        each.context_class = _Context
    return command
