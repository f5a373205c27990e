"""The options of the commands that act for an office; their work is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.command_group import runs
from wian.cli.options import JsonOption, PropagationArgument, RawOption
from wian.cli.report.options import RowFormat, RowFormatOption

LivePropagation = Annotated[
    str, typer.Argument(metavar="PROPAGATION", help="Id of a live propagation.")
]
OfficeArgument = Annotated[
    str, typer.Argument(metavar="OFFICE", help="Id of the office that acts.")
]
ByOption = Annotated[
    str, typer.Option("--by", metavar="POST", help="Post that acts; never a person's name.")
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="MOMENT",
        help="As written on paper: 2026-01-19, '2026-01-19 15:29', or as offices write it; "
        "default: now.",
    ),
]
ReasonOption = Annotated[
    str | None, typer.Option("--reason", help="Why it is recorded later than it happened.")
]
GivenNumberOption = Annotated[
    str | None,
    typer.Option(
        "--number",
        metavar="N",
        help="The number that it was given elsewhere. Default: the next one.",
    ),
]
ConfirmOption = Annotated[
    bool,
    typer.Option("--confirm", help="With --number: it is no slip, though it skips many numbers."),
]
FileOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--file",
        metavar="FILE",
        help="PDF, DOCX, XLSX or picture that goes with it. May be given several times.",
    ),
]
COMMAND_LINE = "command line"
"""Who acts where no post is named."""


@runs("wian.cli.act.receive")
def receive(
    propagation: LivePropagation,
    office: OfficeArgument,
    desk: Annotated[
        str | None,
        typer.Option(
            "--desk", help="Number of the desk, from 0, or its name. Default: the next one."
        ),
    ] = None,
    number: GivenNumberOption = None,
    confirm: ConfirmOption = False,
    at: AtOption = None,
    reason: ReasonOption = None,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Stamp the letter that an office received, with the next number of the desk's register."""


@runs("wian.cli.act.issue")
def issue(
    propagation: LivePropagation,
    office: OfficeArgument,
    number: GivenNumberOption = None,
    confirm: ConfirmOption = False,
    signer: Annotated[
        str | None,
        typer.Option(
            "--signer",
            metavar="POST",
            help="The post that signs it, of those who may today. Default: the first of them.",
        ),
    ] = None,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Issue an office's letter as drafted, under the next number of its register."""


@runs("wian.cli.act.correct")
def correct(
    propagation: LivePropagation,
    office: OfficeArgument,
    desk: Annotated[str, typer.Option("--desk", help="Number of the desk, from 0, or its name.")],
    at: Annotated[
        str,
        typer.Option(
            "--at",
            metavar="MOMENT",
            help="Correct time: 2026-01-19, '2026-01-19 15:29', or as offices write it.",
        ),
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why the stamp is wrong.")],
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Correct the time of a stamp. The original stamp is kept."""


@runs("wian.cli.act.answer")
def answer(
    propagation: LivePropagation,
    office: OfficeArgument,
    text: Annotated[
        str, typer.Option("--text", help="The answer, or a remark beside the form.")
    ] = "",
    values: Annotated[
        Path | None,
        typer.Option(
            "--values", metavar="FILE", help="Fill in the form from YAML, JSON, CSV or XLSX."
        ),
    ] = None,
    form_out: Annotated[
        Path | None,
        typer.Option(
            "--form-out",
            metavar="FILE.xlsx",
            help="Write the form to fill in; nothing is recorded.",
        ),
    ] = None,
    take_back: Annotated[
        bool, typer.Option("--take-back", help="Take the answer back; say why with --reason.")
    ] = False,
    at: AtOption = None,
    reason: ReasonOption = None,
    file: FileOption = None,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Record an office's answer. A later answer counts; earlier ones are kept.

    To record a list of answers from a CSV file: wian answers --import FILE.
    """


@runs("wian.cli.act.answers")
def answers(
    propagation: PropagationArgument = None,
    file: Annotated[
        Path | None,
        typer.Option("--import", metavar="FILE", help="Record the answers of this CSV file."),
    ] = None,
    under: Annotated[
        str | None, typer.Option("--under", metavar="OFFICE", help="Only offices below this one.")
    ] = None,
    form: RowFormatOption = RowFormat.TABLE,
    files: Annotated[
        bool,
        typer.Option("--files", help="List the files that went with answers and returns instead."),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="With --files: write them to this folder."),
    ] = None,
    by: ByOption = COMMAND_LINE,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Show who has answered in time, late or not at all, and when the letter reached them.

    With --import it records the answers of a list instead.
    """


@runs("wian.cli.act.forward_alone")
def forward_alone(
    offices: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="OFFICE", help="Ids of offices. None: only list those that have it on."
        ),
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="All offices that forward in the latest live propagation.")
    ] = False,
    off: Annotated[bool, typer.Option("--off", help="Turn it off.")] = False,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Turn automatic forwarding on or off for offices.

    The letter then goes out as drafted as soon as the last desk has stamped.
    """
