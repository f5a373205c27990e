"""Groups of commands: a help that loads none, and a command that loads only itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from wian.cli.app import app
from wian.cli.command_group import Command, Commands

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
        "wian.cli.exit_status",
        "wian.cli.interrupt",
        "wian.cli.main",
        "wian.cli.terminal.console",
        "wian.cli.terminal.layout",
        "wian.cli.terminal.line_wrap",
    }


def test_a_command_loads_itself_and_no_other():
    """Who asks for the routes waits for no web server and no data frames."""
    loaded = _files(_loaded("plan", "--help"))
    assert "wian.cli.propagate.plan" in loaded
    assert (
        not {
            "wian.cli.services.desk",
            "wian.cli.report.group",
            "wian.cli.letters.letters",
            "wian.cli.services.up",
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
                "one": Command("wian.cli.propagate.plan", "One."),
                "many": Command("wian.cli.access.tokens", "Many."),
            }
        },
    )
    assert not hasattr(made.commands["one"], "commands")
    assert {"add", "list"} <= set(made.commands["many"].commands)


def test_help_loads_no_large_library():
    """Whoever asks what there is need not wait for hierarchies, databases and frames."""
    program = "from wian.cli.main import run\nimport sys\nsys.argv = ['wian', '--help']\nrun()"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert loaded.isdisjoint({"networkx", "numpy", "polars", "prefect", "pydantic", "sqlalchemy"})
