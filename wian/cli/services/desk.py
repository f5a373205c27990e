"""The command ``wian desk``: runs only the offices' desk, on a machine that runs nothing else."""

from __future__ import annotations

import os
import signal
import socket
import sys

import uvicorn

from flows.server.live_system import PortTaken
from wian.cli.terminal.console import complain, say
from wian.cli.terminal.service_log import log_to_standard_error
from wian.desk.app.app import create_app
from wian.desk.app.settings import DeskSettings, read_settings
from wian.desk.app.slow_clients import TimedProtocol, raise_file_limit
from wian.kit.gc_pause import settled
from wian.propagation import runtime

_QUEUE = 512
"""Connections that wait to be accepted."""


def run(port: int | None, host: str | None) -> None:
    """Run the desk at which offices receive, issue and follow up. Keeps running."""
    settings = _settings(port, host)
    log_to_standard_error()
    ledger = runtime.awaited_ledger()
    runtime.refuse_clocks_apart(ledger)
    app = create_app(ledger, settings)
    if settings.warning:
        complain(settings.warning)
    listener = _bound(settings.host, settings.port)
    say(f"The desk is at {settings.address}; Ctrl-C ends it.")
    sys.stdout.flush()
    raise_file_limit()
    settled()
    config = uvicorn.Config(
        app,
        http=TimedProtocol,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # who a proxy speaks for: WIAN_DESK_TRUSTED_PROXIES, and nothing else
        timeout_graceful_shutdown=3,
    )
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: None)  # uvicorn ends at one, and then raises it again
    uvicorn.Server(config).run(sockets=[listener])


def _settings(port: int | None, host: str | None) -> DeskSettings:
    """The settings of the environment, and what the command line says instead."""
    for name, given in (("WIAN_DESK_PORT", port), ("WIAN_DESK_HOST", host)):
        if given is not None:
            os.environ[name] = str(given)
    return read_settings()


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        PortTaken: Another program does, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_QUEUE)
    except OSError:
        raise PortTaken((host, port, "--port")) from None
