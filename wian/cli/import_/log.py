"""The command ``wian import log``: turns event logs of other programs into hops."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from wian.cli.recorded import JsonOption
from wian.cli.terminal.console import complain, print_json, say
from wian.cli.terminal.file_endings import refuse_ending
from wian.cli.terminal.progress_bar import progress_bar
from wian.history.logs.mapping import LogMapping, load_mapping, mapped
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.kit.counted import counted
from wian.kit.pydantic_faults import shown
from wian.reports.logs.imported import ImportedLog, import_log

ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN,...",
        help="Column of each field: case, activity, timestamp, resource, group, level ...",
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


def run(
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
    jurisdiction_id: Annotated[
        str, typer.Option("--jurisdiction", help="Whose calendar and clock the hops have.")
    ] = DEFAULT_JURISDICTION,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="File for the hops. Default: beside the log."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Turn an event log into a Parquet file of hops for wian report. The ledger stays as it is."""
    refuse_ending(out, "parquet")
    how = mapped(
        load_mapping(mapping) if mapping else LogMapping(),
        columns or (),
        timestamp_format=timestamp_format,
        time_zone=time_zone,
        delimiter="\t" if delimiter == "\\t" else delimiter,
        encoding=encoding,
        end=tuple(end or ()),
    )
    target = out or file.with_name(f"{file.name.partition('.')[0]}.hops.parquet")
    country = jurisdiction(jurisdiction_id)
    with progress_bar("reading", shown=not json, unit="events") as bar:
        done = import_log(file, how, target, country.id, bar.advance)
    _tell(done, json=json)


def _tell(done: ImportedLog, *, json: bool) -> None:
    for activity in done.unknown_ends:
        complain(
            f"Warning: no event of the log has the activity {shown(activity)}, so that it ends no "
            "case; check how the log writes it, and which column is mapped to activity."
        )
    if json:
        print_json({**asdict(done), "path": str(done.path)})
        return
    what = counted(done.events, "trace" if done.own else "event")
    own = " of wian's own" if done.own else ""
    found = f"{counted(done.cases, 'case')}: {counted(done.hops, 'hop is', 'hops are')}"
    say(f"{what}{own}, {found} in {done.path}")
    say(f"wian report latency --from {done.path}")
