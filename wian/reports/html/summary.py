"""The summary of a report in words, in the offices' language and in English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from wian.kit.counted import percentages
from wian.reports.bilingual import Words
from wian.reports.bottlenecks.causes import CAUSES
from wian.reports.bottlenecks.costliest import WORKED
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.html.simulated_share import mark, mark_of_last
from wian.reports.scope.own_minutes import ZONES, own_minutes


def summary(findings: Bottlenecks) -> list[Words]:
    """Paragraphs, the most important first."""
    if findings.hops.is_empty():
        return [findings.words("summary.none")]
    return [
        *_last(findings),
        *_window(findings),
        *_worst(findings),
        *_doubtful(findings),
        *_circles(findings),
        _scope(findings),
        *_patterns(findings),
    ]


def causes(findings: Bottlenecks) -> list[tuple[Words, float, float, int]]:
    """The calendar time of all critical chains by cause: words, minutes, share, and per cent."""
    names = (*CAUSES, "uncovered") if findings.totals["uncovered_minutes"].sum() else CAUSES
    totals = {name: float(findings.totals[f"{name}_minutes"].sum()) for name in names}
    whole = sum(totals.values())
    shares = [minutes / whole if whole else 0.0 for minutes in totals.values()]
    words = [findings.words(f"cause.{name}") for name in totals]
    return list(zip(words, totals.values(), shares, percentages(shares), strict=True))


def stage_words(findings: Bottlenecks, row: dict[str, Any]) -> Words:
    """A part in words; where no stamp divides it from the next, all that it covers."""
    stage, through = row["stage"], row["through"]
    return findings.words(f"stage.{stage}" if through == stage else f"stage.{stage}.{through}")


def _named(findings: Bottlenecks, row: dict[str, Any], name: str) -> Words:
    """An office in both languages."""
    return findings.words.same(row.get(f"{name}_name") or row[name], row.get(f"{name}_name_en"))


def _office(findings: Bottlenecks, row: dict[str, Any]) -> Words:
    """The office of a row of batching or load."""
    return findings.words.same(row["name"] or row["office"], row["name_en"])


def _scope(findings: Bottlenecks) -> Words:
    words, rest = findings.words, findings.not_begun
    sources = [
        words("source.counted", source=words(f"source.{name}"), count=count)
        for name, count in findings.sources.items()
    ]
    if findings.recognised:
        sources.append(words("source.recognised", count=findings.recognised))
    return words(
        "summary.scope",
        propagations=words("count.propagations", count=findings.hops["propagation"].n_unique()),
        hops=words("count.hops", count=sum(findings.sources.values())),
        sources=words.joined(words.same(", "), sources),
        more=words("summary.not_begun", count=rest) if rest else words.same(""),
    )


def _last(findings: Bottlenecks) -> Iterator[Words]:
    yield from _missing(findings)
    if not findings.totals.is_empty():
        yield _one(findings) if findings.totals.height == 1 else _several(findings)


def _missing(findings: Bottlenecks) -> Iterator[Words]:
    waits = pl.Series(findings.waiting.waits)
    if waiting := int(waits.sum()):
        simulated = mark(findings, findings.hops["source"].filter(waits))
        kind = ".receptions" if findings.come_again else ""
        yield findings.words(f"summary.missing{kind}", count=waiting, simulated=simulated)


def _one(findings: Bottlenecks) -> Words:
    """Who was last of one propagation."""
    row = findings.totals.row(0, named=True)
    return findings.words(
        f"summary.last.{'open' if row['open'] else 'done'}",
        office=_named(findings, row, "last"),
        days=findings.words.days(row["minutes"]),
        split=_split(findings, row),
        simulated=mark_of_last(findings, findings.chains["source"]),
    )


def _several(findings: Bottlenecks) -> Words:
    """How long it took until the last of each of several propagations had it."""
    most = findings.totals.sort("minutes", descending=True).row(0, named=True)
    return findings.words(
        "summary.last.several",
        days=findings.words.days(findings.totals["minutes"].median()),  # type: ignore[arg-type]  # whole numbers
        most=findings.words.days(most["minutes"]),
        which=most["directive"] or most["propagation"],
        simulated=mark_of_last(findings, findings.chains["source"]),
    )


def _window(findings: Bottlenecks) -> Iterator[Words]:
    """How many addressees had it within the window, where there is one."""
    zones = [each for each in ZONES if each in findings.hops.columns]
    needed = ("window_closes", "addressed", "ready_minute", "ready_dated", "source", *zones)
    hops = findings.hops.select(*needed).filter(
        pl.col("window_closes").is_not_null() & pl.col("addressed")
    )
    if hops.is_empty():
        return
    ready = hops["ready_minute"]
    day = findings.working.local_days(own_minutes(hops, "ready", findings.working))
    had = ready.is_not_null().to_numpy()
    in_time = int((had & (day <= hops["window_closes"].to_numpy())).sum())
    yield findings.words(
        "summary.window",
        addressees=findings.words("count.addressees", count=hops.height),
        in_time=in_time,
        late=int(had.sum()) - in_time,
        missing=int((~had).sum()),
        simulated=mark(findings, hops["source"]),
    )


def _split(findings: Bottlenecks, row: dict[str, Any]) -> Words:
    words = findings.words
    shown = (
        words(
            "summary.cause", cause=words(f"cause.{name}"), days=words.days(row[f"{name}_minutes"])
        )
        for name in (*CAUSES, "uncovered")
        if row[f"{name}_minutes"]
    )
    return words.joined(words("summary.causes.between"), shown)


def _worst(findings: Bottlenecks) -> Iterator[Words]:
    """The part that held up most, over all hops."""
    words = findings.words
    worked = pl.when(WORKED).then(pl.col("office_minutes"))
    cost = findings.costs.select(cost=worked)["cost"]
    if (most := cost.max()) is None:
        return
    worst = findings.costs[(cost == most).arg_true().head(1)]  # the table is a large one
    for row in findings.named(worst).filter(pl.col("office_minutes") > 0).iter_rows(named=True):
        source = pl.Series([row["source"]])
        again = row["propagation"] in findings.come_again
        yield words(
            "summary.worst.receptions" if again else "summary.worst",
            office=_named(findings, row, "recipient"),
            stage=stage_words(findings, row),
            sure=words("summary.at_least") if row["open"] else words.same(""),
            days=words.days(row["minutes"]),
            own=mark(findings, source),
            held=words(f"count.{'receptions' if again else 'offices'}", count=row["offices_held"]),
            waited=words.days(row["office_minutes"]),
            last=words.days(row["halving_last_minutes"]),
            saved=words.days(row["halving_office_minutes"]),
            then=mark_of_last(findings, source),
        )
        yield from _closed(findings, row["office_minutes"])


def _closed(findings: Bottlenecks, most: float) -> Iterator[Words]:
    """Of how many parts more came, that lie wholly on days and hours off; nothing without any."""
    closed = findings.costs.select((~WORKED) & (pl.col("office_minutes") > most))
    if count := int(closed.to_series().sum()):
        yield findings.words("summary.closed", count=count)


def _doubtful(findings: Bottlenecks) -> Iterator[Words]:
    """How many parts are doubtful, where any are."""
    if count := int(findings.costs["doubtful"].sum()):
        yield findings.words("summary.doubtful", count=count)


def _circles(findings: Bottlenecks) -> Iterator[Words]:
    """How many hops begin anew where a case had been sent in a circle, if any do."""
    if count := findings.circles_cut:
        yield findings.words("summary.circles", count=count)


def _patterns(findings: Bottlenecks) -> Iterator[Words]:
    """Batching and load, where they are marked, and whether they could be tested at all."""
    marked = findings.batching.filter("marked")
    for row in marked.head(3).iter_rows(named=True):
        hops = findings.hops.filter(pl.col("sender") == row["office"])
        yield findings.words(
            "summary.batching",
            office=_office(findings, row),
            peak=_peak(findings, row),
            most=row["peak_letters"],
            letters=row["letters"],
            simulated=mark(findings, hops["source"]),
        )
    for row in findings.load.filter("marked").head(3).iter_rows(named=True):
        hops = findings.hops.filter(pl.col("recipient") == row["office"])
        yield findings.words(
            f"summary.load.{'longer' if row['correlation'] > 0 else 'shorter'}",
            office=_office(findings, row),
            simulated=mark(findings, hops["source"]),
        )
    if marked.is_empty():
        yield _unmarked(findings)


def _unmarked(findings: Bottlenecks) -> Words:
    """That no office is marked, and whether any could be tested."""
    tested = findings.batching.filter(pl.col("p_value").is_not_null())["office"].n_unique()
    if not tested:
        return findings.words("summary.untested")
    return findings.words(
        "summary.unmarked",
        offices=findings.words("count.offices", count=tested),
        simulated=mark(findings, findings.hops["source"]),
    )


def _peak(findings: Bottlenecks, row: dict[str, Any]) -> Words:
    words = findings.words
    if row["by"] == "weekday":
        return words("summary.peak.weekday", day=words(f"weekday.{row['peak']}"))
    return words("summary.peak.hour", hour=row["peak"])
