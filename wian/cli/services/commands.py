"""The options of the commands that run services; the services are loaded later."""

from __future__ import annotations

from typing import Annotated

import typer

from wian.cli.command_group import runs
from wian.cli.options import JsonOption

DeskPortOption = Annotated[
    int, typer.Option("--port-desk", min=1, max=65535, help="Port of the desk.")
]

PrefectPortOption = Annotated[
    int, typer.Option("--port-prefect", min=1, max=65535, help="Port of Prefect's pages.")
]

PrefectHostOption = Annotated[
    str,
    typer.Option(
        "--host-prefect",
        help="Address of the Prefect server; any other than loopback needs an auth string.",
    ),
]

DeskAddressOption = Annotated[
    str | None,
    typer.Option(
        "--desk-address",
        metavar="URL",
        help="The desk's public address behind your proxy; QR codes on letters lead there.",
    ),
]

SweepOption = Annotated[
    int,
    typer.Option("--sweep-every", min=30, metavar="SECONDS", help="Seconds between two sweeps."),
]


@runs("wian.cli.services.up")
def up(
    port_desk: DeskPortOption = 8080,
    port_prefect: PrefectPortOption = 4200,
    host_prefect: PrefectHostOption = "127.0.0.1",
    desk_address: DeskAddressOption = None,
    sweep_every: SweepOption = 300,
) -> None:
    """Start Prefect, a worker, the dispatcher and the desk on this machine. Keeps running.

    Ctrl-C or SIGTERM ends them all. Nothing is lost, not even by a kill: the ledger has it.
    """


@runs("wian.cli.services.desk")
def desk(
    port: Annotated[
        int | None,
        typer.Option("--port", min=1, max=65535, help="Port. Default: WIAN_DESK_PORT, else 8080."),
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(
            "--host", help="Address to listen on. Default: WIAN_DESK_HOST, else loopback."
        ),
    ] = None,
) -> None:
    """Run the desk at which offices receive, issue and follow up. Keeps running.

    It speaks plain HTTP. To let others reach it, put a proxy with TLS in front, and set
    WIAN_DESK_BASE_URL to the address of that proxy. Ctrl-C or SIGTERM ends it.
    """


@runs("wian.cli.services.dispatch")
def dispatch() -> None:
    """Forward letters of offices with automatic forwarding as soon as they have stamped.

    Keeps running. It listens to the Prefect server of PREFECT_API_URL, else to that of 'wian up'
    on this home; without a server it asks the ledger. Ctrl-C or SIGTERM ends it, after it has
    finished the letter in hand.
    """


@runs("wian.cli.services.sweep")
def sweep(json: JsonOption = False) -> None:
    """Do everything that is due now: automatic forwarding, reminders, escalations, webhooks."""
