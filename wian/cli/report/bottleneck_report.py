"""What ``wian report bottlenecks`` prints or writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from wian.cli.report.options import TableFormat
from wian.cli.report.tables.plain_table import Output, write_json, write_rows
from wian.cli.report.tables.sources_line import said_of_sources
from wian.cli.terminal.console import heading, say, table
from wian.kit.counted import counted, number
from wian.kit.text_file import shown_path
from wian.reports.bilingual import days, in_days
from wian.reports.bottlenecks.causes import CAUSES
from wian.reports.bottlenecks.costliest import NAMED, costliest
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.scope.hop_filter import Choice
from wian.reports.scope.provenance import Provenance

_SHOWN, _CHAINS, _PLACES = 10, 3, 6
_COLUMNS = (
    ("office", "left"),
    ("part", "left"),
    ("days", "decimal"),
    ("office\nhours", "decimal"),
    ("nights", "decimal"),
    ("week\u00ad\nends", "decimal"),
    ("holi\u00ad\ndays", "decimal"),
    ("held\nup", "right"),
    ("office-\ndays", "decimal"),
    ("half: last\nearlier", "decimal"),
    ("half: office-\ndays saved", "decimal"),
    ("source", "left"),
)


@dataclass(frozen=True, slots=True)
class About:
    """What a reader must know of a report besides its figures.

    Attributes:
        as_of: Day or minute as of which the hops were looked at, as it was typed.
        scope: Which hops were chosen; empty where all were.
        made_by: What made it.
    """

    as_of: str | None
    scope: Choice
    made_by: Provenance


def report(
    found: Bottlenecks,
    which: str,
    output: Output,
    about: About,
) -> None:
    """Print or write the report.

    Raises:
        UnwritableFile: The file cannot be written; what was there stays.
    """
    if output.form is TableFormat.TABLE:
        _show(found)
        say(" ".join(filter(None, (str(about.scope), str(about.made_by)))))
    elif output.form is TableFormat.JSON:
        write_json(_whole(found, about), output.out)
    else:
        write_rows(getattr(found, which), output)
    if output.out:
        rows = len(getattr(found, which))
        say(f"Written to {shown_path(output.out)}: {counted(rows, 'row')}.")


def _whole(found: Bottlenecks, about: About) -> dict[str, Any]:
    """The report as one object."""
    return {
        "as_of": about.as_of,
        "sources": found.sources,
        "not_begun": found.not_begun,
        "recognised": found.recognised,
        "totals": _plain(found.totals),
        "chains": _plain(found.chains),
        "parts": _plain(found.parts),
        "batching": _plain(found.batching),
        "load": _plain(found.load),
        "scope": str(about.scope) or None,
        "made_by": about.made_by.as_json(),
        "circles_cut": found.circles_cut,
    }


def _plain(made: pl.DataFrame) -> list[dict[str, Any]]:
    return made.with_columns(pl.col(pl.Float64).round(_PLACES)).to_dicts()


def _show(found: Bottlenecks) -> None:
    """The report for reading."""
    for total in found.totals.head(_CHAINS).iter_rows(named=True):
        _show_chain(found, total)
    if (more := found.totals.height - _CHAINS) > 0:
        say(f"{counted(more, 'more propagation')}; --table totals --format csv writes all.")
    shown = costliest(found.named(found.costs, NAMED)).head(_SHOWN)
    table(
        _COLUMNS,
        [_part(row) for row in shown.iter_rows(named=True)],
        title="What held up most, everything below waiting for it",
    )
    if (shown["letters"] > 1).any():
        say(
            "Of several letters to an office: days and half: last earlier are means, held up is "
            "the most at once, office-days and what half saves of them are sums."
        )
    _show_patterns(found)
    _show_doubts(found)


def _show_chain(found: Bottlenecks, total: dict[str, Any]) -> None:
    where = "stands so far at" if total["open"] else "reached last"
    office = total["last_name_en"] or total["last_name"] or total["last"]
    parts = found.chains.filter(
        (pl.col("propagation") == total["propagation"])
        & ((pl.col("minutes") != 0) | pl.col("open"))
    )
    rows = [_part(row) for row in parts.iter_rows(named=True)]
    so_far = ">= " if total["open"] else ""
    whole = [
        f"{so_far}{days(total['minutes'])}",
        *(days(total[f"{cause}_minutes"]) for cause in CAUSES),
    ]
    rows.append(["the whole", "", *whole, *[""] * 5])
    table(_COLUMNS, rows, title=f"{total['propagation']}: the way to {office}, {where}")


def _part(row: dict[str, Any]) -> list[object]:
    office = row["recipient_name_en"] or row["recipient_name"] or row["recipient"]
    return [
        office,
        _stage(row),
        f"{'>= ' if row['open'] else ''}{days(row['minutes'])}",
        *(days(row[f"{cause}_minutes"]) for cause in CAUSES),
        number(row["offices_held"]),
        in_days(row["office_days"]),
        in_days(row["halving_last_days"]),
        in_days(row["halving_office_days"]),
        row["source"],
    ]


def _stage(row: dict[str, Any]) -> str:
    """The part; where no stamp divides it from the next, all that it covers."""
    if row["through"] == row["stage"]:
        return str(row["stage"])
    return f"{row['stage']} and {row['through']}, counted together"


def _show_patterns(found: Bottlenecks) -> None:
    heading("Batching and load")
    marked = found.batching.filter("marked").head(_SHOWN)
    for row in marked.iter_rows(named=True):
        peak = (
            found.words(f"weekday.{row['peak']}").en
            if row["by"] == "weekday"
            else f"{row['peak']:02}:00"
        )
        say(
            f"{row['name_en'] or row['name'] or row['office']}: {number(row['peak_letters'])} of "
            f"{counted(row['letters'], 'letter')} leave on {peak}, by chance "
            f"{row['peak_expected']:.1f} (p = {row['p_value']:.2g})."
        )
    for row in found.load.filter("marked").head(_SHOWN).iter_rows(named=True):
        how = "longer" if row["correlation"] > 0 else "less"
        say(
            f"{row['name_en'] or row['name'] or row['office']} takes {how} over a letter on busy "
            f"days (rank correlation {row['correlation']:.2f}, p = {row['p_value']:.2g})."
        )
    tested = found.batching.filter(pl.col("p_value").is_not_null())["office"].n_unique()
    loaded = found.load.filter(pl.col("p_value").is_not_null()).height
    say(
        f"Letters enough for a test of batching: {counted(tested, 'office')}; of load: "
        f"{number(loaded)}."
    )


def _show_doubts(found: Bottlenecks) -> None:
    """What a reader must know of the figures."""
    if found.circles_cut:
        say(str(found.words("summary.circles", count=found.circles_cut).en))
    say(said_of_sources(found.sources, found.not_begun, found.recognised))
    waiting = int(found.waiting.waits.sum())
    if waiting:
        said = f"{counted(waiting, 'office does', 'offices do')} not have it yet"
        if found.come_again:
            said = f"{counted(waiting, 'reception is', 'receptions are')} still open"
        say(f"{said}; open parts (>=) are counted so far and will be longer.")
    beyond = int(found.costs["uncovered_minutes"].gt(0).sum())
    if beyond:
        parts = counted(beyond, "part lies", "parts lie")
        say(
            f"{parts} in years that the working calendar does not know: office hours, nights and "
            "holidays are not to be had there."
        )
    if found.costs["whole_days"].any():
        say("Where a letter or stamp bears only a date, the way down to it counts in whole days.")
    if found.costs["doubtful"].any():
        doubtful = int(found.costs["doubtful"].sum())
        parts = counted(doubtful, "part is", "parts are")
        say(f"{parts} doubtful: a stamp is missing or out of order.")
