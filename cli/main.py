"""Owns the command ``wian``: its commands, and how it ends when something is wrong."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from typing import NoReturn

import typer

from cli import (
    accounts,
    answer,
    answers,
    bundles,
    correct,
    desk,
    dispatch,
    export,
    forward_alone,
    hops,
    imports,
    issue,
    letters,
    logs,
    offices,
    plan,
    propagate,
    receive,
    report,
    sql,
    status,
    sweep,
    tokens,
    up,
    verify,
    webhooks,
)
from cli.console import complain
from hierarchy.errors import WianError
from ledger.privacy import make_folder, opener
from tasks.settings import Settings

app = typer.Typer(
    name="wian",
    help="Send a directive down an administration and know what every hop cost.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_LIVE = (up, dispatch, desk, sweep)
_ACTING = (receive, issue, correct, answer, answers, forward_alone)
for command in (offices, plan, propagate, status, letters, hops, verify, sql, *_LIVE, *_ACTING):
    app.command(command.NAME)(command.run)
for reader in (bundles, logs):
    imports.app.command(reader.NAME)(reader.run)
for group in (imports, export, report, accounts, tokens, webhooks):
    app.add_typer(group.app, name=group.NAME)


_INTERRUPTED = 130
"""What click makes of Ctrl-C."""


def run() -> None:
    """Run the command line: 0 done, 1 cannot be carried out, 2 wrong usage."""
    signal.signal(signal.SIGINT, _interrupt)
    try:
        app()
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            _leave()
        raise
    except WianError as refusal:
        complain(str(refusal))
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as defect:  # noqa: BLE001 - the outermost edge: a person gets a sentence
        _report_defect(defect)
        sys.exit(1)


def _interrupt(*_signal: object) -> NoReturn:
    """Stop at once. Python's own handler would let asyncio finish the wave first."""
    raise KeyboardInterrupt


def _leave() -> NoReturn:
    """Say that nothing is lost, and go: at exit Prefect would wait for a server that has gone."""
    complain("Interrupted. Nothing is half written: the same command goes on from here.")
    sys.stdout.flush()
    os._exit(1)


def _report_defect(defect: Exception) -> None:
    """Keep the traceback in a file, and say where it is."""
    trace = "".join(traceback.format_exception(defect))
    log = Settings().home.expanduser() / "defects.log"
    try:
        make_folder(log.parent)
        with open(log, "a", encoding="utf-8", opener=opener) as file:
            file.write(trace + "\n")
        kept = f"its trace is kept in {log}"
    except OSError:
        kept = "its trace could not be kept"
    first = (str(defect).splitlines() or [""])[0]
    complain(
        f"wian has a defect of its own: {type(defect).__name__}: {first[:200]}; {kept}. "
        "Please report it."
    )


if __name__ == "__main__":
    run()
