"""The command ``wian up``: runs the live system on this machine until Ctrl-C."""

from __future__ import annotations

import os
import signal
import threading

from flows.server.live_system import LiveSystem, Wanted
from wian.cli.terminal.console import complain, heading, say, table
from wian.cli.terminal.typed_options import told_by_option
from wian.desk.app.settings import DeskSettings, read_settings
from wian.kit.settings import Settings
from wian.notices.prefect_address import DESK
from wian.propagation import runtime


def run(
    port_desk: int, port_prefect: int, host_prefect: str, desk_address: str | None, sweep_every: int
) -> None:
    """Start Prefect, a worker, the dispatcher and the desk on this machine. Keeps running."""
    desk = _settings(desk_address)
    if desk.warning:
        complain(desk.warning)
    public = desk.base_url
    stop = threading.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    settings = Settings()
    home = settings.home.expanduser().absolute()
    runtime.ledger(make=True)
    wanted = Wanted(home, settings.prefect_home, port_desk, port_prefect, host_prefect, sweep_every)
    with LiveSystem(wanted, say) as system:
        system.start(stop)
        if not stop.is_set():
            _show(wanted, public)
        system.watch(stop)
        say("Stopping ...")
    say("Stopped. Nothing is lost: 'wian up' goes on from here.")


def _settings(address: str | None) -> DeskSettings:
    """The settings of the environment, and what the command line says instead, for every piece.

    Raises:
        InputFaults: Some make no sense; that of the command line is told by its option.
    """
    if address is None:
        return read_settings()
    os.environ[DESK] = address
    with told_by_option({DESK: "--desk-address"}):
        return read_settings()


def _show(wanted: Wanted, public: str) -> None:
    """The addresses, and what to do next."""
    rows = (
        ("the desk", wanted.desk, "offices sign in, stamp, issue"),
        ("Prefect", wanted.prefect, "propagations, runs, events"),
        ("the ledger", runtime.ledger().url, ""),
        ("logs", str(wanted.logs), ""),
    )
    table((("what", "left"), ("where", "whole"), ("what for", "left")), rows, title="wian is up")
    say(f"The codes on letters lead to {public or wanted.desk}.")
    if not public:
        say("A telephone cannot reach that: name the desk's public address with --desk-address.")
    heading("What to do next, in another terminal")
    say("  send a directive:        wian propagate DIRECTIVE --clock live")
    say("  give all offices desks:  wian accounts seed --out passwords.csv")
    say("  or one office:           wian accounts add OFFICE --post POST --role clerk")
    say("  see who has it:          wian status")
    say()
    say("Ctrl-C stops all of it.")
