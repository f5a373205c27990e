"""The options of ``wian mail``; the work is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.act.commands import COMMAND_LINE, ByOption
from wian.cli.command_group import group, runs
from wian.cli.options import JsonOption, OfficeArgument
from wian.ledger.outbox.mail_book import MailState

mail = group("Reach offices by e-mail, and see what became of each message.")

AddressArgument = Annotated[
    str | None, typer.Argument(metavar="ADDRESS", help="E-mail address of the office.")
]


@mail.command("reach")
@runs("wian.cli.mail.mail:reach")
def reach_office(
    office: OfficeArgument,
    address: AddressArgument = None,
    desk: Annotated[bool, typer.Option("--desk", help="Reach it at its desk again.")] = False,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Reach an office by e-mail at ADDRESS, or at its desk again.

    Letters that it has not stamped are sent to the new address. What waits for an office that
    moves to its desk is not sent; the letters lie in its inbox there.
    """


@mail.command("list")
@runs("wian.cli.mail.mail:list_")
def list_messages(
    propagation: Annotated[
        str | None, typer.Argument(metavar="PROPAGATION", help="A live one. Default: the latest.")
    ] = None,
    state: Annotated[
        MailState | None, typer.Option("--state", help="Only messages in this state.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the messages of a live propagation and what became of each."""


@mail.command("send")
@runs("wian.cli.mail.mail:send")
def send_due(json: JsonOption = False) -> None:
    """Hand over the messages that are due now; the dispatcher does so every second."""


@mail.command("digest")
@runs("wian.cli.mail.digest:run")
def set_digest(
    office: Annotated[
        str | None, typer.Argument(metavar="OFFICE", help="Id of the office. Default: list all.")
    ] = None,
    address: Annotated[
        str | None, typer.Argument(metavar="ADDRESS", help="Where its people read e-mail.")
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="Send none any more.")] = False,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Send an office's desk one e-mail each working morning with what waits. Off by default."""


@mail.command("bounces")
@runs("wian.cli.mail.mail:bounces")
def read_bounces(
    places: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Maildirs, mbox files, or files with one message."),
    ],
    json: JsonOption = False,
) -> None:
    """Read what the mail system sent back, and enter which letters did not arrive.

    Reading the same again changes nothing.
    """


@mail.command("test")
@runs("wian.cli.mail.mail:try_")
def try_server(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Your own address.")],
    json: JsonOption = False,
) -> None:
    """Send a test message now, to see whether the settings work."""
