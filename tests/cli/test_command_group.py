"""Groups of commands: a help that loads none, and a command that loads only itself."""

from __future__ import annotations

import subprocess
import sys
from inspect import Parameter, signature
from typing import Annotated, NotRequired, get_args, get_origin, get_type_hints

import pytest

from wian.cli import command_group
from wian.cli.app import app
from wian.cli.command_group import Command, Commands, load
from wian.cli.report.comparison import commands as comparison_commands

LOADED = (
    "import sys; from wian.cli import main; sys.argv = ['wian', {}]\ntry: main.run()\nfinally: "
)
PRINT = "print('\\n', *sorted(each for each in sys.modules if each.startswith('wian.cli.')))"
GROUPS = [app, app.commands["import"], app.commands["report"]]


def _loaded(*arguments: str) -> set[str]:
    """The modules of this room that a command loads."""
    code = LOADED.format(", ".join(map(repr, arguments))) + PRINT
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.splitlines()[-1].split())


def _files(loaded: set[str]) -> set[str]:
    """Without the folders, which are loaded with what lies in them."""
    return {each for each in loaded if not any(other.startswith(f"{each}.") for other in loaded)}


def test_the_help_loads_no_command():
    """It is what a newcomer types first, and comes at once."""
    assert _files(_loaded("--help")) == {
        "wian.cli.app",
        "wian.cli.command_group",
        "wian.cli.crash_guard",
        "wian.cli.exit_status",
        "wian.cli.interrupt",
        "wian.cli.main",
        "wian.cli.terminal.translation",
    }


def test_a_command_loads_itself_and_no_other():
    """Who asks for the routes waits for no web server and no data frames."""
    loaded = _files(_loaded("schema", "directive"))
    assert "wian.cli.propagate.schema" in loaded
    assert (
        not {
            "wian.cli.services.desk",
            "wian.cli.report.group",
            "wian.cli.letters.letters",
            "wian.cli.propagate.propagate",
        }
        & loaded
    )


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_every_command_is_there_and_says_what_it_does_on_one_line(group):
    """The list of commands fits a narrow terminal, and what it lists can be loaded."""
    longest = max(map(len, group.commands))
    for name, command in group.commands.items():
        assert command.help, name
    for name, summary in group._summaries.items():
        assert summary.endswith("."), name
        assert longest + len(summary) + 4 <= 78, name


def test_a_name_that_is_nearly_one_gets_a_hint(wian):
    """The names are known without loading what they stand for."""
    ran = wian("repot")
    assert ran.code == 2
    assert "Did you mean 'report'" in ran.err


def test_a_module_may_hold_a_command_or_a_group():
    """Small groups stand whole in one module."""
    made = Commands(
        "x",
        "X.",
        {
            "Commands": {
                "one": Command("wian.cli.propagate.commands:plan", "One."),
                "many": Command("wian.cli.access.commands:tokens", "Many."),
            }
        },
    )
    assert not hasattr(made.commands["one"], "commands")
    assert {"add", "list"} <= set(made.commands["many"].commands)


@pytest.mark.parametrize("typed", ["", "status", "report latency", "propagate", "accounts add"])
def test_help_loads_no_large_library(typed):
    """Whoever asks what there is need not wait for hierarchies, databases and frames."""
    program = f"from wian.cli.main import run\nimport sys\nsys.argv = {['wian', *typed.split()]}"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", f"{program} + ['--help']\nrun()"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert loaded.isdisjoint({"networkx", "numpy", "polars", "prefect", "sqlalchemy"})


def _commands(group, above=""):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command.callback


def _taken(work):
    """The types of what a command's work takes, and which of its gathered options it needs."""
    wanted, needed = get_type_hints(work), set()
    for each in signature(work).parameters.values():
        if each.kind is Parameter.VAR_KEYWORD:
            (gathered,) = get_args(wanted.pop(each.name))
            wanted |= get_type_hints(gathered)
            marked = get_type_hints(gathered, include_extras=True)
            needed |= {each for each, kind in marked.items() if get_origin(kind) is not NotRequired}
    return wanted, needed


@pytest.mark.parametrize("name", dict(_commands(app)))
def test_what_a_command_does_takes_what_is_typed(monkeypatch, name):
    """Its options and its work stand apart; their names and types agree."""
    command = dict(_commands(app))[name]
    took = []

    def noted(work):
        found = load(work)
        return lambda *first, **typed: took.append((found, first, typed))

    for module in (command_group, comparison_commands):
        monkeypatch.setattr(module, "load", noted)
    options = signature(command, eval_str=True).parameters
    kinds = {each: option.annotation for each, option in options.items()}
    command(**dict.fromkeys(kinds))
    assert took
    for found, first, typed in took:
        signature(found).bind(*first, **typed)
        wanted, needed = _taken(found)
        assert needed <= set(typed)
        assert {each: wanted[each] for each in typed} == {
            each: _bare(kinds[each]) for each in typed
        }


def _bare(kind):
    """A type as it was written, without the option that it is of."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind
