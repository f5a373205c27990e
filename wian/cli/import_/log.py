"""The command ``wian import log``: turns event logs of other programs into hops."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from wian.cli.recorded import JsonOption
from wian.cli.terminal.console import complain, counted, err, print_json, say
from wian.cli.terminal.file_endings import refuse_ending
from wian.history.logs.mapping import LogMapping, load_mapping, mapped
from wian.jurisdictions.known import DEFAULT_JURISDICTION, jurisdiction
from wian.kit.pydantic_faults import shown
from wian.reports.logs.imported import ImportedLog, import_log

ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN,...",
        help="Which column is case, activity, timestamp, resource, group, level ...",
    ),
]
MappingOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The same and more, as a YAML file.")
]
TimestampOption = Annotated[
    str | None, typer.Option(metavar="FORMAT", help="Such as '%d/%m/%Y %H:%M:%S'.")
]
TimeZoneOption = Annotated[
    str | None, typer.Option(metavar="ZONE", help="Of moments that bear none; the jurisdiction's.")
]
DelimiterOption = Annotated[
    str | None, typer.Option(metavar="SIGN", help="Between cells; recognised where left out.")
]
EncodingOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Of a CSV file; recognised where left out.")
]
EndOption = Annotated[
    list[str] | None,
    typer.Option(metavar="ACTIVITY", help="Ends a case; others are open. May be repeated."),
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
        Path | None, typer.Option(metavar="FILE", help="The hops; beside the log where left out.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Make hops of an event log, in a Parquet file for wian report; the ledger is not touched."""
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
    shown_bar = err.is_terminal and not json
    _tell(_read(file, how, target, country.id, bar_shown=shown_bar), json=json)


def _read(
    file: Path, how: LogMapping, target: Path, country: str, *, bar_shown: bool
) -> ImportedLog:
    """Read a log into a file of hops, with a bar of the events read."""
    columns = (TextColumn("reading"), BarColumn(), TextColumn("{task.completed:,}"))
    with Progress(
        *columns, TimeElapsedColumn(), console=err, transient=True, disable=not bar_shown
    ) as bar:
        task = bar.add_task("reading", total=None)
        return import_log(file, how, target, country, lambda events: bar.advance(task, events))


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
    are = "is" if done.hops == 1 else "are"
    found = f"{counted(done.cases, 'case')}: {counted(done.hops, 'hop')} {are}"
    say(f"{what}{own}, {found} in {done.path}")
    say(f"wian report latency --from {done.path}")
