"""The tables of ``wian report latency``: one for calendar time, one for working time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from wian.cli.report.tables.table_unit import in_unit
from wian.cli.terminal.console import say, table
from wian.cli.terminal.layout import Beside
from wian.cli.terminal.titles import Named
from wian.delays.hop_record import Source
from wian.kit.counted import agreeing, counted, number, rounded
from wian.reports.group_by import By
from wian.reports.latency.clusters import ClusterKind
from wian.reports.latency.groups import NAMES
from wian.reports.latency.mean_intervals import LONE
from wian.reports.latency.ranks import MOST
from wian.reports.latency.shrinkage import SMALL
from wian.reports.latency.tails import Doubt
from wian.reports.stages import HopStage, Time, WayStage

_SHOWN = 200
_MARKS = {
    Doubt.OPEN_TAIL: "more than one hop in ten is open, so the mean would be a guess",
    Doubt.HEAVY_TAIL: "a few very long delays decide the mean, so no interval holds it",
    Doubt.FEW_LETTERS: f"fewer than {LONE} finished say too little about a mean",
    Doubt.FEW_CLUSTERS: "the hops share too few {}, so an interval is not to be had",
}
"""What a mean or interval that is not to be had lacks."""
_CLUSTERS = {
    ClusterKind.DIRECTIVE: "directives",
    ClusterKind.PROPAGATION: "propagations",
    ClusterKind.BATCH: "batches (one sender, one day)",
}
_IN_TIME = frozenset({By.WAVE, By.MONTH, By.WEEKDAY})
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_COLUMNS = (
    ("stage", "left"),
    ("hops", "right"),
    ("open", "right"),
    ("median", "decimal"),
    ("90 %\nwithin", "decimal"),
    ("99 %\nwithin", "decimal"),
    ("mean", "whole"),
    ("95 %\ninterval", "whole"),
    ("slowest\n(95 %)", "whole"),
    ("of the\nwindow", "right"),
)
_Row = dict[str, Any]


def show(
    made: pl.DataFrame,
    by: Sequence[By],
    when: str,
    of: Named,
    *,
    minutes_a_day: int,
    said: str = "",
) -> None:
    """Print a latency report, and what its reader must know of it.

    Args:
        made: The report, as ``wian.reports.latency.report.latency`` gives it.
        by: What it is grouped by.
        when: As of when the hops were looked at, in words.
        of: Whose hops they are.
        minutes_a_day: Office minutes of their working day.
        said: What its title says behind whose hops they are.
    """
    if made.is_empty():
        say("No hops: nothing has been sent, or nothing had been by then.")
        return
    for time in made["time"].unique(maintain_order=True):
        rows, unit = in_unit(made.filter(pl.col("time") == time), Time(time), minutes_a_day)
        _show_time(rows, by, f"{said} by {' and '.join(by)}, {time} {unit}", of)
    _say_sources(made, when)
    _say_marks(made)


def _show_time(rows: pl.DataFrame, by: Sequence[By], kind: str, of: Named) -> None:
    keys = _ordered(rows, by)
    most = max(_SHOWN // rows["stage"].n_unique(), 1)
    if len(keys) > most:
        kind += f": {most} of {counted(len(keys), 'group')}; --format csv has all"
    title = of.within("Latency of ", kind)
    cells = [cell for group in _groups(rows, keys[:most]) for cell in _cells(group, by)]
    table(((" and ".join(by), "left"), *_COLUMNS), cells, title=title)


def _ordered(rows: pl.DataFrame, by: Sequence[By]) -> pl.DataFrame:
    """The keys of the groups: in order of time, else the slowest first, by the whole hop."""
    names = [str(each) for each in by]
    if len(by) == 1 and by[0] not in _IN_TIME:
        rows = rows.sort("rank", nulls_last=True, maintain_order=True)
        rows = pl.concat([rows.filter(pl.col("stage") == HopStage.HOP), rows])
    return rows.select(names).unique(maintain_order=True)


def _groups(rows: pl.DataFrame, keys: pl.DataFrame) -> list[list[_Row]]:
    """The rows of those groups, a group at a time."""
    found = keys.join(
        rows, on=keys.columns, how="left", nulls_equal=True, maintain_order="left_right"
    )
    return [part.to_dicts() for part in found.partition_by(keys.columns, maintain_order=True)]


def _cells(group: list[_Row], by: Sequence[By]) -> Iterator[tuple[object, ...]]:
    """The rows of a group: its names stand below one another beside its stages."""
    labels = _labels(group[0], by)
    whole = ", ".join(labels)
    if len(labels) > len(group):
        kept = len(group) - 1
        labels = [*labels[:kept], "\n".join(labels[kept:])]
    labels += [""] * (len(group) - len(labels))
    for label, row in zip(labels, group, strict=True):
        yield (Beside(label, whole), *_figures(row))


def _labels(row: _Row, by: Sequence[By]) -> list[str]:
    keys = [", ".join(_key(row, each) for each in by)]
    names = [row[name] for each in by for name in NAMES.get(each, ())]
    known = {row[each] for each in by}
    return [*keys, *dict.fromkeys(name for name in names if name and name not in known)]


def _key(row: _Row, by: By) -> str:
    if row[by] is None:
        return "–"
    return _DAYS[row[by] - 1] if by is By.WEEKDAY else str(row[by])


def _figures(row: _Row) -> tuple[object, ...]:
    mean, interval = _mean(row)
    return (
        row["stage"] if row["stage"] != HopStage.HOP else "whole hop",
        number(row["hops"]),
        number(row["open"]),
        *(_percentile(row, name) for name in ("median", "p90", "p99")),
        mean,
        interval,
        _rank(row, mean),
        _share(row),
    )


def _lacking(made: pl.DataFrame) -> tuple[int, int]:
    """Most hops of a group whose stamps are missing, and most that lack working time alone."""
    most: dict[str, int] = dict(made.group_by("time").agg(pl.col("unknown").max()).iter_rows())
    if Time.CALENDAR.value not in most:
        return most[Time.WORKING.value], 0
    missing = most[Time.CALENDAR.value]
    return missing, max(most.get(Time.WORKING.value, 0) - missing, 0)


def _mean(row: _Row) -> tuple[str | None, str | None]:
    """The mean and its interval: shrunk where the group is small, restricted where it must be."""
    if row["small"] and row["shrunk"] is not None:
        return f"{_days(row['shrunk'])} *", _interval(row, "shrunk")
    if row["restricted"] is not None:
        shown = f"{_days(row['restricted'])} \u2264{row['horizon']:.2g} ?"
        return shown, _interval(row, "restricted") or "?"
    if row["mean"] is None:
        return "?" if row["doubt"] else None, None
    return _days(row["mean"]), _interval(row, "mean") or ("?" if row["doubt"] else None)


def _rank(row: _Row, mean: str | None) -> str | None:
    """The rank and its span; none by a mean that is not to be had."""
    if row["rank"] is None:
        return None
    if mean is None or "?" in mean:
        return "?"
    return f"{row['rank']} ({row['rank_low']} to {row['rank_high']})"


def _interval(row: _Row, name: str) -> str | None:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return None if low is None else f"{_days(low)} to {_days(high)}"


def _percentile(row: _Row, name: str) -> str | None:
    if row[name] is None:
        return None
    return f"> {_days(row[name])}" if row[f"{name}_above"] else _days(row[name])


def _share(row: _Row) -> str | None:
    share = row["window_share"]
    if share is None:
        return None
    return f"{'> ' if row['window_share_above'] else ''}{share:.0%}"


def _days(value: float) -> str:
    return rounded(value, 1)


def _say_sources(made: pl.DataFrame, when: str) -> None:
    hops = made.filter(pl.col("stage") != WayStage.ANSWERING)
    first = (made if hops.is_empty() else hops).row(0, named=True)
    one = made.filter((pl.col("stage") == first["stage"]) & (pl.col("time") == first["time"]))
    counts = {source.value: int(one[source.value].sum()) for source in Source}
    said = ", ".join(f"{number(count)} {name}" for name, count in counts.items() if count)
    say(f"Hops begun: {said}; {when}.")


def _say_marks(made: pl.DataFrame) -> None:
    """Explain only the marks that are there."""
    if made["open"].sum():
        say(
            "Open hops count as longer than they have taken so far: medians, percentiles and means "
            "reckon them in; '> x' is longer than x, which nobody knows more of yet."
        )
    lacking, beyond = _lacking(made)
    if lacking:
        lack = agreeing(lacking, "lacks", "lack")
        say(f"{counted(lacking, 'hop')} of a group at most {lack} a stamp there.")
    if beyond:
        lie = agreeing(beyond, "lies", "lie")
        say(
            f"{counted(beyond, 'hop')} of a group at most {lie} in years that the working calendar "
            "does not know: no working time is to be had of them."
        )
    if (made["small"] & made["shrunk"].is_not_null()).any():
        say(f"* fewer than {SMALL} finished: shrunk towards the mean of their peers; csv has both.")
    _say_doubts(made)
    if made["rank"].is_not_null().any():
        by = _ranked_by(made)
        say(f"Slowest: the rank by {by}, 1 the slowest, and where all lie with 95 % probability.")
        if (made["rank"].is_not_null() & ~_mean_known(made)).any():
            say("Its ? stands where the mean is not known, and with it the rank.")
    elif made["small"].any() and len(made) > MOST:
        say(f"More than {number(MOST)} groups are not ranked.")
    elif made["small"].any() and len(made) > made["stage"].n_unique() * made["time"].n_unique():
        say(
            "No group has enough finished hops to distinguish its mean from chance: none is ranked."
        )


def _ranked_by(made: pl.DataFrame) -> str:
    """Which mean ranks the groups: the shrunk one, where a group has it."""
    shrunk = made.filter(pl.col("rank").is_not_null())["shrunk"].is_not_null()
    if not shrunk.any():
        return "mean"
    return "shrunk mean" if shrunk.all() else "shrunk mean (by mean where there is none)"


def _mean_known(made: pl.DataFrame) -> pl.Series:
    """Which rows show a mean without a question mark."""
    return (made["small"] & made["shrunk"].is_not_null()) | (
        made["restricted"].is_null() & made["mean"].is_not_null()
    )


def _say_doubts(made: pl.DataFrame) -> None:
    """Explain what is not to be had, and whose figures these are."""
    shown = made.filter(~(pl.col("small") & pl.col("shrunk").is_not_null()))
    kind = made["cluster"].drop_nulls().first()  # a group without spans has none
    shared = _CLUSTERS[ClusterKind(str(kind))] if kind else "cases"
    reasons = [_MARKS[each].format(shared) for each in Doubt if (shown["doubt"] == each).any()]
    if reasons:
        say(f"? {'; '.join(reasons)}.")
    if shown["restricted"].is_not_null().any():
        say("x \u2264y is a restricted mean: each hop counts y days at most; csv has the columns.")
    if kind == ClusterKind.BATCH and made["mean_low"].is_not_null().any():
        say("The intervals describe what was sent here; they say nothing about other directives.")
