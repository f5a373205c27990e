"""The options of ``wian letters``; what shows letters and sets pages is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.command_group import runs
from wian.cli.letters.letter_forms import LetterFormat
from wian.cli.options import JsonOption
from wian.letters.copies import Copy

LettersPropagation = Annotated[
    str | None,
    typer.Argument(
        metavar="PROPAGATION",
        help="Id of a propagation. Default: the latest; with --format site all.",
    ),
]

WaveOption = Annotated[
    int | None, typer.Option("--wave", min=1, help="Only the letters of this wave.")
]

FormOption = Annotated[
    LetterFormat,
    typer.Option(
        "--format",
        help="How a letter is laid out; site: an office's download page; "
        "original: the file that an imported letter was read from.",
    ),
]

CopyOption = Annotated[
    Copy,
    typer.Option(
        "--copy",
        help="issued; received: with the receiver's stamps; bundle: with its enclosures.",
    ),
]

EmblemOption = Annotated[
    Path | None,
    typer.Option(
        "--emblem", help="Picture for pages (PNG, JPEG, SVG); default: that of each office."
    ),
]

BaseUrlOption = Annotated[
    str | None, typer.Option("--base-url", help="Address of the download page, for QR codes.")
]

CertifiedOption = Annotated[
    str | None,
    typer.Option("--certified", metavar="POST", help="Certify received copies as this post."),
]

OfficeOption = Annotated[str | None, typer.Option("--office", help="Only this office's letter.")]

PartOption = Annotated[
    int | None,
    typer.Option(
        "--part",
        min=0,
        help="Of several letters of --office only this one: 0 is the first.",
    ),
]

OutOption = Annotated[
    Path | None, typer.Option("--out", help="Write one file per letter into this folder.")
]

RemindersOption = Annotated[
    bool, typer.Option("--reminders", help="Show the reminders of a live propagation instead.")
]

ReturnsOption = Annotated[
    bool,
    typer.Option(
        "--returns", help="Show the letters by which offices returned what they were sent instead."
    ),
]

ReportsOption = Annotated[
    bool,
    typer.Option(
        "--reports", help="Show the letters by which offices reported answers upwards instead."
    ),
]

EnclosuresOption = Annotated[
    bool,
    typer.Option("--enclosures", help="List the files that travel with the letters instead."),
]

ProofOption = Annotated[
    bool,
    typer.Option(
        "--proof", help="Prove that the ledger holds the letter of --office, for others to check."
    ),
]


@runs("wian.cli.letters.letters")
def letters(
    propagation: LettersPropagation = None,
    office: OfficeOption = None,
    part: PartOption = None,
    wave: WaveOption = None,
    form: FormOption = LetterFormat.TEXT,
    copy: CopyOption = Copy.ISSUED,
    out: OutOption = None,
    emblem: EmblemOption = None,
    base_url: BaseUrlOption = None,
    certified: CertifiedOption = None,
    reminders: RemindersOption = False,
    returns: ReturnsOption = False,
    reports: ReportsOption = False,
    enclosures: EnclosuresOption = False,
    proof: ProofOption = False,
    json: JsonOption = False,
) -> None:
    """List the letters of a propagation, show one, or write them to files."""
