"""Owns the command ``wian report html``: the report as one file that needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.context import JsonOption
from cli.report_options import AsOfOption, EverythingOption, PropagationsArgument

NAME = "html"


def run(
    propagations: PropagationsArgument = None,
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="The file; one that is there is replaced.")
    ] = ...,  # type: ignore[assignment]  # typer's mark of what must be given
    everything: EverythingOption = False,
    as_of: AsOfOption = None,
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
