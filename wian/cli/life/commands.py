"""The options of the commands that change or end a live directive; their work is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.act.commands import COMMAND_LINE, ByOption, FileOption, LivePropagation
from wian.cli.command_group import runs
from wian.cli.options import JsonOption


@runs("wian.cli.life.amend")
def amend(
    propagation: LivePropagation,
    text: Annotated[
        list[str] | None,
        typer.Option("--text", help="New words: a paragraph. May be given several times."),
    ] = None,
    text_file: Annotated[
        Path | None,
        typer.Option(
            "--text-file", metavar="FILE", help="New words: paragraphs with empty lines between."
        ),
    ] = None,
    opens: Annotated[
        str, typer.Option("--opens", metavar="DAY", help="First day of the window from now on.")
    ] = "",
    closes: Annotated[
        str, typer.Option("--closes", metavar="DAY", help="Last day of the window from now on.")
    ] = "",
    answer_by: Annotated[
        list[str] | None,
        typer.Option(
            "--answer-by",
            metavar="[LEVEL=]DAY",
            help="Last day for answers; of the offices of one level with LEVEL=. May be given "
            "several times.",
        ),
    ] = None,
    enclose: Annotated[
        list[str] | None,
        typer.Option(
            "--enclose",
            metavar="TITLE[=FILE]",
            help="What goes with the letter, by its title; the file too with =FILE. May be given "
            "several times.",
        ),
    ] = None,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Amend a directive: a letter that cites the first one goes the same way down.

    The new days hold at once. An office that has not forwarded the first letter sends both.
    """


@runs("wian.cli.life.withdraw")
def withdraw(
    propagation: LivePropagation,
    reason: Annotated[
        str, typer.Option("--reason", help="Why, as it follows 'because' in the letters.")
    ],
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Withdraw a directive: a letter that says so goes as far as the first letter went.

    Nothing of it is forwarded any more, and nobody is reminded.
    """


@runs("wian.cli.life.close")
def close(
    propagation: LivePropagation,
    reason: Annotated[str, typer.Option("--reason", help="Why it is enough.")],
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Close a directive: nothing more is wanted of anybody.

    Nothing of it is forwarded any more, and nobody is reminded. Late stamps and answers are taken.
    """


@runs("wian.cli.life.succeed")
def succeed(
    office: Annotated[
        str, typer.Argument(metavar="OFFICE", help="Id of the office that is no more.")
    ],
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by", metavar="OFFICE", help="Id of an office that takes its place; repeatable."
        ),
    ] = None,
    day: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day on which that is so.")
    ] = None,
    heir: Annotated[
        str | None,
        typer.Option(
            metavar="OFFICE",
            help="Of several: the one that does what cannot be divided; default: the first one.",
        ),
    ] = None,
    share: Annotated[
        list[str] | None,
        typer.Option(
            "--share",
            metavar="OFFICE=BELOW,...",
            help="Of several: which offices below the old one are whose; repeatable. By default as "
            "the hierarchy file has them.",
        ),
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", help="Hierarchy file that has successors that are new."),
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why.")] = None,
    post: Annotated[
        str, typer.Option("--post", metavar="POST", help="Post that enters it; never a person.")
    ] = COMMAND_LINE,
    back: Annotated[
        bool,
        typer.Option(
            "--take-back", help="It was a mistake: the office acts again, as long as no heir has."
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Let other offices take the place of one that was renamed, merged or split.

    What waits there passes to its heir, which stamps, forwards and numbers it from then on. Of
    several successors, each forwards to the offices below that are its own.
    """


OfficeOption = Annotated[
    str, typer.Option("--office", metavar="OFFICE", help="Id of the office that waits.")
]


@runs("wian.cli.life.suspend:run_suspend")
def suspend(
    propagation: LivePropagation,
    office: OfficeOption,
    reason: Annotated[str, typer.Option("--reason", help="Why it has to wait.")],
    waits_for: Annotated[
        str | None,
        typer.Option("--waits-for", metavar="OFFICE", help="Id of the office that it waits for."),
    ] = None,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Let an office's clock rest while it waits for another office.

    That time is counted apart from handling, and nobody reminds the office meanwhile.
    """


@runs("wian.cli.life.suspend:run_resume")
def resume(
    propagation: LivePropagation,
    office: OfficeOption,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Let an office's clock run again: what it waited for is there."""


@runs("wian.cli.life.add")
def add(
    propagation: LivePropagation,
    offices: Annotated[
        list[str],
        typer.Argument(
            metavar="OFFICE|SELECTION...",
            help="Ids or names of offices, or selections: levels=district,under=OFFICE.",
        ),
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why; it goes into the journal.")],
    office: Annotated[
        str | None,
        typer.Option(
            "--office",
            metavar="ID",
            help="The office that adds them: one that forwards. Default: the origin.",
        ),
    ] = None,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Add offices that a directive left out; its route grows by the shortest ways to them.

    An office that has it already, or is to get it, is not added again.
    """


@runs("wian.cli.life.reroute")
def reroute(
    propagation: LivePropagation,
    office: Annotated[
        str, typer.Argument(metavar="OFFICE", help="Id of the office that does not forward.")
    ],
    reason: Annotated[
        str | None, typer.Option("--reason", help="What else there is to say, for the journal.")
    ] = None,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Write around an office that does not forward: directly to the offices behind it.

    That office still has to stamp; it has nobody left to write to.
    """


@runs("wian.cli.life.give_back:run_return")
def give_back(
    propagation: LivePropagation,
    office: Annotated[
        str, typer.Option("--office", metavar="ID", help="Id of the office that returns it.")
    ],
    reason: Annotated[
        str,
        typer.Option("--reason", help="Why it is not for that office, or what is wrong in it."),
    ],
    meant_for: Annotated[
        str | None,
        typer.Option("--for", metavar="OFFICE", help="Id of the office that it is for."),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(
            "--report", metavar="OFFICE", help="Return the report of this office, which is wrong."
        ),
    ] = None,
    file: FileOption = None,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Return a letter to its sender by a letter that says why: it is not for the office.

    Nobody reminds the office any more, unless the sender insists. With --report, the last report of
    an office below goes back, which corrects it and reports again.
    """


@runs("wian.cli.life.give_back:run_insist")
def insist(
    propagation: LivePropagation,
    office: Annotated[
        str, typer.Argument(metavar="OFFICE", help="Id of the office that returned the letter.")
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why it has to deal with it.")],
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Insist, as the sender, that an office deal with a letter that it returned."""
