"""How ``wian report latency`` reads hops, estimates, and shows or writes the report."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

import polars as pl
import typer

from wian.cli.report.hop_choice import HopRequest, country_of, refuse_or_warn
from wian.cli.report.options import HopWays, TableFormat
from wian.cli.report.tables.latency_table import show
from wian.cli.report.tables.plain_table import Output, write_json, write_rows
from wian.cli.report.tables.sources_line import said_of_recognition
from wian.cli.terminal.console import complain, say
from wian.cli.terminal.titles import Named, named
from wian.cli.terminal.typed_moment import moment
from wian.delays.hop_record import Direction
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.counted import counted, number
from wian.kit.text_file import shown_name, shown_path
from wian.ledger.read.propagation_facts import propagation_facts
from wian.ledger.write.propagations import load_propagation
from wian.propagation import runtime
from wian.propagation.upward.up_frame import up_frame
from wian.reports.group_by import By
from wian.reports.hop_frame import INSTANTS, SCHEMA, refuse_unreadable, scan, stray_rows
from wian.reports.latency.report import MOST_KEYS, LatencyQuestion, as_written, latency, needed
from wian.reports.scope.hop_filter import FilterKey, HopFilter
from wian.reports.scope.provenance import provenance
from wian.reports.scope.recorded_hops import recorded_hops
from wian.reports.stages import HopStage, Time, WayStage
from wian.reports.upward.latency_up import latency_up
from wian.reports.upward.up_hops import answering_hops


@dataclass(frozen=True, slots=True)
class LatencyRequest:
    """What is asked for, as it was typed.

    Attributes:
        hops: Which hops.
        by: What to group by.
        stages: Parts of the hop.
        times: Calendar or working time.
        way: Hops down, hops up, or both, one after the other.
    """

    hops: HopRequest
    by: tuple[By, ...]
    stages: tuple[WayStage, ...]
    times: tuple[Time, ...]
    way: HopWays = HopWays.DOWN

    @property
    def ways(self) -> tuple[Direction, ...]:
        """The ways that are meant."""
        return tuple(Direction) if self.way is HopWays.BOTH else (Direction(self.way.value),)


@dataclass(frozen=True, slots=True)
class _Made:
    """The report of one way.

    Attributes:
        way: Which.
        rows: The report.
        country: Whose hops they are.
        scope: Which of them were chosen, in a sentence; empty where all are.
        unsure: How many rest on a letter that was recognised from a picture.
    """

    way: Direction
    rows: pl.DataFrame
    country: Jurisdiction
    scope: str
    unsure: int


def report(request: LatencyRequest, output: Output) -> None:
    """Estimate, and print or write the report.

    Raises:
        WianError: The hops cannot be read, or the report not be written.
    """
    _refuse(request)
    output.refuse()
    asked = request.hops
    with refuse_unreadable(asked.file) if asked.file else nullcontext():
        made = [_DOWN_OR_UP[way](request) for way in request.ways]
    made_by = provenance(made[0].country.id)
    scope = " ".join(filter(None, (each.scope for each in made)))
    unsure = sum(each.unsure for each in made)
    if output.form is TableFormat.TABLE:
        _show(made, request)
        doubt = said_of_recognition(unsure).strip()
        say(" ".join(filter(None, (doubt, scope, str(made_by)))))
        return
    table = as_written(_together(made, request.way))
    if output.form is TableFormat.JSON:
        about = {"scope": scope or None, "made_by": made_by.as_json(), "recognised": unsure}
        write_json({**_asked(request), "rows": table.to_dicts(), **about}, output.out)
    else:
        write_rows(table, output)
    if output.out:
        rows = counted(len(table), "row")
        say(_source(asked).within(f"Written to {shown_path(output.out)}: {rows} on ", "."))


def _show(made: Sequence[_Made], request: LatencyRequest) -> None:
    """Print the tables, those of the way up under a title that says so."""
    when, of = _when(request.hops), _source(request.hops)
    for each in made:
        if each.way is Direction.UP and each.rows.is_empty():
            say("No hops up: no answers are asked for in a form, or none could be given by then.")
            continue
        said = ", the way up," if each.way is Direction.UP else ""
        minutes_a_day = each.country.calendar.minutes_a_day
        show(each.rows, request.by, when, of, minutes_a_day=minutes_a_day, said=said)


def _together(made: Sequence[_Made], way: HopWays) -> pl.DataFrame:
    """One table; each row names its way where hops up were asked for."""
    if way is HopWays.DOWN:
        return made[0].rows
    return pl.concat(
        each.rows.select(pl.lit(each.way.value).alias("way"), pl.all()) for each in made
    )


def _down(request: LatencyRequest) -> _Made:
    asked = request.hops
    hops = scan(asked.file) if asked.file else _recorded(asked, request.by).lazy()
    country = country_of(hops)
    chosen = asked.hop_filter(country)
    kept = chosen.chosen(hops)
    scope = _scope(chosen, kept, hops)
    unsure = int(kept.select(pl.col("recognised").sum()).collect().item())
    stages = tuple(each for each in HopStage if each.value in set(request.stages))
    made = latency(kept, replace(_question(request, country), stages=stages))
    return _Made(Direction.DOWN, made, country, scope, unsure)


def _up(request: LatencyRequest) -> _Made:
    asked = request.hops
    up = (scan(asked.file, Direction.UP) if asked.file else _recorded_up(asked)).collect().lazy()
    answering = answering_hops(up)
    country = country_of(up)
    chosen = asked.hop_filter(country)
    ways = (up, answering)
    kept = [chosen.chosen(each) for each in ways]
    scope = _scope_up(chosen, kept, ways)
    made = latency_up(kept[0], kept[1], _question(request, country), request.stages)
    return _Made(Direction.UP, made, country, scope, 0)


_DOWN_OR_UP = {Direction.DOWN: _down, Direction.UP: _up}


def _question(request: LatencyRequest, country: Jurisdiction) -> LatencyQuestion:
    as_of = request.hops.as_of
    minute = moment(as_of, country).minute if as_of else None
    return LatencyQuestion(request.by, times=request.times, as_of=minute)


def _scope_up(chosen: HopFilter, kept: Sequence[pl.LazyFrame], ways: Sequence[pl.LazyFrame]) -> str:
    """The same of the way up, where times to answer are chosen by the office that answers."""
    if not chosen:
        return ""
    among, found = ([_count(each) for each in some] for some in (ways, kept))
    every = pl.concat(each.select(*SCHEMA) for each in ways)
    refuse_or_warn(chosen, sum(found), every, sum(among))
    hops, answers = (f"{number(n)} of {number(m)}" for n, m in zip(found, among, strict=True))
    return f"{hops} hops up and {answers} times to answer: {', '.join(chosen.said)}."


def _count(hops: pl.LazyFrame) -> int:
    return int(hops.select(pl.len()).collect().item())


def _scope(chosen: HopFilter, kept: pl.LazyFrame, hops: pl.LazyFrame) -> str:
    """Which hops were chosen, in a sentence; empty where all were.

    Raises:
        NothingChosen: No hop fits.
    """
    if not chosen:
        return ""
    found, among = _count(kept), _count(hops)
    refuse_or_warn(chosen, found, hops, among)
    return str(chosen.choice(found, among))


def _refuse(request: LatencyRequest) -> None:
    """Refuse what contradicts itself, before anything is read."""
    if len(request.by) > MOST_KEYS:
        raise typer.BadParameter(f"Group by at most {MOST_KEYS} things: give --by less often.")
    if request.way is HopWays.DOWN and set(request.stages) == {WayStage.ANSWERING}:
        raise typer.BadParameter("Only the way up has answering: add --way up, or --way both.")
    request.hops.refuse()


def _recorded_up(asked: HopRequest) -> pl.LazyFrame:
    ledger = runtime.ledger()
    return up_frame(ledger, propagation_facts(ledger, _names(asked)), now=runtime.now()).lazy()


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
    way = {} if request.way is HopWays.DOWN else {"way": request.way.value}
    return {"by": [str(each) for each in request.by], "as_of": request.hops.as_of, **way}
