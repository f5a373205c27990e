"""How ``wian report latency`` reads hops, estimates, and shows or writes the report."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import typer

from wian.cli.recorded import all_recorded
from wian.cli.report.tables.latency_table import show
from wian.cli.terminal.console import complain, print_json, say
from wian.cli.terminal.file_endings import refuse_ending
from wian.cli.terminal.titles import Named, named
from wian.cli.terminal.typed_moment import moment
from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.counted import counted
from wian.kit.errors import Fault, InputFaults
from wian.kit.safe_csv import harmless_table
from wian.kit.text_file import shown_name, shown_path
from wian.kit.whole_file import replacing
from wian.ledger.write.propagations import load_propagation
from wian.propagation import runtime
from wian.reports.group_by import By
from wian.reports.hop_frame import frame_of, scan, stray_rows
from wian.reports.latency.report import MOST_KEYS, LatencyQuestion, as_written, latency
from wian.reports.stages import HopStage, Time


@dataclass(frozen=True, slots=True)
class LatencyRequest:
    """What is asked for, as it was typed.

    Attributes:
        propagations: Ids; none: the latest.
        by: What to group by.
        stages: Parts of the hop.
        times: Calendar or working time.
        file: Hops of this file instead of recorded ones.
        everything: All recorded propagations.
        as_of: Day or minute as of which to look at the hops.
    """

    propagations: tuple[str, ...]
    by: tuple[By, ...]
    stages: tuple[HopStage, ...]
    times: tuple[Time, ...]
    file: Path | None
    everything: bool
    as_of: str | None


def report(request: LatencyRequest, form: str, out: Path | None, *, raw: bool = False) -> None:
    """Estimate, and print or write the report.

    Raises:
        WianError: The hops cannot be read, or the report not be written.
    """
    _refuse(request, form, out)
    hops = scan(request.file) if request.file else _recorded(request).lazy()
    as_of = (
        moment(request.as_of, jurisdiction(DEFAULT_JURISDICTION)).minute if request.as_of else None
    )
    try:
        made = latency(hops, LatencyQuestion(request.by, request.stages, request.times, as_of))
    except pl.exceptions.PolarsError as error:
        raise _unreadable(request.file, error) from None
    if form == "table":
        minutes_a_day = _country(hops).calendar.minutes_a_day
        show(made, request.by, _when(request), _source(request), minutes_a_day=minutes_a_day)
    elif form == "json":
        _write_json(made, request, out)
    else:
        _write(made, form, out, raw=raw)
    if out:
        rows = counted(len(made), "row")
        say(_source(request).within(f"Written to {shown_path(out)}: {rows} on ", "."))


def _country(hops: pl.LazyFrame) -> Jurisdiction:
    """Whose clock a typed moment is read by: that of the first hops that name a jurisdiction."""
    found = hops.select(pl.col("jurisdiction").drop_nulls().first()).collect().item()
    return jurisdiction(found or DEFAULT_JURISDICTION)


def _refuse(request: LatencyRequest, form: str, out: Path | None) -> None:
    """Refuse what contradicts itself, before anything is read."""
    if len(request.by) > MOST_KEYS:
        raise typer.BadParameter("Group by one or two things: give --by once or twice.")
    ways = (request.propagations, request.file, request.everything)
    if sum(bool(way) for way in ways) > 1:
        raise typer.BadParameter("Give propagations, --all or --from, not several of them.")
    if form == "table" and out:
        raise typer.BadParameter("A table is for reading; with --out use --format csv or json.")
    if form == "parquet" and not out:
        raise typer.BadParameter("Parquet is no text: say with --out where to write it.")
    if form != "table":
        refuse_ending(out, form)


def _recorded(request: LatencyRequest) -> pl.DataFrame:
    hops = frame_of(runtime.ledger(), _names(request), now=runtime.now())
    for stray in stray_rows(hops):
        complain(str(stray))
    return hops


def _names(request: LatencyRequest) -> list[str]:
    ledger = runtime.ledger()
    if request.everything:
        return [each.id for each in all_recorded(ledger)]
    return list(request.propagations) or [load_propagation(ledger).id]


def _when(request: LatencyRequest) -> str:
    """As of when the hops are looked at: a file knows of no moment after it was written."""
    if request.as_of:
        return f"as of {request.as_of}"
    if request.file:
        return (
            "as of the latest moment that the file knows, live ones too (--as-of names a later one)"
        )
    return "as of the latest moment known (live ones: of now)"


def _source(request: LatencyRequest) -> Named:
    """Whose hops they are."""
    if request.file:
        return Named(shown_name(request.file))
    names = _names(request)
    if len(names) != 1:
        return Named(counted(len(names), "propagation"))
    return named(load_propagation(runtime.ledger(), names[0]))


def _unreadable(path: Path | None, error: Exception) -> InputFaults:
    reason = (str(error).splitlines() or [""])[0][:200]
    where = path or Path("ledger")
    fault = Fault(shown_name(where), f"cannot be read: {reason}", "export it again")
    return InputFaults(shown_path(where), [fault])


def _write_json(made: pl.DataFrame, request: LatencyRequest, out: Path | None) -> None:
    value = {
        "by": [str(each) for each in request.by],
        "as_of": request.as_of,
        "rows": as_written(made).to_dicts(),
    }
    if out is None:
        print_json(value)
        return
    with replacing(out) as beside:
        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        beside.write_text(text, encoding="utf-8")


def _write(made: pl.DataFrame, form: str, out: Path | None, *, raw: bool) -> None:
    plain = as_written(made)
    text = plain if raw else harmless_table(plain)
    if out is None:
        sys.stdout.write(text.write_csv())
        return
    with replacing(out) as beside:
        if form == "parquet":
            plain.write_parquet(beside)
        else:
            text.write_csv(beside, include_bom=True)
