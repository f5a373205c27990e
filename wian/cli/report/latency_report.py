"""How ``wian report latency`` reads hops, estimates, and shows or writes the report."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import polars as pl
import typer

from wian.cli.report.hop_choice import HopRequest, country_of, refuse_or_warn
from wian.cli.report.options import TableFormat
from wian.cli.report.tables.latency_table import show
from wian.cli.report.tables.plain_table import Output, write_json, write_rows
from wian.cli.report.tables.sources_line import said_of_recognition
from wian.cli.terminal.console import complain, say
from wian.cli.terminal.titles import Named, named
from wian.cli.terminal.typed_moment import moment
from wian.kit.counted import counted
from wian.kit.text_file import shown_name, shown_path
from wian.ledger.read.propagation_facts import propagation_facts
from wian.ledger.write.propagations import load_propagation
from wian.propagation import runtime
from wian.reports.group_by import By
from wian.reports.hop_frame import INSTANTS, refuse_unreadable, scan, stray_rows
from wian.reports.latency.report import MOST_KEYS, LatencyQuestion, as_written, latency, needed
from wian.reports.scope.hop_filter import FilterKey, HopFilter
from wian.reports.scope.provenance import provenance
from wian.reports.scope.recorded_hops import recorded_hops
from wian.reports.stages import HopStage, Time


@dataclass(frozen=True, slots=True)
class LatencyRequest:
    """What is asked for, as it was typed.

    Attributes:
        hops: Which hops.
        by: What to group by.
        stages: Parts of the hop.
        times: Calendar or working time.
    """

    hops: HopRequest
    by: tuple[By, ...]
    stages: tuple[HopStage, ...]
    times: tuple[Time, ...]


def report(request: LatencyRequest, output: Output) -> None:
    """Estimate, and print or write the report.

    Raises:
        WianError: The hops cannot be read, or the report not be written.
    """
    _refuse(request)
    output.refuse()
    asked = request.hops
    hops = scan(asked.file) if asked.file else _recorded(asked, request.by).lazy()
    with refuse_unreadable(asked.file) if asked.file else nullcontext():
        country = country_of(hops)
        chosen = asked.hop_filter(country)
        kept = chosen.chosen(hops)
        scope = _scope(chosen, kept, hops)
        unsure = int(kept.select(pl.col("recognised").sum()).collect().item())
        as_of = moment(asked.as_of, country).minute if asked.as_of else None
        made = latency(kept, LatencyQuestion(request.by, request.stages, request.times, as_of))
    made_by = provenance(country.id)
    if output.form is TableFormat.TABLE:
        minutes_a_day = country.calendar.minutes_a_day
        show(made, request.by, _when(asked), _source(asked), minutes_a_day=minutes_a_day)
        doubt = said_of_recognition(unsure).strip()
        say(" ".join(filter(None, (doubt, scope, str(made_by)))))
    elif output.form is TableFormat.JSON:
        about = {"scope": scope or None, "made_by": made_by.as_json(), "recognised": unsure}
        write_json({**_asked(request), "rows": as_written(made).to_dicts(), **about}, output.out)
    else:
        write_rows(as_written(made), output)
    if output.out:
        rows = counted(len(made), "row")
        say(_source(asked).within(f"Written to {shown_path(output.out)}: {rows} on ", "."))


def _scope(chosen: HopFilter, kept: pl.LazyFrame, hops: pl.LazyFrame) -> str:
    """Which hops were chosen, in a sentence; empty where all were.

    Raises:
        NothingChosen: No hop fits.
    """
    if not chosen:
        return ""
    found, among = (int(each.select(pl.len()).collect().item()) for each in (kept, hops))
    refuse_or_warn(chosen, found, hops, among)
    return str(chosen.choice(found, among))


def _refuse(request: LatencyRequest) -> None:
    """Refuse what contradicts itself, before anything is read."""
    if len(request.by) > MOST_KEYS:
        raise typer.BadParameter(f"Group by at most {MOST_KEYS} things: give --by less often.")
    request.hops.refuse()


def _recorded(asked: HopRequest, by: Sequence[By]) -> pl.DataFrame:
    ledger = runtime.ledger()
    known = propagation_facts(ledger, _names(asked))
    chosen_by = [key.column for key in FilterKey] if asked.where else []
    texts = (f"{name}_at" for name in INSTANTS)
    columns = dict.fromkeys((*needed(by), "sender", "recipient", "recognised", *chosen_by, *texts))
    hops = recorded_hops(ledger, known, tuple(columns), now=runtime.now())
    for stray in stray_rows(hops):
        complain(str(stray))
    return hops


def _names(asked: HopRequest) -> list[str]:
    ledger = runtime.ledger()
    if asked.everything:
        recorded = [each.id for each in propagation_facts(ledger)[::-1]]
        return recorded or [load_propagation(ledger).id]
    return list(asked.propagations) or [load_propagation(ledger).id]


def _when(asked: HopRequest) -> str:
    """As of when the hops are looked at: a file knows of no moment after it was written."""
    if asked.as_of:
        return f"as of {asked.as_of}"
    if asked.file:
        return (
            "as of the latest moment that the file knows, live ones too (--as-of names a later one)"
        )
    return "as of the latest moment known (live ones: of now)"


def _source(asked: HopRequest) -> Named:
    """Whose hops they are."""
    if asked.file:
        return Named(shown_name(asked.file))
    names = _names(asked)
    if len(names) != 1:
        return Named(counted(len(names), "propagation"))
    return named(load_propagation(runtime.ledger(), names[0]))


def _asked(request: LatencyRequest) -> dict[str, object]:
    """What the report was asked, for JSON."""
    return {"by": [str(each) for each in request.by], "as_of": request.hops.as_of}
