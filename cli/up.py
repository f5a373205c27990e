"""Owns the command ``wian up``: the live system on this machine, until Ctrl-C."""

from __future__ import annotations

import signal
import threading
from typing import Annotated

import typer

from cli.console import heading, say, table
from flows.up import LiveSystem, Wanted
from tasks import running
from tasks.settings import Settings

NAME = "up"


def run(
    port_desk: Annotated[
        int, typer.Option("--port-desk", min=1, max=65535, help="Port of the desk.")
    ] = 8080,
    port_prefect: Annotated[
        int, typer.Option("--port-prefect", min=1, max=65535, help="Port of Prefect's pages.")
    ] = 4200,
    host_prefect: Annotated[
        str,
        typer.Option(
            "--host-prefect",
            help="Address of the Prefect server; another than loopback needs an auth string.",
        ),
    ] = "127.0.0.1",
    sweep_every: Annotated[
        int,
        typer.Option("--sweep-every", min=30, metavar="SECONDS", help="Time between two sweeps."),
    ] = 300,
) -> None:
    """Start Prefect, a worker, the dispatcher and the desk on this machine; keeps running.

    Ctrl-C (or SIGTERM) ends them all. Nothing is lost by that, nor by a kill: the ledger has it.
    """
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    settings = Settings()
    home = settings.home.expanduser().absolute()
    running.ledger()
    wanted = Wanted(home, settings.prefect_home, port_desk, port_prefect, host_prefect, sweep_every)
    with LiveSystem(wanted, say) as system:
        system.start(stop)
        if not stop.is_set():
            _show(wanted)
        system.watch(stop)
        say("Stopping ...")
    say("Stopped. Nothing is lost: 'wian up' goes on from here.")


def _show(wanted: Wanted) -> None:
    """The addresses, and what to do next."""
    rows = (
        ("the desk", wanted.desk, "offices sign in, stamp, issue"),
        ("Prefect", wanted.prefect, "propagations, runs, events"),
        ("the ledger", running.ledger().url, ""),
        ("logs", str(wanted.logs), ""),
    )
    table((("what", "left"), ("where", "left"), ("what for", "left")), rows, title="wian is up")
    heading("What to do next, in another terminal")
    say("  send a directive:        wian propagate DIRECTIVE --clock live")
    say("  give all offices desks:  wian accounts seed --out passwords.csv")
    say("  or one office:           wian accounts add OFFICE --post POST --role clerk")
    say("  see who is silent:       wian status")
    say()
    say("Ctrl-C stops all of it.")
