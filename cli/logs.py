"""Owns the command ``wian import log``: event logs of other programs become hops."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from cli.console import err, number, print_json, say
from cli.context import JsonOption
from history.log_mapping import LogMapping, load_mapping, mapped
from reports.imported_log import ImportedLog, import_log
from tasks.preparing import DEFAULT_JURISDICTION


def run(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An event log: XES, CSV, or either gzipped.")
    ],
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN,...",
            help="Which column is case, activity, timestamp, resource, group, level ...",
        ),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The same and more, as a YAML file.")
    ] = None,
    timestamp_format: Annotated[
        str | None, typer.Option(metavar="FORMAT", help="Such as '%d/%m/%Y %H:%M:%S'.")
    ] = None,
    time_zone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Of moments that bear none; Asia/Bangkok.")
    ] = None,
    delimiter: Annotated[
        str | None, typer.Option(metavar="SIGN", help="Between cells; recognised where left out.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Of a CSV file; recognised where left out.")
    ] = None,
    end: Annotated[
        list[str] | None,
        typer.Option(metavar="ACTIVITY", help="Ends a case; others are open. May be repeated."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The hops; beside the log where left out.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Make hops of an event log, in a Parquet file for wian report; the ledger is not touched."""
    base = load_mapping(mapping) if mapping else LogMapping()
    how = mapped(
        base,
        columns or (),
        timestamp_format=timestamp_format,
        time_zone=time_zone,
        delimiter="\t" if delimiter == "\\t" else delimiter,
        encoding=encoding,
        end=tuple(end or ()),
    )
    target = out or file.with_name(f"{file.name.partition('.')[0]}.hops.parquet")
    columns_shown = (TextColumn("reading"), BarColumn(), TextColumn("{task.completed:,}"))
    hidden = json or not err.is_terminal
    with Progress(
        *columns_shown, TimeElapsedColumn(), console=err, transient=True, disable=hidden
    ) as bar:
        task = bar.add_task("reading", total=None)
        done = import_log(
            file, how, target, DEFAULT_JURISDICTION, lambda events: bar.advance(task, events)
        )
    _tell(done, json=json)


def _tell(done: ImportedLog, *, json: bool) -> None:
    if json:
        print_json({**asdict(done), "path": str(done.path)})
        return
    what = "traces of wian's own" if done.own else "events"
    say(
        f"{number(done.events)} {what}, {number(done.cases)} cases: {number(done.hops)} hops are "
        f"in {done.path}"
    )
    say(f"wian report latency --from {done.path}")
