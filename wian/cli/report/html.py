"""The command ``wian report html``: the report as one file that needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

from wian.cli.life.succeeded_offices import succeeded_in
from wian.cli.outlook.from_ledger import NothingToCome, outset_of
from wian.cli.outlook.outlook_file import foretold
from wian.cli.report.hop_choice import HopOptions, HopRequest, Reported, reported
from wian.cli.terminal.console import print_json, say
from wian.cli.terminal.file_endings import refuse_ending
from wian.delays.working_time import OutsideCalendarError
from wian.kit.counted import counted, number
from wian.kit.text_file import shown_path
from wian.reports.html.outlook_tables import Foretold
from wian.reports.html.report import FormerOffice, write_report
from wian.reports.outlook.outlook import outlook
from wian.reports.outlook.outset import DRAWS, SEED
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
        ahead=_ahead(found, asked),
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


def _ahead(found: Reported, asked: HopRequest) -> Foretold | None:
    """What is to be expected of the one recorded propagation that the report is of all of."""
    ids = found.hops["propagation"].unique().to_list()
    if asked.file is not None or found.scope or len(ids) != 1:
        return None
    try:
        known, outset = outset_of(ids[0], asked.as_of, DRAWS, SEED, None)
        told = outlook(outset)
    except (NothingToCome, OutsideCalendarError):
        return None
    return foretold(known.plan, told) if told.received < told.addressees else None


def _former(found: Reported, asked: HopRequest) -> list[FormerOffice]:
    """The offices among the hops whose place others took."""
    if asked.file is not None:
        return []
    names = dict(found.hops.select("recipient", "recipient_name").iter_rows())
    return [
        FormerOffice(names[each.office], each.heir_office.name, each.day)
        for each in succeeded_in(names)
    ]
