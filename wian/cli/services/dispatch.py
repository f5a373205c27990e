"""The command ``wian dispatch``: runs only the dispatcher."""

from __future__ import annotations

import asyncio
import logging
import os
import signal

from flows.server.prefect_server import QUIET, TUNING
from wian.cli.terminal.service_log import log_to_standard_error
from wian.followup.sweep import to_sweep
from wian.kit.errors import WianError
from wian.kit.gc_pause import loading
from wian.ledger.database import Ledger
from wian.ledger.errors import LedgerError
from wian.notices import doorbell
from wian.notices.prefect_address import server_url
from wian.office.relay import relay
from wian.propagation import runtime

_log = logging.getLogger("wian.dispatcher")


def run() -> None:
    """Forward letters of offices with automatic forwarding as soon as they have stamped."""
    _prepare()
    catch_up(runtime.awaited_ledger())
    asyncio.run(_dispatch())
    doorbell.flush()
    runtime.close_ledgers()
    os._exit(0)  # a webhook that hangs would be waited for here, for minutes


def catch_up(ledger: Ledger) -> None:
    """Forward what is due already: letters need not wait until Prefect is loaded.

    Args:
        ledger: The installation's ledger.
    """
    try:
        for propagation in sorted(to_sweep(ledger, now=runtime.now())):
            _relay(ledger, propagation)
    except LedgerError as error:  # it went away again; the dispatcher asks it all the time
        _log.warning("%s", error)


def _relay(ledger: Ledger, propagation: str) -> None:
    try:
        relay(ledger, runtime.recorded_plan(propagation, ledger), now=runtime.agreed_now())
    except LedgerError:
        raise
    except WianError as error:
        _log.warning("%s was not caught up on: %s", propagation, error)


def _prepare() -> None:
    """Set what Prefect reads when it is imported, and where the log goes."""
    for name, value in {**TUNING, **QUIET}.items():
        os.environ.setdefault(name, value)
    if url := server_url():
        os.environ["PREFECT_API_URL"] = url
    log_to_standard_error()


async def _dispatch() -> None:
    with loading():
        from flows.dispatcher import Dispatcher  # noqa: PLC0415 - Prefect reads settings on import

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    await Dispatcher().run(stop)
