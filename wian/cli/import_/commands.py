"""The options of the commands that import; what reads the files is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.command_group import runs
from wian.cli.options import JsonOption, LocalAuthoritiesOption
from wian.history.logs.date_order import DateOrder
from wian.history.logs.holder import Holder
from wian.jurisdictions.column_words import RegisterKind
from wian.jurisdictions.countries import DEFAULT_JURISDICTION

ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN,...",
        help="Column of each field: case, activity, timestamp, resource, group, recipient ...",
    ),
]

MappingOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The mapping as a YAML file.")
]

TimestampOption = Annotated[
    str | None,
    typer.Option(metavar="FORMAT", help="Timestamp format, such as '%d/%m/%Y %H:%M:%S'."),
]

TimeZoneOption = Annotated[
    str | None,
    typer.Option(metavar="ZONE", help="Zone of times without one. Default: the jurisdiction's."),
]

DelimiterOption = Annotated[
    str | None, typer.Option(metavar="SIGN", help="Between cells. Default: detected.")
]

EncodingOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Of a CSV file. Default: detected.")
]

EndOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ACTIVITY", help="Activity that ends a case; repeatable. Other cases are open."
    ),
]

HolderOption = Annotated[
    Holder | None,
    typer.Option(help="What a case is handed over between. Default: group, else resource."),
]

DateOrderOption = Annotated[
    DateOrder | None,
    typer.Option(help="Which comes first in a date such as 3/4/2021. Default: the day."),
]

LinesInOrderOption = Annotated[
    bool,
    typer.Option("--lines-in-order", help="Events of one moment happened in the order of lines."),
]


@runs("wian.cli.import_.register")
def register(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Receive or send registers, CSV or XLSX."),
    ],
    office: Annotated[
        str | None, typer.Option(help="Office that kept them. Default: read from the title.")
    ] = None,
    kind: Annotated[
        RegisterKind | None,
        typer.Option(help="Letters received or sent. Default: read from headings."),
    ] = None,
    desk: Annotated[
        str | None, typer.Option(help="Desk that kept them, if the office has several.")
    ] = None,
    rejected: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for rejected rows. Default: beside FILE."),
    ] = None,
    correct: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="Rows that differ replace the earlier ones."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Import receive and send registers of offices. Importing twice changes nothing."""


@runs("wian.cli.import_.bundle")
def bundle(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Letters: text, PDF or DOCX, in any order."),
    ],
    hierarchy: Annotated[
        Path | None,
        typer.Option(
            "--hierarchy", "--file", help="Offices to match. Default: the jurisdiction's."
        ),
    ] = None,
    local_authorities: LocalAuthoritiesOption = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Read scanned pages by OCR; the result is marked unsure.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only read and check; record nothing.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Read letters and their stamps, flag what is odd, and record them as observed."""


@runs("wian.cli.import_.log")
def log(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An event log: XES, CSV, or either gzipped.")
    ],
    columns: ColumnsOption = None,
    mapping: MappingOption = None,
    timestamp_format: TimestampOption = None,
    time_zone: TimeZoneOption = None,
    delimiter: DelimiterOption = None,
    encoding: EncodingOption = None,
    end: EndOption = None,
    holder: HolderOption = None,
    date_order: DateOrderOption = None,
    lines_in_order: LinesInOrderOption = False,
    leave_out_faulty: Annotated[
        bool,
        typer.Option(
            "--leave-out-faulty", help="Leave faulty lines out, and write them to a file beside."
        ),
    ] = False,
    jurisdiction_id: Annotated[
        str,
        typer.Option("--jurisdiction", help="Whose calendar and clock the hops have; or a folder."),
    ] = DEFAULT_JURISDICTION,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="File for the hops. Default: beside the log."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Turn an event log into a Parquet file of hops for wian report. The ledger stays as it is."""
