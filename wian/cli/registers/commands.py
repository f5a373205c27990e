"""The options of ``wian registers``; the work is loaded later."""

from __future__ import annotations

from typing import Annotated

import typer

from wian.cli.act.commands import COMMAND_LINE, ByOption
from wian.cli.command_group import group, runs
from wian.cli.options import JsonOption, OfficeArgument
from wian.ledger.records import NamedRegister

registers = group("Show where registers stand; open them; reserve numbers, or take that back.")

_Register = Annotated[
    NamedRegister,
    typer.Option("--register", help="Letters sent, circulars that run apart, or letters received."),
]
_Desk = Annotated[
    str | None,
    typer.Option(
        "--desk",
        help="With receive: number of the desk, from 0, or its name. Default: the only one.",
    ),
]
_Year = Annotated[
    int | None, typer.Option("--year", help="Register year (2569). Default: this year's.")
]
_Classification = Annotated[
    str | None,
    typer.Option(
        "--classification",
        metavar="CODE",
        help="The code whose letters are meant, where each code is numbered apart.",
    ),
]
_Reason = Annotated[str, typer.Option("--reason", help="Why; it is kept with the act.")]


@registers.command("list")
@runs("wian.cli.registers.registers:list_")
def list_registers(
    office: Annotated[str | None, typer.Option(help="Only this office's registers.")] = None,
    json: JsonOption = False,
) -> None:
    """List where offices' registers stand."""


@registers.command("open")
@runs("wian.cli.registers.registers:open_")
def open_register(
    office: OfficeArgument,
    at: Annotated[str, typer.Option("--at", metavar="N", help="The number to go on at.")],
    reason: _Reason,
    register: _Register = NamedRegister.SEND,
    desk: _Desk = None,
    year: _Year = None,
    classification: _Classification = None,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Continue a register at a number.

    The next number drawn is N, or the next one that was not given elsewhere. Refused where wian
    drew N or a later number. Rehearsals have separate registers, from 1.
    """


@registers.command("reserve")
@runs("wian.cli.registers.registers:reserve")
def reserve_numbers(
    office: OfficeArgument,
    numbers: Annotated[
        str, typer.Option("--numbers", metavar="N-N", help="A number, or a span: 560, 554-560.")
    ],
    reason: _Reason,
    register: _Register = NamedRegister.SEND,
    desk: _Desk = None,
    year: _Year = None,
    classification: _Classification = None,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Reserve numbers that are given elsewhere.

    The office gives them on paper, or another system does; wian never draws them.
    """


@registers.command("release")
@runs("wian.cli.registers.registers:release")
def release_numbers(
    office: OfficeArgument,
    numbers: Annotated[
        str,
        typer.Option("--numbers", metavar="N-N", help="Numbers of a reservation: all, or some."),
    ],
    reason: _Reason,
    register: _Register = NamedRegister.SEND,
    desk: _Desk = None,
    year: _Year = None,
    classification: _Classification = None,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Take a reservation back, or a part of one: wian gives its numbers again.

    Numbers that letters bear stay reserved. Refused where all are used, or a later number was
    drawn.
    """
