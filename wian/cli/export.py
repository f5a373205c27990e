"""The commands ``wian export``: hops and events as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import typer

from wian.cli.recorded import all_recorded
from wian.cli.report.hop_choice import HopOptions, HopRequest, reported
from wian.cli.report.options import HopWays
from wian.cli.terminal.console import err, print_json, say
from wian.cli.terminal.file_endings import refuse_ending
from wian.cli.terminal.progress_bar import progress_bar
from wian.cli.upward.ways_export import export_ways
from wian.kit.counted import agreeing, counted, number
from wian.ledger.read.recorded import counts
from wian.ledger.write.propagations import load_propagation
from wian.propagation import runtime
from wian.propagation.reported_hops import not_begun
from wian.reports.exports.forms import RAW_CSV, write, write_frame
from wian.reports.unsent_hops import begun


def csv(out: Path, way: HopWays, *, raw: bool, json: bool, **options: Unpack[HopOptions]) -> None:
    """Write the hops as CSV, one row per hop; gzipped if FILE ends in .gz."""
    form = RAW_CSV if raw else "csv"
    if way is not HopWays.DOWN:
        export_ways(form, out, HopRequest.typed(options), way, json=json)
        return
    _export(form, out, HopRequest.typed(options), json=json)


def parquet(out: Path, way: HopWays, *, json: bool, **options: Unpack[HopOptions]) -> None:
    """Write the hops as Parquet, which ``wian report`` can read."""
    if way is not HopWays.DOWN:
        export_ways("parquet", out, HopRequest.typed(options), way, json=json)
        return
    _export("parquet", out, HopRequest.typed(options), json=json)


def xes(out: Path, *, json: bool, **options: Unpack[HopOptions]) -> None:
    """Write an event log in XES, one trace per hop; gzipped if FILE ends in .gz."""
    _export("xes", out, HopRequest.typed(options), json=json)


def ocel(out: Path, *, json: bool, **options: Unpack[HopOptions]) -> None:
    """Write an object-centric event log in OCEL 2.0: XML if FILE ends in .xml, else JSON."""
    _export("ocel", out, HopRequest.typed(options), json=json)


def _export(form: str, out: Path, asked: HopRequest, *, json: bool) -> None:
    refuse_ending(out, "packed csv" if form in ("csv", RAW_CSV) else form)
    if asked.file or asked.since or asked.until or asked.where:
        _export_chosen(form, out, asked, json=json)
        return
    names = _names(list(asked.propagations), everything=asked.everything)
    shown = err.is_terminal and not json
    total = _hops(names) if shown else None
    with progress_bar("writing", shown=shown, total=total, unit="hops") as bar:
        write(form, out, runtime.ledger(), names, bar.advance)
    _tell(out, names, json=json)


def _export_chosen(form: str, out: Path, asked: HopRequest, *, json: bool) -> None:
    """Write hops of a file, or those of the ledger that fit; of a log's XES and OCEL their events.

    What is known of desks, acts and subjects besides is in the ledger, and left out.
    """
    found = reported(asked)
    hops = begun(found.hops)
    with progress_bar("writing", shown=not json, total=hops.height, unit="hops") as bar:
        write_frame(form, out, hops, bar.advance)
    names = hops["propagation"].unique(maintain_order=True).to_list()
    if json:
        print_json({"file": str(out), "propagations": names, "hops": hops.height, "not_begun": 0})
        return
    scope = f" ({str(found.scope).rstrip('.')})" if found.scope else ""
    of = counted(len(names), "propagation")
    are = agreeing(hops.height, "is", "are")
    say(f"{counted(hops.height, 'hop')} of {of} {are} in {out}{scope}")


def _names(propagations: list[str] | None, *, everything: bool) -> list[str]:
    """The propagations meant, each once, known to be recorded before a file is begun."""
    ledger = runtime.ledger()
    if everything and propagations:
        raise typer.BadParameter("Give propagations or --all, not both.")
    if everything:
        return [each.id for each in reversed(all_recorded(ledger))]
    wanted: list[str] | list[None] = propagations or [None]
    return list(dict.fromkeys(load_propagation(ledger, each).id for each in wanted))


def _tell(out: Path, names: list[str], *, json: bool) -> None:
    hops, unsent = _hops(names), not_begun(runtime.ledger(), names)
    if json:
        print_json({"file": str(out), "propagations": names, "hops": hops, "not_begun": unsent})
    else:
        have, are = agreeing(unsent, "has", "have"), agreeing(hops, "is", "are")
        rest = f"; {number(unsent)} more {have} not begun" if unsent else ""
        of = counted(len(names), "propagation")
        say(f"{counted(hops, 'hop')} of {of} {are} in {out}{rest}")


def _hops(names: list[str]) -> int:
    return sum(counts(runtime.ledger(), each).hops for each in names)
