"""The command ``wian report html``: the report as one file that needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

from wian.cli.life.succeeded_offices import succeeded_in
from wian.cli.report.hop_choice import HopOptions, HopRequest, Reported, reported
from wian.cli.terminal.console import print_json, say
from wian.cli.terminal.file_endings import refuse_ending
from wian.kit.counted import counted, number
from wian.kit.text_file import shown_path
from wian.reports.html.report import FormerOffice, write_report
from wian.reports.unsent_hops import begun_count


def run(out: Path, *, json: bool, **options: Unpack[HopOptions]) -> None:
    """Write the report as one HTML file: words, figures, table and data. It needs no network."""
    refuse_ending(out, "html")
    asked = HopRequest.typed(options)
    found = reported(asked)
    path = write_report(
        found.hops,
        found.directives,
        out=out,
        as_of=found.as_of,
        scope=found.scope,
        former=_former(found, asked),
    )
    size = path.stat().st_size
    hops = begun_count(found.seen())
    rest = found.hops.height - hops
    if json:
        written = {"file": str(path), "hops": hops, "not_begun": rest, "bytes": size}
        print_json({**written, "scope": str(found.scope) or None})
        return
    begun_ = f" begun and {number(rest)} not yet" if rest else ""
    what = f"{counted(hops, 'hop')}{begun_}"
    say(f"The report of {what} is in {shown_path(path)} ({number(-(-size // 1000))} kB).")


def _former(found: Reported, asked: HopRequest) -> list[FormerOffice]:
    """The offices among the hops whose place others took."""
    if asked.file is not None:
        return []
    names = dict(found.hops.select("recipient", "recipient_name").iter_rows())
    return [
        FormerOffice(names[each.office], each.heir_office.name, each.day)
        for each in succeeded_in(names)
    ]
