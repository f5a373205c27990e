"""The command ``wian``: its commands, and how it ends when something is wrong."""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from typing import NoReturn

from wian.cli.commands import Command, Commands
from wian.cli.terminal.console import complain
from wian.kit.errors import WianError

app = Commands(
    "wian",
    "Send a directive down an administration and know what every hop cost.",
    {
        "offices": Command("wian.cli.propagate.offices", "Show what a hierarchy holds, by level."),
        "plan": Command("wian.cli.propagate.plan", "Print the route of a directive, wave by wave."),
        "propagate": Command(
            "wian.cli.propagate.propagate", "Send a directive down its hierarchy."
        ),
        "status": Command(
            "wian.cli.propagate.status", "Say who has it, who is silent, and who waits."
        ),
        "letters": Command(
            "wian.cli.letters.letters", "List letters, show one, or write them to files."
        ),
        "hops": Command("wian.cli.propagate.hops", "Print the hops, a flat row a hop."),
        "verify": Command(
            "wian.cli.operate.verify", "Prove that the records are whole and unchanged."
        ),
        "sql": Command("wian.cli.report.sql", "Ask the ledger a question in SQL."),
        "up": Command(
            "wian.cli.operate.up", "Start Prefect, a worker, the dispatcher and the desk."
        ),
        "dispatch": Command("wian.cli.operate.dispatch", "Run the dispatcher alone."),
        "desk": Command("wian.cli.operate.desk", "Run the offices' desk alone."),
        "sweep": Command("wian.cli.operate.sweep", "Do now whatever is due in live propagations."),
        "receive": Command("wian.cli.act.receive", "Stamp the letter that an office was sent."),
        "issue": Command("wian.cli.act.issue", "Issue an office's letter."),
        "correct": Command("wian.cli.act.correct", "Say that a stamp means another moment."),
        "answer": Command("wian.cli.act.answer", "Record what an office answers."),
        "answers": Command("wian.cli.act.answers", "Say who has answered, late or not at all."),
        "forward-alone": Command(
            "wian.cli.act.forward_alone", "Have offices forward without a person."
        ),
        "import": Command("wian.cli.import_.group", "Bring past letters into the ledger."),
        "export": Command("wian.cli.export", "Take the hops into other programs."),
        "report": Command("wian.cli.report.group", "Say what hops cost, and how sure that is."),
        "accounts": Command("wian.cli.access.accounts", "Say who may sign in at an office's desk."),
        "tokens": Command(
            "wian.cli.access.tokens", "Let programs of an office use the desk's API."
        ),
        "webhooks": Command(
            "wian.cli.access.webhooks", "Have addresses told of what happens to an office."
        ),
    },
)


_INTERRUPTED = 130
"""What click makes of Ctrl-C."""


def run() -> None:
    """Run the command line: 0 done, 1 cannot be carried out, 2 wrong usage."""
    signal.signal(signal.SIGINT, _interrupt)
    _spell_what_the_terminal_lacks()
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


def _spell_what_the_terminal_lacks() -> None:
    """Print a letter that the terminal's encoding lacks as its number, as JSON may."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="backslashreplace")


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
    from wian.kit.private_files import make_folder, opener  # noqa: PLC0415 - a defect is rare
    from wian.kit.settings import Settings  # noqa: PLC0415 - the same

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
