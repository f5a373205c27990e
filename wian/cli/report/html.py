"""The command ``wian report html``: the report as one file that needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

from wian.cli.life.succeeded_offices import succeeded_in
from wian.cli.outlook.from_ledger import NothingToCome, outset_of
from wian.cli.outlook.outlook_file import foretold
from wian.cli.recorded import Recorded
from wian.cli.report.hop_choice import HopOptions, HopRequest, Reported, reported
from wian.cli.terminal.console import print_json, say
from wian.cli.terminal.file_endings import refuse_ending
from wian.delays.working_time import OutsideCalendarError
from wian.kit.counted import counted, number
from wian.kit.text_file import shown_path
from wian.propagation import runtime
from wian.propagation.upward.answers_so_far import answers_now
from wian.propagation.upward.hops_up import hops_up, until
from wian.reports.bilingual import Bilingual
from wian.reports.html.outlook_tables import Foretold
from wian.reports.html.report import FormerOffice, write_report
from wian.reports.html.way_back_section import AnswersTold
from wian.reports.outlook.outlook import outlook
from wian.reports.outlook.outset import DRAWS, SEED, Outset
from wian.reports.unsent_hops import begun_count
from wian.reports.upward.answer_costs import late_answers
from wian.reports.upward.level_returns import level_returns


def run(out: Path, *, json: bool, **options: Unpack[HopOptions]) -> None:
    """Write the report as one HTML file: words, figures, table and data. It needs no network."""
    refuse_ending(out, "html")
    asked = HopRequest.typed(options)
    found = reported(asked)
    looked_at = _looked_at(found, asked)
    path = write_report(
        found.hops,
        found.directives,
        out=out,
        as_of=found.as_of,
        scope=found.scope,
        former=_former(found, asked),
        ahead=_ahead(looked_at),
        returned=_returned(looked_at),
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


def _looked_at(found: Reported, asked: HopRequest) -> tuple[Recorded, Outset] | None:
    """The one recorded propagation that the report is of all of, and its moment."""
    ids = found.hops["propagation"].unique().to_list()
    if asked.file is not None or found.scope or len(ids) != 1:
        return None
    try:
        return outset_of(ids[0], asked.as_of, DRAWS, SEED, None)
    except (NothingToCome, OutsideCalendarError):
        return None


def _ahead(looked_at: tuple[Recorded, Outset] | None) -> Foretold | None:
    """What is to be expected of it, where somebody still waits."""
    if looked_at is None:
        return None
    known, outset = looked_at
    try:
        told = outlook(outset)
    except OutsideCalendarError:
        return None
    return foretold(known.plan, told) if told.received < told.addressees else None


def _returned(looked_at: tuple[Recorded, Outset] | None) -> AnswersTold | None:
    """The answers that it asks for in a form."""
    if looked_at is None or looked_at[0].plan.way_up is None:
        return None
    (known, outset), ledger = looked_at, runtime.ledger()
    plan, now = known.plan, outset.now
    back = answers_now(ledger, known.days, now)
    if back is None:
        return None
    up = until(hops_up(ledger, plan, known.hops), now)
    today, country = plan.clock_of(plan.route.origin).date(now), plan.jurisdiction
    return AnswersTold(
        back,
        level_returns(back, up, plan.working),
        late_answers(up, known.days.answers_by, plan.working, today),
        plan.hierarchy,
        country,
        Bilingual(country),
    )


def _former(found: Reported, asked: HopRequest) -> list[FormerOffice]:
    """The offices among the hops whose place others took."""
    if asked.file is not None:
        return []
    names = dict(found.hops.select("recipient", "recipient_name").iter_rows())
    return [
        FormerOffice(names[each.office], each.heir_office.name, each.day)
        for each in succeeded_in(names)
    ]
