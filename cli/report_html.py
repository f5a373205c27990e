"""Owns the command ``wian report html``: the report as one file that needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.context import JsonOption

NAME = "html"


def run(
    propagations: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PROPAGATION]...", help="Ids; the latest where left out."),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="The file; one that is there is replaced.")
    ] = ...,  # type: ignore[assignment]  # typer's mark of what must be given
    everything: Annotated[
        bool, typer.Option("--all", help="Every propagation in the ledger.")
    ] = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DAY",
            help="As of the end of this day (2021-01-19), or of a minute (2021-01-19T15:30).",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Write the report as one HTML file: words, figures, table and data, no network needed."""
    # What draws is slow to load: no other command waits for it.
    from cli.console import number, print_json, say  # noqa: PLC0415
    from cli.report_frames import reported  # noqa: PLC0415
    from hierarchy.text_file import shown_path  # noqa: PLC0415
    from reports.html_report import write_report  # noqa: PLC0415

    found = reported(propagations, as_of, everything=everything)
    path = write_report(found.hops, found.directives, out=out, as_of=found.as_of)
    size = path.stat().st_size
    if json:
        print_json({"file": str(path), "hops": found.hops.height, "bytes": size})
    else:
        hops, kilobytes = number(found.hops.height), number(-(-size // 1000))
        say(f"The report of {hops} hops is in {shown_path(path)} ({kilobytes} kB).")
