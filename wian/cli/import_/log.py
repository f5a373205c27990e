"""The command ``wian import log``: turns event logs of other programs into hops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from wian.cli.terminal.console import complain, print_json, say
from wian.cli.terminal.file_endings import refuse_ending
from wian.cli.terminal.progress_bar import progress_bar
from wian.history.logs.date_order import DateOrder
from wian.history.logs.holder import Holder
from wian.history.logs.mapping import LogMapping, load_mapping, mapped
from wian.jurisdictions.countries import jurisdiction_at
from wian.kit.counted import counted, number
from wian.kit.pydantic_faults import shown
from wian.kit.text_file import shown_path
from wian.reports.logs.imported import ImportedLog, import_log

_WHY = {"one holder": "they never left their first holder", "no holder": "nobody held them"}
_WHY_ONE = {"one holder": "it never left its first holder", "no holder": "nobody held it"}


def run(
    file: Path,
    columns: list[str] | None,
    mapping: Path | None,
    timestamp_format: str | None,
    time_zone: str | None,
    delimiter: str | None,
    encoding: str | None,
    end: list[str] | None,
    holder: Holder | None,
    date_order: DateOrder | None,
    jurisdiction_id: str,
    out: Path | None,
    *,
    lines_in_order: bool,
    leave_out_faulty: bool,
    json: bool,
) -> None:
    """Turn an event log into a Parquet file of hops for wian report. The ledger stays as it is."""
    refuse_ending(out, "parquet")
    how = mapped(
        load_mapping(mapping) if mapping else LogMapping(),
        columns or (),
        timestamp_format=timestamp_format,
        time_zone=time_zone,
        delimiter="\t" if delimiter == "\\t" else delimiter,
        encoding=encoding,
        end=tuple(end or ()),
        holder=holder,
        date_order=date_order,
        lines_in_order=lines_in_order,
    )
    stem = file.name.partition(".")[0]
    target = out or file.with_name(f"{stem}.hops.parquet")
    country = jurisdiction_at(jurisdiction_id)
    faulty = target.with_name(f"{stem}.faulty.csv")
    leave_out = faulty if leave_out_faulty else None
    with progress_bar("reading", shown=not json, unit="events") as bar:
        done = import_log(file, how, target, country.id, bar.advance, leave_out=leave_out)
    _tell(done, json=json)


def _tell(done: ImportedLog, *, json: bool) -> None:
    for warning in _warnings(done):
        complain(f"Warning: {warning}")
    if json:
        faulty = done.faulty_path and str(done.faulty_path)
        print_json({**asdict(done), "path": str(done.path), "faulty_path": faulty})
        return
    what = counted(done.events, "trace" if done.own else "event")
    own = " of wian's own" if done.own else ""
    found = f"{counted(done.cases, 'case')}: {counted(done.hops, 'hop is', 'hops are')}"
    still = f", {number(done.open)} of them open" if done.open else ""
    say(f"{what}{own}, {found} in {shown_path(done.path)}{still}")
    for why, count in done.left_out.items():
        cases = counted(count, "case makes", "cases make")
        say(f"{cases} no hop: {_WHY[why] if count > 1 else _WHY_ONE[why]}.")
    say(f"wian report latency --from {shown_path(done.path)}")


def _warnings(done: ImportedLog) -> Iterator[str]:
    """What of the log is in doubt, each in a sentence or two."""
    for activity in done.unknown_ends:
        yield (
            f"no event of the log has the activity {shown(activity)}, so that it ends no "
            "case; check how the log writes it, and which column is mapped to activity."
        )
    if done.faulty:
        yield (
            f"{counted(done.faulty, 'faulty line is', 'faulty lines are')} left out, and written "
            f"to {shown_path(done.faulty_path or done.path)}; "
            "the hops of its cases can be too long."
        )
    if done.unmapped:
        names = " and ".join(shown(name) for name in done.unmapped)
        pairs = ",".join(f"{name}={name}" for name in done.unmapped)
        column = "a column" if len(done.unmapped) == 1 else "columns"
        yield f"the log has {column} {names}, not used; add --map {pairs} if that is what it means."
    if done.uncertain_dates:
        days = counted(done.uncertain_dates, "date", "dates")
        yield (
            f"{days}, such as {shown(done.uncertain_date)}, can be read as day/month or as "
            "month/day. They were read as day/month; set --date-order to be certain."
        )
    if done.shared_moments:
        moments = counted(done.shared_moments, "moment is", "moments are")
        yield (
            f"{moments} shared by several holders of a case, and the log does not say who came "
            "first: they are in the order of activity and holder. Map a column to order, or give "
            "--lines-in-order."
        )
    if done.outside_calendar:
        hops = counted(done.outside_calendar, "hop lies", "hops lie")
        yield (
            f"{hops} in years that the working calendar does not know: they have calendar time, "
            "and no working time."
        )
